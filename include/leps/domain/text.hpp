#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leps/core/money.hpp"
#include "leps/core/period.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"
#include "leps/domain/measure.hpp"
#include "leps/domain/row.hpp"

namespace leps {

/// The one text by which tables write a value. Equal values have equal text and different values different text, so that
/// a hash of the texts is a hash of the values. An absent value is the empty text.

template <class Enum>
concept Worded = std::is_enum_v<Enum> && requires { Words<Enum>::list; };

[[nodiscard]] inline std::string to_text(const std::string& value) { return value; }
[[nodiscard]] inline std::string to_text(bool value) { return value ? "true" : "false"; }
[[nodiscard]] inline std::string to_text(std::int32_t value) { return std::to_string(value); }
[[nodiscard]] inline std::string to_text(std::int64_t value) { return std::to_string(value); }
[[nodiscard]] inline std::string to_text(Money value) { return to_string(value); }              ///< "12.34"
[[nodiscard]] inline std::string to_text(Units value) { return to_string(value); }              ///< "12.5"
[[nodiscard]] inline std::string to_text(const Ratio& value) { return to_string(value); }       ///< "1/5000", "2"
[[nodiscard]] inline std::string to_text(const Date& value) { return to_string(value); }        ///< "2026-06-30"
[[nodiscard]] inline std::string to_text(const Period& value) { return to_string(value); }      ///< first/last day

template <class Kind>
[[nodiscard]] std::string to_text(const Id<Kind>& value) { return value.text(); }

template <Worded Enum>
[[nodiscard]] std::string to_text(Enum value) { return std::string(word(value)); }

/// "a;b"
[[nodiscard]] inline std::string to_text(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        if (!text.empty()) { text += ";"; }
        text += name;
    }
    return text;
}

/// "0:1/5 12:1/2 24:3/10"
[[nodiscard]] inline std::string to_text(const std::vector<ProfileStep>& profile) {
    std::string text;
    for (const ProfileStep& step : profile) {
        if (!text.empty()) { text += " "; }
        text += std::to_string(step.months) + ":" + to_string(step.share);
    }
    return text;
}

/// A binary number without loss: "0x1.8p+1".
[[nodiscard]] inline std::string to_text(double value) {
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, value < 0 ? -value : value, std::chars_format::hex);
    return (value < 0 ? "-0x" : "0x") + std::string(digits, end.ptr);
}

template <class Value>
[[nodiscard]] std::string to_text(const std::optional<Value>& value) { return value ? to_text(*value) : std::string(); }

}  // namespace leps
