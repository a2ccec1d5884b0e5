#pragma once

#include <optional>
#include <string>

#include "leps/core/money.hpp"
#include "leps/core/period.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"
#include "leps/domain/checks/finding.hpp"
#include "leps/domain/row.hpp"

namespace leps {

inline constexpr Year first_year = 1900;
inline constexpr Year last_year = 2200;
/// A century: beyond it a number of months is a slip, and dates would leave the calendar.
inline constexpr int most_months = 1200;

/// The ranges that single values must keep, reported for one row after another.
class RangeCheck {
public:
    explicit RangeCheck(TableFindings& out) : out_(out) {}

    RangeCheck& row(const RowPlace& at) {
        at_ = &at;
        return *this;
    }

    void share(const char* field, const Ratio& value) {
        if (value < Ratio(0) || Ratio(1) < value) { wrong(field, to_string(value), "a share from 0 to 1"); }
    }
    void not_negative(const char* field, const Ratio& value) {
        if (value < Ratio(0)) { wrong(field, to_string(value), "0 or more"); }
    }
    void not_negative(const char* field, Money value) {
        if (value < Money()) { wrong(field, to_string(value), "0.00 or more"); }
    }
    void not_negative(const char* field, Units value) {
        if (value < Units()) { wrong(field, to_string(value), "0 or more"); }
    }
    void positive(const char* field, const Ratio& value) {
        if (value <= Ratio(0)) { wrong(field, to_string(value), "more than 0"); }
    }
    /// Weights are relative. Times 2^40 they must fit 64 bits, with room for the sums of a zone.
    void weight(const char* field, const Ratio& value) {
        if (value <= Ratio(0) || Ratio(1'000'000) < value) { wrong(field, to_string(value), "more than 0, at most 1000000"); }
    }
    void at_least_one(const char* field, int value) {
        if (value < 1) { wrong(field, std::to_string(value), "1 or more"); }
    }
    void months(const char* field, int value, int least) {
        if (value < least || value > most_months) {
            wrong(field, std::to_string(value), "months from " + std::to_string(least) + " to " + std::to_string(most_months));
        }
    }
    void year(const char* field, Year value) {
        if (value < first_year || value > last_year) {
            wrong(field, std::to_string(value), "a year from " + std::to_string(first_year) + " to " + std::to_string(last_year));
        }
    }
    void day(const char* field, const Date& value) {
        if (!sensible(value)) { wrong(field, leps::to_string(value), "a day from " + std::to_string(first_year) + " to " + std::to_string(last_year)); }
    }
    /// The files give the last day, so that an empty range is one whose last day lies before the first.
    void range(const char* from_field, const char* to_field, const DateRange& value) {
        if (value.from) { day(from_field, *value.from); }
        if (value.until && !sensible(*value.until)) { wrong(to_field, last_day(*value.until), "a day in a sensible year"); }
        if (value.from && value.until && *value.until <= *value.from) {
            out_.error(*at_, {.code = "empty_range", .field = to_field, .found = last_day(*value.until),
                              .expected = std::string("a day not before ") + from_field + " (" + leps::to_string(*value.from) + ")",
                              .message = "a row that is never in force does nothing: correct its dates or remove it"});
        }
    }

    template <class Value>
    void share(const char* field, const std::optional<Value>& value) { if (value) { share(field, *value); } }
    template <class Value>
    void not_negative(const char* field, const std::optional<Value>& value) { if (value) { not_negative(field, *value); } }
    template <class Value>
    void positive(const char* field, const std::optional<Value>& value) { if (value) { positive(field, *value); } }
    void year(const char* field, const std::optional<Year>& value) { if (value) { year(field, *value); } }
    void day(const char* field, const std::optional<Date>& value) { if (value) { day(field, *value); } }

    [[nodiscard]] static bool sensible(const Date& value) {
        return !value.is_special() && year_of(value) >= first_year && year_of(value) <= last_year + 1;
    }
    [[nodiscard]] static std::string last_day(const Date& until) {
        return until.is_special() ? "no date" : leps::to_string(until - boost::gregorian::days(1));
    }

private:
    void wrong(const char* field, std::string found, std::string expected) {
        out_.error(*at_, {.code = "out_of_range", .field = field, .found = std::move(found), .expected = expected,
                          .message = "write " + expected});
    }

    TableFindings& out_;
    const RowPlace* at_ = nullptr;
};

}  // namespace leps
