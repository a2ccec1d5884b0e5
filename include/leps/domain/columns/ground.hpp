#pragma once

#include <tuple>

#include "leps/domain/columns/column.hpp"
#include "leps/domain/indicator.hpp"
#include "leps/domain/territory.hpp"

namespace leps {

/// Columns of territories, associations, indicators and beneficiary groups.

template <>
struct Columns<Territory> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("territory", &Territory::territory), column::must("name", &Territory::name),
                   column::must("kind", &Territory::kind), column::may("parent", &Territory::parent),
                   column::may("eu_category", &Territory::eu_category), column::may("groups", &Territory::groups),
                   column::may("valid_from", [](auto& row) { return FirstDay{row.valid}; }),
                   column::may("valid_to", [](auto& row) { return LastDay{row.valid}; })},
        remarks_columns<Territory>());
};

template <>
struct Columns<AssociationShare> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("association", &AssociationShare::association), column::key("measure", &AssociationShare::measure),
                   column::key("territory", &AssociationShare::territory), column::must("share", &AssociationShare::share)},
        remarks_columns<AssociationShare>());
};

template <>
struct Columns<Indicator> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("indicator", &Indicator::indicator), column::may("name", &Indicator::name),
                   column::may("unit", &Indicator::unit),
                   column::may("role", [](auto& row) { return PopulationRole{row.population}; }),
                   column::may("projection", &Indicator::projection)},
        remarks_columns<Indicator>());
};

template <>
struct Columns<IndicatorValue> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("indicator", &IndicatorValue::indicator), column::key("territory", &IndicatorValue::territory),
                   column::key("year", &IndicatorValue::year), column::must("value", &IndicatorValue::value)},
        remarks_columns<IndicatorValue>());
};

template <>
struct Columns<BeneficiaryGroup> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("group", &BeneficiaryGroup::group), column::may("name", &BeneficiaryGroup::name),
                   column::must("indicator", &BeneficiaryGroup::indicator)},
        remarks_columns<BeneficiaryGroup>());
};

}  // namespace leps
