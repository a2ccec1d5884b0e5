#include "analyze/goal_plan.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "analyze/changed_plan.hpp"
#include "leps/apportion/largest_remainder.hpp"
#include "leps/core/error.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {
namespace {

[[noreturn]] void refuse_goal(const char* field, const std::string& got, const std::string& limit) {
    throw InvalidValue({.code = "not_a_goal", .subject = "goal_seek", .field = field, .got = got, .limit = limit});
}

/// LEVEL_goal, or with so many more underlines as make it a new id.
LevelId new_level(const PlanTables& tables, const LevelId& level) {
    std::string text = level.text() + "_goal";
    const auto taken = [&](const ServiceLevel& row) { return row.level.text() == text; };
    while (std::ranges::any_of(tables.service_levels, taken)) { text += "_"; }
    return LevelId(text);
}

template <class Row>
void append(Table<Row>& table, std::vector<Row> more) {
    std::vector<Row> rows = table.rows();
    rows.insert(rows.end(), more.begin(), more.end());
    table = std::move(rows);
}

}  // namespace

GoalPlan::GoalPlan(const Plan& plan, const GoalQuestion& question) : plan_(plan), question_(question), with_goal_(plan.tables()) {
    find_money();
    add_goal();
}

void GoalPlan::find_money() {
    const PlanTables& tables = plan_.tables();
    if (std::ranges::none_of(tables.funds, [&](const Fund& row) { return row.fund == question_.fund; })) {
        refuse_goal("fund", question_.fund.text(), "a fund of the plan");
    }
    for (std::size_t i = 0; i < tables.annuities.size(); ++i) {
        const Annuity& row = tables.annuities[i];
        const bool met = row.fund == question_.fund && (!question_.year || row.year == *question_.year) &&
                         (!question_.recipient || row.territory == *question_.recipient) && row.status != AnnuityStatus::none;
        if (!met) { continue; }
        rows_.push_back(i);
        now_ += row.amount;
    }
    if (!rows_.empty()) { return; }
    if (question_.recipient) {
        refuse_goal("recipient", question_.recipient->text(), "a recipient of an annuity of " + question_.fund.text() + " in that year");
    }
    refuse_goal("year", question_.year ? std::to_string(*question_.year) : "any", "a competence year of " + question_.fund.text());
}

void GoalPlan::add_goal() {
    const Goal& goal = question_.goal;
    const PlanTables& tables = plan_.tables();
    const auto level = std::ranges::find(tables.service_levels, goal.level, &ServiceLevel::level);
    if (level == tables.service_levels.end()) { refuse_goal("level", goal.level.text(), "a level of the plan"); }
    const PlanView view(tables);
    const std::vector<TerritoryIndex> zones = view.territories.zones();
    if (goal.zone && std::ranges::none_of(zones, [&](TerritoryIndex zone) { return wanted(view.territories[zone].territory); })) {
        refuse_goal("zone", goal.zone->text(), "a zone of the plan");
    }
    const bool due = std::ranges::any_of(view.demands, [&](const Demand& demand) {
        return view.tables.service_levels[demand.level.value()].level == goal.level && wanted(view.territories[demand.zone].territory) &&
               year_of(view.timeline[demand.period].span.begin()) >= goal.by;
    });
    if (!due) { refuse_goal("by", std::to_string(goal.by), "a year from which on " + goal.level.text() + " is due there in the horizon"); }

    goal_level_ = new_level(tables, goal.level);
    with_goal_.header.preset.reset();
    with_goal_.header.stages = listed_stages(plan_);
    ServiceLevel hard = *level;
    hard.level = goal_level_;
    hard.hard = true;
    hard.from_year = std::max(level->from_year.value_or(goal.by), goal.by);
    for (const ServiceLevel& row : tables.service_levels) { hard.priority = std::max(hard.priority, row.priority + 1); }
    append(with_goal_.service_levels, {hard});

    std::vector<LevelTarget> targets;
    for (const LevelTarget& row : tables.level_targets) {
        if (row.level != goal.level || row.year < goal.by || !wanted(row.territory)) { continue; }
        targets.push_back(row);
        targets.back().level = goal_level_;
    }
    std::vector<Year> years;
    for (const PlanPeriod& period : view.timeline.periods()) {
        const Year year = year_of(period.span.begin());
        if (year >= goal.by && (years.empty() || years.back() != year)) { years.push_back(year); }
    }
    for (const TerritoryIndex zone : zones) {
        const TerritoryId& territory = view.territories[zone].territory;
        if (wanted(territory)) { continue; }
        for (const Year year : years) { targets.push_back({.level = goal_level_, .territory = territory, .year = year, .required_units = Ratio(0)}); }
    }
    append(with_goal_.level_targets, std::move(targets));

    std::vector<ServiceSupply> supply;
    for (ServiceSupply row : tables.service_supply) {
        if (row.level != goal.level) { continue; }
        row.level = goal_level_;
        row.unit_cost.reset();  // the plan's own row takes its money
        row.paid_by.reset();
        supply.push_back(std::move(row));
    }
    append(with_goal_.service_supply, std::move(supply));

    std::vector<Delivery> deliveries;
    for (Delivery row : tables.deliveries) {
        if (row.level != goal.level) { continue; }
        row.level = goal_level_;
        row.persons_per_unit.reset();  // nobody is served twice
        deliveries.push_back(std::move(row));
    }
    append(with_goal_.deliveries, std::move(deliveries));
}

Money GoalPlan::all_money() const {
    Money sum;
    for (const Annuity& row : plan_.tables().annuities) { sum += row.amount; }
    return sum;
}

Table<Annuity> GoalPlan::annuities(Money total) const {
    std::vector<Annuity> rows = plan_.tables().annuities.rows();
    std::vector<Money> weights;
    for (const std::size_t i : rows_) { weights.push_back(now_ > Money() ? rows[i].amount : Money::from_cents(1)); }
    const std::vector<Money> parts = largest_remainder(total, weights);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        Annuity& row = rows[rows_[i]];
        if (row.gross) { row.gross = *row.gross + (parts[i] - row.amount); }
        row.amount = parts[i];
    }
    return rows;
}

Plan GoalPlan::at(Money total) const {
    PlanTables tables = with_goal_;
    tables.annuities = annuities(total);
    return plan_with(std::move(tables));
}

Plan GoalPlan::changed(Money total) const {
    PlanTables tables = plan_.tables();
    tables.annuities = annuities(total);
    return plan_with(std::move(tables));
}

bool GoalPlan::reached(const Allocation& answer) const {
    const Goal& goal = question_.goal;
    return std::ranges::all_of(answer.coverage, [&](const CoverageRow& row) {
        return row.reached || row.level != goal.level || !wanted(row.zone) || year_of(row.period.begin()) < goal.by;
    });
}

}  // namespace leps
