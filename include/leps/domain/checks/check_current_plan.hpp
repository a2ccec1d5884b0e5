#pragma once

#include <set>
#include <string>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/definitions/operations.hpp"

namespace leps {

/// Cells of the current plan that this plan cannot hold: money there counts in full as moved, whatever is decided. Each place
/// with its measure, and each period, is named once; the tail does not count at all. Warnings: plans change, and with them
/// their periods. Time O(n log n).
inline void check_current_plan(const CheckContext& c, const Operations& operations) {
    TableFindings out(c.findings, "current_plan");
    std::set<Period> periods;
    for (const ElementaryPeriod& e : c.timeline.elementary()) { periods.insert(e.span); }
    std::set<std::string> named;
    for (const SpendRow& row : c.tables.current_plan) {
        if (row.at.broken || row.period.begin() >= c.timeline.horizon().end()) { continue; }
        const auto warn = [&](const char* field, const std::string& found, const std::string& expected) {
            if (!named.insert(field + (" " + found)).second) { return; }
            out.warning(row.at, {.code = "outside_plan", .field = field, .found = found, .expected = expected,
                                 .message = "stability counts this money as moved whatever is decided: correct the row, or leave it out"});
        };
        if (!periods.contains(row.period)) { warn("period", to_string(row.period), "an elementary period of this plan"); }
        const auto measure = c.measures.find(row.measure);
        if (measure && !operations.find(row.site, *measure)) {
            warn("territory", row.site + ", " + row.measure.text(), "a place where the measure can be started");
        }
    }
}

}  // namespace leps
