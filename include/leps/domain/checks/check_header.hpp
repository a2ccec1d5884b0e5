#pragma once

#include <string>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/checks/range_check.hpp"
#include "leps/domain/definitions/timeline.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// The horizon and what else stands in datapackage.json beside the stages. Returns whether the horizon can be cut into
/// periods at all, without which nothing that depends on time can be checked.
inline bool check_header(const PlanTables& tables, PlanFindings& findings) {
    TableFindings out(findings, "");
    const PlanHeader& header = tables.header;
    const Date& begin = header.horizon.begin();
    const Date& end = header.horizon.end();
    if (header.name.empty()) {
        out.error({.code = "missing_field", .field = "name", .found = "", .expected = "a short name", .message = "name the plan"});
    }
    if (header.tail_years < 0 || header.tail_years > 10) {
        out.error({.code = "out_of_range", .field = "tail_years", .found = std::to_string(header.tail_years),
                   .expected = "years from 0 to 10", .message = "write how many years after the horizon must still be payable"});
    }
    if (!RangeCheck::sensible(begin) || !RangeCheck::sensible(end)) {
        out.error({.code = "out_of_range", .field = "horizon", .found = to_string(header.horizon),
                   .expected = "days from " + std::to_string(first_year) + " to " + std::to_string(last_year),
                   .message = "correct the horizon"});
        return false;
    }
    if (begin.day().as_number() != 1) {
        out.error({.code = "horizon_start", .field = "horizon.from", .found = to_string(begin), .expected = "the first day of a month",
                   .message = "periods begin on the first day of a month: move the first day of the horizon"});
        return false;
    }
    Date reached = begin;
    while (reached < end) { reached = add_months(reached, Timeline::months_of(header.period)); }
    if (reached != end) {
        out.error({.code = "horizon_length", .field = "horizon.to", .found = to_string(header.horizon.last_day()),
                   .expected = "a whole number of periods (" + std::string(word(header.period)) + ")",
                   .message = "end the horizon on " + to_string(Date(reached - boost::gregorian::days(1))) + ", or choose another period"});
        return false;
    }
    return true;
}

/// More than four cuts in a period make the plan larger without telling more: a warning lists them.
inline void check_cut_counts(const Timeline& timeline, PlanFindings& findings) {
    TableFindings out(findings, "");
    for (const PlanPeriod& period : timeline.periods()) {
        if (period.count <= 5) { continue; }
        std::string days;
        for (std::size_t k = 1; k < period.count; ++k) {
            days += (k > 1 ? ", " : "") + to_string(timeline.elementary()[period.first.value() + k].span.begin());
        }
        out.warning({.code = "many_cuts", .field = "horizon", .found = std::to_string(period.count - 1) + " cuts in " + to_string(period.span) + ": " + days,
                     .expected = "4 cuts or fewer", .message = "windows and eligibility dates cut this period often: let dates that mean the same agree"});
    }
}

}  // namespace leps
