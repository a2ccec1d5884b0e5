#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "honest_result.hpp"

namespace leps {
namespace {

using namespace fixture;

constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();

class HonestResult : public ::testing::Test {
protected:
    PlanTables plan = tiny_plan();
    Allocation result = honest_result();

    /// The rules that a change of the honest result breaks, with the subjects and numbers.
    std::vector<Violation> after(const std::function<void(Allocation&)>& change, const std::string& rule) {
        change(result);
        return broken(audit(plan, result), rule);
    }
};

TEST_F(HonestResult, has_no_violation_and_its_stages_have_the_values_counted_by_hand) {
    const Verification verification = audit(plan, result);
    EXPECT_TRUE(verification.ok()) << listing(verification);
    ASSERT_EQ(verification.stages.size(), 10U);
    for (const StageCheck& stage : verification.stages) {
        EXPECT_TRUE(stage.ok);
        EXPECT_TRUE(stage.published_value == stage.recomputed);
    }
}

TEST_F(HonestResult, does_not_depend_on_the_order_of_its_rows) {
    std::reverse(result.spend.begin(), result.spend.end());
    std::reverse(result.starts.begin(), result.starts.end());
    std::reverse(result.coverage.begin(), result.coverage.end());
    std::reverse(result.funds.begin(), result.funds.end());
    std::reverse(result.assumptions.begin(), result.assumptions.end());
    EXPECT_TRUE(audit(plan, result).ok()) << listing(audit(plan, result));
}

TEST_F(HonestResult, with_one_cent_more_breaks_the_balance_of_that_bundle) {
    const auto found = after([](Allocation& a) { a.spend[1].amount += Money::from_cents(1); }, "cost_balance");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].subject, "zone A, measure HOURS, 2024-01-01/2024-12-31, current");
    EXPECT_EQ(found[0].found, "2000.01");
    EXPECT_EQ(found[0].limit, "2000.00");
}

TEST_F(HonestResult, with_one_cent_less_breaks_balance_funds_and_stages) {
    result.spend[3].amount -= Money::from_cents(1);
    const Verification verification = audit(plan, result);
    EXPECT_EQ(broken(verification, "cost_balance").size(), 1U);
    ASSERT_EQ(broken(verification, "funds").size(), 2U);  // used and left of one annuity
    EXPECT_EQ(broken(verification, "funds")[0].subject, "table funds, fund STATE, year 2024, recipient B, projected false");
    // cost, preference and tie_break: another value, and below their bounds; at_risk: another value, and above its cap.
    EXPECT_EQ(broken(verification, "stage").size(), 8U);
}

TEST_F(HonestResult, with_a_cent_moved_to_the_next_year_breaks_both_years) {
    const auto found = after([](Allocation& a) {
        a.spend[1].amount -= Money::from_cents(1);
        a.spend[2].amount += Money::from_cents(1);
    }, "cost_balance");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].found, "1999.99");
    EXPECT_EQ(found[1].found, "2000.01");
}

TEST_F(HonestResult, with_a_row_of_spending_left_out_shows_what_is_unpaid) {
    const auto found = after([](Allocation& a) { a.spend.erase(a.spend.begin()); }, "cost_balance");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].subject, "zone A, measure STATION, 2024-01-01/2024-12-31, capital");
    EXPECT_EQ(found[0].found, "0.00");
    EXPECT_EQ(found[0].limit, "1000.00");
}

TEST_F(HonestResult, with_money_for_a_category_that_is_not_due_is_found) {
    const auto found = after([](Allocation& a) { a.spend[0].category = Category::current; }, "cost_balance");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].message, "money for something that is not due");
    EXPECT_EQ(broken(audit(plan, result), "eligibility").size(), 1U);
}

TEST_F(HonestResult, with_one_nano_unit_more_owes_one_cent_more) {
    // 200.000000001 hours x 10 euros = 2000.00000001 euros, rounded up to the cent.
    result.starts[0].units += Units::from_nanos(1);
    const Verification verification = audit(plan, result);
    ASSERT_EQ(broken(verification, "cost_balance").size(), 1U);
    EXPECT_EQ(broken(verification, "cost_balance")[0].limit, "2000.01");
    ASSERT_EQ(broken(verification, "units").size(), 1U);
    EXPECT_EQ(broken(verification, "units")[0].limit, "units 200.000000001");
    EXPECT_FALSE(broken(verification, "coverage").empty());
}

TEST_F(HonestResult, with_one_unit_less_breaks_balance_units_and_coverage) {
    result.starts[3].units = Units::whole(249);
    const Verification verification = audit(plan, result);
    EXPECT_EQ(broken(verification, "cost_balance").size(), 1U);
    EXPECT_EQ(broken(verification, "units").size(), 1U);
    EXPECT_EQ(broken(verification, "coverage").size(), 3U);  // after, shortfall, gap
}

TEST_F(HonestResult, with_the_year_of_an_annuity_changed_spends_outside_its_window) {
    const auto found = after([](Allocation& a) { a.spend[1].year = 2025; }, "annuity");
    ASSERT_EQ(found.size(), 2U);  // 4,000 of 3,000 spent, and the window
    EXPECT_EQ(found[0].subject, "fund STATE, year 2025, recipient A");
    EXPECT_EQ(found[0].found, "4000.00");
    EXPECT_EQ(found[1].found, "2024-01-01/2024-12-31");
    EXPECT_EQ(found[1].limit, "2025-01-01/2025-12-31");
}

TEST_F(HonestResult, with_a_payer_from_another_zone_is_found) {
    const auto found = after([](Allocation& a) { a.spend[3].recipient = TerritoryId("A"); }, "annuity");
    ASSERT_EQ(found.size(), 2U);  // 4,500 of 3,000, and who may pay
    EXPECT_EQ(found[1].found, "zone A");
}

TEST_F(HonestResult, with_an_unknown_annuity_is_found) {
    const auto found = after([](Allocation& a) { a.spend[1].act = "another act"; }, "annuity");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].found, "2000.00");
}

struct Stolen {
    const char* what;
    void (*change)(Allocation&);
    const char* rule;
};

class MutatedResult : public ::testing::TestWithParam<Stolen> {};

TEST_P(MutatedResult, is_found_and_named) {
    Allocation result = honest_result();
    GetParam().change(result);
    const Verification verification = audit(tiny_plan(), result);
    EXPECT_FALSE(verification.ok());
    EXPECT_FALSE(broken(verification, GetParam().rule).empty()) << GetParam().what << "\n" << listing(verification);
}

const Stolen mutations[] = {
    {"another plan", [](Allocation& a) { a.plan_hash[0] = a.plan_hash[0] == '0' ? '1' : '0'; }, "plan_hash"},
    {"another certificate", [](Allocation& a) { a.certificate.plan_hash.clear(); }, "plan_hash"},
    {"not allocated", [](Allocation& a) { a.status = AllocationStatus::time_limit; }, "status"},
    {"infeasible and empty", [](Allocation& a) { a = Allocation{.status = AllocationStatus::infeasible}; }, "status"},
    {"a stage value", [](Allocation& a) { a.stages[6].value += 1; }, "stage"},
    {"a smallest step of the first stage", [](Allocation& a) { a.stages[0].value -= 1; }, "stage"},
    {"a cap below the value", [](Allocation& a) { a.stages[1].cap -= 1; }, "stage"},
    {"a bound above the value", [](Allocation& a) { a.stages[5].bound += 1; a.stages[5].gap_whole_units -= 1; }, "stage"},
    {"a gap of the engine", [](Allocation& a) { a.stages[0].gap_engine += 1; }, "stage"},
    {"a gap of rounding", [](Allocation& a) { a.stages[0].gap_rounding -= 1; a.stages[0].gap_engine += 1; }, "stage"},
    {"the class of a stage", [](Allocation& a) { a.stages[2].priority_class = 1; }, "stage"},
    {"the depth of a stage", [](Allocation& a) { a.stages[1].depth = 1; }, "stage"},
    {"the periods of a stage", [](Allocation& a) { a.stages[2].periods = StagePeriods::last; }, "stage"},
    {"stages in another order", [](Allocation& a) { std::swap(a.stages[6], a.stages[7]); }, "stage"},
    {"a missing stage", [](Allocation& a) { a.stages.pop_back(); }, "stage"},
    {"a stage too many", [](Allocation& a) { a.stages.push_back(a.stages.back()); }, "stage"},
    {"a stage without a name", [](Allocation& a) { a.stages[0].objective = static_cast<StageObjective>(99); }, "stage"},
    {"a requirement", [](Allocation& a) { a.coverage[0].required = Ratio(999); }, "coverage"},
    {"existing supply", [](Allocation& a) { a.coverage[0].before = Units::whole(99); }, "coverage"},
    {"what is reached, by a nano-unit", [](Allocation& a) { a.coverage[0].after = Ratio(300'000'000'001, 1'000'000'000); }, "coverage"},
    {"a shortfall", [](Allocation& a) { a.coverage[0].shortfall = Ratio(699); }, "coverage"},
    {"a gap, by 1 ppb", [](Allocation& a) { a.coverage[0].gap_ppb -= 1; }, "coverage"},
    {"a level said to be reached", [](Allocation& a) { a.coverage[0].reached = true; }, "coverage"},
    {"a missing row of coverage", [](Allocation& a) { a.coverage.pop_back(); }, "coverage"},
    {"a doubled row of coverage", [](Allocation& a) { a.coverage.push_back(a.coverage[0]); }, "coverage"},
    {"a level where it is not due", [](Allocation& a) { a.coverage[1].zone = TerritoryId("B"); }, "coverage"},
    {"units, by a nano-unit", [](Allocation& a) { a.units[0].units += Units::from_nanos(1); }, "units"},
    {"a missing row of units", [](Allocation& a) { a.units.pop_back(); }, "units"},
    {"units after their life", [](Allocation& a) { a.units.push_back({.site = "A", .measure = MeasureId("HOURS"), .period = calendar_year(2026), .units = Units::whole(1)}); }, "units"},
    {"money used, by a cent", [](Allocation& a) { a.funds[0].used += Money::from_cents(1); }, "funds"},
    {"money left, by a cent", [](Allocation& a) { a.funds[0].left += Money::from_cents(1); }, "funds"},
    {"an amount", [](Allocation& a) { a.funds[0].amount += Money::from_cents(1); }, "funds"},
    {"a day of lapse", [](Allocation& a) { a.funds[0].lapses_on = Date(2024, 12, 30); }, "funds"},
    {"no day of lapse", [](Allocation& a) { a.funds[0].lapses_on.reset(); }, "funds"},
    {"a status", [](Allocation& a) { a.funds[0].status = AnnuityStatus::expected; }, "funds"},
    {"a window", [](Allocation& a) { a.funds[0].window = calendar_year(2025); }, "funds"},
    {"a tail year sold as real", [](Allocation& a) { a.funds.back().projected = false; }, "funds"},
    {"more unusable than is left", [](Allocation& a) { a.funds[0].unusable = fixture::euros(1001); }, "funds"},
    {"what could not be used, by a cent", [](Allocation& a) { a.funds.back().unusable += Money::from_cents(-1); }, "funds"},
    {"a missing annuity", [](Allocation& a) { a.funds.pop_back(); }, "funds"},
    {"an unknown annuity", [](Allocation& a) { a.funds[0].act = "no such act"; }, "funds"},
    {"dues after the tail that nobody owes", [](Allocation& a) {
         a.dues_beyond_horizon.push_back({.site = "A", .measure = MeasureId("HOURS"), .category = Category::current, .due_from = Date(2027, 1, 1), .amount = fixture::euros(1)});
     }, "dues_beyond_horizon"},
    {"a municipality that pools nothing", [](Allocation& a) { a.pooled.push_back({.municipality = TerritoryId("A"), .fund = FundId("STATE"), .year = 2024, .act = {}, .amount = fixture::euros(1)}); }, "pooled"},
    {"an indicator said to be carried on", [](Allocation& a) { a.projected.push_back({.indicator = IndicatorId("POP"), .territory = TerritoryId("A"), .year = 2025, .taken_from = 2023}); }, "projected_indicators"},
    {"an indicator of the year itself", [](Allocation& a) { a.projected.push_back({.indicator = IndicatorId("POP"), .territory = TerritoryId("A"), .year = 2024, .taken_from = 2024}); }, "projected_indicators"},
    {"an indicator not said to be carried on", [](Allocation& a) { a.projected.pop_back(); }, "projected_indicators"},
    {"an indicator carried on twice", [](Allocation& a) { a.projected.push_back(a.projected[0]); }, "projected_indicators"},
    {"an indicator from another year", [](Allocation& a) { a.projected[0].taken_from = 2023; }, "projected_indicators"},
    {"the name of the plan", [](Allocation& a) { a.plan_name = "another"; }, "plan_name"},
    {"a reason why there is no allocation", [](Allocation& a) { a.reasons.push_back({.code = "rounding"}); }, "reasons"},
    {"a finding of no plan", [](Allocation& a) { a.findings.push_back({.severity = Severity::warning, .code = "many_cuts", .table = {}, .field = {}, .found = {}, .expected = {}, .message = {}}); }, "findings"},
    {"a stage that hangs on keep and is not named", [](Allocation& a) { a.stages[6].sensitive_to_keep = true; }, "findings"},
    {"a use of nobody's money", [](Allocation& a) { a.mappafondo[0].use = "STATION"; }, "mappafondo"},
    {"a use in another category", [](Allocation& a) { a.mappafondo[1].category = Category::cash; }, "mappafondo"},
    {"a missing row of the map of funds", [](Allocation& a) { a.mappafondo.pop_back(); }, "mappafondo"},
    {"a doubled row of the map of funds", [](Allocation& a) { a.mappafondo.push_back(a.mappafondo[0]); }, "mappafondo"},
    {"a deadline", [](Allocation& a) { a.mappafondo[0].deadline = Date(2025, 12, 31); }, "mappafondo"},
    {"a deadline that is no date", [](Allocation& a) { a.mappafondo[0].deadline = Date(); }, "mappafondo"},
    {"a tier", [](Allocation& a) { a.mappafondo[0].tier = Tier::eu; }, "mappafondo"},
    {"a tier without a name", [](Allocation& a) { a.mappafondo[0].tier = static_cast<Tier>(77); }, "mappafondo"},
    {"free money, by a cent", [](Allocation& a) { a.mappafondo[0].free += Money::from_cents(1); }, "mappafondo"},
    {"bound money, by a cent", [](Allocation& a) { a.mappafondo[0].bound += Money::from_cents(1); }, "mappafondo"},
    {"used money of the map, by a cent", [](Allocation& a) { a.mappafondo[1].used += Money::from_cents(1); }, "mappafondo"},
    {"assigned money of the map, by a cent", [](Allocation& a) { a.mappafondo[1].assigned += Money::from_cents(1); }, "mappafondo"},
    {"money that a law would give", [](Allocation& a) { std::swap(a.assumptions[0].amount, a.assumptions[4].amount); }, "assumptions"},
    {"a share that rests on nothing said", [](Allocation& a) { a.assumptions[4].share = Ratio(99, 100); }, "assumptions"},
    {"a weight of the requirement", [](Allocation& a) { a.assumptions[10].weight = Ratio(1); }, "assumptions"},
    {"an amount of a requirement", [](Allocation& a) { a.assumptions[10].amount = Money(); }, "assumptions"},
    {"a share left out", [](Allocation& a) { a.assumptions[11].share.reset(); }, "assumptions"},
    {"a missing row of assumptions", [](Allocation& a) { a.assumptions.pop_back(); }, "assumptions"},
    {"a doubled row of assumptions", [](Allocation& a) { a.assumptions.push_back(a.assumptions[0]); }, "assumptions"},
    {"a basis without a name", [](Allocation& a) { a.assumptions[0].basis = static_cast<Basis>(99); }, "assumptions"},
    {"something without a name that rests on law", [](Allocation& a) { a.assumptions[0].what = static_cast<RestingPart>(99); }, "assumptions"},
    {"a claim above the cap", [](Allocation& a) { a.stages[6].claimed_bound = a.stages[6].cap + 1; }, "stage"},
    {"more reached than the cap", [](Allocation& a) { a.stages[6].reached = a.stages[6].cap + 1; a.stages[6].gap_rounding = 0; }, "stage"},
    {"half a station", [](Allocation& a) { a.starts[2].units = Units::from_nanos(unit / 2); }, "starts"},
    {"a start of nothing", [](Allocation& a) { a.starts[2].units = Units(); }, "starts"},
    {"a negative start", [](Allocation& a) { a.starts[2].units = Units::whole(-1); }, "starts"},
    {"a doubled start", [](Allocation& a) { a.starts.push_back(a.starts[0]); }, "starts"},
    {"a start in the tail", [](Allocation& a) { a.starts[0].period = calendar_year(2026); }, "starts"},
    {"a start in half a year", [](Allocation& a) { a.starts[0].period = days(Date(2024, 1, 1), Date(2024, 6, 30)); }, "starts"},
    {"a start of a heading", [](Allocation& a) { a.starts[0].measure = MeasureId("WORKS"); }, "starts"},
    {"a start of an unknown measure", [](Allocation& a) { a.starts[0].measure = MeasureId("?"); }, "starts"},
    {"a start in a region that has no such measure", [](Allocation& a) { a.starts[0].site = "R"; }, "starts"},
    {"a start nowhere", [](Allocation& a) { a.starts[0].site = ""; }, "starts"},
    {"negative money", [](Allocation& a) { a.spend[0].amount = Money::from_cents(-1); }, "spend"},
    {"a row of no money", [](Allocation& a) { a.spend[0].amount = Money(); }, "spend"},
    {"a doubled payment", [](Allocation& a) { a.spend.push_back(a.spend[0]); }, "spend"},
    {"an unknown place", [](Allocation& a) { a.spend[0].site = "nowhere"; }, "spend"},
    {"an unknown measure", [](Allocation& a) { a.spend[0].measure = MeasureId(""); }, "spend"},
    {"a period of no plan", [](Allocation& a) { a.spend[0].period = days(Date(1999, 1, 1), Date(1999, 1, 1)); }, "spend"},
    {"a category without a name", [](Allocation& a) { a.spend[0].category = static_cast<Category>(77); }, "spend"},
    {"an unknown fund", [](Allocation& a) { a.spend[0].fund = FundId("?"); }, "annuity"},
    {"an unknown recipient", [](Allocation& a) { a.spend[0].recipient = TerritoryId("?"); }, "annuity"},
    {"all the money there is, twice", [](Allocation& a) {
         a.spend[1].amount = Money::from_cents(huge);
         a.spend[2].amount = Money::from_cents(huge);
     }, "cost_balance"},
    {"all the units there are", [](Allocation& a) {
         a.starts[0].units = Units::from_nanos(huge);
         a.starts[1].units = Units::from_nanos(huge);
     }, "cost_balance"},
};

INSTANTIATE_TEST_SUITE_P(Each, MutatedResult, ::testing::ValuesIn(mutations));

TEST(NonsenseResult, whose_dues_leave_64_bits_is_a_violation_and_no_crash) {
    PlanTables tables = tiny_plan();
    edit(tables.measure_costs, 0, [](MeasureCost& row) { row.amount = Money::from_cents(1'000'000'000'000'000); });
    // 9.2 x 10^9 hours at 10^15 cents are 9.2 x 10^24 cents.
    const Verification verification = audit(tables, decisions({{.nanos = huge}}, {}));
    ASSERT_EQ(broken(verification, "overflow").size(), 1U);
}

}  // namespace
}  // namespace leps
