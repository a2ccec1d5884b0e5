#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "leps/core/id.hpp"
#include "leps/core/period.hpp"
#include "leps/domain/vocabulary.hpp"

namespace leps {

using TerritoryId = Id<struct TerritoryTag>;
using IndicatorId = Id<struct IndicatorTag>;
using GroupId = Id<struct GroupTag>;
using LevelId = Id<struct LevelTag>;
using MeasureId = Id<struct MeasureTag>;
using FundId = Id<struct FundTag>;
using ReserveId = Id<struct ReserveTag>;
using AssociationId = Id<struct AssociationTag>;
using Year = int;

/// Where a row stood in its file. Not part of the row's value: two rows that differ only here are equal.
struct RowPlace {
    std::int64_t row = 0;
    std::int64_t line = 0;
    bool broken = false;  ///< some cell could not be read: the key counts as known, other checks pass the row over
    friend bool operator==(const RowPlace&, const RowPlace&) noexcept { return true; }
};

/// What every table may carry beside its columns.
struct Remarks {
    std::string source{};
    std::optional<Basis> basis{};
    std::string note{};
    std::vector<std::pair<std::string, std::string>> own{};  ///< the user's x_ columns, by name
    bool operator==(const Remarks&) const = default;
};

/// A span of days that may be open on either side, half-open: [from, until).
struct DateRange {
    std::optional<Date> from{};
    std::optional<Date> until{};

    [[nodiscard]] bool contains(const Date& day) const { return (!from || *from <= day) && (!until || day < *until); }
    [[nodiscard]] bool contains(const Period& span) const {
        return (!from || *from <= span.begin()) && (!until || span.end() <= *until);
    }
    [[nodiscard]] bool meets(const DateRange& other) const {
        return (!until || !other.from || *other.from < *until) && (!other.until || !from || *from < *other.until);
    }
    bool operator==(const DateRange&) const = default;
};

/// Where a row applies: one territory (and what lies below it), a group of territories, or everywhere.
struct Scope {
    std::optional<TerritoryId> territory{};
    std::string group{};
    bool operator==(const Scope&) const = default;
};

}  // namespace leps
