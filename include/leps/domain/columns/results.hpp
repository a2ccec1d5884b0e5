#pragma once

#include <tuple>

#include "leps/core/issue.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/columns/column.hpp"
#include "leps/domain/columns/stage_value.hpp"

namespace leps {

/// Columns of the result tables. A site (territory or association) stands in the column `territory`.

template <> struct Words<Severity> { static constexpr std::array<std::string_view, 2> list = {"error", "warning"}; };

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
    static constexpr auto list =
        std::tuple{column::key("fund", &SpendRow::fund), column::key("year", &SpendRow::year),
                   column::key("recipient", &SpendRow::recipient), column::open_key("act", &SpendRow::act),
                   column::key("territory", &SpendRow::site), column::key("measure", &SpendRow::measure),
                   column::key("period", &SpendRow::period), column::key("category", &SpendRow::category),
                   column::must("amount_eur", &SpendRow::amount)};
};

template <>
struct Columns<UnitRow> {
    static constexpr auto list =
        std::tuple{column::key("territory", &UnitRow::site), column::key("measure", &UnitRow::measure),
                   column::key("period", &UnitRow::period), column::must("units", &UnitRow::units)};
};

template <>
struct Columns<CoverageRow> {
    static constexpr auto list =
        std::tuple{column::key("territory", &CoverageRow::zone), column::key("level", &CoverageRow::level),
                   column::key("period", &CoverageRow::period), column::must("required", &CoverageRow::required),
                   column::must("before", &CoverageRow::before), column::must("after", &CoverageRow::after),
                   column::must("shortfall", &CoverageRow::shortfall), column::must("gap_ppb", &CoverageRow::gap_ppb),
                   column::must("reached", &CoverageRow::reached)};
};

template <>
struct Columns<FundRow> {
    static constexpr auto list =
        std::tuple{column::key("fund", &FundRow::fund), column::key("year", &FundRow::year),
                   column::key("recipient", &FundRow::recipient), column::open_key("act", &FundRow::act),
                   column::must("spend_from", [](auto& row) { return FirstDay{row.window}; }),
                   column::must("spend_to", [](auto& row) { return LastDay{row.window}; }),
                   column::must("status", &FundRow::status), column::key("projected", &FundRow::projected),
                   column::must("amount_eur", &FundRow::amount), column::must("used_eur", &FundRow::used),
                   column::must("left_eur", &FundRow::left), column::may("lapses_on", &FundRow::lapses_on),
                   column::must("unusable_eur", &FundRow::unusable)};
};

template <>
struct Columns<PooledRow> {
    static constexpr auto list =
        std::tuple{column::key("municipality", &PooledRow::municipality), column::key("fund", &PooledRow::fund),
                   column::key("year", &PooledRow::year), column::open_key("act", &PooledRow::act),
                   column::must("amount_eur", &PooledRow::amount)};
};

template <>
struct Columns<DuesBeyondRow> {
    static constexpr auto list =
        std::tuple{column::key("territory", &DuesBeyondRow::site), column::key("measure", &DuesBeyondRow::measure),
                   column::key("category", &DuesBeyondRow::category), column::key("due_from", &DuesBeyondRow::due_from),
                   column::must("amount_eur", &DuesBeyondRow::amount), column::key("per_year", &DuesBeyondRow::per_year)};
};

template <>
struct Columns<ProjectedIndicator> {
    static constexpr auto list = std::tuple{
        column::key("indicator", &ProjectedIndicator::indicator), column::key("territory", &ProjectedIndicator::territory),
        column::key("year", &ProjectedIndicator::year), column::must("taken_from", &ProjectedIndicator::taken_from)};
};

template <>
struct Columns<StageRow> {
    static constexpr auto list =
        std::tuple{column::key("objective", &StageRow::objective), column::open_key("class", &StageRow::priority_class),
                   column::must("periods", &StageRow::periods),
                   column::must("value", [](auto& row) { return StageValue{row.objective, row.value}; }),
                   column::must("reached", [](auto& row) { return StageValue{row.objective, row.reached}; }),
                   column::must("cap", [](auto& row) { return StageValue{row.objective, row.cap}; }),
                   column::must("bound", [](auto& row) { return StageValue{row.objective, row.bound}; }),
                   column::must("gap_engine", [](auto& row) { return StageValue{row.objective, row.gap_engine}; }),
                   column::must("gap_whole_units", [](auto& row) { return StageValue{row.objective, row.gap_whole_units}; }),
                   column::must("gap_rounding", [](auto& row) { return StageValue{row.objective, row.gap_rounding}; }),
                   column::may("claimed", [](auto& row) { return StageValue{row.objective, row.claimed_bound}; }),
                   column::must("sensitive_to_keep", &StageRow::sensitive_to_keep)};
};

template <>
struct Columns<CertificatePrice> {
    static constexpr auto list =
        std::tuple{column::key("stage", &CertificatePrice::stage),
                   column::key("kind", [](auto& row) { return PricedThing{row.cap}; }),
                   column::key("index", &CertificatePrice::index), column::must("price", &CertificatePrice::price)};
};

template <>
struct Columns<Issue> {
    static constexpr auto list =
        std::tuple{column::must("severity", &Issue::severity), column::must("code", &Issue::code),
                   column::may("table", &Issue::table), column::may("row", &Issue::row), column::may("line", &Issue::line),
                   column::may("field", &Issue::field), column::may("found", &Issue::found),
                   column::may("expected", &Issue::expected), column::may("message", &Issue::message)};
};

}  // namespace leps
