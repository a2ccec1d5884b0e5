#include "leps/analyze/repair.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "analyze/elastic_session.hpp"
#include "analyze/repair_edits.hpp"
#include "leps/allocate/allocate.hpp"
#include "leps/domain/make_plan.hpp"
#include "leps/problem/changed_bounds.hpp"
#include "leps/verify/verify.hpp"

namespace leps {
namespace {

void check_repair_options(const RepairOptions& options) {
    const auto refuse = [](const std::string& field, const std::string& got, const std::string& limit) {
        throw InvalidValue({.code = "option_out_of_range", .subject = "repairs", .field = field, .got = got, .limit = limit});
    };
    if (options.time_limit && !(*options.time_limit > 0.0)) { refuse("time_limit", std::to_string(*options.time_limit), "> 0 seconds"); }
    if (options.node_limit < 1) { refuse("node_limit", std::to_string(options.node_limit), ">= 1"); }
    if (options.count < 1) { refuse("count", std::to_string(options.count), ">= 1"); }
}

/// Plans of so many columns are allocated in a moment.
constexpr std::size_t most_quick_columns = 5'000;

/// What may change, and for how much.
struct Changeable {
    DatumColumn column;
    Ratio weight;
    [[nodiscard]] WideRatio cost_of_grid() const { return weight.wide() * unit_of_grid(column.datum); }
};

/// Repairs of one plan, each without the data that were dearest in those before.
class RepairSearch {
public:
    RepairSearch(const Plan& plan, const RepairOptions& options, const Deadline& deadline, const Context& context)
        : options_(options), deadline_(deadline), context_(context), engine_(make_engine(options.engine)),
          elastic_(compile_elastic(plan, Elastic::data)), session_(engine_->open(elastic_.compiled.problem)) {
        for (const DatumColumn& column : elastic_.data) {
            if (const auto weight = repair_weight(view(), column)) { changeable_.push_back({.column = column, .weight = *weight}); }
        }
    }

    Repairs run() {
        if (changeable_.empty()) {
            return {.repairs = {}, .notes = {"No row carries repair_weight: nothing may be changed. Annuities, service_levels, level_targets, reserves, "
                                             "measure_limits, links and records may carry it."}};
        }
        constexpr int tries_beyond = 3;  // repairs that fail do not count
        for (int tries = 0; tries < options_.count + tries_beyond && static_cast<int>(result_.repairs.size()) < options_.count; ++tries) {
            if (!next()) { break; }
        }
        std::ranges::stable_sort(result_.repairs, [](const Repair& a, const Repair& b) { return a.cost < b.cost; });
        return std::move(result_);
    }

private:
    [[nodiscard]] const PlanView& view() const { return *elastic_.compiled.view; }

    /// False where no further repair is to be looked for.
    bool next() {
        tell("repair " + std::to_string(result_.repairs.size() + 1) + ": the cheapest change");
        const Answer answer = cheapest();
        if (answer.values.empty()) {
            if (answer.outcome == Outcome::infeasible) {
                note(result_.repairs.empty() && excluded_.empty() ? "No change of the data that carry repair_weight makes the plan possible."
                                                                  : "There is no further repair without the data that cost most in those before.");
            } else {
                note("A limit of time or work ended the search for a further repair.");
            }
            return false;
        }
        const std::vector<GivenWay> ways = ways_of(answer.values);
        if (ways.empty()) {
            note("Nothing needs to change: the rules can be kept as they stand.");
            return false;
        }
        exclude_dearest(ways);
        keep_what_holds(ways);
        return !context_.stopped() && !deadline_.passed();
    }

    Answer cheapest() {
        BoundChanges changes;
        for (const DatumColumn& column : elastic_.data) { changes.columns[column.column] = {.lower = 0.0, .upper = 0.0}; }
        std::vector<Objective::Term> terms;
        WideRatio dearest = 0;
        for (const Changeable& may : changeable_) { dearest = max(dearest, may.cost_of_grid()); }
        for (const Changeable& may : changeable_) {
            if (excluded_.contains(may.column.datum)) { continue; }
            const double top = elastic_.compiled.problem.column_upper()[may.column.column.value()];
            changes.columns[may.column.column] = {.lower = 0.0, .upper = top};
            const WideRatio part = dearest > WideRatio(0) ? may.cost_of_grid() / dearest : WideRatio(0);
            const double cost = std::ldexp(static_cast<double>(part.numerator()) / static_cast<double>(part.denominator()), 50);
            terms.push_back({.column = may.column.column, .cost = std::max(1.0, std::round(cost))});
        }
        session_->rewrite(with_bounds(elastic_.compiled.problem, changes));
        const Objective objective(std::move(terms));
        Request request{.objective = &objective, .task = elastic_.compiled.problem.has_whole_columns() ? Task::whole : Task::linear};
        request.limits.seconds = deadline_.left();
        if (request.task == Task::whole) { request.limits.nodes = options_.node_limit; }
        return session_->solve(request, {.report = {}, .stop = context_.stop});
    }

    /// Rounded up to the grid; what is below the engine's tolerance is nothing.
    [[nodiscard]] std::vector<GivenWay> ways_of(const std::vector<double>& values) const {
        std::vector<GivenWay> ways;
        for (const Changeable& may : changeable_) {
            const double value = values[may.column.column.value()];
            if (value <= std::max(0.5, 1e-10 * may.column.size)) { continue; }
            ways.push_back({.column = may.column, .amount = static_cast<Int128>(std::ceil(value - 1e-6)), .most_counted = 0});
            if (may.column.datum.rule == Rule::measure_limit) { ways.back().most_counted = most_counted(may.column, values); }
        }
        return ways;
    }

    /// Nano-units that a limit counts where that is most: its rows without what gives way, over the coefficient of that.
    [[nodiscard]] Int128 most_counted(const DatumColumn& limit, const std::vector<double>& values) const {
        const Problem& problem = elastic_.compiled.problem;
        double most = 0.0;
        for (std::size_t i = 0; i < problem.row_count(); ++i) {
            const Origin origin = Origin::unpacked(problem.origin(RowIndex(i)));
            if (origin.rule != Rule::measure_limit || origin.subject != limit.datum.row) { continue; }
            const auto columns = problem.columns(RowIndex(i));
            const auto coefficients = problem.coefficients(RowIndex(i));
            double counted = 0.0;
            double unit = 0.0;
            for (std::size_t k = 0; k < columns.size(); ++k) {
                if (columns[k].value() < elastic_.compiled.layout->starts.size()) { counted += coefficients[k] * values[columns[k].value()]; }
                if (columns[k] == limit.column) { unit = -coefficients[k]; }
            }
            if (unit > 0.0) { most = std::max(most, counted / unit); }
        }
        return static_cast<Int128>(std::ceil(most - 1e-6));
    }

    [[nodiscard]] WideRatio cost_of(const GivenWay& given) const {
        const auto may = std::ranges::find(changeable_, given.column.column, [](const Changeable& m) { return m.column.column; });
        return may->cost_of_grid() * WideRatio(given.amount);
    }

    void exclude_dearest(const std::vector<GivenWay>& ways) {
        std::map<Datum, WideRatio> costs;
        for (const GivenWay& given : ways) { costs.try_emplace(given.column.datum, 0).first->second += cost_of(given); }
        excluded_.insert(std::ranges::max_element(costs, {}, [](const auto& item) { return item.second; })->first);
    }

    /// Applied, allocated, verified; where it fails, all that has an amount gives way a little more: cents and nano-units of rounding.
    void keep_what_holds(const std::vector<GivenWay>& ways) {
        const auto bundles = static_cast<Int128>(elastic_.compiled.layout->bundles.size());
        const std::vector<std::function<Int128(Int128)>> wider = {
            [](Int128) { return Int128{0}; }, [](Int128) { return Int128{1}; }, [&](Int128) { return bundles; }, [&](Int128 amount) { return bundles + amount / 100; }};
        std::string reason;
        for (const auto& more : wider) {
            std::vector<GivenWay> tried = ways;
            for (GivenWay& given : tried) {
                if (given.column.datum.rule == Rule::link) { continue; }
                const Int128 top = static_cast<Int128>(elastic_.compiled.problem.column_upper()[given.column.column.value()]);
                const Int128 by = std::min(more(given.amount), std::max<Int128>(0, top - given.amount));
                given.amount += by;
                given.most_counted += by;
            }
            try {
                EditedTables tables = edited(view(), tried);
                reason = why_it_fails(tables.tables);
                if (!reason.empty()) { continue; }
                WideRatio cost = 0;
                for (const GivenWay& given : tried) { cost += cost_of(given); }
                result_.repairs.push_back({.changes = std::move(tables.changes), .cost = cost, .sentences = std::move(tables.sentences), .plan = make_plan(std::move(tables.tables))});
                return;
            } catch (const DataError& error) {
                reason = error.what();
                break;  // no little more makes tables valid
            } catch (const InvalidValue& error) {
                return note(std::string("A change was found that tables cannot hold exactly, so it is left out (") + error.what() + ")");
            }
        }
        note("A change was found and did not hold when it was allocated, so it is left out (" + edited(view(), ways).sentences.front() + " " + reason + ")");
    }

    /// Nothing where the changed tables can be allocated and the result passes the audit: by their first stage, and where that takes a
    /// moment only by all of them, which leave cents less room.
    [[nodiscard]] std::string why_it_fails(const PlanTables& tables) const {
        PlanTables first = tables;
        first.header.stages = {view().stages.front()};
        first.header.preset.reset();
        const std::string reason = why_not_allocated(first);
        const bool quick = elastic_.compiled.problem.column_count() <= most_quick_columns;
        return reason.empty() && quick ? why_not_allocated(tables) : reason;
    }

    [[nodiscard]] std::string why_not_allocated(PlanTables tables) const {
        const Plan changed = make_plan(std::move(tables));
        AllocateOptions options{.engine = options_.engine, .time_limit = deadline_.left()};
        tell("repair " + std::to_string(result_.repairs.size() + 1) + ": allocating the changed plan");
        const Allocation allocation = allocate(changed, options, {.report = {}, .stop = context_.stop});
        if (allocation.status != AllocationStatus::allocated) { return "Allocated, it is " + std::string(word(allocation.status)) + "."; }
        const Verification verification = verify(changed, allocation);
        return verification.ok() ? "" : verification.violations.front().message;
    }

    void note(std::string sentence) { result_.notes.push_back(std::move(sentence)); }
    void tell(const std::string& what) const {
        if (!context_.report) { return; }
        Progress progress;
        progress.stage = what;
        progress.seconds = deadline_.elapsed();
        context_.report(progress);
    }

    const RepairOptions& options_;
    const Deadline& deadline_;
    const Context& context_;
    std::unique_ptr<Engine> engine_;
    ElasticProblem elastic_;
    std::unique_ptr<Session> session_;
    std::vector<Changeable> changeable_;
    std::set<Datum> excluded_;
    Repairs result_;
};

}  // namespace

Repairs repairs(const Plan& plan, const RepairOptions& options, const Context& context) {
    check_repair_options(options);
    const Deadline deadline(options.time_limit);
    return RepairSearch(plan, options, deadline, context).run();
}

Repairs repairs(const Plan& plan, const Allocation& known, const RepairOptions& options, const Context& context) {
    check_repair_options(options);
    if (known.plan_hash != plan.hash()) {
        throw InvalidValue({.code = "other_plan", .subject = "allocation", .field = "plan_hash", .got = known.plan_hash, .limit = plan.hash() + ", the plan's own"});
    }
    if (known.status == AllocationStatus::allocated) { return {.repairs = {}, .notes = {"There is nothing to repair: the plan is allocated."}}; }
    return repairs(plan, options, context);
}

}  // namespace leps
