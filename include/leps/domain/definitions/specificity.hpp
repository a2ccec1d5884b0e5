#pragma once

#include <optional>
#include <vector>

#include "leps/domain/definitions/measure_tree.hpp"
#include "leps/domain/definitions/territory_tree.hpp"

namespace leps {

/// How closely a row fits a place: greater is closer on each axis by itself.
struct Specificity {
    int measure = 0;  ///< depth of the row's measure; a child's own row beats its heading's
    int scope = 0;    ///< 0 everywhere, 1 a group, 2 + depth a territory
    bool operator==(const Specificity&) const = default;
};

/// How a scope fits a territory, or nothing where it does not apply.
[[nodiscard]] inline std::optional<int> scope_rank(const Scope& scope, TerritoryIndex place, const TerritoryTree& territories) {
    if (scope.territory) {
        const auto covered = territories.find(*scope.territory);
        if (!covered || !territories.is_within(place, *covered)) { return std::nullopt; }
        return 2 + territories.depth(*covered);
    }
    if (!scope.group.empty()) { return territories.in_group(place, scope.group) ? std::optional(1) : std::nullopt; }
    return 0;
}

/// The rows that are closest on both axes: "most specific row wins". The dates of rows play no part: the closest rows
/// replace the others altogether. Empty where no row applies, or where none is closest on both axes (an error, checks/).
/// `rank` maps a row to its Specificity, or to nothing where it does not apply.
template <class Row, class Rank>
[[nodiscard]] std::vector<const Row*> most_specific(const std::vector<const Row*>& rows, Rank rank) {
    std::vector<std::pair<Specificity, const Row*>> applicable;
    Specificity best{.measure = -1, .scope = -1};
    for (const Row* row : rows) {
        const std::optional<Specificity> fit = rank(*row);
        if (!fit) { continue; }
        applicable.emplace_back(*fit, row);
        best.measure = std::max(best.measure, fit->measure);
        best.scope = std::max(best.scope, fit->scope);
    }
    std::vector<const Row*> winners;
    for (const auto& [fit, row] : applicable) {
        if (fit == best) { winners.push_back(row); }
    }
    return winners;
}

}  // namespace leps
