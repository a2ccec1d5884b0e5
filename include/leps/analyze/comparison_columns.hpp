#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "leps/analyze/comparison.hpp"
#include "leps/domain/columns/results.hpp"

namespace leps {

/// Columns of the tables of a comparison. A value `x` stands in x_first, x_second and, where it can be subtracted, x_delta.

/// A name of a column that templates take.
template <std::size_t length>
struct ColumnWords {
    char text[length]{};
    consteval ColumnWords(const char (&words)[length]) { std::copy_n(words, length, text); }  // NOLINT: a literal is such words
};

template <ColumnWords name, ColumnWords end>
struct ColumnWithEnd {
    static constexpr auto text = [] {
        std::array<char, sizeof(name.text) + sizeof(end.text) - 2> joined{};
        std::copy_n(end.text, sizeof(end.text) - 1, std::copy_n(name.text, sizeof(name.text) - 1, joined.begin()));
        return joined;
    }();
    static constexpr std::string_view view{text.data(), text.size()};
};

template <ColumnWords name, class Visitor, class Row, class Value>
constexpr void visit_compared(Visitor& visitor, Compared<Value> Row::* member) {
    visitor(column::may(ColumnWithEnd<name, "_first">::view, [member](auto& row) -> auto& { return (row.*member).first; }));
    visitor(column::may(ColumnWithEnd<name, "_second">::view, [member](auto& row) -> auto& { return (row.*member).second; }));
    if constexpr (requires(const Compared<Value>& both) { both.delta(); }) {
        visitor(column::may(ColumnWithEnd<name, "_delta">::view, [member](auto& row) { return (row.*member).delta(); }));
    }
}

template <>
struct Columns<ZoneComparison> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("territory", &ZoneComparison::zone));
        visitor(column::must("side", &ZoneComparison::side));
        visit_compared<"covered_persons">(visitor, &ZoneComparison::covered_persons);
        visit_compared<"levels_due">(visitor, &ZoneComparison::levels_due);
        visit_compared<"levels_reached">(visitor, &ZoneComparison::levels_reached);
        visitor(column::may("class", &ZoneComparison::priority_class));
        visit_compared<"gap_ppb">(visitor, &ZoneComparison::gap_ppb);
        visit_compared<"spent_eur">(visitor, &ZoneComparison::spent);
    }
};

template <>
struct Columns<ClassComparison> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("territory", &ClassComparison::zone));
        visitor(column::key("class", &ClassComparison::priority_class));
        visitor(column::must("side", &ClassComparison::side));
        visit_compared<"gap_ppb">(visitor, &ClassComparison::gap_ppb);
    }
};

template <>
struct Columns<LevelComparison> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("territory", &LevelComparison::zone));
        visitor(column::key("level", &LevelComparison::level));
        visitor(column::key("period", &LevelComparison::period));
        visitor(column::must("side", &LevelComparison::side));
        visit_compared<"required">(visitor, &LevelComparison::required);
        visit_compared<"after">(visitor, &LevelComparison::after);
        visit_compared<"shortfall">(visitor, &LevelComparison::shortfall);
        visit_compared<"gap_ppb">(visitor, &LevelComparison::gap_ppb);
        visit_compared<"reached">(visitor, &LevelComparison::reached);
    }
};

template <>
struct Columns<FundComparison> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &FundComparison::fund));
        visitor(column::key("year", &FundComparison::year));
        visitor(column::key("recipient", &FundComparison::recipient));
        visitor(column::open_key("act", &FundComparison::act));
        visitor(column::key("projected", &FundComparison::projected));
        visitor(column::must("side", &FundComparison::side));
        visit_compared<"amount_eur">(visitor, &FundComparison::amount);
        visit_compared<"used_eur">(visitor, &FundComparison::used);
        visit_compared<"left_eur">(visitor, &FundComparison::left);
        visit_compared<"lapses_eur">(visitor, &FundComparison::lapses);
        visit_compared<"lapses_on">(visitor, &FundComparison::lapses_on);
    }
};

template <>
struct Columns<PersonsComparison> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("territory", &PersonsComparison::zone));
        visitor(column::key("level", &PersonsComparison::level));
        visitor(column::must("side", &PersonsComparison::side));
        visit_compared<"persons">(visitor, &PersonsComparison::persons);
    }
};

template <>
struct Columns<MoneyComparison> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &MoneyComparison::fund));
        visitor(column::key("measure", &MoneyComparison::measure));
        visitor(column::must("side", &MoneyComparison::side));
        visit_compared<"spent_eur">(visitor, &MoneyComparison::spent);
    }
};

template <>
struct Columns<StageComparison> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("objective", &StageComparison::objective));
        visitor(column::open_key("class", &StageComparison::priority_class));
        visitor(column::open_key("depth", &StageComparison::depth));
        visitor(column::key("periods", &StageComparison::periods));
        visitor(column::must("side", &StageComparison::side));
        visitor(column::may("value_first", [](auto& row) { return StageValue{row.objective, row.value.first}; }));
        visitor(column::may("value_second", [](auto& row) { return StageValue{row.objective, row.value.second}; }));
        visitor(column::may("value_delta", [](auto& row) { return StageValue{row.objective, row.delta}; }));
        visitor(column::may("bound_first", [](auto& row) { return StageValue{row.objective, row.bound.first}; }));
        visitor(column::may("bound_second", [](auto& row) { return StageValue{row.objective, row.bound.second}; }));
        visitor(column::may("delta_least", [](auto& row) { return StageValue{row.objective, row.delta_least}; }));
        visitor(column::may("delta_most", [](auto& row) { return StageValue{row.objective, row.delta_most}; }));
        visitor(column::may("verdict", &StageComparison::verdict));
    }
};

}  // namespace leps
