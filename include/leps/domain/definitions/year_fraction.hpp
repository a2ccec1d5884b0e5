#pragma once

#include "leps/core/period.hpp"
#include "leps/core/wide.hpp"

namespace leps {

/// Phi(date) = year + (month - 1) / 12 + (day - 1) / (12 x days in month). A year fraction is a difference of two: 30 June
/// ends exactly half a year, a quarter is 1/4, leap years cost the same. (MODEL.md 3)
[[nodiscard]] inline WideRatio year_position(const Date& date) {
    const auto ymd = date.year_month_day();
    const int month = ymd.month.as_number();
    const int days = static_cast<int>(boost::gregorian::gregorian_calendar::end_of_month_day(
        static_cast<unsigned short>(ymd.year), static_cast<unsigned short>(month)));
    const Int128 months = static_cast<Int128>(static_cast<int>(ymd.year)) * 12 + month - 1;
    return {months * days + (static_cast<int>(ymd.day) - 1), static_cast<Int128>(12) * days};
}

/// Years between two days; 0 where `until` does not lie after `from`.
[[nodiscard]] inline WideRatio year_fraction(const Date& from, const Date& until) {
    return from < until ? year_position(until) - year_position(from) : WideRatio(0);
}

[[nodiscard]] inline WideRatio year_fraction(const Period& period) { return year_fraction(period.begin(), period.end()); }

}  // namespace leps
