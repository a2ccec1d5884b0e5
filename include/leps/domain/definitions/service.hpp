#pragma once

#include <algorithm>
#include <optional>

#include "leps/domain/definitions/timeline.hpp"
#include "leps/domain/measure.hpp"

namespace leps {

/// The days on which a cohort that starts on `start` is in service: [start + delay, start + delay + life).
struct ServiceSpan {
    Date begin;
    std::optional<Date> end;  ///< empty: unlimited

    ServiceSpan(const Measure& measure, const Date& start) : begin(add_months(start, measure.delay_months)) {
        if (measure.life_months) { end = add_months(begin, *measure.life_months); }
    }

    /// The part of a span of days that lies in service, in years.
    [[nodiscard]] WideRatio years_within(const Date& from, const Date& until) const {
        return year_fraction(std::max(from, begin), end ? std::min(until, *end) : until);
    }
    [[nodiscard]] bool contains(const Date& day) const { return begin <= day && (!end || day < *end); }
};

/// phi[m, s, t]: the fraction of period t in which a unit started on `start` is in service.
[[nodiscard]] inline WideRatio service_average(const Measure& measure, const Date& start, const Period& period) {
    return ServiceSpan(measure, start).years_within(period.begin(), period.end()) / year_fraction(period);
}

/// 1 where a unit started on `start` is in service on the last day of the period, else 0.
[[nodiscard]] inline WideRatio service_at_end(const Measure& measure, const Date& start, const Period& period) {
    return ServiceSpan(measure, start).contains(period.last_day()) ? 1 : 0;
}

/// A measure may start on the first day of a period of the horizon that lies in its start dates.
[[nodiscard]] inline bool may_start(const Measure& measure, const PlanPeriod& period) {
    return !period.tail && measure.start.contains(period.span.begin());
}

}  // namespace leps
