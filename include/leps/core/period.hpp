#pragma once

#include <compare>
#include <string>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "leps/core/error.hpp"

namespace leps {

using Date = boost::gregorian::date;

[[nodiscard]] inline std::string to_string(const Date& date) {
    const auto ymd = date.year_month_day();
    std::string text = std::to_string(static_cast<int>(ymd.year));
    text.insert(0, 4 - text.size(), '0');
    for (const int part : {static_cast<int>(ymd.month.as_number()), static_cast<int>(ymd.day.as_number())}) {
        text += part < 10 ? "-0" : "-";
        text += std::to_string(part);
    }
    return text;
}

[[nodiscard]] inline int year_of(const Date& date) { return static_cast<int>(date.year()); }

/// The same day of the month `months` later; the first of a month stays a first.
[[nodiscard]] inline Date add_months(const Date& date, long months) {
    const long index = static_cast<long>(year_of(date)) * 12 + date.month().as_number() - 1 + months;
    const auto year = static_cast<unsigned short>(index / 12);
    const auto month = static_cast<unsigned short>(index % 12 + 1);
    const auto last = boost::gregorian::gregorian_calendar::end_of_month_day(year, month);
    const auto day = static_cast<unsigned short>(date.day());
    return Date(year, month, day < last ? day : last);
}

/// A span of days, half-open: [begin, end). Files write first and last day; only `read/` converts.
class Period {
public:
    /// Throws InvalidValue unless begin < end.
    Period(Date begin, Date end) : begin_(begin), end_(end) {
        if (!(begin_ < end_)) {
            throw InvalidValue({.code = "empty_period", .subject = "period", .field = "end",
                                .got = leps::to_string(end_), .limit = "a day after " + leps::to_string(begin_)});
        }
    }

    [[nodiscard]] const Date& begin() const noexcept { return begin_; }
    [[nodiscard]] const Date& end() const noexcept { return end_; }
    [[nodiscard]] Date last_day() const { return end_ - boost::gregorian::days(1); }
    [[nodiscard]] bool contains(const Period& other) const { return begin_ <= other.begin_ && other.end_ <= end_; }
    [[nodiscard]] bool contains(const Date& day) const { return begin_ <= day && day < end_; }
    [[nodiscard]] bool meets(const Period& other) const { return begin_ < other.end_ && other.begin_ < end_; }

    friend bool operator==(const Period& a, const Period& b) { return a.begin_ == b.begin_ && a.end_ == b.end_; }
    friend bool operator<(const Period& a, const Period& b) {
        return a.begin_ != b.begin_ ? a.begin_ < b.begin_ : a.end_ < b.end_;
    }

private:
    Date begin_;
    Date end_;
};

/// "2026-01-01/2026-06-30": first and last day, as result tables write it.
[[nodiscard]] inline std::string to_string(const Period& period) {
    return to_string(period.begin()) + "/" + to_string(period.last_day());
}

}  // namespace leps
