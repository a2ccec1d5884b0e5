#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "leps/domain/plan_tables.hpp"

namespace leps {

using MeasureIndex = Index<MeasureTag>;

/// The measures of a plan in plan order, with their headings. Parents and ids must be valid (checks/).
class MeasureTree {
public:
    explicit MeasureTree(const PlanTables& tables) : rows_(tables.measures) {
        for (std::size_t i = 0; i < rows_.size(); ++i) { index_.emplace(rows_[i].measure, MeasureIndex(i)); }
        parents_.resize(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (rows_[i].parent) { parents_[i] = at(*rows_[i].parent); }
            if (!rows_[i].heading) { leaves_.push_back(MeasureIndex(i)); }
        }
    }

    [[nodiscard]] const Measure& operator[](MeasureIndex i) const { return rows_[i.value()]; }
    [[nodiscard]] MeasureIndex at(const MeasureId& id) const { return index_.at(id); }
    [[nodiscard]] std::optional<MeasureIndex> find(const MeasureId& id) const {
        const auto found = index_.find(id);
        return found == index_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::optional<MeasureIndex> parent(MeasureIndex i) const { return parents_[i.value()]; }
    /// Measures that can be started.
    [[nodiscard]] const std::vector<MeasureIndex>& leaves() const noexcept { return leaves_; }

    [[nodiscard]] bool is_within(MeasureIndex inner, MeasureIndex outer) const {
        std::optional<MeasureIndex> up = inner;
        while (up && *up != outer) { up = parent(*up); }
        return up.has_value();
    }

    /// How many headings lie above it.
    [[nodiscard]] int depth(MeasureIndex i) const {
        int depth = 0;
        for (std::optional<MeasureIndex> up = parent(i); up; up = parent(*up)) { ++depth; }
        return depth;
    }

private:
    Table<Measure> rows_;
    std::unordered_map<MeasureId, MeasureIndex> index_;
    std::vector<std::optional<MeasureIndex>> parents_;
    std::vector<MeasureIndex> leaves_;
};

}  // namespace leps
