#pragma once

#include <optional>
#include <string>
#include <vector>

#include "leps/core/money.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"
#include "leps/domain/row.hpp"

namespace leps {

/// Something that can be started in a zone (or region) on the first day of a period. A heading only groups its children.
struct Measure {
    MeasureId measure{};
    std::string name{};
    std::optional<MeasureId> parent{};
    bool heading = false;                  ///< has children: every field below is empty
    std::string unit{};
    bool whole = false;
    int delay_months = 0;                  ///< from the start to the first day of service
    std::optional<int> life_months{};      ///< of service; empty: unlimited
    DateRange start{};                       ///< first days on which it may start
    MeasureOwner owner = MeasureOwner::zone;
    std::optional<IndicatorId> serve_by{};   ///< of a region's measure: zones share its deliveries by this
    std::string distinct_group{};            ///< measures of one group serve different persons
    std::string legal_source{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const Measure&) const = default;
};

/// `share` of a unit line falls due `months` after the start.
struct ProfileStep {
    int months = 0;
    Ratio share{};
    bool operator==(const ProfileStep&) const = default;
};

/// What one unit costs: once (per unit, by profile) or for each year in service (per unit_year).
struct MeasureCost {
    MeasureId measure{};
    Category category = Category::current;
    Money amount{};
    Per per = Per::unit;
    Scope scope{};
    DateRange valid{};                       ///< in force; unit lines: on the day of the start
    std::vector<ProfileStep> profile{};      ///< unit lines: ascending months, shares add to 1
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const MeasureCost&) const = default;
};

/// One unit in service delivers `units_per_unit` units of the level.
struct Delivery {
    MeasureId measure{};
    LevelId level{};
    Ratio units_per_unit{};
    std::optional<Ratio> persons_per_unit{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const Delivery&) const = default;
};

/// counted <= min(max_units, max(at_least, rounding(indicator / per_amount))); counted >= min_units for an obligation.
struct MeasureLimit {
    MeasureId measure{};
    Scope scope{};
    std::optional<Units> min_units{};
    std::optional<Units> max_units{};
    std::optional<IndicatorId> per_indicator{};
    std::optional<Ratio> per_amount{};
    std::optional<Rounding> rounding{};
    std::optional<Units> at_least{};
    Counted counted = Counted::in_service;
    LimitKind kind = LimitKind::limit;
    std::optional<Ratio> repair_weight{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const MeasureLimit&) const = default;
};

/// requires, excludes or one_of between a measure and another measure or a level, zone by zone.
struct Link {
    LinkKind kind = LinkKind::requires_;
    MeasureId measure{};
    LinkTarget other_kind = LinkTarget::measure;
    std::string other{};
    std::optional<Ratio> repair_weight{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const Link&) const = default;
};

}  // namespace leps
