#include "leps/solve/engine.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "leps/core/error.hpp"
#include "leps/solve/highs.hpp"

namespace leps {

TEST(Engines, are_made_by_the_names_that_are_listed) {
    for (const std::string& name : available_engines()) { EXPECT_EQ(make_engine(name)->capabilities().name, name); }
    EXPECT_THROW((void)make_engine("abacus"), Unsupported);
}

TEST(Engines, list_highs_if_the_build_has_it_and_say_so_clearly_if_not) {
    const std::vector<std::string> names = available_engines();
    EXPECT_EQ(std::ranges::find(names, "highs") != names.end(), has_highs());
    if (has_highs()) { return; }
    try {
        (void)make_engine("highs");
        FAIL() << "an engine that is not there was made";
    } catch (const Unsupported& error) {
        EXPECT_EQ(error.feature(), "engine highs: this build has no HiGHS");
    }
}

TEST(Outcomes, have_names) {
    EXPECT_EQ(name(Outcome::optimal), "optimal");
    EXPECT_EQ(name(Outcome::gap_limit), "gap_limit");
    EXPECT_EQ(name(Outcome::node_limit), "node_limit");
    EXPECT_EQ(name(Outcome::time_limit), "time_limit");
    EXPECT_EQ(name(Outcome::interrupted), "interrupted");
    EXPECT_EQ(name(Outcome::infeasible), "infeasible");
    EXPECT_EQ(name(Outcome::unknown), "unknown");
}

}  // namespace leps
