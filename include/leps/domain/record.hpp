#pragma once

#include <optional>
#include <string>

#include "leps/core/money.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"
#include "leps/domain/row.hpp"

namespace leps {

/// The state of a commitment on one day, as monitoring systems report it.
struct Record {
    TerritoryId territory{};
    FundId fund{};
    std::optional<Year> annuity{};
    std::optional<TerritoryId> recipient{};
    std::string act{};
    MeasureId measure{};
    std::optional<Category> category{};
    std::string project{};
    std::optional<Date> start{};
    std::optional<Units> units{};
    std::string period{};
    std::optional<Money> assigned{};
    std::optional<Money> programmed{};
    std::optional<Money> committed{};
    std::optional<Money> paid{};
    std::optional<Money> reported{};
    Date as_of;
    RecordKind kind = RecordKind::state;
    std::optional<Ratio> repair_weight{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const Record&) const = default;
};

}  // namespace leps
