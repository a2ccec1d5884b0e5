#include "analyze/annuity_pricer.hpp"

#include <algorithm>
#include <cmath>

#include "analyze/changed_annuity.hpp"
#include "analyze/own_answer.hpp"
#include "analyze/simple_fraction.hpp"
#include "leps/domain/columns/stage_value.hpp"

namespace leps {
namespace {

constexpr std::int64_t one_euro = 100;
/// The range of a price is looked for by steps of this factor, then between the last two.
constexpr std::int64_t range_factor = 8;

/// Both ends are first rounded outward to so many parts: published numbers have 64 bits.
constexpr std::int64_t parts = 100'000'000'000'000'000;

void set_price(PriceSide& side, const WideRatio& least, const WideRatio& greatest) {
    const WideRatio low((least * WideRatio(parts)).floor(), parts);
    const WideRatio high((greatest * WideRatio(parts)).ceil(), parts);
    const WideRatio change = simplest_between(low, high);
    side.change = Ratio(change);
    side.error = Ratio(WideRatio((max(change - low, high - change) * WideRatio(parts)).ceil(), parts));
}

/// Of the members of a pool the one with most money: as much can be taken from it.
std::size_t row_of(const PlanTables& tables, const SpendableAnnuity& annuity) {
    return *std::ranges::max_element(annuity.members, {}, [&](std::size_t row) { return tables.annuities[row].amount; });
}

bool changed_row(const Problem& a, const Problem& b, RowIndex row) {
    const std::size_t r = row.value();
    return a.row_lower()[r] != b.row_lower()[r] || a.row_upper()[r] != b.row_upper()[r] || !std::ranges::equal(a.coefficients(row), b.coefficients(row));
}

}  // namespace

AnnuityPricer::AnnuityPricer(const Engine& engine, const HeldStage& of, const PriceOptions& options, const Context& context)
    : plan_(&of.answered.plan), compiled_(&of.compiled), options_(options), value_(engine, of), base_(value_.of(of.compiled, context)) {}

PriceRow AnnuityPricer::price(SpendableIndex index, const Context& context) {
    const PlanView& view = *compiled_->view;
    const SpendableAnnuity& annuity = view.spendable[index];
    PriceRow row{.fund = view.tables.funds[annuity.fund.value()].fund, .year = annuity.year, .recipient = view.territories[annuity.recipient].territory,
                 .act = annuity.act, .amount = annuity.amount, .scope = value_.holds_units() ? PriceScope::these_units : PriceScope::any_units};
    row.more = side(index, Direction::more, context);
    row.less = side(index, Direction::less, context);
    return row;
}

PriceSide AnnuityPricer::side(SpendableIndex index, Direction direction, const Context& context) {
    const SpendableAnnuity& annuity = compiled_->view->spendable[index];
    const std::size_t row = row_of(plan_->tables(), annuity);
    const Money own = std::min(plan_->tables().annuities[row].amount, annuity.amount);
    if (direction == Direction::less && own < Money::from_cents(one_euro)) { return {.state = PriceState::no_amount}; }
    if (!base_.found()) { return {.state = PriceState::unknown}; }
    const Money change = Money::from_cents(direction == Direction::more ? one_euro : -one_euro);
    std::optional<CompiledProblem> changed;
    try {
        changed = compile(with_changed_annuity(*plan_, row, change), *compiled_);
    } catch (const DataError& error) {
        return {.state = PriceState::refused, .why = error.what()};
    }
    // The answer still keeps every row and box, and its prices prove as much of the changed plan as of this one: V stays where it is, within
    // what is open between them.
    if (still_holds(*changed) && value_.proved(*changed, base_.answer) >= base_.low) {
        PriceSide side{.state = PriceState::zero};
        set_price(side, in_units(base_.low - base_.high), in_units(base_.high - base_.low));
        return side;
    }
    const LeastValue moved = value_.of(*changed, context);
    if (!moved.found()) {
        if (moved.answer.outcome != Outcome::infeasible) { return {.state = PriceState::unknown}; }
        return {.state = PriceState::impossible, .why = value_.broken(*changed, moved.answer)};
    }
    PriceSide side{.state = PriceState::solved};
    const WideRatio least = in_units(moved.low - base_.high);
    const WideRatio greatest = in_units(moved.high - base_.low);
    set_price(side, least, greatest);
    if (side.change != Ratio(0) && options_.range_solves > 0) {
        const Money most = direction == Direction::less ? own : Money::from_cents(std::max<std::int64_t>(annuity.amount.cents(), one_euro) * 1000);
        side.holds_to = holds_to({.row = row, .direction = direction, .least = least, .greatest = greatest}, most, context);
    }
    return side;
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

std::optional<LeastValue> AnnuityPricer::at(std::size_t row, Money change, const Context& context) {
    try {
        LeastValue value = value_.of(compile(with_changed_annuity(*plan_, row, change), *compiled_), context);
        return value.found() ? std::optional(std::move(value)) : std::nullopt;
    } catch (const DataError&) {
        return std::nullopt;
    }
}

/// V is convex in the amount: where V(b) - V(0) is b times the price of one euro, each euro up to b had that price.
Money AnnuityPricer::holds_to(const OneEuro& euro, Money most, const Context& context) {
    const WideRatio size = max(max(euro.greatest, -euro.least), 0);
    const auto same = [&](std::int64_t euros) {
        const std::optional<LeastValue> value = at(euro.row, Money::from_cents(euro.direction == Direction::more ? euros * one_euro : -euros * one_euro), context);
        if (!value) { return false; }
        const WideRatio tolerance = size * WideRatio(euros, 1'000'000);
        return in_units(value->high - base_.low) <= euro.greatest * WideRatio(euros) + tolerance && in_units(value->low - base_.high) >= euro.least * WideRatio(euros) - tolerance;
    };
    std::int64_t good = 1;
    const std::int64_t limit = most.cents() / one_euro;
    std::int64_t bad = limit + 1;
    int solves = options_.range_solves;
    while (solves > 0 && good < limit && bad > limit && !context.stopped()) {
        const std::int64_t next = std::min(limit, good * range_factor);
        --solves;
        if (same(next)) {
            good = next;
        } else {
            bad = next;
        }
    }
    while (solves > 0 && bad <= limit && bad - good > 1 && !context.stopped()) {
        const std::int64_t next = good + (bad - good) / 2;
        --solves;
        (same(next) ? good : bad) = next;
    }
    return Money::from_cents(good * one_euro);
}

std::string annuity_name(const PriceRow& row) {
    return row.fund.text() + ", " + std::to_string(row.year) + ", " + row.recipient.text() + (row.act.empty() ? "" : ", " + row.act);
}

namespace {

std::string half(const PriceSide& side, const std::string& euro, const std::string& stage, const std::string& units) {
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
    if (side.holds_to) { text += "; each euro does so up to " + to_string(*side.holds_to) + " EUR, at least"; }
    return text + ".";
}

}  // namespace

std::string price_statement(const PriceRow& row, const std::string& stage, const std::string& units) {
    std::string text = half(row.more, "One euro more of " + annuity_name(row), stage, units) + " " + half(row.less, "One euro less", stage, "");
    if (row.scope == PriceScope::these_units) { text += " With the whole units of this plan."; }
    return text;
}

PriceRow price_of(const Answered& answered, const Priced& priced, const PriceOptions& options, const Context& context) {
    const Allocation& allocation = answered.allocation;
    expect_own_answer(answered.plan, allocation);
    const auto refuse = [](const std::string& field, const std::string& got, const std::string& limit) {
        throw InvalidValue({.code = "not_priced", .subject = "price_of", .field = field, .got = got, .limit = limit});
    };
    if (priced.stage >= allocation.stages.size() || stage_unit(allocation.stages[priced.stage].objective) != StageUnit::share) {
        refuse("stage", std::to_string(priced.stage), "a stage that is shortfall, worst_zone or leximin");
    }
    const std::unique_ptr<Engine> engine = engine_named(options.engine);
    const CompiledProblem compiled = compile(answered.plan);
    const std::vector<SpendableAnnuity>& annuities = compiled.view->spendable.list();
    const auto found = std::ranges::find_if(annuities, [&](const SpendableAnnuity& a) { return std::ranges::count(a.members, priced.annuity) > 0; });
    if (found == annuities.end()) { refuse("annuity", std::to_string(priced.annuity), "a row of annuities that meets the horizon"); }
    AnnuityPricer pricer(*engine, {.answered = answered, .compiled = compiled, .stage = priced.stage}, options, context);
    PriceRow row = pricer.price(SpendableIndex(static_cast<std::size_t>(found - annuities.begin())), context);
    row.statement = price_statement(row, "the " + stage_name(allocation.stages[priced.stage]), "");
    return row;
}

}  // namespace leps
