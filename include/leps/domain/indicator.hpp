#pragma once

#include <string>

#include "leps/core/ratio.hpp"
#include "leps/domain/row.hpp"

namespace leps {

/// Something counted in territories, year by year. Exactly one indicator of a plan is its population.
struct Indicator {
    IndicatorId indicator{};
    std::string name{};
    std::string unit{};
    bool population = false;
    Projection projection = Projection::none;
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const Indicator&) const = default;
};

struct IndicatorValue {
    IndicatorId indicator{};
    TerritoryId territory{};
    Year year = 0;
    Ratio value{};  ///< >= 0
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const IndicatorValue&) const = default;
};

/// The people whom a level serves, sized by an indicator.
struct BeneficiaryGroup {
    GroupId group{};
    std::string name{};
    IndicatorId indicator{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const BeneficiaryGroup&) const = default;
};

}  // namespace leps
