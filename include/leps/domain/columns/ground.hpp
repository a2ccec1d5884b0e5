#pragma once

#include "leps/domain/columns/column.hpp"
#include "leps/domain/indicator.hpp"
#include "leps/domain/territory.hpp"

namespace leps {

/// Columns of territories, associations, indicators and beneficiary groups.

template <>
struct Columns<Territory> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("territory", &Territory::territory));
        visitor(column::must("name", &Territory::name));
        visitor(column::must("kind", &Territory::kind));
        visitor(column::may("parent", &Territory::parent));
        visitor(column::may("eu_category", &Territory::eu_category));
        visitor(column::may("groups", &Territory::groups));
        visitor(column::may("valid_from", [](auto& row) { return FirstDay{row.valid}; }));
        visitor(column::may("valid_to", [](auto& row) { return LastDay{row.valid}; }));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<AssociationShare> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("association", &AssociationShare::association));
        visitor(column::key("measure", &AssociationShare::measure));
        visitor(column::key("territory", &AssociationShare::territory));
        visitor(column::must("share", &AssociationShare::share));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<Indicator> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("indicator", &Indicator::indicator));
        visitor(column::may("name", &Indicator::name));
        visitor(column::may("unit", &Indicator::unit));
        visitor(column::may("role", [](auto& row) { return PopulationRole{row.population}; }));
        visitor(column::may("projection", &Indicator::projection));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<IndicatorValue> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("indicator", &IndicatorValue::indicator));
        visitor(column::key("territory", &IndicatorValue::territory));
        visitor(column::key("year", &IndicatorValue::year));
        visitor(column::must("value", &IndicatorValue::value));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<BeneficiaryGroup> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("group", &BeneficiaryGroup::group));
        visitor(column::may("name", &BeneficiaryGroup::name));
        visitor(column::must("indicator", &BeneficiaryGroup::indicator));
        visit_remarks(visitor);
    }
};

}  // namespace leps
