#pragma once

#include <string>
#include <vector>

#include "leps/domain/columns/tables.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// One line of the map of funds: a part of an annuity that is bound elsewhere, used for one thing, or free.
/// assigned = bound + used + free.
struct MappafondoRow {
    FundId fund;
    std::string act;
    Tier tier = Tier::state;
    Year year = 0;
    TerritoryId recipient;
    std::string use;                   ///< a measure; empty for what is bound elsewhere or free
    std::optional<Category> category;
    Date deadline;                     ///< last day of the window
    Money assigned;
    Money bound;
    Money free;
    Money used;
    bool operator==(const MappafondoRow&) const = default;
};

template <>
struct Columns<MappafondoRow> {
    static constexpr auto list = std::tuple{
        column::key("fund", &MappafondoRow::fund), column::open_key("act", &MappafondoRow::act),
        column::must("tier", &MappafondoRow::tier), column::key("year", &MappafondoRow::year),
        column::key("recipient", &MappafondoRow::recipient), column::open_key("use", &MappafondoRow::use),
        column::open_key("category", &MappafondoRow::category), column::must("deadline", &MappafondoRow::deadline),
        column::must("assigned_eur", &MappafondoRow::assigned), column::must("bound_eur", &MappafondoRow::bound),
        column::must("free_eur", &MappafondoRow::free), column::must("used_eur", &MappafondoRow::used)};
};

/// What the allocation makes of each annuity of the plan; projected annuities of the tail are no money and stand apart.
/// Time O(rows log rows).
[[nodiscard]] std::vector<MappafondoRow> mappafondo(const Plan& plan, const Allocation& allocation);

}  // namespace leps
