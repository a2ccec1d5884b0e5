#include "leps/solve/option.hpp"

#include <algorithm>
#include <cmath>

#include "leps/core/error.hpp"

namespace leps {

namespace {

std::string text(const OptionValue& value) {
    if (const auto* yes = std::get_if<bool>(&value)) { return *yes ? "true" : "false"; }
    if (const auto* integer = std::get_if<std::int64_t>(&value)) { return std::to_string(*integer); }
    if (const auto* number = std::get_if<double>(&value)) { return std::to_string(*number); }
    return "'" + std::get<std::string>(value) + "'";
}

[[noreturn]] void refuse(const OptionDescription& option, const OptionValue& given, std::string limit) {
    throw InvalidValue({.code = "bad_option", .subject = "option " + option.name, .field = "", .got = text(given),
                        .limit = std::move(limit)});
}

std::string range(const OptionDescription& option) {
    const auto end = [](const std::optional<double>& value) { return value ? std::to_string(*value) : std::string("any"); };
    return "a number of " + end(option.least) + " to " + end(option.greatest);
}

OptionValue checked(const OptionDescription& option, OptionValue given) {
    if (std::holds_alternative<double>(option.default_value) && std::holds_alternative<std::int64_t>(given)) {
        given = static_cast<double>(std::get<std::int64_t>(given));
    }
    if (given.index() != option.default_value.index()) { refuse(option, given, "a value like " + text(option.default_value)); }
    const auto check_range = [&](double value) {
        if (!std::isfinite(value) || (option.least && value < *option.least) || (option.greatest && value > *option.greatest)) {
            refuse(option, given, range(option));
        }
    };
    if (const auto* integer = std::get_if<std::int64_t>(&given)) { check_range(static_cast<double>(*integer)); }
    if (const auto* number = std::get_if<double>(&given)) { check_range(*number); }
    if (const auto* word = std::get_if<std::string>(&given); word != nullptr && !option.choices.empty()) {
        if (std::ranges::find(option.choices, *word) == option.choices.end()) {
            std::string choices;
            for (const std::string& choice : option.choices) { choices += (choices.empty() ? "" : ", ") + choice; }
            refuse(option, given, "one of " + choices);
        }
    }
    return given;
}

}  // namespace

EngineOptions complete_options(const std::vector<OptionDescription>& descriptions, const EngineOptions& given) {
    EngineOptions complete;
    for (const OptionDescription& option : descriptions) { complete.emplace(option.name, option.default_value); }
    for (const auto& [name, value] : given) {
        const auto option = std::ranges::find(descriptions, name, &OptionDescription::name);
        if (option == descriptions.end()) { throw Unsupported("engine option '" + name + "'"); }
        complete[name] = checked(*option, value);
    }
    return complete;
}

}  // namespace leps
