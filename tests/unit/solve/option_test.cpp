#include "leps/solve/option.hpp"

#include <gtest/gtest.h>

#include "leps/core/error.hpp"

namespace leps {

namespace {

const std::vector<OptionDescription> descriptions{
    {.name = "tolerance", .description = "how near", .default_value = 1e-9, .least = 1e-10, .greatest = 1e-3},
    {.name = "method", .description = "which way", .default_value = std::string("choose"), .choices = {"choose", "simplex"}},
    {.name = "seed", .description = "of chance", .default_value = std::int64_t{0}, .least = 0.0},
    {.name = "loud", .description = "whether to speak", .default_value = false},
};

}  // namespace

TEST(EngineOptions, keep_their_defaults_where_nothing_is_given) {
    const EngineOptions options = complete_options(descriptions, {{"seed", std::int64_t{7}}});
    EXPECT_EQ(options.size(), 4U);
    EXPECT_EQ(std::get<std::int64_t>(options.at("seed")), 7);
    EXPECT_EQ(std::get<double>(options.at("tolerance")), 1e-9);
    EXPECT_EQ(std::get<std::string>(options.at("method")), "choose");
}

TEST(EngineOptions, take_a_whole_number_where_any_number_is_due) {
    const std::vector<OptionDescription> wide{{.name = "factor", .description = "", .default_value = 1.0}};
    EXPECT_EQ(std::get<double>(complete_options(wide, {{"factor", std::int64_t{3}}}).at("factor")), 3.0);
}

TEST(EngineOptions, refuse_unknown_names_wrong_types_and_values_out_of_bounds) {
    EXPECT_THROW((void)complete_options(descriptions, {{"speed", 1.0}}), Unsupported);
    EXPECT_THROW((void)complete_options(descriptions, {{"seed", 1.0}}), InvalidValue);
    EXPECT_THROW((void)complete_options(descriptions, {{"seed", std::int64_t{-1}}}), InvalidValue);
    EXPECT_THROW((void)complete_options(descriptions, {{"tolerance", 1.0}}), InvalidValue);
    EXPECT_THROW((void)complete_options(descriptions, {{"tolerance", 0.0}}), InvalidValue);
    EXPECT_THROW((void)complete_options(descriptions, {{"method", std::string("magic")}}), InvalidValue);
    EXPECT_THROW((void)complete_options(descriptions, {{"loud", std::string("yes")}}), InvalidValue);
}

}  // namespace leps
