#include "leps/analyze/why.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "analyze/annuity_pricer.hpp"
#include "analyze/binding_rules.hpp"
#include "analyze/own_answer.hpp"
#include "analyze/payers.hpp"
#include "analyze/rule_words.hpp"
#include "analyze/simple_fraction.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/domain/definitions/weights.hpp"
#include "leps/solve/engine.hpp"

namespace leps {
namespace {

/// Operations that serve the zone and deliver to the level.
std::vector<OperationIndex> delivering(const PlanView& view, TerritoryIndex zone, LevelIndex level) {
    std::vector<OperationIndex> operations;
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const Operation& operation = view.operations.list()[o];
        const MeasureId& measure = view.measures[operation.measure].measure;
        const bool serves = std::ranges::any_of(operation.serves, [&](const ZoneShare& served) { return served.zone == zone && served.share > Ratio(0); });
        const bool delivers = std::ranges::any_of(view.tables.deliveries, [&](const Delivery& row) {
            return row.measure == measure && row.level == view.tables.service_levels[level.value()].level && row.units_per_unit > Ratio(0);
        });
        if (serves && delivers) { operations.emplace_back(o); }
    }
    return operations;
}

/// The stage that says best what the level lacks.
std::optional<std::size_t> stage_of_class(const Allocation& allocation, int priority) {
    for (const StageObjective objective : {StageObjective::shortfall, StageObjective::worst_zone, StageObjective::leximin}) {
        for (std::size_t i = 0; i < allocation.stages.size(); ++i) {
            const StageRow& row = allocation.stages[i];
            if (row.objective == objective && row.priority_class == priority) { return i; }
        }
    }
    return std::nullopt;
}

/// At most three decimals, rounded half to even.
std::string shown_units(const WideRatio& value) { return stage_text::decimal((value * WideRatio(1000)).round_half_even(), 3, 0); }

std::string coverage_sentence(const CoverageRow& row, const std::string& unit) {
    const std::string due = row.level.text() + " in " + row.zone.text() + ", " + to_string(row.period) + ": " + shown_units(row.required.wide()) + " " +
                            unit + " are due, " + shown_units(row.before.wide()) + " exist, with the plan there are " + shown_units(row.after.wide());
    if (row.reached) { return due + ": reached."; }
    return due + "; " + shown_units(row.shortfall.wide()) + " are missing.";
}

/// By how much one unit more of a level, in every period where it is due in the zone, lowers the shortfall of its class: exact, or where
/// that leaves 128 bits (populations that differ by year) each period rounded up to a 2^50th.
std::optional<WideRatio> worth_of_a_unit(const PlanView& view, TerritoryIndex zone, LevelIndex l, StagePeriods periods) {
    const ServiceLevel& level = view.tables.service_levels[l.value()];
    LevelWeights weights(view.tables, view.territories, view.indicators);
    const PeriodIndex last(view.timeline.horizon_periods() - 1);
    std::vector<WideRatio> worths;
    for (const Demand& demand : view.demands) {
        if (demand.zone != zone || demand.level != l || (periods == StagePeriods::last && demand.period != last)) { continue; }
        const WideRatio lambda = periods == StagePeriods::last ? WideRatio(1) : view.timeline.weight(demand.period);
        const std::int64_t kappa = weights.kappa(level, zone, year_of(view.timeline[demand.period].span.begin()), lambda);
        worths.push_back(WideRatio(kappa) / demand.required.wide());
    }
    WideRatio sum = 0;
    try {
        for (const WideRatio& worth : worths) { sum += worth; }
    } catch (const InvalidValue&) {
        constexpr Int128 grid = Int128{1} << 50;
        sum = 0;
        for (const WideRatio& worth : worths) { sum += WideRatio((worth * WideRatio(grid / weight_unit)).ceil(), grid / weight_unit); }
    }
    return sum > WideRatio(0) ? std::optional(sum * WideRatio(1, weight_unit)) : std::nullopt;
}

/// What becomes of each annuity that may pay the operations in the horizon, priced one after the other.
class PricesThere {
public:
    PricesThere(const CompiledProblem& compiled, const std::vector<OperationIndex>& operations) {
        for (const OperationIndex o : operations) {
            for (std::size_t b = compiled.layout->first_bundle[o.value()]; b < compiled.layout->first_bundle[o.value() + 1]; ++b) {
                for (const SpendableIndex a : open_annuities(compiled, compiled.layout->bundles[b])) {
                    if (!compiled.view->spendable[a].tail) { annuities_.insert(a); }
                }
            }
        }
    }

    /// `left`: money_left.
    [[nodiscard]] std::vector<PriceRow> ask(AnnuityPricer& pricer, const std::vector<Money>& left, const Context& context) const {
        std::vector<PriceRow> prices;
        int number = 0;
        for (const SpendableIndex a : annuities_) {
            Context told = context;
            ++number;
            if (context.report) {
                told.report = [&](const Progress& progress) {
                    Progress shown = progress;
                    shown.stage = "price of annuity";
                    shown.stage_number = number;
                    shown.stage_count = static_cast<int>(annuities_.size());
                    context.report(shown);
                };
                told.report(Progress{});
            }
            if (context.stopped()) { break; }
            prices.push_back(pricer.price(a, told));
            prices.back().left = left[a.value()];
        }
        return prices;
    }

private:
    std::set<SpendableIndex> annuities_;
};

bool helps(const PriceRow& row) { return row.more.change && *row.more.change < Ratio(0); }

void add_price_sentences(Why& out) {
    std::string idle;
    for (const PriceRow& row : out.prices) {
        if (helps(row) || row.more.state == PriceState::impossible || row.less.state == PriceState::impossible) {
            out.sentences.push_back(row.statement);
        } else if (row.more.change) {
            idle += (idle.empty() ? "" : "; ") + annuity_name(row) + " (" + to_string(row.left) + " EUR left)";
        }
    }
    if (std::ranges::none_of(out.prices, helps) && !out.stage.empty()) {
        out.sentences.push_back("One euro more of no annuity that may pay here would lower the " + out.stage + ".");
    }
    if (!idle.empty()) { out.sentences.push_back("More of these would not help, as the price of one euro more is not below zero: " + idle + "."); }
    if (!out.prices.empty() && out.prices.front().scope == PriceScope::these_units) {
        out.sentences.push_back("Prices hold the whole units of this plan, which no single euro buys: why_not says what one more of them would displace.");
    }
}

}  // namespace

Why why(const AnsweredPlan& answered, const LevelInZone& about, const PriceOptions& options, const Context& context) {
    expect_own_answer(answered.plan, answered.allocation);
    const CompiledProblem compiled = compile(answered.plan);
    const PlanView& view = *compiled.view;
    const auto refuse = [](const char* code, const char* field, const std::string& got, const std::string& limit) {
        throw InvalidValue({.code = code, .subject = "why", .field = field, .got = got, .limit = limit});
    };
    const auto zone = view.territories.find(about.zone);
    if (!zone || view.territories[*zone].kind != TerritoryKind::zone) { refuse("unknown_zone", "zone", about.zone.text(), "a zone of the plan"); }
    const auto& levels = view.tables.service_levels.rows();
    const auto found = std::ranges::find(levels, about.level, &ServiceLevel::level);
    if (found == levels.end()) { refuse("unknown_level", "level", about.level.text(), "a level of the plan"); }
    const LevelIndex level(static_cast<std::size_t>(found - levels.begin()));

    Why out{.zone = about.zone, .level = about.level};
    for (const CoverageRow& row : answered.allocation.coverage) {
        if (row.zone == about.zone && row.level == about.level) { out.coverage.push_back(row); }
    }
    if (out.coverage.empty()) { refuse("not_due", "level", about.level.text() + " in " + about.zone.text(), "a level that is due in the zone"); }
    for (const CoverageRow& row : out.coverage) { out.sentences.push_back(coverage_sentence(row, found->unit)); }

    const std::vector<OperationIndex> operations = delivering(view, *zone, level);
    if (operations.empty()) {
        out.sentences.push_back("No measure that can be started for " + about.zone.text() + " delivers " + about.level.text() + ".");
    }
    const PublishedPoint point(compiled, answered.allocation);
    const std::vector<Money> left = money_left(compiled, answered.allocation);
    const RoundingSteps steps(compiled, answered.allocation);
    out.payers = payers_of(compiled, operations, {.annuities = left, .steps = steps});
    for (std::string& sentence : payers_sentences(out.payers)) { out.sentences.push_back(std::move(sentence)); }
    out.binding = binding_rules({.compiled = compiled, .point = point, .steps = steps}, columns_of(compiled, operations));
    for (const BindingRow& row : out.binding) { out.sentences.push_back(with_law(row)); }

    const auto stage = stage_of_class(answered.allocation, found->priority);
    if (!stage) {
        out.sentences.push_back("No stage of the plan measures class " + std::to_string(found->priority) + ": there is nothing to price.");
        return out;
    }
    const StageRow& priced = answered.allocation.stages[*stage];
    out.stage = stage_name(priced);
    const std::unique_ptr<Engine> engine = make_engine(options.engine);
    AnnuityPricer pricer(*engine, {.answered = answered, .compiled = compiled, .stage = *stage}, options, context);
    out.prices = PricesThere(compiled, operations).ask(pricer, left, context);
    const auto worth = priced.objective == StageObjective::shortfall ? worth_of_a_unit(view, *zone, level, priced.periods) : std::nullopt;
    for (PriceRow& row : out.prices) {
        std::string units;
        if (worth && helps(row)) {
            const std::string what = found->unit + " of " + about.level.text() + " in " + about.zone.text() +
                                     (out.coverage.size() > 1 ? " in every period where it is due" : "");
            try {
                const WideRatio bought = -row.more.change->wide() / *worth;
                const Money for_one = Money::from_cents(wide::narrow((WideRatio(100) / bought).ceil()));
                row.units = Units::from_nanos(wide::narrow((bought * WideRatio(Units::nanos_per_unit)).floor()));
                units = bought < WideRatio(1, 100) ? "1 " + what + " for each " + to_string(for_one) + " EUR" : four_digits(bought) + " " + what;
            } catch (const InvalidValue&) {
                row.units.reset();  // too fine for 128 bits: the price stands in the unit of the stage alone
            }
        }
        row.statement = price_statement(row, "the " + out.stage, units);
    }
    std::ranges::stable_sort(out.prices, {}, [](const PriceRow& row) { return row.more.change.value_or(Ratio(0)); });
    add_price_sentences(out);
    return out;
}

}  // namespace leps
