#include "clash_plans.hpp"

#include <algorithm>

#include "leps/domain/make_plan.hpp"

namespace leps::fixture {
namespace {

constexpr std::int64_t plenty = 10'000'000;  // euros, or units

template <class Row, class Change>
void edit_all(Table<Row>& table, Change change) {
    for (std::size_t i = 0; i < table.size(); ++i) { edit(table, i, change); }
}

/// More persons than anybody can serve: group by group, in one zone.
void enlarge_group(PlanTables& tables, const IndicatorId& indicator, const TerritoryId& zone) {
    for (std::size_t i = 0; i < tables.indicator_values.size(); ++i) {
        if (tables.indicator_values[i].indicator != indicator || tables.indicator_values[i].territory != zone) { continue; }
        edit(tables.indicator_values, i, [](IndicatorValue& row) { row.value = Ratio(plenty); });
    }
}

void waive_level(PlanTables& tables, const PlanView& view, const Datum& datum) {
    const LevelId level = view.tables.service_levels[datum.row].level;
    const TerritoryId zone = view.territories[datum.place].territory;
    for (const Year year : {2024, 2025}) {
        const auto rows = tables.level_targets.rows();
        const auto found = std::ranges::find_if(rows, [&](const LevelTarget& row) { return row.level == level && row.territory == zone && row.year == year; });
        if (found != rows.end()) {
            edit(tables.level_targets, static_cast<std::size_t>(found - rows.begin()), [](LevelTarget& row) { row.required_units = Ratio(0); });
        } else {
            add(tables.level_targets, {.level = level, .territory = zone, .year = year, .required_units = Ratio(0)});
        }
    }
}

/// Nearly all of a shared measure: the shares of an association, or of the indicator that it is shared by.
void enlarge_share(PlanTables& tables, const PlanView& view, const Datum& datum) {
    const TerritoryId place = view.territories[datum.place].territory;
    for (std::size_t i = 0; i < tables.associations.size(); ++i) {
        edit(tables.associations, i, [&](AssociationShare& row) { row.share = Ratio(row.territory == place ? 99 : 1, 100); });  // of two zones
    }
    enlarge_group(tables, IndicatorId("SERVED"), place);
    if (view.territories[datum.place].kind == TerritoryKind::municipality) { enlarge_group(tables, IndicatorId("POP"), place); }
}

/// Everything but rows that can go altogether.
void let_one_go(PlanTables& tables, const PlanView& view, const Datum& datum) {
    const std::size_t i = datum.row;
    switch (datum.rule) {
        case Rule::annuity:
            edit(tables.annuities, view.spendable[SpendableIndex(i)].members.front(), [](Annuity& row) {
                row.amount += euros(plenty);
                if (row.gross) { *row.gross += euros(plenty); }
                row.status = AnnuityStatus::assigned;
            });
            break;
        case Rule::level_floor: waive_level(tables, view, datum); break;
        case Rule::measure_limit:
            edit(tables.measure_limits, i, [](MeasureLimit& row) {
                row = {.measure = row.measure, .scope = row.scope, .min_units = row.min_units ? std::optional(Units()) : std::nullopt,
                       .max_units = Units::whole(plenty), .counted = row.counted, .kind = row.kind, .at = row.at};
            });
            break;
        case Rule::eligibility:
            edit(tables.eligibility, i, [](Eligibility& row) {
                row.max_share.reset();
                row.max_amount.reset();
            });
            break;
        case Rule::co_financing: edit(tables.co_financing, i, [](CoFinancing& row) { row.max_share = Ratio(1); }); break;
        case Rule::persons_cap: enlarge_group(tables, IndicatorId("ELDERLY"), view.territories[datum.place].territory); break;
        case Rule::shared_dues: enlarge_share(tables, view, datum); break;
        default: break;
    }
}

}  // namespace

Plan clash_plan(const PlanTables& tables) { return make_plan(tables); }

PlanTables roomy_plan() {
    PlanTables plan = tiny_plan();
    edit_all(plan.service_levels, [](ServiceLevel& row) {
        row.hard = true;
        row.repair_weight = Ratio(10);
    });
    edit_all(plan.annuities, [](Annuity& row) {
        row.repair_weight = Ratio(1);
        if (row.fund == FundId("STATE")) { row.amount = euros(row.territory == TerritoryId("A") ? 20'000 : 10'000); }
    });
    edit_all(plan.measure_limits, [](MeasureLimit& row) { row.repair_weight = Ratio(1); });
    return plan;
}

void let_go(PlanTables& tables, const PlanView& view, const std::vector<Datum>& data) {
    for (const Datum& datum : data) { let_one_go(tables, view, datum); }
    // Rows that go altogether, from the last: those before them keep their numbers.
    for (auto datum = data.rbegin(); datum != data.rend(); ++datum) {
        if (datum->rule == Rule::reserve) { remove(tables.reserves, datum->row); }
        if (datum->rule == Rule::territory_quota) { remove(tables.territory_quotas, datum->row); }
        if (datum->rule == Rule::link) { remove(tables.links, datum->row); }
        if (datum->rule == Rule::committed) { remove(tables.records, datum->row); }
    }
}

}  // namespace leps::fixture
