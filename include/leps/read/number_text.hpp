#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "leps/core/money.hpp"
#include "leps/core/period.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"

namespace leps {

/// Why a text is not the value that a cell needs.
struct TextProblem {
    std::string code;      ///< stable identifier, e.g. "exponent"
    std::string expected;
    std::string message;   ///< says what to write instead
};

template <class Value>
using Parsed = std::variant<Value, TextProblem>;

/// All of these read the whole text, exactly and with '.' as decimal mark. Refused, each with its own code: a leading '+',
/// exponents, NaN and inf, digits outside ASCII, decimal commas and thousands marks, currency signs, spaces around, and
/// what leaves the type. Time O(length).

/// "12", "-12.3", "12.34" euro. More decimals are refused; what looks like thousands with both readings ("330.000" is 330 or
/// 330000).
[[nodiscard]] Parsed<Money> parse_money(std::string_view text);
/// "12.5", "1/4", "40 %": at most nine decimals.
[[nodiscard]] Parsed<Units> parse_units(std::string_view text);
/// "1/5000", "0.4", "40 %", "2".
[[nodiscard]] Parsed<Ratio> parse_ratio(std::string_view text);
/// Digits with an optional '-'.
[[nodiscard]] Parsed<std::int64_t> parse_integer(std::string_view text);
/// "2026-06-30", from 1900 to 2199.
[[nodiscard]] Parsed<Date> parse_date(std::string_view text);
/// "2026-01-01/2026-06-30": first and last day.
[[nodiscard]] Parsed<Period> parse_period(std::string_view text);
/// "true" or "false".
[[nodiscard]] Parsed<bool> parse_boolean(std::string_view text);
/// "0x1.8p+1": finite, without loss.
[[nodiscard]] Parsed<double> parse_hexadecimal(std::string_view text);
/// A decimal or a fraction, times `scale`, if that is an integer of 128 bits.
[[nodiscard]] Parsed<Int128> parse_scaled(std::string_view text, Int128 scale);

/// "378.839": one to three digits, a point, three digits. Read as a decimal, and written in Italy for a thousand times more.
[[nodiscard]] bool looks_like_thousands(std::string_view text) noexcept;

}  // namespace leps
