#pragma once

#include "leps/domain/columns/column.hpp"
#include "leps/domain/service_level.hpp"

namespace leps {

/// Columns of service levels, their targets and the supply that exists.

template <>
struct Columns<ServiceLevel> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("level", &ServiceLevel::level));
        visitor(column::may("name", &ServiceLevel::name));
        visitor(column::may("group", &ServiceLevel::group));
        visitor(column::must("unit", &ServiceLevel::unit));
        visitor(column::may("indicator", &ServiceLevel::indicator));
        visitor(column::may("ratio", &ServiceLevel::ratio));
        visitor(column::may("required_units", &ServiceLevel::required_units));
        visitor(column::may("territory_group", &ServiceLevel::territory_group));
        visitor(column::may("from_year", &ServiceLevel::from_year));
        visitor(column::may("to_year", &ServiceLevel::to_year));
        visitor(column::must("priority", &ServiceLevel::priority));
        visitor(column::must("weight", &ServiceLevel::weight));
        visitor(column::must("hard", &ServiceLevel::hard));
        visitor(column::may("measured", &ServiceLevel::measured));
        visitor(column::may("resolution", &ServiceLevel::resolution));
        visitor(column::may("legal_source", &ServiceLevel::legal_source));
        visitor(column::may("repair_weight", &ServiceLevel::repair_weight));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<LevelTarget> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("level", &LevelTarget::level));
        visitor(column::key("territory", &LevelTarget::territory));
        visitor(column::key("year", &LevelTarget::year));
        visitor(column::must("required_units", &LevelTarget::required_units));
        visitor(column::may("repair_weight", &LevelTarget::repair_weight));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<ServiceSupply> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("level", &ServiceSupply::level));
        visitor(column::key("territory", &ServiceSupply::territory));
        visitor(column::key("year", &ServiceSupply::year));
        visitor(column::must("units", &ServiceSupply::units));
        visitor(column::may("unit_cost_eur", &ServiceSupply::unit_cost));
        visitor(column::may("paid_by", [](auto& row) { return Payer{row.paid_by}; }));
        visit_remarks(visitor);
    }
};

}  // namespace leps
