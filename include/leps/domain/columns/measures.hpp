#pragma once

#include <tuple>

#include "leps/domain/columns/column.hpp"
#include "leps/domain/measure.hpp"

namespace leps {

/// Columns of measures and of what hangs on them. legal_source is the one of a measure's fields that a heading may fill:
/// it names the programme that the heading stands for.

template <>
struct Columns<Measure> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("measure", &Measure::measure), column::may("name", &Measure::name),
                   column::may("parent", &Measure::parent), column::unless_heading(column::must("unit", &Measure::unit)),
                   column::unless_heading(column::must("whole", &Measure::whole)),
                   column::unless_heading(column::may("delay_months", &Measure::delay_months)),
                   column::unless_heading(column::must("life_months", [](auto& row) { return Life{row.life_months}; })),
                   column::unless_heading(column::may("start_from", [](auto& row) { return FirstDay{row.start}; })),
                   column::unless_heading(column::may("start_to", [](auto& row) { return LastDay{row.start}; })),
                   column::unless_heading(column::may("owner", &Measure::owner)),
                   column::unless_heading(column::may("serve_by", &Measure::serve_by)),
                   column::unless_heading(column::may("distinct_group", &Measure::distinct_group)),
                   column::may("legal_source", &Measure::legal_source)},
        remarks_columns<Measure>());
};

template <>
struct Columns<MeasureCost> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("measure", &MeasureCost::measure), column::key("category", &MeasureCost::category),
                   column::must("amount_eur", &MeasureCost::amount), column::key("per", &MeasureCost::per),
                   column::open_key("territory", [](auto& row) -> auto& { return row.scope.territory; }),
                   column::open_key("territory_group", [](auto& row) -> auto& { return row.scope.group; }),
                   column::open_key("from", [](auto& row) { return FirstDay{row.valid}; }),
                   column::may("to", [](auto& row) { return LastDay{row.valid}; }),
                   column::may("profile", &MeasureCost::profile)},
        remarks_columns<MeasureCost>());
};

template <>
struct Columns<Delivery> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("measure", &Delivery::measure), column::key("level", &Delivery::level),
                   column::must("units_per_unit", &Delivery::units_per_unit),
                   column::may("persons_per_unit", &Delivery::persons_per_unit)},
        remarks_columns<Delivery>());
};

template <>
struct Columns<MeasureLimit> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("measure", &MeasureLimit::measure),
                   column::open_key("territory", [](auto& row) -> auto& { return row.scope.territory; }),
                   column::open_key("territory_group", [](auto& row) -> auto& { return row.scope.group; }),
                   column::may("min_units", &MeasureLimit::min_units), column::may("max_units", &MeasureLimit::max_units),
                   column::may("per_indicator", &MeasureLimit::per_indicator),
                   column::may("per_amount", &MeasureLimit::per_amount), column::may("rounding", &MeasureLimit::rounding),
                   column::may("at_least", &MeasureLimit::at_least), column::key("counted", &MeasureLimit::counted),
                   column::open_key("kind", &MeasureLimit::kind), column::may("repair_weight", &MeasureLimit::repair_weight)},
        remarks_columns<MeasureLimit>());
};

template <>
struct Columns<Link> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("kind", &Link::kind), column::key("measure", &Link::measure),
                   column::open_key("other_kind", &Link::other_kind), column::key("other", &Link::other),
                   column::may("repair_weight", &Link::repair_weight)},
        remarks_columns<Link>());
};

}  // namespace leps
