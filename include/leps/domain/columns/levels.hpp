#pragma once

#include <tuple>

#include "leps/domain/columns/column.hpp"
#include "leps/domain/service_level.hpp"

namespace leps {

/// Columns of service levels, their targets and the supply that exists.

template <>
struct Columns<ServiceLevel> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("level", &ServiceLevel::level), column::may("name", &ServiceLevel::name),
                   column::may("group", &ServiceLevel::group), column::must("unit", &ServiceLevel::unit),
                   column::may("indicator", &ServiceLevel::indicator), column::may("ratio", &ServiceLevel::ratio),
                   column::may("required_units", &ServiceLevel::required_units),
                   column::may("territory_group", &ServiceLevel::territory_group),
                   column::may("from_year", &ServiceLevel::from_year), column::may("to_year", &ServiceLevel::to_year),
                   column::must("priority", &ServiceLevel::priority), column::must("weight", &ServiceLevel::weight),
                   column::must("hard", &ServiceLevel::hard), column::may("measured", &ServiceLevel::measured),
                   column::may("resolution", &ServiceLevel::resolution),
                   column::may("legal_source", &ServiceLevel::legal_source),
                   column::may("repair_weight", &ServiceLevel::repair_weight)},
        remarks_columns<ServiceLevel>());
};

template <>
struct Columns<LevelTarget> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("level", &LevelTarget::level), column::key("territory", &LevelTarget::territory),
                   column::key("year", &LevelTarget::year), column::must("required_units", &LevelTarget::required_units),
                   column::may("repair_weight", &LevelTarget::repair_weight)},
        remarks_columns<LevelTarget>());
};

template <>
struct Columns<ServiceSupply> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("level", &ServiceSupply::level), column::key("territory", &ServiceSupply::territory),
                   column::key("year", &ServiceSupply::year), column::must("units", &ServiceSupply::units),
                   column::may("unit_cost_eur", &ServiceSupply::unit_cost),
                   column::may("paid_by", [](auto& row) { return Payer{row.paid_by}; })},
        remarks_columns<ServiceSupply>());
};

}  // namespace leps
