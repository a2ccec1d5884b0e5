#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace leps {

using OptionValue = std::variant<bool, std::int64_t, double, std::string>;

/// What an engine lets its user set.
struct OptionDescription {
    std::string name;
    std::string description;
    OptionValue default_value;
    std::optional<double> least{};       ///< numbers only
    std::optional<double> greatest{};    ///< numbers only
    std::vector<std::string> choices{};  ///< texts only; empty: any
};

/// Settings by name; what is not named keeps its default.
using EngineOptions = std::map<std::string, OptionValue>;

/// All options with their values, the given ones checked against the descriptions: throws Unsupported for an unknown name,
/// InvalidValue for a wrong type or a value out of bounds. A whole number is accepted where a double is due.
[[nodiscard]] EngineOptions complete_options(const std::vector<OptionDescription>& descriptions, const EngineOptions& given);

}  // namespace leps
