#pragma once

#include <array>
#include <string_view>

#include "leps/core/issue.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/columns/column.hpp"
#include "leps/domain/columns/stage_value.hpp"

namespace leps {

/// Columns of the result tables. A site (territory or association) stands in the column `territory`.

template <> struct Words<Severity> { static constexpr std::array<std::string_view, 3> list = {"error", "warning", "information"}; };

/// A stage's integer in the unit that its objective gives it.
template <class Value>
struct StageValue {
    StageObjective objective;
    Value& value;
};
template <class Value>
StageValue(StageObjective, Value&) -> StageValue<Value>;
template <class Value>
[[nodiscard]] std::string to_text(const StageValue<Value>& cell) {
    if constexpr (requires { cell.value.has_value(); }) {
        return cell.value ? stage_value_text(cell.objective, *cell.value) : std::string();
    } else {
        return stage_value_text(cell.objective, cell.value);
    }
}

/// The word `cap` or `row`: what a price belongs to.
template <class Flag>
struct PricedThing {
    Flag& cap;
};
template <class Flag>
PricedThing(Flag&) -> PricedThing<Flag>;
template <class Flag>
[[nodiscard]] std::string to_text(const PricedThing<Flag>& cell) { return cell.cap ? "cap" : "row"; }

template <>
struct Columns<SpendRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &SpendRow::fund));
        visitor(column::key("year", &SpendRow::year));
        visitor(column::key("recipient", &SpendRow::recipient));
        visitor(column::open_key("act", &SpendRow::act));
        visitor(column::key("territory", &SpendRow::site));
        visitor(column::key("measure", &SpendRow::measure));
        visitor(column::key("period", &SpendRow::period));
        visitor(column::key("category", &SpendRow::category));
        visitor(column::must("amount_eur", &SpendRow::amount));
    }
};

template <>
struct Columns<UnitRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("territory", &UnitRow::site));
        visitor(column::key("measure", &UnitRow::measure));
        visitor(column::key("period", &UnitRow::period));
        visitor(column::must("units", &UnitRow::units));
    }
};

template <>
struct Columns<CoverageRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("territory", &CoverageRow::zone));
        visitor(column::key("level", &CoverageRow::level));
        visitor(column::key("period", &CoverageRow::period));
        visitor(column::must("required", &CoverageRow::required));
        visitor(column::must("before", &CoverageRow::before));
        visitor(column::must("after", &CoverageRow::after));
        visitor(column::must("shortfall", &CoverageRow::shortfall));
        visitor(column::must("gap_ppb", &CoverageRow::gap_ppb));
        visitor(column::must("reached", &CoverageRow::reached));
    }
};

template <>
struct Columns<FundRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &FundRow::fund));
        visitor(column::key("year", &FundRow::year));
        visitor(column::key("recipient", &FundRow::recipient));
        visitor(column::open_key("act", &FundRow::act));
        visitor(column::must("spend_from", [](auto& row) { return FirstDay{row.window}; }));
        visitor(column::must("spend_to", [](auto& row) { return LastDay{row.window}; }));
        visitor(column::must("status", &FundRow::status));
        visitor(column::key("projected", &FundRow::projected));
        visitor(column::must("amount_eur", &FundRow::amount));
        visitor(column::must("used_eur", &FundRow::used));
        visitor(column::must("left_eur", &FundRow::left));
        visitor(column::may("lapses_on", &FundRow::lapses_on));
        visitor(column::must("unusable_eur", &FundRow::unusable));
    }
};

template <>
struct Columns<PooledRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("municipality", &PooledRow::municipality));
        visitor(column::key("fund", &PooledRow::fund));
        visitor(column::key("year", &PooledRow::year));
        visitor(column::open_key("act", &PooledRow::act));
        visitor(column::must("amount_eur", &PooledRow::amount));
    }
};

template <>
struct Columns<DuesBeyondRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("territory", &DuesBeyondRow::site));
        visitor(column::key("measure", &DuesBeyondRow::measure));
        visitor(column::key("category", &DuesBeyondRow::category));
        visitor(column::key("due_from", &DuesBeyondRow::due_from));
        visitor(column::must("amount_eur", &DuesBeyondRow::amount));
        visitor(column::key("per_year", &DuesBeyondRow::per_year));
    }
};

template <>
struct Columns<ProjectedIndicator> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("indicator", &ProjectedIndicator::indicator));
        visitor(column::key("territory", &ProjectedIndicator::territory));
        visitor(column::key("year", &ProjectedIndicator::year));
        visitor(column::must("taken_from", &ProjectedIndicator::taken_from));
    }
};

template <>
struct Columns<AssumptionRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("what", &AssumptionRow::what));
        visitor(column::open_key("basis", &AssumptionRow::basis));
        visitor(column::may("amount_eur", &AssumptionRow::amount));
        visitor(column::may("weight", &AssumptionRow::weight));
        visitor(column::may("share", &AssumptionRow::share));
    }
};

template <>
struct Columns<StageRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("objective", &StageRow::objective));
        visitor(column::open_key("class", &StageRow::priority_class));
        visitor(column::open_key("depth", &StageRow::depth));
        visitor(column::must("periods", &StageRow::periods));
        visitor(column::must("value", [](auto& row) { return StageValue{row.objective, row.value}; }));
        visitor(column::must("reached", [](auto& row) { return StageValue{row.objective, row.reached}; }));
        visitor(column::must("cap", [](auto& row) { return StageValue{row.objective, row.cap}; }));
        visitor(column::must("bound", [](auto& row) { return StageValue{row.objective, row.bound}; }));
        visitor(column::must("gap_engine", [](auto& row) { return StageValue{row.objective, row.gap_engine}; }));
        visitor(column::must("gap_whole_units", [](auto& row) { return StageValue{row.objective, row.gap_whole_units}; }));
        visitor(column::must("gap_rounding", [](auto& row) { return StageValue{row.objective, row.gap_rounding}; }));
        visitor(column::may("claimed", [](auto& row) { return StageValue{row.objective, row.claimed_bound}; }));
        visitor(column::must("sensitive_to_keep", &StageRow::sensitive_to_keep));
    }
};

template <>
struct Columns<CertificatePrice> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("stage", &CertificatePrice::stage));
        visitor(column::key("kind", [](auto& row) { return PricedThing{row.cap}; }));
        visitor(column::key("index", &CertificatePrice::index));
        visitor(column::must("price", &CertificatePrice::price));
    }
};

template <>
struct Columns<Issue> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::must("severity", &Issue::severity));
        visitor(column::must("code", &Issue::code));
        visitor(column::may("table", &Issue::table));
        visitor(column::may("row", &Issue::row));
        visitor(column::may("line", &Issue::line));
        visitor(column::may("field", &Issue::field));
        visitor(column::may("found", &Issue::found));
        visitor(column::may("expected", &Issue::expected));
        visitor(column::may("message", &Issue::message));
    }
};

template <>
struct Columns<MappafondoRow> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &MappafondoRow::fund));
        visitor(column::open_key("act", &MappafondoRow::act));
        visitor(column::must("tier", &MappafondoRow::tier));
        visitor(column::key("year", &MappafondoRow::year));
        visitor(column::key("recipient", &MappafondoRow::recipient));
        visitor(column::open_key("use", &MappafondoRow::use));
        visitor(column::open_key("category", &MappafondoRow::category));
        visitor(column::must("deadline", &MappafondoRow::deadline));
        visitor(column::must("assigned_eur", &MappafondoRow::assigned));
        visitor(column::must("bound_eur", &MappafondoRow::bound));
        visitor(column::must("free_eur", &MappafondoRow::free));
        visitor(column::must("used_eur", &MappafondoRow::used));
    }
};

}  // namespace leps
