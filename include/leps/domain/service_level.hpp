#pragma once

#include <optional>
#include <string>

#include "leps/core/money.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"
#include "leps/domain/row.hpp"

namespace leps {

/// An essential level of provision: required = ratio x indicator, or required_units, in each zone and year where it is due.
struct ServiceLevel {
    LevelId level{};
    std::string name{};
    std::optional<GroupId> group{};
    std::string unit{};
    std::optional<IndicatorId> indicator{};
    std::optional<Ratio> ratio{};           ///< with indicator
    std::optional<Ratio> required_units{};  ///< instead of indicator and ratio
    std::string territory_group{};          ///< empty: due in every zone
    std::optional<Year> from_year{};
    std::optional<Year> to_year{};
    int priority = 1;                     ///< class; 1 first
    Ratio weight{1};                      ///< > 0
    bool hard = false;
    Measured measured = Measured::average;
    Ratio resolution{1, 1000};            ///< units
    std::string legal_source{};
    std::optional<Ratio> repair_weight{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const ServiceLevel&) const = default;
};

/// Overrides ratio and territory group of a level in one zone and year; 0: not due there.
struct LevelTarget {
    LevelId level{};
    TerritoryId territory{};
    Year year = 0;
    Ratio required_units{};
    std::optional<Ratio> repair_weight{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const LevelTarget&) const = default;
};

/// What exists already of a level in a zone and year.
struct ServiceSupply {
    LevelId level{};
    TerritoryId territory{};
    Year year = 0;
    Units units{};
    std::optional<Money> unit_cost{};
    std::optional<FundId> paid_by{};  ///< empty: outside
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const ServiceSupply&) const = default;
};

}  // namespace leps
