#include <gtest/gtest.h>

#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/analyze/price.hpp"
#include "why_plans.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

PriceRow price_in(const PlanTables& tables, const Priced& priced = {.stage = 0, .annuity = 0}) {
    const Plan plan = checked_plan(tables);
    const Allocation result = allocate(plan);
    EXPECT_EQ(result.status, AllocationStatus::allocated);
    return price_of({plan, result}, priced);
}

void expect_price(const PriceSide& side, const Ratio& by_hand, const PriceRow& row) {
    ASSERT_TRUE(side.change && side.error) << row.statement;
    EXPECT_EQ(*side.change, by_hand) << row.statement;
    EXPECT_LE(*side.error, Ratio(1, 1'000'000'000'000)) << row.statement;
}

// 600.00 of the 1,000.00 euros that 100 hours cost: one euro buys a tenth of an hour, 1/1000 of what is due.
TEST(Price, OneEuroIsWorthTheUnitsThatItBuys) {
    const PriceRow price = price_in(hours_of(600));
    EXPECT_EQ(price.scope, PriceScope::any_units);
    EXPECT_EQ(price.more.state, PriceState::solved);
    expect_price(price.more, Ratio(-1, 1000), price);
    expect_price(price.less, Ratio(1, 1000), price);
    EXPECT_NE(price.statement.find("One euro more of F, 2024, Z lowers the shortfall of class 1 by 0.001"), std::string::npos) << price.statement;
    EXPECT_NE(price.statement.find("One euro less raises the shortfall of class 1 by 0.001"), std::string::npos) << price.statement;
}

// The level is reached with 400.00 more, and 600.00 less is all there is.
TEST(Price, ItHoldsAsFarAsSolvingAgainShows) {
    const PriceRow price = price_in(hours_of(600));
    ASSERT_TRUE(price.more.holds_to && price.less.holds_to) << price.statement;
    EXPECT_GE(*price.more.holds_to, euros(200)) << price.statement;
    EXPECT_LE(*price.more.holds_to, euros(400)) << price.statement;
    EXPECT_EQ(*price.less.holds_to, euros(600)) << price.statement;
}

// 1,000.00 euros buy exactly what is due: the next euro buys nothing that counts, the last one was worth its tenth of an hour.
TEST(Price, LeftAndRightDifferWhereALevelIsJustReached) {
    const PriceRow price = price_in(hours_of(1000));
    expect_price(price.more, Ratio(0), price);
    expect_price(price.less, Ratio(1, 1000), price);
}

TEST(Price, MoneyThatIsLeftHasNoPriceAndNeedsNoSolve) {
    const PriceRow price = price_in(hours_of(1200));
    EXPECT_GE(price.left, euros(200));  // and what cost may take of the room under the cap of the shortfall
    EXPECT_EQ(price.more.state, PriceState::zero);
    EXPECT_EQ(price.less.state, PriceState::zero);
    expect_price(price.more, Ratio(0), price);
    expect_price(price.less, Ratio(0), price);
}

// Projects of 100.00: 650.00 pay 6, and no euro pays a seventh.
TEST(Price, WithWholeUnitsItIsConditionalOnThem) {
    const PriceRow price = price_in(projects_of(650));
    EXPECT_EQ(price.scope, PriceScope::these_units);
    expect_price(price.more, Ratio(0), price);
    expect_price(price.less, Ratio(0), price);
    EXPECT_NE(price.statement.find("With the whole units of this plan."), std::string::npos) << price.statement;
}

TEST(Price, TheEurosThatWholeUnitsCostCannotBeTaken) {
    const PriceRow price = price_in(projects_of(600));
    expect_price(price.more, Ratio(0), price);
    EXPECT_EQ(price.less.state, PriceState::impossible) << price.statement;
    EXPECT_EQ(price.less.why, "the money for its whole units (proved)");
    EXPECT_FALSE(price.less.change);
}

/// L2 of class 2 asks for 100 hours of its own measure, paid by the same fund.
PlanTables two_classes(std::int64_t fund_euros) {
    PlanTables tables = hours_of(fund_euros);
    add(tables.service_levels, {.level = LevelId("L2"), .name = "L2", .unit = "hours", .required_units = Ratio(100), .priority = 2});
    add(tables.service_supply, {.level = LevelId("L2"), .territory = TerritoryId("Z"), .year = 2024});
    add(tables.measures, {.measure = MeasureId("M2"), .name = "M2", .unit = "hours", .life_months = 12});
    add(tables.measure_costs,
        {.measure = MeasureId("M2"), .category = Category::current, .amount = fixture::euros(10), .per = Per::unit, .profile = {{0, Ratio(1)}}});
    add(tables.deliveries, {.measure = MeasureId("M2"), .level = LevelId("L2"), .units_per_unit = Ratio(1)});
    add(tables.eligibility, {.fund = FundId("F"), .measure = MeasureId("M2"), .category = Category::current});
    tables.header.stages = {{.objective = StageObjective::shortfall, .priority_class = 1}, {.objective = StageObjective::shortfall, .priority_class = 2}};
    return tables;
}

// Class 1 takes all 1,000.00: of class 2 one euro more buys 1/1000, and one less would be class 1's.
TEST(Price, ALaterClassCannotLoseWhatAnEarlierOneNeeds) {
    const PriceRow price = price_in(two_classes(1000), {.stage = 1, .annuity = 0});
    expect_price(price.more, Ratio(-1, 1000), price);
    EXPECT_EQ(price.less.state, PriceState::impossible) << price.statement;
    EXPECT_EQ(price.less.why, "shortfall of class 1 (proved)");
}

TEST(Price, AChangedPlanThatIsBadDataIsRefusedInWords) {
    PlanTables tables = hours_of(600);
    tables.territory_quotas = std::vector<TerritoryQuota>{{.fund = FundId("F"), .territory = TerritoryId("Z"), .min_amount = fixture::euros(600)}};
    number_rows(tables.territory_quotas);
    const PriceRow price = price_in(tables);
    expect_price(price.more, Ratio(-1, 1000), price);
    EXPECT_EQ(price.less.state, PriceState::refused) << price.statement;
    EXPECT_NE(price.less.why.find("quota"), std::string::npos) << price.less.why;
}

TEST(Price, GrossMovesWithWhatMayBePlanned) {
    PlanTables tables = hours_of(600);
    edit(tables.annuities, 0, [](Annuity& row) {
        row.gross = fixture::euros(700);
        row.bound = fixture::euros(100);
    });
    const PriceRow price = price_in(tables);
    expect_price(price.more, Ratio(-1, 1000), price);
    expect_price(price.less, Ratio(1, 1000), price);
}

TEST(Price, LessThanOneEuroCannotBeTaken) {
    PlanTables tables = hours_of(1);
    edit(tables.annuities, 0, [](Annuity& row) { row.amount = Money::from_cents(99); });
    const PriceRow price = price_in(tables);
    expect_price(price.more, Ratio(-1, 1000), price);
    EXPECT_EQ(price.less.state, PriceState::no_amount);
}

TEST(Price, OnlyShortfallsAndZonesOfAnAllocatedPlanArePriced) {
    const Plan plan = checked_plan(hours_of(600));
    Allocation result = allocate(plan);
    const auto code = [&](const Priced& priced) -> std::string {
        try {
            (void)price_of({plan, result}, priced);
        } catch (const InvalidValue& error) {
            return error.fields().code + " " + error.fields().field;
        }
        return "";
    };
    EXPECT_EQ(code({.stage = 99, .annuity = 0}), "not_priced stage");
    EXPECT_EQ(code({.stage = result.stages.size() - 1, .annuity = 0}), "not_priced stage");  // tie_break
    EXPECT_EQ(code({.stage = 0, .annuity = 7}), "not_priced annuity");
    result.status = AllocationStatus::unknown;
    EXPECT_EQ(code({.stage = 0, .annuity = 0}), "not_allocated status");
    result.plan_hash = "0";
    EXPECT_EQ(code({.stage = 0, .annuity = 0}), "other_plan plan_hash");
}

#endif

}  // namespace
}  // namespace leps
