#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "leps/problem/index.hpp"

namespace leps {

/// Who owns what: a rooted tree of numbered nodes. A parent always has a smaller number than its children.
class NodeTree {
public:
    /// Only the root, node 0.
    NodeTree() : parent_{NodeIndex(0)}, depth_{0} {}

    /// A new child. Throws InvalidValue if there is no such parent.
    NodeIndex add(NodeIndex parent);

    [[nodiscard]] static constexpr NodeIndex root() noexcept { return NodeIndex(0); }
    [[nodiscard]] std::size_t size() const noexcept { return parent_.size(); }
    [[nodiscard]] NodeIndex parent(NodeIndex node) const { return parent_.at(node.value()); }  ///< the root's is itself
    [[nodiscard]] int depth(NodeIndex node) const { return static_cast<int>(depth_.at(node.value())); }  ///< root: 0

    /// Time O(difference of depths).
    [[nodiscard]] bool is_ancestor_or_self(NodeIndex ancestor, NodeIndex node) const noexcept;

    /// Equal, or one above the other: only then may a row of one node use a column of the other.
    [[nodiscard]] bool on_one_path(NodeIndex a, NodeIndex b) const noexcept {
        return a == b || is_ancestor_or_self(a, b) || is_ancestor_or_self(b, a);
    }

    /// The deepest node that is ancestor or self of both. Time O(depth).
    [[nodiscard]] NodeIndex common_ancestor(NodeIndex a, NodeIndex b) const noexcept;

    friend bool operator==(const NodeTree&, const NodeTree&) = default;

private:
    std::vector<NodeIndex> parent_;
    std::vector<std::uint32_t> depth_;
};

}  // namespace leps
