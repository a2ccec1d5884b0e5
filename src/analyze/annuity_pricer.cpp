#include "analyze/annuity_pricer.hpp"

#include <algorithm>
#include <cmath>

#include "analyze/changed_annuity.hpp"
#include "analyze/own_answer.hpp"
#include "analyze/payers.hpp"
#include "analyze/simple_fraction.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/solve/engine.hpp"

namespace leps {
namespace {

constexpr std::int64_t one_euro = 100;
/// The range of a price is looked for by steps of this factor, then between the last two.
constexpr std::int64_t range_factor = 8;

/// Both ends are first rounded outward to so many parts: published numbers have 64 bits.
constexpr std::int64_t price_parts = 100'000'000'000'000'000;

WideRatio rounded_down(const WideRatio& value) { return WideRatio((value * WideRatio(price_parts)).floor(), price_parts); }
WideRatio rounded_up(const WideRatio& value) { return WideRatio((value * WideRatio(price_parts)).ceil(), price_parts); }

/// Both ends in whole parts.
void set_price(PriceSide& side, const WideRatio& least, const WideRatio& greatest) {
    const WideRatio change = simplest_between(least, greatest);
    side.change = Ratio(change);
    side.error = Ratio(rounded_up(max(change - least, greatest - change)));
}

/// Of the members of a pool the one with most money: as much can be taken from it.
std::size_t richest_row(const PlanTables& tables, const SpendableAnnuity& annuity) {
    return *std::ranges::max_element(annuity.members, {}, [&](std::size_t row) { return tables.annuities[row].amount; });
}

bool changed_row(const Problem& a, const Problem& b, RowIndex row) {
    const std::size_t r = row.value();
    return a.row_lower()[r] != b.row_lower()[r] || a.row_upper()[r] != b.row_upper()[r] || !std::ranges::equal(a.coefficients(row), b.coefficients(row));
}

}  // namespace

AnnuityPricer::AnnuityPricer(const Engine& engine, const HeldStage& of, const PriceOptions& options, const Context& context)
    : plan_(&of.answered.plan), compiled_(&of.compiled), options_(options), value_(engine, of), base_(value_.of(of.compiled, context)) {}

namespace {

bool supply_takes(const PlanTables& tables, const FundId& fund) {
    return tables.header.baseline == Baseline::in_annuities &&
           std::ranges::any_of(tables.service_supply, [&](const ServiceSupply& row) { return row.paid_by == fund; });
}

/// V is convex in the amount where the amount enters rows as it is: not where existing supply takes from it, and a reserve rounds its share.
bool convex(const PlanTables& tables, const FundId& fund) {
    const bool rounds = std::ranges::any_of(tables.reserves, [&](const Reserve& row) {
        return row.fund == fund && row.kind != ReserveKind::of_spent_min && row.kind != ReserveKind::of_spent_max;
    });
    return !supply_takes(tables, fund) && !rounds;
}

}  // namespace

PriceRow AnnuityPricer::price(SpendableIndex index, const Context& context) {
    const PlanView& view = *compiled_->view;
    const SpendableAnnuity& annuity = view.spendable[index];
    PriceRow row{.fund = view.tables.funds[annuity.fund.value()].fund, .year = annuity.year,
                 .recipient = view.territories[annuity.recipient].territory, .act = annuity.act, .amount = annuity.amount,
                 .scope = value_.holds_units() ? PriceScope::these_units : PriceScope::any_units};
    Side more = side(index, Direction::more, context);
    Side less = side(index, Direction::less, context);
    // A convex V falls ever less: a euro more brings at least what each of many more bring, and at most what each of many less cost; and so for
    // a euro less. Far from here the same doubt about V is a smaller doubt about each euro.
    const auto draw_in = [](Side& side, const std::optional<Chord>& same, const std::optional<Chord>& other) {
        if (!side.one) { return; }
        WideRatio least = side.one->least, greatest = side.one->greatest;
        if (same) { greatest = min(greatest, rounded_up(same->greatest / WideRatio(same->euros))); }
        if (other) { least = max(least, rounded_down(-(other->greatest / WideRatio(other->euros)))); }
        if (least <= greatest) { set_price(side.shown, least, greatest); }
    };
    if (convex(view.tables, row.fund)) {
        draw_in(more, more.far, less.far);
        draw_in(less, less.far, more.far);
    }
    row.more = std::move(more.shown);
    row.less = std::move(less.shown);
    return row;
}

AnnuityPricer::Side AnnuityPricer::side(SpendableIndex index, Direction direction, const Context& context) {
    const SpendableAnnuity& annuity = compiled_->view->spendable[index];
    const Changed changed{.row = richest_row(plan_->tables(), annuity), .direction = direction};
    const Money own = std::min(plan_->tables().annuities[changed.row].amount, annuity.amount);
    if (direction == Direction::less && own < Money::from_cents(one_euro)) { return {.shown = {.state = PriceState::no_amount}}; }
    if (!base_.found()) { return {.shown = {.state = PriceState::unknown}}; }
    std::optional<CompiledProblem> with_euro;
    try {
        with_euro = compile(with_changed_annuity(*plan_, changed.row, Money::from_cents(direction == Direction::more ? one_euro : -one_euro)), *compiled_);
    } catch (const DataError& error) {
        return {.shown = {.state = PriceState::refused, .why = error.what()}};
    }
    // The answer still keeps every row and box, and its prices prove as much of the changed plan as of this one: V stays where it is, within
    // what is open between them.
    if (still_holds(*with_euro) && value_.proved(*with_euro, base_.answer) >= base_.low) {
        Side side{.shown = {.state = PriceState::zero}};
        set_price(side.shown, rounded_down(in_units(base_.low - base_.high)), rounded_up(in_units(base_.high - base_.low)));
        return side;
    }
    const LeastValue moved = value_.of(*with_euro, context);
    if (!moved.found()) {
        if (moved.answer.outcome != Outcome::infeasible) { return {.shown = {.state = PriceState::unknown}}; }
        return {.shown = {.state = PriceState::impossible, .why = value_.broken(*with_euro, moved.answer)}};
    }
    Side side{.shown = {.state = PriceState::solved}, .one = between(moved, 1)};
    set_price(side.shown, side.one->least, side.one->greatest);
    if (side.shown.change != Ratio(0) && options_.range_solves > 0) {
        const Money most = direction == Direction::less ? own : Money::from_cents(std::max<std::int64_t>(annuity.amount.cents(), one_euro) * 1000);
        side.far = farthest(changed, *side.one, most.cents() / one_euro, context);
        if (side.far) { side.shown.holds_to = Money::from_cents(side.far->euros * one_euro); }
    }
    return side;
}

AnnuityPricer::Chord AnnuityPricer::between(const LeastValue& moved, std::int64_t euros) const {
    return {.euros = euros, .least = rounded_down(in_units(moved.low - base_.high)), .greatest = rounded_up(in_units(moved.high - base_.low))};
}

/// Whether the base answer, its columns rounded outward, keeps every row and box that is another one in the changed problem.
bool AnnuityPricer::still_holds(const CompiledProblem& changed) const {
    const Problem& before = compiled_->problem;
    const Problem& now = changed.problem;
    if (now.shared_pattern() != before.shared_pattern()) { return false; }
    const std::vector<double>& values = base_.answer.values;
    for (std::size_t j = 0; j < now.column_count(); ++j) {
        if (now.column_lower()[j] == before.column_lower()[j] && now.column_upper()[j] == before.column_upper()[j]) { continue; }
        if (std::floor(values[j]) < now.column_lower()[j] || std::ceil(values[j]) > now.column_upper()[j]) { return false; }
    }
    for (std::size_t r = 0; r < now.row_count(); ++r) {
        if (!changed_row(before, now, RowIndex(r))) { continue; }
        Int128 least = 0, most = 0;
        for (std::size_t i = 0; i < now.columns(RowIndex(r)).size(); ++i) {
            const auto coefficient = static_cast<Int128>(now.coefficients(RowIndex(r))[i]);
            const double value = values[now.columns(RowIndex(r))[i].value()];
            const auto down = static_cast<Int128>(std::floor(value)), up = static_cast<Int128>(std::ceil(value));
            least += coefficient * (coefficient > 0 ? down : up);
            most += coefficient * (coefficient > 0 ? up : down);
        }
        if (static_cast<double>(least) < now.row_lower()[r] || static_cast<double>(most) > now.row_upper()[r]) { return false; }
    }
    return true;
}

std::optional<AnnuityPricer::Chord> AnnuityPricer::chord(const Changed& changed, std::int64_t euros, const Context& context) {
    const Money change = Money::from_cents(changed.direction == Direction::more ? euros * one_euro : -euros * one_euro);
    try {
        const LeastValue value = value_.of(compile(with_changed_annuity(*plan_, changed.row, change), *compiled_), context);
        return value.found() ? std::optional(between(value, euros)) : std::nullopt;
    } catch (const DataError&) {
        return std::nullopt;
    }
}

/// The farthest amount up to which all that was solved agrees with one price, to a millionth; V being convex, each euro up to there then has it.
/// Nothing where existing supply takes from the fund: V need not be convex there.
std::optional<AnnuityPricer::Chord> AnnuityPricer::farthest(const Changed& changed, const Chord& one, std::int64_t most, const Context& context) {
    const PlanTables& tables = compiled_->view->tables;
    if (supply_takes(tables, tables.annuities[changed.row].fund)) { return std::nullopt; }
    WideRatio least = one.least, greatest = one.greatest;  // of the one price, as far as is known
    Chord far = one;
    const auto agrees = [&](const Chord& next) {
        const WideRatio low = rounded_down(next.least / WideRatio(next.euros)), high = rounded_up(next.greatest / WideRatio(next.euros));
        const WideRatio tolerance = rounded_up(max(greatest, -least) * WideRatio(1, 1'000'000));
        if (low > greatest + tolerance || high < least - tolerance) { return false; }
        least = min(max(least, low), greatest);
        greatest = max(min(greatest, high), least);
        far = next;
        return true;
    };
    std::int64_t bad = most + 1;
    for (int solves = options_.range_solves; solves > 0 && bad - far.euros > 1 && !context.stopped(); --solves) {
        const bool growing = bad > most;
        const std::int64_t next = growing ? std::min(most, far.euros * range_factor) : far.euros + (bad - far.euros) / 2;
        if (next <= far.euros) { break; }
        const std::optional<Chord> tried = chord(changed, next, context);
        if (!tried || !agrees(*tried)) { bad = next; }
    }
    return far;
}

std::string annuity_name(const PriceRow& row) {
    return row.fund.text() + ", " + std::to_string(row.year) + ", " + row.recipient.text() + (row.act.empty() ? "" : ", " + row.act);
}

namespace {

std::string side_words(const PriceSide& side, const std::string& euro, const std::string& stage, const std::string& units) {
    switch (side.state) {
        case PriceState::no_amount: return "There is less than one euro to take away.";
        case PriceState::refused: return euro + " would not hold as data: " + side.why + ".";
        case PriceState::unknown: return "What " + euro + " would do is not known.";
        case PriceState::impossible: return euro + " cannot be: it would break " + side.why + ".";
        case PriceState::zero:
        case PriceState::solved: break;
    }
    const WideRatio change = side.change->wide();
    if (change == WideRatio(0)) { return euro + " does not change " + stage + "."; }
    std::string text = euro + (change < WideRatio(0) ? " lowers " : " raises ") + stage + " by " + four_digits(change);
    if (side.error->wide() * WideRatio(1000) > (change < WideRatio(0) ? -change : change)) { text += " (known to " + four_digits(side.error->wide()) + ")"; }
    if (!units.empty()) { text += ", as much as " + units; }
    if (side.holds_to) { text += "; so does each euro up to " + to_string(*side.holds_to) + " EUR, at least"; }
    return text + ".";
}

}  // namespace

std::string price_statement(const PriceRow& row, const std::string& stage, const std::string& units) {
    std::string text = side_words(row.more, "One euro more of " + annuity_name(row), stage, units) + " " + side_words(row.less, "One euro less", stage, "");
    if (row.scope == PriceScope::these_units) { text += " With the whole units of this plan."; }
    return text;
}

PriceRow price_of(const AnsweredPlan& answered, const Priced& priced, const PriceOptions& options, const Context& context) {
    const Allocation& allocation = answered.allocation;
    expect_own_answer(answered.plan, allocation);
    const auto refuse = [](const std::string& field, const std::string& got, const std::string& limit) {
        throw InvalidValue({.code = "not_priced", .subject = "price_of", .field = field, .got = got, .limit = limit});
    };
    if (priced.stage >= allocation.stages.size() || stage_unit(allocation.stages[priced.stage].objective) != StageUnit::share) {
        refuse("stage", std::to_string(priced.stage), "a stage that is shortfall, worst_zone or leximin");
    }
    const std::unique_ptr<Engine> engine = make_engine(options.engine);
    const CompiledProblem compiled = compile(answered.plan);
    const std::vector<SpendableAnnuity>& annuities = compiled.view->spendable.list();
    const auto found = std::ranges::find_if(annuities, [&](const SpendableAnnuity& a) { return std::ranges::count(a.members, priced.annuity) > 0; });
    if (found == annuities.end()) { refuse("annuity", std::to_string(priced.annuity), "a row of annuities that meets the horizon"); }
    AnnuityPricer pricer(*engine, {.answered = answered, .compiled = compiled, .stage = priced.stage}, options, context);
    const SpendableIndex annuity(static_cast<std::size_t>(found - annuities.begin()));
    PriceRow row = pricer.price(annuity, context);
    row.left = money_left(compiled, allocation)[annuity.value()];
    row.statement = price_statement(row, "the " + stage_name(allocation.stages[priced.stage]), "");
    return row;
}

}  // namespace leps
