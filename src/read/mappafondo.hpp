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
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &MappafondoRow::fund));
        visitor(column::open_key("act", &MappafondoRow::act));
        visitor(column::must("tier", &MappafondoRow::tier));
        visitor(column::key("year", &MappafondoRow::year));
        visitor(column::key("recipient", &MappafondoRow::recipient));
        visitor(column::open_key("use", &MappafondoRow::use));
        visitor(column::open_key("category", &MappafondoRow::category));
        visitor(column::must("deadline", &MappafondoRow::deadline));
        visitor(column::must("assigned_eur", &MappafondoRow::assigned));
        visitor(column::must("bound_eur", &MappafondoRow::bound));
        visitor(column::must("free_eur", &MappafondoRow::free));
        visitor(column::must("used_eur", &MappafondoRow::used));
    }
};

/// What the allocation makes of each annuity of the plan; municipal money that is pooled is one, of the zone (the table `pooled`
/// shares it out). Projected annuities of the tail are no money and stand apart.
/// Time O(rows log rows).
[[nodiscard]] std::vector<MappafondoRow> mappafondo(const Plan& plan, const Allocation& allocation);

}  // namespace leps
