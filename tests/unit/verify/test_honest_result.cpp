#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "result_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();

FundRow fund_row(const char* fund, int year, const char* recipient, std::int64_t amount, std::int64_t used) {
    return {.fund = FundId(fund), .year = year, .recipient = TerritoryId(recipient), .act = {}, .window = calendar_year(year),
            .amount = fixture::euros(amount), .used = fixture::euros(used), .left = fixture::euros(amount - used),
            .lapses_on = Date(static_cast<unsigned short>(year), 12, 31), .unusable = {}};
}

CoverageRow coverage_row(const char* zone, const char* level, int year, std::int64_t required, std::int64_t before, std::int64_t after) {
    const std::int64_t missing = std::max<std::int64_t>(0, required - after);
    return {.zone = TerritoryId(zone), .level = LevelId(level), .period = calendar_year(year), .required = Ratio(required),
            .before = Units::whole(before), .after = Ratio(after), .shortfall = Ratio(missing),
            .gap_ppb = missing * 1'000'000'000 / required, .reached = missing == 0};
}

StageRow stage_row(StageObjective objective, std::optional<int> priority, Int128 value) {
    return {.objective = objective, .priority_class = priority, .value = value, .reached = value, .cap = value, .bound = value, .claimed_bound = {}};
}

/// tiny_plan(), answered and counted by hand. A starts 200 hours a year and B 250, at 10 euros each, from their own STATE
/// money; A builds the station for 1,000 euros of REG 2024 (the only REG money that is open in 2024).
Allocation honest_result() {
    Allocation result = decisions(
        {{.site = "A", .in = 2024, .nanos = 200 * unit}, {.site = "A", .in = 2025, .nanos = 200 * unit},
         {.site = "A", .measure = "STATION", .in = 2024, .nanos = unit},
         {.site = "B", .in = 2024, .nanos = 250 * unit}, {.site = "B", .in = 2025, .nanos = 250 * unit}},
        {{.fund = "REG", .from = "R", .measure = "STATION", .category = Category::capital, .cents = 1000'00},
         {.year = 2024, .in = 2024, .cents = 2000'00}, {.year = 2025, .in = 2025, .cents = 2000'00},
         {.year = 2024, .from = "B", .site = "B", .in = 2024, .cents = 2500'00},
         {.year = 2025, .from = "B", .site = "B", .in = 2025, .cents = 2500'00}});
    result.plan_hash = hash_of(tiny_plan());
    result.certificate.plan_hash = result.plan_hash;
    // One year of life from the first of January: in service throughout its year. The station lives two years.
    for (const int year : {2024, 2025}) {
        result.units.push_back({.site = "A", .measure = MeasureId("HOURS"), .period = calendar_year(year), .units = Units::whole(200)});
        result.units.push_back({.site = "A", .measure = MeasureId("STATION"), .period = calendar_year(year), .units = Units::whole(1)});
        result.units.push_back({.site = "B", .measure = MeasureId("HOURS"), .period = calendar_year(year), .units = Units::whole(250)});
        result.coverage.push_back(coverage_row("A", "CARE", year, 1000, 100, 300));
        result.coverage.push_back(coverage_row("A", "OPEN", year, 1, 0, 1));
        result.coverage.push_back(coverage_row("B", "CARE", year, 500, 0, 250));
        result.funds.push_back(fund_row("STATE", year, "A", 3000, 2000));
        result.funds.push_back(fund_row("STATE", year, "B", 3000, 2500));
    }
    result.funds.push_back(fund_row("REG", 2024, "R", 2000, 1000));
    result.funds.back().window = days(Date(2024, 1, 1), Date(2025, 12, 31));
    result.funds.back().lapses_on = Date(2025, 12, 31);
    result.funds.push_back(fund_row("REG", 2025, "R", 2000, 0));
    for (const char* zone : {"A", "B"}) {  // the tail year of the recurrent fund: the amount of its last year, unused
        FundRow projected = fund_row("STATE", 2026, zone, 3000, 0);
        projected.act = "projected";
        projected.projected = true;
        projected.lapses_on.reset();
        result.funds.push_back(projected);
    }
    // Class 1: lambda = 1/2 each year, sigma = 3/4 and 1/4 (300 and 100 elderly), so kappa = 3/8 and 1/8 of 2^40; gaps 0.7
    // and 0.5: 2 x (3/8 x 0.7 + 1/8 x 0.5) = 0.65 of 2^40 x 10^9. The worst zone is A with 0.7.
    result.stages.push_back(stage_row(StageObjective::shortfall, 1, (Int128(1) << 40) * 650'000'000));
    result.stages.push_back(stage_row(StageObjective::worst_zone, 1, 700'000'000));
    result.stages.push_back(stage_row(StageObjective::shortfall, 2, 0));
    result.stages.push_back(stage_row(StageObjective::worst_zone, 2, 0));
    result.stages.push_back(stage_row(StageObjective::continuity, {}, 0));
    // (200 + 250) hours a year, ten hours a person: 45 persons on average.
    result.stages.push_back(stage_row(StageObjective::persons, {}, Int128(-45) * 1'000'000'000));
    result.stages.push_back(stage_row(StageObjective::cost, {}, 10'000'00));
    // 4 x 3,000 + 2 x 2,000 lapse by the end of 2025, less 10,000 used.
    result.stages.push_back(stage_row(StageObjective::at_risk, {}, 6'000'00));
    // STATE ranks 1 and pays 9,000, REG ranks 2 and pays 1,000.
    result.stages.push_back(stage_row(StageObjective::preference, {}, 11'000'00));
    // 1 + first two bytes of SHA-256, by Python's hashlib: "STATE;A;A;HOURS;2024-01-01;current" 19742, 2025 8361, B 20941
    // and 29814, "REG;R;A;STATION;2024-01-01;capital" 60820; times the cents.
    result.stages.push_back(stage_row(StageObjective::tie_break, {}, 24'391'350'000));
    return result;
}

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
        EXPECT_TRUE(stage.claimed == stage.recomputed);
    }
}

TEST_F(HonestResult, does_not_depend_on_the_order_of_its_rows) {
    std::reverse(result.spend.begin(), result.spend.end());
    std::reverse(result.starts.begin(), result.starts.end());
    std::reverse(result.coverage.begin(), result.coverage.end());
    std::reverse(result.funds.begin(), result.funds.end());
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
    EXPECT_EQ(broken(verification, "funds")[0].subject, "table funds, fund STATE, year 2024, recipient B");
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
    {"a missing annuity", [](Allocation& a) { a.funds.pop_back(); }, "funds"},
    {"an unknown annuity", [](Allocation& a) { a.funds[0].act = "no such act"; }, "funds"},
    {"dues after the tail that nobody owes", [](Allocation& a) {
         a.dues_beyond_horizon.push_back({.site = "A", .measure = MeasureId("HOURS"), .category = Category::current, .due_from = Date(2027, 1, 1), .amount = fixture::euros(1)});
     }, "dues_beyond_horizon"},
    {"a municipality that pools nothing", [](Allocation& a) { a.pooled.push_back({.municipality = TerritoryId("A"), .fund = FundId("STATE"), .year = 2024, .act = {}, .amount = fixture::euros(1)}); }, "pooled"},
    {"an indicator said to be carried on", [](Allocation& a) { a.projected.push_back({.indicator = IndicatorId("POP"), .territory = TerritoryId("A"), .year = 2025, .taken_from = 2023}); }, "projected"},
    {"an indicator of the year itself", [](Allocation& a) { a.projected.push_back({.indicator = IndicatorId("POP"), .territory = TerritoryId("A"), .year = 2024, .taken_from = 2024}); }, "projected"},
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
