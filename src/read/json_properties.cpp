#include <algorithm>

#include "cells.hpp"
#include "header.hpp"

namespace leps {

std::string kind_of(const boost::json::value& value) {
    switch (value.kind()) {
        case boost::json::kind::null: return "null";
        case boost::json::kind::bool_: return value.get_bool() ? "true" : "false";
        case boost::json::kind::int64: return std::to_string(value.get_int64());
        case boost::json::kind::uint64: return std::to_string(value.get_uint64());
        case boost::json::kind::double_: return "a number with a decimal point or an exponent";
        case boost::json::kind::string: return "the text \"" + shown(value.get_string()) + "\"";
        case boost::json::kind::array: return "a list";
        case boost::json::kind::object: return "an object";
    }
    return "";
}

void JsonProperties::pass_over(std::initializer_list<std::string_view> names) { known_.insert(known_.end(), names); }

const boost::json::value* JsonProperties::take(std::string_view name) {
    known_.push_back(name);
    return object_.if_contains(name);
}

void JsonProperties::report(std::string code, std::string_view name, std::string found, std::string expected, std::string message) {
    findings_.add({.code = std::move(code), .table = "", .field = where_ + shown(name), .found = std::move(found),
                   .expected = std::move(expected), .message = std::move(message)});
}

std::optional<std::string> JsonProperties::text(std::string_view name, Need need) {
    const boost::json::value* value = take(name);
    if (value == nullptr) {
        if (need == Need::mandatory) { report("missing_property", name, "", "a text", "add the property to datapackage.json"); }
        return std::nullopt;
    }
    if (value->is_string() && (need == Need::optional_cell || !value->get_string().empty())) { return std::string(value->get_string()); }
    report("wrong_type", name, kind_of(*value), "a text", "write the value in quotes");
    return std::nullopt;
}

std::optional<int> JsonProperties::integer(std::string_view name, int least, int most) {
    const boost::json::value* value = take(name);
    if (value == nullptr) { return std::nullopt; }
    if (value->is_int64() && value->get_int64() >= least && value->get_int64() <= most) { return static_cast<int>(value->get_int64()); }
    report("out_of_range", name, kind_of(*value), "a whole number from " + std::to_string(least) + " to " + std::to_string(most),
           value->is_string() ? "write the number without quotes" : "correct the number");
    return std::nullopt;
}

std::optional<Date> JsonProperties::day(std::string_view name) {
    const std::optional<std::string> value = text(name, Need::mandatory);
    if (!value) { return std::nullopt; }
    Parsed<Date> parsed = parse_date(*value);
    if (const auto* date = std::get_if<Date>(&parsed)) { return *date; }
    const auto& problem = std::get<TextProblem>(parsed);
    report(problem.code, name, shown(*value), problem.expected, problem.message);
    return std::nullopt;
}

void JsonProperties::finish() {
    for (const auto& member : object_) {
        const std::string_view name = member.key();
        if (std::find(known_.begin(), known_.end(), name) != known_.end()) { continue; }
        report("unknown_property", name, shown(name), "a property of the format", did_you_mean(name, known_, "remove the property"));
    }
}

}  // namespace leps
