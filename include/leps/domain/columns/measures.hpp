#pragma once

#include "leps/domain/columns/column.hpp"
#include "leps/domain/measure.hpp"

namespace leps {

/// Columns of measures and of what hangs on them. legal_source is the one of a measure's fields that a heading may fill:
/// it names the programme that the heading stands for.

template <>
struct Columns<Measure> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("measure", &Measure::measure));
        visitor(column::may("name", &Measure::name));
        visitor(column::may("parent", &Measure::parent));
        visitor(column::unless_heading(column::must("unit", &Measure::unit)));
        visitor(column::unless_heading(column::must("whole", &Measure::whole)));
        visitor(column::unless_heading(column::may("delay_months", &Measure::delay_months)));
        visitor(column::unless_heading(column::must("life_months", [](auto& row) { return Life{row.life_months}; })));
        visitor(column::unless_heading(column::may("start_from", [](auto& row) { return FirstDay{row.start}; })));
        visitor(column::unless_heading(column::may("start_to", [](auto& row) { return LastDay{row.start}; })));
        visitor(column::unless_heading(column::may("owner", &Measure::owner)));
        visitor(column::unless_heading(column::may("serve_by", &Measure::serve_by)));
        visitor(column::unless_heading(column::may("distinct_group", &Measure::distinct_group)));
        visitor(column::may("legal_source", &Measure::legal_source));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<MeasureCost> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("measure", &MeasureCost::measure));
        visitor(column::key("category", &MeasureCost::category));
        visitor(column::must("amount_eur", &MeasureCost::amount));
        visitor(column::key("per", &MeasureCost::per));
        visitor(column::open_key("territory", [](auto& row) -> auto& { return row.scope.territory; }));
        visitor(column::open_key("territory_group", [](auto& row) -> auto& { return row.scope.group; }));
        visitor(column::open_key("from", [](auto& row) { return FirstDay{row.valid}; }));
        visitor(column::may("to", [](auto& row) { return LastDay{row.valid}; }));
        visitor(column::may("profile", &MeasureCost::profile));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<Delivery> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("measure", &Delivery::measure));
        visitor(column::key("level", &Delivery::level));
        visitor(column::must("units_per_unit", &Delivery::units_per_unit));
        visitor(column::may("persons_per_unit", &Delivery::persons_per_unit));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<MeasureLimit> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("measure", &MeasureLimit::measure));
        visitor(column::open_key("territory", [](auto& row) -> auto& { return row.scope.territory; }));
        visitor(column::open_key("territory_group", [](auto& row) -> auto& { return row.scope.group; }));
        visitor(column::may("min_units", &MeasureLimit::min_units));
        visitor(column::may("max_units", &MeasureLimit::max_units));
        visitor(column::may("per_indicator", &MeasureLimit::per_indicator));
        visitor(column::may("per_amount", &MeasureLimit::per_amount));
        visitor(column::may("rounding", &MeasureLimit::rounding));
        visitor(column::may("at_least", &MeasureLimit::at_least));
        visitor(column::key("counted", &MeasureLimit::counted));
        visitor(column::open_key("kind", &MeasureLimit::kind));
        visitor(column::may("repair_weight", &MeasureLimit::repair_weight));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<Link> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("kind", &Link::kind));
        visitor(column::key("measure", &Link::measure));
        visitor(column::open_key("other_kind", &Link::other_kind));
        visitor(column::key("other", &Link::other));
        visitor(column::may("repair_weight", &Link::repair_weight));
        visit_remarks(visitor);
    }
};

}  // namespace leps
