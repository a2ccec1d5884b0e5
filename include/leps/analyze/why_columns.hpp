#pragma once

#include "leps/analyze/why_not.hpp"
#include "leps/domain/columns/results.hpp"

namespace leps {

/// Columns of the tables of why and why_not.

template <>
struct Columns<PayersRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("territory", &PayersRow::site));
        visitor(column::key("measure", &PayersRow::measure));
        visitor(column::key("period", &PayersRow::period));
        visitor(column::key("category", &PayersRow::category));
        visitor(column::must("state", &PayersRow::state));
        visitor(column::may("open", &PayersRow::open));
        visitor(column::may("closed", &PayersRow::closed));
        visitor(column::must("left_eur", &PayersRow::left));
        visitor(column::must("unit_eur", &PayersRow::unit));
    }
};

template <>
struct Columns<BindingRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::must("rule", &BindingRow::rule));
        visitor(column::must("subject", &BindingRow::subject));
        visitor(column::may("period", &BindingRow::period));
        visitor(column::must("side", &BindingRow::side));
        visitor(column::may("legal_source", &BindingRow::legal_source));
        visitor(column::must("statement", &BindingRow::statement));
    }
};

template <>
struct Columns<PriceRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &PriceRow::fund));
        visitor(column::key("year", &PriceRow::year));
        visitor(column::key("recipient", &PriceRow::recipient));
        visitor(column::open_key("act", &PriceRow::act));
        visitor(column::must("amount_eur", &PriceRow::amount));
        visitor(column::must("left_eur", &PriceRow::left));
        visitor(column::must("scope", &PriceRow::scope));
        visitor(column::must("more_state", [](auto& row) -> auto& { return row.more.state; }));
        visitor(column::may("more", [](auto& row) -> auto& { return row.more.change; }));
        visitor(column::may("more_error", [](auto& row) -> auto& { return row.more.error; }));
        visitor(column::may("more_to_eur", [](auto& row) -> auto& { return row.more.holds_to; }));
        visitor(column::may("more_why", [](auto& row) -> auto& { return row.more.why; }));
        visitor(column::must("less_state", [](auto& row) -> auto& { return row.less.state; }));
        visitor(column::may("less", [](auto& row) -> auto& { return row.less.change; }));
        visitor(column::may("less_error", [](auto& row) -> auto& { return row.less.error; }));
        visitor(column::may("less_to_eur", [](auto& row) -> auto& { return row.less.holds_to; }));
        visitor(column::may("less_why", [](auto& row) -> auto& { return row.less.why; }));
        visitor(column::may("units", &PriceRow::units));
        visitor(column::must("statement", &PriceRow::statement));
    }
};

template <>
struct Columns<ChangedNumber> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("what", &ChangedNumber::what));
        visitor(column::key("subject", &ChangedNumber::subject));
        visitor(column::open_key("period", &ChangedNumber::period));
        visitor(column::must("unit", &ChangedNumber::unit));
        visitor(column::must("before", &ChangedNumber::before));
        visitor(column::must("after", &ChangedNumber::after));
        visitor(column::must("change", &ChangedNumber::change));
    }
};

}  // namespace leps
