#include "cells.hpp"

#include <algorithm>
#include <array>

#include "leps/core/shown.hpp"
#include "leps/core/utf8.hpp"
#include "leps/domain/checks/finding.hpp"

namespace leps {

namespace {

/// Spreadsheets read the full-width forms of the signs as the signs themselves.
bool dangerous(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
    constexpr std::array<std::string_view, 11> starts = {"=", "+", "-", "@", "\t", "\r", "\n",
                                                         "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

bool is_year_column(std::string_view name) {
    return name == "year" || name == "annuity" || name == "from_year" || name == "to_year" || name == "taken_from";
}

}  // namespace

std::string escaped(std::string_view text) { return std::string(dangerous(text) ? "'" : "").append(text); }

std::string_view unescaped(std::string_view text) {
    return text.starts_with('\'') && dangerous(text) ? text.substr(1) : text;
}

std::string nearest(std::string_view text, const std::vector<std::string_view>& names) {
    std::string result;
    if (text.size() > 64) { return result; }
    std::size_t best = std::max<std::size_t>(2, text.size() / 3) + 1;
    for (const std::string_view name : names) {
        const std::size_t distance = caseless_distance(text, name, best);
        if (distance < best && distance < name.size()) {
            best = distance;
            result = name;
        }
    }
    return result;
}

std::string did_you_mean(std::string_view text, const std::vector<std::string_view>& names, std::string_view advice) {
    const std::string name = nearest(text, names);
    return name.empty() ? std::string(advice) : "did you mean '" + name + "'?";
}

CellProblem read_integer_within(std::string_view text, std::int64_t least, std::int64_t most, int& out) {
    Parsed<std::int64_t> value = parse_integer(text);
    if (auto* problem = std::get_if<TextProblem>(&value)) { return std::move(*problem); }
    const std::int64_t number = std::get<std::int64_t>(value);
    if (number < least || number > most) {
        return TextProblem{"out_of_range", "a whole number from " + std::to_string(least) + " to " + std::to_string(most), "correct the number"};
    }
    out = static_cast<int>(number);
    return std::nullopt;
}

CellProblem read_cell(const Cell& cell, int& out) {
    if (is_year_column(cell.column)) { return read_integer_within(cell.text, 1900, 2199, out); }
    if (cell.column == "delay_months") { return read_integer_within(cell.text, 0, most_months, out); }
    return read_integer_within(cell.text, -1'000'000'000, 1'000'000'000, out);
}

CellProblem read_cell(const Cell& cell, std::string& out) {
    if (cell.text.find('\0') != std::string_view::npos) { return TextProblem{"nul_byte", "text", "remove the NUL byte"}; }
    out = cell.text_cells == TextCells::escaped ? unescaped(cell.text) : cell.text;
    return std::nullopt;
}

CellProblem read_id(const Cell& cell, std::string& out) {
    const std::string_view text = cell.text_cells == TextCells::escaped ? unescaped(cell.text) : cell.text;
    if (text.front() == ' ' || text.back() == ' ') {
        return TextProblem{"spaces_around", "an id without spaces around it", "remove the spaces before and after the id"};
    }
    if (any_character(text, is_unseen)) {
        return TextProblem{"control_character", "an id in one line, of characters that are seen", "remove tabs, line feeds, marks of direction and other characters that are not seen"};
    }
    out = text;
    return std::nullopt;
}

CellProblem read_cell(const Cell& cell, std::vector<std::string>& out) {
    std::string_view rest = cell.text_cells == TextCells::escaped ? unescaped(cell.text) : cell.text;
    const TextProblem wrong{"not_a_list", "different names with a semicolon between them: a;b", "remove empty, repeated or padded names"};
    std::vector<std::string> names;
    while (true) {
        const std::size_t end = rest.find(';');
        const std::string_view name = rest.substr(0, end);
        if (name.empty() || name.front() == ' ' || name.back() == ' ') { return wrong; }
        names.emplace_back(name);
        if (end == std::string_view::npos) { break; }
        rest.remove_prefix(end + 1);
    }
    std::sort(names.begin(), names.end());
    if (std::adjacent_find(names.begin(), names.end()) != names.end()) { return wrong; }
    out = std::move(names);
    return std::nullopt;
}

CellProblem read_cell(const Cell& cell, std::vector<ProfileStep>& out) {
    std::string_view rest = cell.text;
    const TextProblem wrong{"not_a_profile", "months:share with ascending months and single spaces, such as 0:1/5 12:1/2 24:3/10",
                            "write the months after the start and the share that is due then"};
    std::vector<ProfileStep> steps;
    while (true) {
        const std::size_t end = rest.find(' ');
        const std::string_view step = rest.substr(0, end);
        const std::size_t colon = step.find(':');
        ProfileStep parsed;
        if (colon == std::string_view::npos || read_integer_within(step.substr(0, colon), 0, most_months, parsed.months)) { return wrong; }
        if (colon + 1 == step.size() || store(parse_ratio(step.substr(colon + 1)), parsed.share)) { return wrong; }
        if (!steps.empty() && parsed.months <= steps.back().months) { return wrong; }
        steps.push_back(parsed);
        if (end == std::string_view::npos) { break; }
        rest.remove_prefix(end + 1);
    }
    out = std::move(steps);
    return std::nullopt;
}

}  // namespace leps
