#include "leps/analyze/compare.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "analyze/joined.hpp"
#include "leps/apportion/largest_remainder.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/domain/definitions/gap.hpp"
#include "leps/domain/definitions/paying.hpp"
#include "leps/domain/definitions/persons_in_service.hpp"
#include "leps/domain/definitions/weights.hpp"

namespace leps {
namespace {

/// One answer with what its plan says about the ids in its tables.
class ComparedSide {
public:
    ComparedSide(Side which, const AnsweredPlan& answered)
        : side(which), answer(answered.allocation), tables(answered.plan.tables()), timeline(tables), territories(tables), measures(tables),
          indicators(tables), operations(tables, territories, measures, indicators) {
        for (const ServiceLevel& row : tables.service_levels) { levels.emplace(row.level, &row); }
        for (const Fund& row : tables.funds) { funds.insert(row.fund); }
        for (std::size_t t = 0; t < timeline.horizon_periods(); ++t) { weights.emplace(timeline.periods()[t].span, timeline.weight(PeriodIndex(t))); }
    }
    ComparedSide(const ComparedSide&) = delete;
    ComparedSide& operator=(const ComparedSide&) = delete;

    /// An answer that is none (infeasible, out of time) has no tables: nothing is known of it, which is not zero.
    [[nodiscard]] bool has_tables() const { return !answer.funds.empty() || !answer.coverage.empty() || !answer.starts.empty(); }
    [[nodiscard]] bool in_horizon(const SpendRow& row) const { return row.period.begin() < timeline.horizon().end(); }

    const Side side;
    const Allocation& answer;
    const PlanTables& tables;
    const Timeline timeline;
    const TerritoryTree territories;
    const MeasureTree measures;
    const Indicators indicators;
    const Operations operations;
    std::map<LevelId, const ServiceLevel*> levels;
    std::set<FundId> funds;
    std::map<Period, WideRatio> weights;  ///< lambda, by period of the horizon
};

using ClassKey = std::pair<TerritoryId, int>;

/// The index of each zone in each class: ceil(sum of omega x gap / sum of omega), of what the coverage publishes. (MODEL.md 6)
std::map<ClassKey, std::int64_t> zone_indices(const ComparedSide& of) {
    std::map<ClassKey, std::pair<Int128, Int128>> sums;
    for (const CoverageRow& row : of.answer.coverage) {
        const auto level = of.levels.find(row.level);
        const auto lambda = of.weights.find(row.period);
        if (level == of.levels.end() || lambda == of.weights.end()) { continue; }
        const Int128 omega = zone_weight(level->second->weight, lambda->second);
        auto& [gaps, weights] = sums[{row.zone, level->second->priority}];
        gaps = wide::add(gaps, wide::multiply(omega, row.gap_ppb));
        weights = wide::add(weights, omega);
    }
    std::map<ClassKey, std::int64_t> indices;
    for (const auto& [key, sum] : sums) { indices.emplace(key, zone_index_ppb(sum.first, sum.second)); }
    return indices;
}

/// What is spent in each zone in the horizon (spent_in of paying.hpp). What several zones share of one payer's money for one operation
/// is shared out to the cent, so that the zones add up to all that is spent.
std::map<TerritoryId, Money> money_of_zones(const ComparedSide& of) {
    std::map<std::pair<OperationIndex, TerritoryId>, Money> paid;
    for (const SpendRow& row : of.answer.spend) {
        const auto measure = of.measures.find(row.measure);
        const auto operation = measure ? of.operations.find(row.site, *measure) : std::nullopt;
        if (operation && of.in_horizon(row)) { paid[{*operation, row.recipient}] += row.amount; }
    }
    std::map<TerritoryId, Money> zones;
    for (const auto& [key, amount] : paid) {
        const Operation& operation = of.operations[key.first];
        const auto recipient = of.territories.find(key.second);
        const auto inside = std::find_if(operation.serves.begin(), operation.serves.end(), [&](const ZoneShare& served) {
            return recipient && of.territories.is_within(*recipient, served.zone);
        });
        if (inside != operation.serves.end()) {
            zones[of.territories[inside->zone].territory] += amount;
            continue;
        }
        std::vector<Ratio> shares;
        for (const ZoneShare& served : operation.serves) { shares.push_back(served.share); }
        const std::vector<Money> parts = largest_remainder(amount, shares);
        for (std::size_t i = 0; i < parts.size(); ++i) { zones[of.territories[operation.serves[i].zone].territory] += parts[i]; }
    }
    return zones;
}

class Comparing {
public:
    Comparing(const AnsweredPlan& first, const AnsweredPlan& second) : first_(Side::first, first), second_(Side::second, second) {}

    [[nodiscard]] Comparison run() {
        Comparison out;
        for (const ComparedSide* of : {&first_, &second_}) {
            (of->side == Side::first ? out.first : out.second) = {
                .plan_name = of->tables.header.name, .plan_hash = of->answer.plan_hash, .status = of->answer.status};
            if (!of->has_tables()) { continue; }
            add_levels(*of);
            add_funds(*of);
            add_zones(*of);
            add_money(*of);
        }
        out.stages = stages();
        out.zones = std::move(zones_).rows();
        out.classes = std::move(classes_).rows();
        for (ZoneComparison& zone : out.zones) { add_index(zone, out.classes); }
        out.levels = std::move(levels_).rows();
        out.funds = std::move(funds_).rows();
        out.persons = std::move(persons_).rows();
        out.money = std::move(money_).rows();
        return out;
    }

private:
    void add_levels(const ComparedSide& of) {
        for (const CoverageRow& row : of.answer.coverage) {
            LevelComparison& joined = levels_.add(of.side, {row.zone, row.level, row.period});
            joined.required.of(of.side) = row.required;
            joined.after.of(of.side) = row.after;
            joined.shortfall.of(of.side) = row.shortfall;
            joined.gap_ppb.of(of.side) = row.gap_ppb;
            joined.reached.of(of.side) = row.reached;
        }
        for (const auto& [key, index] : zone_indices(of)) { classes_.add(of.side, key).gap_ppb.of(of.side) = index; }
    }

    void add_funds(const ComparedSide& of) {
        for (const FundRow& row : of.answer.funds) {
            FundComparison& joined = funds_.add(of.side, {row.fund, row.year, row.recipient, row.act, row.projected});
            joined.amount.of(of.side) = row.amount;
            joined.used.of(of.side) = row.used;
            joined.left.of(of.side) = row.left;
            joined.lapses.of(of.side) = row.lapses_on ? row.left : Money();
            joined.lapses_on.of(of.side) = row.lapses_on;
        }
    }

    void add_zones(const ComparedSide& of) {
        const std::map<PersonsKey, WideRatio> persons = persons_in_service(of.tables, of.measures, of.operations, of.answer.starts);
        std::set<LevelId> counted;
        for (const Delivery& row : of.tables.deliveries) {
            if (row.persons_per_unit) { counted.insert(row.level); }
        }
        std::map<TerritoryId, std::pair<std::int64_t, std::int64_t>> levels;
        for (const CoverageRow& row : of.answer.coverage) {
            auto& [due, reached] = levels[row.zone];
            ++due;
            reached += row.reached ? 1 : 0;
        }
        std::map<TerritoryId, Money> spent = money_of_zones(of);
        for (const TerritoryIndex z : of.territories.zones()) {
            const TerritoryId& zone = of.territories[z].territory;
            Units covered;
            for (const LevelId& level : counted) {
                const auto served = persons.find({z, level});
                const Units average = served == persons.end() ? Units() : down_to_nanos(served->second);
                persons_.add(of.side, {zone, level}).persons.of(of.side) = average;
                covered += average;
            }
            ZoneComparison& joined = zones_.add(of.side, {zone});
            joined.covered_persons.of(of.side) = covered;
            joined.levels_due.of(of.side) = levels[zone].first;
            joined.levels_reached.of(of.side) = levels[zone].second;
            joined.spent.of(of.side) = spent[zone];
        }
    }

    static Units down_to_nanos(const WideRatio& units) {
        return Units::from_nanos(wide::narrow((units * WideRatio(Units::nanos_per_unit)).floor()));
    }

    /// Wherever one of the answers spends, what the other spends is a number too: nothing, if its plan has fund and measure.
    void add_money(const ComparedSide& of) {
        std::map<std::pair<FundId, MeasureId>, Money> spent;
        for (const ComparedSide* either : {&first_, &second_}) {
            for (const SpendRow& row : either->answer.spend) {
                if (either == &of && of.in_horizon(row)) { spent[{row.fund, row.measure}] += row.amount; }
                if (either != &of && either->in_horizon(row) && of.funds.contains(row.fund) && of.measures.find(row.measure)) {
                    spent.try_emplace({row.fund, row.measure});
                }
            }
        }
        for (const auto& [key, amount] : spent) { money_.add(of.side, key).spent.of(of.side) = amount; }
    }

    /// The most urgent class of a zone. `classes` is in the order of zones and classes.
    static void add_index(ZoneComparison& zone, const std::vector<ClassComparison>& classes) {
        const auto row = std::lower_bound(classes.begin(), classes.end(), zone.zone,
                                          [](const ClassComparison& a, const TerritoryId& id) { return a.zone < id; });
        if (row == classes.end() || row->zone != zone.zone) { return; }
        zone.priority_class = row->priority_class;
        zone.gap_ppb = row->gap_ppb;
    }

    /// In the order of the first answer, then what only the second has.
    [[nodiscard]] std::vector<StageComparison> stages() const {
        std::vector<StageComparison> list;
        for (const ComparedSide* of : {&first_, &second_}) {
            for (const StageRow& row : of->answer.stages) {
                const auto found = std::find_if(list.begin(), list.end(), [&](const StageComparison& known) {
                    return known.objective == row.objective && known.priority_class == row.priority_class && known.depth == row.depth &&
                           known.periods == row.periods;
                });
                const bool fresh = found == list.end();
                if (!fresh && (of->side == Side::first || found->value.second)) {
                    throw InvalidValue({.code = "duplicate_key", .subject = of->side == Side::second ? "the second answer" : "the first answer",
                                        .field = "stages", .got = "two rows of " + stage_name(row), .limit = "each stage once, as verify asks"});
                }
                StageComparison& joined =
                    fresh ? list.emplace_back(StageComparison{.objective = row.objective, .priority_class = row.priority_class,
                                                              .depth = row.depth, .periods = row.periods, .side = of->side})
                          : *found;
                if (!fresh) { joined.side = Side::both; }
                joined.value.of(of->side) = row.value;
                joined.bound.of(of->side) = row.bound;
            }
        }
        for (StageComparison& row : list) { judge(row); }
        return list;
    }

    static void judge(StageComparison& row) {
        row.delta = row.value.delta();
        if (!row.delta) { return; }
        row.delta_least = difference(*row.value.first, *row.bound.second);
        row.delta_most = difference(*row.bound.first, *row.value.second);
        if (*row.delta == 0) { row.verdict = Verdict::same; }
        else if (*row.delta < 0) { row.verdict = *row.delta_most < 0 ? Verdict::better_proved : Verdict::better; }
        else { row.verdict = *row.delta_least > 0 ? Verdict::worse_proved : Verdict::worse; }
    }

    const ComparedSide first_;
    const ComparedSide second_;
    Joined<ZoneComparison, TerritoryId> zones_{"zones"};
    Joined<ClassComparison, TerritoryId, int> classes_{"classes"};
    Joined<LevelComparison, TerritoryId, LevelId, Period> levels_{"coverage"};
    Joined<FundComparison, FundId, Year, TerritoryId, std::string, bool> funds_{"funds"};
    Joined<PersonsComparison, TerritoryId, LevelId> persons_{"persons"};
    Joined<MoneyComparison, FundId, MeasureId> money_{"money"};
};

void expect_own_plan(const char* which, const AnsweredPlan& answered) {
    if (answered.allocation.plan_hash == answered.plan.hash()) { return; }
    throw InvalidValue({.code = "other_plan", .subject = which, .field = "plan_hash", .got = answered.allocation.plan_hash,
                        .limit = answered.plan.hash() + ", the hash of its plan"});
}

}  // namespace

Comparison compare(const AnsweredPlan& first, const AnsweredPlan& second) {
    expect_own_plan("the first answer", first);
    expect_own_plan("the second answer", second);
    return Comparing(first, second).run();
}

}  // namespace leps
