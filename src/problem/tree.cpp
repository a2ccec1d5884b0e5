#include "leps/problem/tree.hpp"

#include <string>

#include "leps/core/error.hpp"

namespace leps {

NodeIndex NodeTree::add(NodeIndex parent) {
    if (parent.value() >= size()) {
        throw InvalidValue({.code = "unknown_node", .subject = "node tree", .field = "parent",
                            .got = std::to_string(parent.value()), .limit = "below " + std::to_string(size())});
    }
    parent_.push_back(parent);
    depth_.push_back(depth_[parent.value()] + 1);
    return NodeIndex(parent_.size() - 1);
}

bool NodeTree::is_ancestor_or_self(NodeIndex ancestor, NodeIndex node) const noexcept {
    while (depth_[node.value()] > depth_[ancestor.value()]) { node = parent_[node.value()]; }
    return node == ancestor;
}

NodeIndex NodeTree::common_ancestor(NodeIndex a, NodeIndex b) const noexcept {
    while (depth_[a.value()] > depth_[b.value()]) { a = parent_[a.value()]; }
    while (depth_[b.value()] > depth_[a.value()]) { b = parent_[b.value()]; }
    while (a != b) {
        a = parent_[a.value()];
        b = parent_[b.value()];
    }
    return a;
}

}  // namespace leps
