#pragma once

#include <string>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// Whether a limit row says something, and all of it: per_indicator, per_amount and rounding together; an obligation has
/// min_units; min_units binds only in an obligation. Time O(n).
inline void check_limit_shapes(const PlanTables& tables, PlanFindings& findings) {
    TableFindings out(findings, "measure_limits");
    for (const MeasureLimit& row : tables.measure_limits) {
        if (row.at.broken) { continue; }
        const auto missing = [&](const char* field, const std::string& expected, const std::string& message) {
            out.error(row.at, {.code = "missing_field", .field = field, .found = "", .expected = expected, .message = message});
        };
        if (row.per_indicator || row.per_amount || row.rounding) {
            if (!row.per_indicator) { missing("per_indicator", "an indicator", "a limit by head is rounding(indicator / per_amount): give all three columns"); }
            if (!row.per_amount) { missing("per_amount", "a number", "a limit by head is rounding(indicator / per_amount): give all three columns"); }
            if (!row.rounding) { missing("rounding", "floor or ceil", "say how indicator / per_amount is rounded"); }
        } else if (row.at_least) {
            out.error(row.at, {.code = "meaningless_field", .field = "at_least", .found = to_string(*row.at_least),
                               .expected = "nothing without per_indicator", .message = "at_least raises a limit by head: give the limit, or use max_units"});
        }
        if (row.kind == LimitKind::obligation && !row.min_units) {
            missing("min_units", "a number", "an obligation says at least how many units: give min_units, or write kind = limit");
        }
        if (row.kind == LimitKind::limit && row.min_units && *row.min_units > Units()) {
            out.error(row.at, {.code = "meaningless_field", .field = "min_units", .found = to_string(*row.min_units),
                               .expected = "0 or nothing where kind = limit", .message = "only an obligation has a minimum: write kind = obligation, or empty min_units"});
        }
        if (row.kind == LimitKind::limit && !row.max_units && !row.per_indicator && !row.per_amount) {
            missing("max_units", "max_units or a limit by head", "a limit without a number limits nothing: give one, or remove the row");
        }
        if (row.min_units && row.max_units && *row.max_units < *row.min_units) {
            out.error(row.at, {.code = "min_above_max", .field = "min_units", .found = to_string(*row.min_units),
                               .expected = "at most max_units (" + to_string(*row.max_units) + ")", .message = "correct min_units or max_units"});
        }
    }
}

}  // namespace leps
