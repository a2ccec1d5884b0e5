#pragma once

#include <string>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/checks/range_check.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// A row applies to one territory, to one group of territories, or everywhere; both at once would have two meanings.
template <class Row>
void check_scope(const Row& row, TableFindings& out) {
    if (row.scope.territory && !row.scope.group.empty()) {
        out.error(row.at, {.code = "both_given", .field = "territory_group", .found = row.scope.group,
                           .expected = "territory or territory_group, not both",
                           .message = "keep one of the two columns in this row"});
    }
}

/// Payment profiles: months ascending from 0, shares in [0, 1] that add to 1.
inline void check_profile(const MeasureCost& row, RangeCheck& range, TableFindings& out) {
    WideRatio sum = 0;
    for (std::size_t i = 0; i < row.profile.size(); ++i) {
        range.months("profile", row.profile[i].months, 0);
        range.share("profile", row.profile[i].share);
        if (i > 0 && row.profile[i].months <= row.profile[i - 1].months) {
            out.error(row.at, {.code = "profile_order", .field = "profile", .found = std::to_string(row.profile[i].months),
                               .expected = "more than " + std::to_string(row.profile[i - 1].months),
                               .message = "write the months of the profile in ascending order, each once"});
        }
        try {
            sum += row.profile[i].share.wide();
        } catch (const InvalidValue&) {
            out.error(row.at, {.code = "number_overflow", .field = "profile", .found = to_string(row.profile[i].share),
                               .expected = "shares that can be added exactly", .message = "write simpler fractions"});
            return;
        }
    }
    if (row.per == Per::unit ? sum == WideRatio(1) : row.profile.empty()) { return; }
    if (row.per == Per::unit_year) {
        out.error(row.at, {.code = "meaningless_field", .field = "profile", .found = "a profile", .expected = "nothing for per = unit_year",
                           .message = "running cost falls due while in service: leave profile empty, or write per = unit"});
    } else {
        out.error(row.at, {.code = "shares_sum", .field = "profile", .found = to_string(sum), .expected = "shares that add to 1",
                           .message = "correct the shares of the profile so that they add to 1"});
    }
}

/// Single values of measures and of what hangs on them, row by row. Time O(n).
inline void check_measure_values(const PlanTables& tables, PlanFindings& findings) {
    const auto each = [&findings](const char* name, const auto& rows, auto check) {
        TableFindings out(findings, name);
        RangeCheck range(out);
        for (const auto& row : rows) {
            if (!row.at.broken) { check(row, range.row(row.at), out); }
        }
    };
    each("measures", tables.measures, [](const Measure& row, RangeCheck& range, TableFindings&) {
        if (row.heading) { return; }
        range.months("delay_months", row.delay_months, 0);
        if (row.life_months) { range.months("life_months", *row.life_months, 1); }
        range.range("start_from", "start_to", row.start);
    });
    each("measure_costs", tables.measure_costs, [](const MeasureCost& row, RangeCheck& range, TableFindings& out) {
        range.not_negative("amount_eur", row.amount);
        range.range("from", "to", row.valid);
        check_scope(row, out);
        check_profile(row, range, out);
    });
    each("deliveries", tables.deliveries, [](const Delivery& row, RangeCheck& range, TableFindings&) {
        range.not_negative("units_per_unit", row.units_per_unit);
        range.not_negative("persons_per_unit", row.persons_per_unit);
    });
    each("measure_limits", tables.measure_limits, [](const MeasureLimit& row, RangeCheck& range, TableFindings& out) {
        range.not_negative("min_units", row.min_units);
        range.not_negative("max_units", row.max_units);
        range.not_negative("at_least", row.at_least);
        range.positive("per_amount", row.per_amount);
        range.not_negative("repair_weight", row.repair_weight);
        check_scope(row, out);
    });
    each("links", tables.links, [](const Link& row, RangeCheck& range, TableFindings&) {
        range.not_negative("repair_weight", row.repair_weight);
    });
    each("associations", tables.associations, [](const AssociationShare& row, RangeCheck& range, TableFindings&) {
        range.share("share", row.share);
    });
}

}  // namespace leps
