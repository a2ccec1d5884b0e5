#include "leps/analyze/conflict.hpp"

#include <algorithm>

#include "analyze/circumstances.hpp"
#include "analyze/conflict_search.hpp"
#include "analyze/datum_words.hpp"

namespace leps {
namespace {

void check_conflict_options(const ConflictOptions& options) {
    const auto refuse = [](const std::string& field, const std::string& got, const std::string& limit) {
        throw InvalidValue({.code = "option_out_of_range", .subject = "conflict", .field = field, .got = got, .limit = limit});
    };
    if (options.time_limit && !(*options.time_limit > 0.0)) { refuse("time_limit", std::to_string(*options.time_limit), "> 0 seconds"); }
    if (options.node_limit < 1) { refuse("node_limit", std::to_string(options.node_limit), ">= 1"); }
}

std::string summary_of(const Conflict& conflict) {
    const std::string proof = conflict.claim == Claim::proved ? " This is proved exactly." : " This is the word of the engine.";
    const bool one = conflict.members.size() == 1;
    const std::string all = one ? "This cannot hold, whatever else the plan says." : "These " + std::to_string(conflict.members.size()) + " data cannot all hold.";
    const std::string least = one ? "" : conflict.irreducible ? " Without any one of them the others can." : " A limit ended the search: fewer of them may be enough.";
    switch (conflict.clash) {
        case Clash::none: return "Nothing clashes: the rules can all be kept.";
        case Clash::rules: return all + proof + least;
        case Clash::whole_units: return "Only whole units clash: with fractions of them, all rules could be kept. " + all + proof + least;
        case Clash::whole_cents: return "Only whole cents clash: units and money can be planned, but no rounding to the cent was found that keeps every rule.";
        case Clash::not_settled: return "A limit of time or work ended the search before anything was found.";
    }
    return "";
}

}  // namespace

std::vector<std::string> Conflict::sentences() const {
    std::vector<std::string> all;
    for (const ConflictMember& member : members) { all.push_back(member.statement); }
    all.insert(all.end(), circumstances.begin(), circumstances.end());
    return all;
}

Conflict conflict(const Plan& plan, const ConflictOptions& options, const Context& context) {
    check_conflict_options(options);
    const Deadline deadline(options.time_limit);
    const std::unique_ptr<Engine> engine = make_engine(options.engine);
    ElasticSession session(plan, *engine, {.deadline = &deadline, .node_limit = options.node_limit}, context);
    const FoundConflict found = find_conflict(session);
    Conflict result{.clash = found.clash, .irreducible = found.irreducible, .solves = session.solves()};
    const PlanView& view = *session.elastic().compiled.view;
    std::vector<Datum> members;
    for (const std::size_t d : found.members) { members.push_back(session.data()[d]); }
    if (found.clash == Clash::rules) { result.claim = session.claim(found.members, found.ray); }
    for (const Datum& datum : members) {
        DatumWords words = words_of(view, datum);
        result.members.push_back({.table = std::move(words.table), .row = words.row, .key = std::move(words.key), .rule = std::string(rule_name(datum.rule)),
                                  .subject = std::move(words.subject), .statement = std::move(words.statement), .claim = result.claim});
    }
    if (found.clash == Clash::rules || found.clash == Clash::whole_units) { result.circumstances = circumstances_of(session.elastic(), members, found.ray); }
    result.summary = summary_of(result);
    return result;
}

Conflict conflict(const Plan& plan, const Allocation& known, const ConflictOptions& options, const Context& context) {
    check_conflict_options(options);
    if (known.plan_hash != plan.hash()) {
        throw InvalidValue({.code = "other_plan", .subject = "allocation", .field = "plan_hash", .got = known.plan_hash, .limit = plan.hash() + ", the plan's own"});
    }
    Conflict result;
    switch (known.status) {
        case AllocationStatus::allocated: break;
        case AllocationStatus::not_roundable:
            result.clash = Clash::whole_cents;
            for (const Reason& reason : known.reasons) { result.circumstances.push_back(reason.message); }
            break;
        default: {
            result = conflict(plan, options, context);
            if (known.status != AllocationStatus::infeasible || result.clash != Clash::none) { return result; }
            // What the engine calls infeasible by less than its own tolerances.
            result.clash = Clash::not_settled;
            result.circumstances.push_back("No allocation was found, and yet nothing was found that clashes: it can only be by less than the engine tells apart.");
        }
    }
    result.summary = summary_of(result);
    return result;
}

}  // namespace leps
