#pragma once

#include <optional>
#include <string>
#include <vector>

#include "leps/core/ratio.hpp"
#include "leps/domain/row.hpp"

namespace leps {

/// A node of the tree nation, region, zone, municipality.
struct Territory {
    TerritoryId territory{};
    std::string name{};
    TerritoryKind kind = TerritoryKind::zone;
    std::optional<TerritoryId> parent{};
    std::string eu_category{};          ///< of a region: more_developed, transition, less_developed ...
    std::vector<std::string> groups{};  ///< ascending
    DateRange valid{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const Territory&) const = default;
};

/// One zone's part of an inter-zone project; the shares of one association and measure add to 1.
struct AssociationShare {
    AssociationId association{};
    MeasureId measure{};
    TerritoryId territory{};
    Ratio share{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const AssociationShare&) const = default;
};

}  // namespace leps
