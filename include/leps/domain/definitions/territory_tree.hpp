#pragma once

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include "leps/domain/plan_tables.hpp"

namespace leps {

using TerritoryIndex = Index<TerritoryTag>;

/// The territories of a plan in plan order, with their parents. Parents and ids must be valid (checks/).
class TerritoryTree {
public:
    explicit TerritoryTree(const PlanTables& tables) : rows_(tables.territories), first_day_(tables.header.horizon.begin()) {
        for (std::size_t i = 0; i < rows_.size(); ++i) { index_.emplace(rows_[i].territory, TerritoryIndex(i)); }
        parents_.resize(rows_.size());
        depths_.assign(rows_.size(), 0);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (rows_[i].parent) { parents_[i] = at(*rows_[i].parent); }
        }
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            for (std::optional<TerritoryIndex> up = parents_[i]; up; up = parents_[up->value()]) { ++depths_[i]; }
            if (rows_[i].kind == TerritoryKind::zone && valid(TerritoryIndex(i))) { zones_.push_back(TerritoryIndex(i)); }
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] const Territory& operator[](TerritoryIndex i) const { return rows_[i.value()]; }
    [[nodiscard]] TerritoryIndex at(const TerritoryId& id) const { return index_.at(id); }
    [[nodiscard]] std::optional<TerritoryIndex> find(const TerritoryId& id) const {
        const auto found = index_.find(id);
        return found == index_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::optional<TerritoryIndex> parent(TerritoryIndex i) const { return parents_[i.value()]; }
    [[nodiscard]] int depth(TerritoryIndex i) const { return depths_[i.value()]; }
    /// Whether it is valid on the first day of the horizon.
    [[nodiscard]] bool valid(TerritoryIndex i) const { return rows_[i.value()].valid.contains(first_day_); }
    /// The zones valid on that day, in plan order.
    [[nodiscard]] const std::vector<TerritoryIndex>& zones() const noexcept { return zones_; }

    /// Whether `inner` is `outer` or lies below it.
    [[nodiscard]] bool is_within(TerritoryIndex inner, TerritoryIndex outer) const {
        std::optional<TerritoryIndex> at_depth = inner;
        while (at_depth && depth(*at_depth) > depth(outer)) { at_depth = parent(*at_depth); }
        return at_depth == outer;
    }

    /// The lowest territory that holds both; none where their trees do not meet.
    [[nodiscard]] std::optional<TerritoryIndex> common(TerritoryIndex a, TerritoryIndex b) const {
        std::optional<TerritoryIndex> up = a;
        while (up && !is_within(b, *up)) { up = parent(*up); }
        return up;
    }

    /// The zone that a zone or municipality belongs to.
    [[nodiscard]] std::optional<TerritoryIndex> zone_of(TerritoryIndex i) const {
        std::optional<TerritoryIndex> up = i;
        while (up && rows_[up->value()].kind != TerritoryKind::zone) { up = parent(*up); }
        return up;
    }

    /// The EU category of a territory: its own or its nearest ancestor's; empty where none has one.
    [[nodiscard]] const std::string& eu_category(TerritoryIndex i) const {
        static const std::string none;
        for (std::optional<TerritoryIndex> up = i; up; up = parent(*up)) {
            if (!rows_[up->value()].eu_category.empty()) { return rows_[up->value()].eu_category; }
        }
        return none;
    }

    [[nodiscard]] bool in_group(TerritoryIndex i, const std::string& group) const {
        const std::vector<std::string>& groups = rows_[i.value()].groups;
        return std::find(groups.begin(), groups.end(), group) != groups.end();
    }

private:
    Table<Territory> rows_;
    Date first_day_;
    std::unordered_map<TerritoryId, TerritoryIndex> index_;
    std::vector<std::optional<TerritoryIndex>> parents_;
    std::vector<int> depths_;
    std::vector<TerritoryIndex> zones_;
};

}  // namespace leps
