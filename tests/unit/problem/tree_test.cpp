#include "leps/problem/tree.hpp"

#include <gtest/gtest.h>

#include "leps/core/error.hpp"

namespace leps {

namespace {

/// root - a - (b, c); root - d
struct SmallTree {
    NodeTree tree;
    NodeIndex a = tree.add(NodeTree::root());
    NodeIndex b = tree.add(a);
    NodeIndex c = tree.add(a);
    NodeIndex d = tree.add(NodeTree::root());
};

}  // namespace

TEST(NodeTree, knows_who_stands_above_whom) {
    const SmallTree f;
    EXPECT_TRUE(f.tree.is_ancestor_or_self(NodeTree::root(), f.c));
    EXPECT_TRUE(f.tree.is_ancestor_or_self(f.a, f.c));
    EXPECT_TRUE(f.tree.is_ancestor_or_self(f.c, f.c));
    EXPECT_FALSE(f.tree.is_ancestor_or_self(f.c, f.a));
    EXPECT_FALSE(f.tree.is_ancestor_or_self(f.b, f.c));
    EXPECT_TRUE(f.tree.on_one_path(f.c, f.a));
    EXPECT_FALSE(f.tree.on_one_path(f.d, f.a));
}

TEST(NodeTree, finds_the_lowest_common_ancestor) {
    const SmallTree f;
    EXPECT_EQ(f.tree.common_ancestor(f.b, f.c), f.a);
    EXPECT_EQ(f.tree.common_ancestor(f.b, f.a), f.a);
    EXPECT_EQ(f.tree.common_ancestor(f.b, f.d), NodeTree::root());
    EXPECT_EQ(f.tree.common_ancestor(f.d, f.d), f.d);
}

TEST(NodeTree, counts_depth_from_the_root) {
    const SmallTree f;
    EXPECT_EQ(f.tree.depth(NodeTree::root()), 0);
    EXPECT_EQ(f.tree.depth(f.b), 2);
    EXPECT_EQ(f.tree.parent(f.b), f.a);
    EXPECT_EQ(f.tree.size(), 5U);
}

TEST(NodeTree, refuses_a_parent_that_is_not_there) {
    NodeTree tree;
    EXPECT_THROW(tree.add(NodeIndex(1)), InvalidValue);
}

}  // namespace leps
