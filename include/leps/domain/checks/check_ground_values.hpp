#pragma once

#include <string>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/checks/range_check.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// Single values of territories, indicators, levels, targets and supply, row by row. Time O(n).
inline void check_ground_values(const PlanTables& tables, PlanFindings& findings) {
    const auto each = [&findings](const char* name, const auto& rows, auto check) {
        TableFindings out(findings, name);
        RangeCheck range(out);
        for (const auto& row : rows) {
            if (!row.at.broken) { check(row, range.row(row.at), out); }
        }
    };
    each("territories", tables.territories, [](const Territory& row, RangeCheck& range, TableFindings&) {
        range.range("valid_from", "valid_to", row.valid);
    });
    each("indicator_values", tables.indicator_values, [](const IndicatorValue& row, RangeCheck& range, TableFindings&) {
        range.year("year", row.year);
        range.not_negative("value", row.value);
    });
    each("service_levels", tables.service_levels, [](const ServiceLevel& row, RangeCheck& range, TableFindings& out) {
        range.not_negative("ratio", row.ratio);
        range.not_negative("required_units", row.required_units);
        range.weight("weight", row.weight);
        range.positive("resolution", row.resolution);
        range.at_least_one("priority", row.priority);
        range.year("from_year", row.from_year);
        range.year("to_year", row.to_year);
        range.not_negative("repair_weight", row.repair_weight);
        if (row.from_year && row.to_year && *row.to_year < *row.from_year) {
            out.error(row.at, {.code = "empty_range", .field = "to_year", .found = std::to_string(*row.to_year),
                               .expected = "a year not before from_year (" + std::to_string(*row.from_year) + ")",
                               .message = "a level that is never due asks for nothing: correct its years"});
        }
    });
    each("level_targets", tables.level_targets, [](const LevelTarget& row, RangeCheck& range, TableFindings&) {
        range.year("year", row.year);
        range.not_negative("required_units", row.required_units);
        range.not_negative("repair_weight", row.repair_weight);
    });
    each("service_supply", tables.service_supply, [](const ServiceSupply& row, RangeCheck& range, TableFindings&) {
        range.year("year", row.year);
        range.not_negative("units", row.units);
        range.not_negative("unit_cost_eur", row.unit_cost);
    });
}

}  // namespace leps
