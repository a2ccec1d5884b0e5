#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "leps/domain/columns/results.hpp"
#include "leps/domain/definitions/assumptions.hpp"
#include "plan_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;
using Lines = std::vector<std::string>;

/// "money assumption 20.00 1/5": the rows in which there is something.
Lines lines(const std::vector<AssumptionRow>& table) {
    Lines list;
    for (const AssumptionRow& row : table) {
        if (row.share && *row.share == Ratio(0)) { continue; }
        list.push_back(to_text(row.what) + " " + (row.basis ? to_text(row.basis) : "-") + " " + to_text(row.amount) + to_text(row.weight) + " " + to_text(row.share));
    }
    return list;
}

Lines of_money(const PlanTables& tables, const std::vector<Int128>& used, const std::vector<PooledRow>& pooled = {}) {
    const PlanView plan(tables);
    const auto table = assumption_table(plan, paid_by_row(plan, used, pooled));
    return lines({table.begin(), table.begin() + 6});
}

Lines of_requirement(const PlanTables& tables) {
    const PlanView plan(tables);
    const auto table = assumption_table(plan, std::vector<Int128>(tables.annuities.size()));
    return lines({table.begin() + 6, table.end()});
}

/// tiny_plan() without its station: home care alone is due. It weighs lambda x sigma in A 1/2 x 3/4 and in B 1/2 x 1/4 a year,
/// for 300 and 100 elderly; 1 in all.
PlanTables home_care() {
    PlanTables plan = tiny_plan();
    for (const int year : {2024, 2025}) {
        add(plan.level_targets, {.level = LevelId("OPEN"), .territory = TerritoryId("A"), .year = year, .required_units = Ratio(0)});
    }
    edit(plan.service_levels, 0, [](ServiceLevel& row) { row.remarks.basis = Basis::law; });
    return plan;
}

constexpr std::size_t residents_of_a = 2;  // rows of indicator_values
constexpr std::size_t residents_of_b = 3;

TEST(Assumptions, what_says_no_basis_is_weaker_than_all_but_an_assumption) {
    EXPECT_EQ(weaker(Basis::law, Basis::estimate), Basis::estimate);
    EXPECT_EQ(weaker(Basis::record, Basis::decree), Basis::record);
    EXPECT_EQ(weaker(Basis::estimate, std::nullopt), std::nullopt);
    EXPECT_EQ(weaker(std::nullopt, Basis::assumption), Basis::assumption);
}

TEST(Assumptions, money_rests_on_the_rows_of_its_annuities) {
    PlanTables plan = tiny_plan();
    // In plan order: REG 2024 and 2025 of R, STATE 2024 of A and B, STATE 2025 of A and B; then the tail of A and B.
    const std::optional<Basis> said[] = {Basis::estimate, Basis::estimate, Basis::decree, std::nullopt, Basis::assumption, std::nullopt};
    for (std::size_t i = 0; i < 6; ++i) { edit(plan.annuities, i, [&](Annuity& row) { row.remarks.basis = said[i]; }); }
    // Of 10,000.00 used in the horizon 2,000.00, 1,000.00, 5,000.00 and 2,000.00; the 14.00 of the tail are projected money.
    EXPECT_EQ(of_money(plan, {1'000'00, 0, 2'000'00, 2'500'00, 2'000'00, 2'500'00, 7'00, 7'00}),
              (Lines{"money decree 2000.00 1/5", "money estimate 1000.00 1/10", "money - 5000.00 1/2", "money assumption 2000.00 1/5"}));
}

TEST(Assumptions, money_that_is_not_used_rests_on_nothing) {
    EXPECT_EQ(of_money(tiny_plan(), std::vector<Int128>(8)).front(), "money law 0.00 ");
    EXPECT_EQ(of_money(tiny_plan(), std::vector<Int128>(8)).size(), 6U);  // every basis, none with a share
}

TEST(Assumptions, pooled_money_rests_on_the_rows_of_those_who_pooled_it) {
    PlanTables plan = tiny_plan();
    plan.annuities = std::vector<Annuity>{};
    add(plan.funds, {.fund = FundId("TOWN"), .name = "Municipal", .tier = Tier::municipality});
    for (const char* town : {"A1", "A2"}) {
        add(plan.territories, {.territory = TerritoryId(town), .name = town, .kind = TerritoryKind::municipality, .parent = TerritoryId("A")});
        add(plan.annuities, {.fund = FundId("TOWN"), .year = 2024, .territory = TerritoryId(town), .amount = euros(5),
                             .window = days(Date(2024, 1, 1), Date(2024, 12, 31))});
    }
    edit(plan.annuities, 0, [](Annuity& row) { row.remarks.basis = Basis::law; });
    edit(plan.annuities, 1, [](Annuity& row) { row.remarks.basis = Basis::assumption; });
    const auto part = [](const char* town, std::int64_t cents) {
        return PooledRow{.municipality = TerritoryId(town), .fund = FundId("TOWN"), .year = 2024, .act = {}, .amount = Money::from_cents(cents)};
    };
    EXPECT_EQ(of_money(plan, {7'01}, {part("A1", 3'51), part("A2", 3'50)}), (Lines{"money law 3.51 351/701", "money assumption 3.50 350/701"}));
}

TEST(Assumptions, a_requirement_rests_on_the_weaker_of_its_level_and_its_indicator) {
    PlanTables plan = home_care();
    edit(plan.indicator_values, residents_of_a, [](IndicatorValue& row) { row.remarks.basis = Basis::assumption; });
    edit(plan.indicator_values, residents_of_b, [](IndicatorValue& row) { row.remarks.basis = Basis::record; });
    // Values of 2024 are carried on to 2025: each counts twice.
    EXPECT_EQ(of_requirement(plan), (Lines{"requirement record 1/4 1/4", "requirement assumption 3/4 3/4"}));
}

TEST(Assumptions, a_value_that_says_nothing_has_the_basis_of_its_indicator) {
    PlanTables plan = home_care();
    EXPECT_EQ(of_requirement(plan), Lines{"requirement - 1 1"});
    edit(plan.indicators, 1, [](Indicator& row) { row.remarks.basis = Basis::estimate; });
    edit(plan.indicator_values, residents_of_b, [](IndicatorValue& row) { row.remarks.basis = Basis::record; });
    EXPECT_EQ(of_requirement(plan), (Lines{"requirement record 1/4 1/4", "requirement estimate 3/4 3/4"}));
}

TEST(Assumptions, a_target_stands_for_level_and_indicator) {
    PlanTables plan = home_care();
    edit(plan.indicators, 1, [](Indicator& row) { row.remarks.basis = Basis::assumption; });
    LevelTarget target{.level = LevelId("CARE"), .territory = TerritoryId("B"), .year = 2025, .required_units = Ratio(400)};
    target.remarks.basis = Basis::decree;
    add(plan.level_targets, target);
    EXPECT_EQ(of_requirement(plan), (Lines{"requirement decree 1/8 1/8", "requirement assumption 7/8 7/8"}));
}

TEST(Assumptions, a_requirement_in_units_rests_on_its_level_alone) {
    PlanTables plan = home_care();
    edit(plan.service_levels, 0, [](ServiceLevel& row) {
        row.indicator.reset();
        row.ratio.reset();
        row.required_units = Ratio(100);
    });
    EXPECT_EQ(of_requirement(plan), Lines{"requirement law 1 1"});
}

TEST(Assumptions, where_nothing_is_due_no_share_is_known) {
    PlanTables plan = home_care();
    edit(plan.service_levels, 0, [](ServiceLevel& row) { row.territory_group = "nowhere"; });
    EXPECT_EQ(of_requirement(plan).size(), 6U);
    EXPECT_EQ(of_requirement(plan).back(), "requirement assumption 0 ");
}

}  // namespace
}  // namespace leps
