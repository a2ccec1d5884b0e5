#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/allocate/certificate.hpp"
#include "leps/core/error.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/verify/verify.hpp"
#include "plan_source.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

class AnAllocation : public testing::Test {
protected:
    static const Plan& plan() {
        static const Plan made = plan_of(tiny_plan());
        return made;
    }
    static const Allocation& answer() {
        static const Allocation made = allocate(plan());
        return made;
    }
};

const StageRow& stage(const Allocation& result, StageObjective objective, std::optional<int> priority = std::nullopt) {
    return *std::find_if(result.stages.begin(), result.stages.end(),
                         [&](const StageRow& row) { return row.objective == objective && row.priority_class == priority; });
}

bool has_problem(const CertificateCheck& check, const std::string& beginning) {
    return std::any_of(check.problems.begin(), check.problems.end(), [&](const std::string& problem) { return problem.starts_with(beginning); });
}

/// How a problem with the cap of a stage begins.
std::string stage_cap(std::size_t i, const Allocation& result) {
    return "stage " + std::to_string(i + 1) + ": the cap is " + stage_value_text(result.stages[i].objective, result.stages[i].cap) + ", but ";
}

// By hand, tiny_plan(): 3,000.00 euros of STATE a year are 300 hours in each zone. A needs 1,000 and has 100: gap 0.6; B
// needs 500: gap 0.4. Groups weigh A 3/4 and B 1/4: 0.55. The persons caps (300 and 100 elderly, a tenth per hour) are far.
// The station of A costs 1,000.00 once. Cost: 4 x 3,000.00 + 1,000.00. Hours are divisible: of each of the four bundles of
// them the caps let later stages save two cents, 0.002 hours, which move the gap of A by 2 and of B by 4 millionths.
TEST_F(AnAllocation, ReachesTheOptimumByHand) {
    ASSERT_EQ(answer().status, AllocationStatus::allocated);
    const WideRatio scale = WideRatio(Int128{1} << 40) * WideRatio(1'000'000'000);
    const WideRatio shortfall = WideRatio(stage(answer(), StageObjective::shortfall, 1).value) / scale;
    EXPECT_GE(shortfall, WideRatio(11, 20));
    EXPECT_LE(shortfall, WideRatio(11, 20) + WideRatio(4, 1'000'000));
    EXPECT_LE(stage(answer(), StageObjective::shortfall, 1).bound, (WideRatio(11, 20) * scale).floor());
    EXPECT_GE(stage(answer(), StageObjective::worst_zone, 1).value, 600'000'000);
    EXPECT_LE(stage(answer(), StageObjective::worst_zone, 1).value, 600'004'002);
    EXPECT_EQ(stage(answer(), StageObjective::shortfall, 2).value, 0);
    EXPECT_LE(stage(answer(), StageObjective::cost).value, 13'000'00);
    EXPECT_GE(stage(answer(), StageObjective::cost).value, 13'000'00 - 8);
}

TEST_F(AnAllocation, KeepsEveryCapAndEveryBound) {
    ASSERT_FALSE(answer().stages.empty());
    for (const StageRow& row : answer().stages) {
        EXPECT_LE(row.value, row.cap) << word(row.objective);
        EXPECT_LE(row.reached, row.cap) << word(row.objective);
        EXPECT_LE(row.bound, row.value) << word(row.objective);
        EXPECT_EQ(row.gap_engine + row.gap_whole_units + row.gap_rounding, row.value - row.bound) << word(row.objective);
    }
}

TEST_F(AnAllocation, VerifiesAndIsCertified) {
    EXPECT_TRUE(verify(plan(), answer()).ok());
    const CertificateCheck check = check_certificate(plan(), answer());
    EXPECT_TRUE(check.ok()) << (check.problems.empty() ? "" : check.problems.front());
    EXPECT_EQ(check.stages.size(), answer().stages.size());
}

TEST_F(AnAllocation, IsTheSameASecondTime) {
    const Allocation again = allocate(plan());
    EXPECT_EQ(again, answer());
    EXPECT_TRUE(again.reproducible);
}

// Every annuity is used for what its rows of spending add up to, and what is left is the rest of it.
TEST_F(AnAllocation, AccountsForEveryCent) {
    Money spent;
    for (const SpendRow& row : answer().spend) { spent += row.amount; }
    Money used;
    for (const FundRow& row : answer().funds) {
        used += row.used;
        EXPECT_EQ(row.used + row.left, row.amount);
    }
    EXPECT_EQ(spent, used);
    EXPECT_EQ(spent.cents(), stage(answer(), StageObjective::cost).value);
}

// Half of a capital cost falls due 36 months after the start, which is the first day after the tail, and from that day on a year of
// running cost: one row says what is due then. By hand 2.50 and 10.00 an hour, of as many hours as 3,000.00 pay at 12.50 in 2024.
TEST(DuesBeyond, OfOneDayAndCategoryAreOneRow) {
    PlanTables tables = tiny_plan();
    edit(tables.measures, 0, [](Measure& row) {
        row.life_months = 48;
        row.start.until = Date(2025, 1, 1);
    });
    add(tables.measure_costs, {.measure = MeasureId("HOURS"), .category = Category::current, .amount = euros(5), .per = Per::unit,
                               .profile = {{0, Ratio(1, 2)}, {36, Ratio(1, 2)}}});
    const Plan plan = plan_of(tables);
    const Allocation result = allocate(plan);
    ASSERT_EQ(result.status, AllocationStatus::allocated);
    EXPECT_TRUE(verify(plan, result).ok());
    std::vector<std::string> rows;
    for (const DuesBeyondRow& row : result.dues_beyond_horizon) {
        rows.push_back(row.site + " " + row.measure.text() + " " + to_string(row.due_from));
        EXPECT_NEAR(static_cast<double>(row.amount.cents()), 3000'00.0, 10.0);
    }
    EXPECT_EQ(rows, (std::vector<std::string>{"A HOURS 2027-01-01", "B HOURS 2027-01-01"}));
}

TEST(FindingsOfAResult, AreTheWarningsOfThePlansTablesAndNotThoseOfItsFiles) {
    PlanTables tables = projects({});
    add(tables.funds, {.fund = FundId("ZERO"), .name = "Without money", .missing_annuity = MissingAnnuity::zero});
    const Issue of_a_file{.severity = Severity::warning, .code = "byte_order_mark", .table = {}, .field = {}, .found = {}, .expected = {}, .message = {}};
    const Plan plan = plan_of(tables, {of_a_file});
    const Allocation result = allocate(plan);
    ASSERT_EQ(plan.warnings().front(), of_a_file);
    ASSERT_FALSE(plan.table_warnings().empty());
    ASSERT_GE(result.findings.size(), plan.table_warnings().size());
    EXPECT_TRUE(std::equal(plan.table_warnings().begin(), plan.table_warnings().end(), result.findings.begin()));
    EXPECT_TRUE(verify(plan, result).ok());
    EXPECT_TRUE(verify(plan_of(tables), result).ok());  // the same plan out of other files
}

TEST_F(AnAllocation, MovedByOneCentOrOneUnitOrOneStageValueIsFound) {
    ASSERT_FALSE(answer().spend.empty());
    for (std::size_t i = 0; i < answer().spend.size(); ++i) {
        for (const std::int64_t cents : {-1, 1}) {
            Allocation moved = answer();
            moved.spend[i].amount += Money::from_cents(cents);
            EXPECT_FALSE(verify(plan(), moved).ok()) << "spend " << i << " " << cents;
        }
    }
    for (std::size_t i = 0; i < answer().starts.size(); ++i) {
        for (const std::int64_t nanos : {-Units::nanos_per_unit, Units::nanos_per_unit}) {
            Allocation moved = answer();
            moved.starts[i].units = Units::from_nanos(moved.starts[i].units.nanos() + nanos);
            EXPECT_FALSE(verify(plan(), moved).ok()) << "start " << i << " " << nanos;
        }
    }
    for (std::size_t i = 0; i < answer().stages.size(); ++i) {
        Allocation moved = answer();
        moved.stages[i].value += 1;
        EXPECT_FALSE(verify(plan(), moved).ok()) << "stage " << i;
    }
}

TEST_F(AnAllocation, IsNoAnswerToAnotherPlan) {
    PlanTables tables = tiny_plan();
    edit(tables.annuities, 0, [](Annuity& row) { row.amount = Money::from_cents(row.amount.cents() + 1); });
    const Plan other = plan_of(tables);
    EXPECT_FALSE(check_certificate(other, answer()).ok());
    EXPECT_FALSE(verify(other, answer()).ok());
}

TEST_F(AnAllocation, IsNotProvedToBeTheOnlyOneAndMayNotSayThatItIs) {
    EXPECT_EQ(answer().unique, Uniqueness::not_proved);
    Allocation altered = answer();
    altered.unique = Uniqueness::proved;
    EXPECT_EQ(check_certificate(plan(), altered).problems, std::vector<std::string>{"the answer is called unique, and nothing in the certificate proves it"});
}

// By hand, in honest_result.hpp: A needs its station in both years and B none, so that of REG 2025 only one in B could be paid.
TEST_F(AnAllocation, CallsMoneyUnusableWhereLimitsAreUsedUp) {
    const auto row = std::ranges::find_if(answer().funds, [](const FundRow& fund) { return fund.fund == FundId("REG") && fund.year == 2025; });
    ASSERT_NE(row, answer().funds.end());
    EXPECT_EQ(to_string(row->left) + " " + to_string(row->unusable), "2000.00 1000.00");
}

std::vector<Issue> rounded_outward(const Allocation& result) {
    std::vector<Issue> found;
    std::copy_if(result.findings.begin(), result.findings.end(), std::back_inserter(found), [](const Issue& issue) { return issue.code == "rounded_outward"; });
    return found;
}

// By hand, in compile_level_floors: 1000000007/1000000009 hours per resident are due, so A's row is stated times 1,000,000,009 and
// asks for (1000 x 1,000,000,007 - 100 x 1,000,000,009) x 10^9 = 9,000,000,061 x 10^11, which is 2^11 times a number of 59 bits, and
// B's for 500 x 1,000,000,007 x 10^9, 2^11 times one of 58 bits. Both are primes, so that nothing cancels.
TEST(RoundedRows, AreInformationOfTheResultByRule) {
    EXPECT_TRUE(rounded_outward(allocate(plan_of(tiny_plan()))).empty());
    PlanTables tables = tiny_plan();
    edit(tables.service_levels, 0, [](ServiceLevel& row) { row.ratio = Ratio(1'000'000'007, 1'000'000'009); });
    const Plan plan = plan_of(tables);
    const Allocation result = allocate(plan);
    EXPECT_EQ(result.status, AllocationStatus::allocated);
    EXPECT_TRUE(check_certificate(plan, result).ok());
    const std::vector<Issue> found = rounded_outward(result);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].severity, Severity::information);
    EXPECT_EQ(found[0].table, "certificate");
    EXPECT_EQ(found[0].field, "level_floor");
    EXPECT_EQ(found[0].found, "4 rows: A, CARE, 2024-01-01/2024-12-31; A, CARE, 2025-01-01/2025-12-31; "
                              "B, CARE, 2024-01-01/2024-12-31; B, CARE, 2025-01-01/2025-12-31");
}

// By hand: a limit of 2^53 + 1 nano-units is no double.
TEST(RoundedRows, AreTheSameInAnyOrderOfTheFindings) {
    PlanTables tables = tiny_plan();
    edit(tables.service_levels, 0, [](ServiceLevel& row) { row.ratio = Ratio(1'000'000'007, 1'000'000'009); });
    add(tables.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::from_nanos((std::int64_t{1} << 53) + 1), .counted = Counted::in_service});
    const Plan plan = plan_of(tables);
    Allocation result = allocate(plan);
    ASSERT_EQ(rounded_outward(result).size(), 2U);
    std::reverse(result.findings.begin(), result.findings.end());
    EXPECT_TRUE(check_certificate(plan, result).ok());
    result.findings.push_back(rounded_outward(result)[0]);
    EXPECT_FALSE(check_certificate(plan, result).ok());
    std::erase(result.findings, rounded_outward(result)[1]);
    EXPECT_FALSE(check_certificate(plan, result).ok());  // one of them twice, the other not at all
}

// Half-years: twice as many rows, of which five are named.
TEST(RoundedRows, AreCountedAllAndNamedInPart) {
    PlanTables tables = tiny_plan();
    tables.header.period = PeriodLength::half;
    edit(tables.service_levels, 0, [](ServiceLevel& row) { row.ratio = Ratio(1'000'000'007, 1'000'000'009); });
    const std::vector<Issue> found = rounded_outward(allocate(plan_of(tables), {.time_limit = 1e-9}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_TRUE(found[0].found.starts_with("8 rows, among them A, CARE, 2024-01-01/2024-06-30; ")) << found[0].found;
    EXPECT_EQ(std::count(found[0].found.begin(), found[0].found.end(), ';'), 4) << found[0].found;
}

// A price that matters: without it the bound of its stage is lower than what is claimed.
TEST_F(AnAllocation, ACertificateWithoutItsPricesProvesNothing) {
    Allocation altered = answer();
    altered.certificate.prices.clear();
    EXPECT_FALSE(check_certificate(plan(), altered).ok());
}

TEST_F(AnAllocation, ACertificateWithOneOtherPriceFails) {
    const auto& prices = answer().certificate.prices;
    ASSERT_FALSE(prices.empty());
    const std::size_t largest = static_cast<std::size_t>(
        std::max_element(prices.begin(), prices.end(), [](const CertificatePrice& a, const CertificatePrice& b) { return std::abs(a.price) < std::abs(b.price); }) -
        prices.begin());
    for (const double factor : {-1.0, 0.5, 2.0}) {
        Allocation altered = answer();
        altered.certificate.prices[largest].price *= factor;
        EXPECT_FALSE(check_certificate(plan(), altered).ok()) << factor;
    }
}

TEST_F(AnAllocation, ABoundThatIsOneHigherThanWhatItsPricesProveFails) {
    const CertificateCheck honest = check_certificate(plan(), answer());
    for (std::size_t i = 0; i < answer().stages.size(); ++i) {
        Allocation altered = answer();
        altered.stages[i].bound = honest.stages[i].proved_bound + 1;
        EXPECT_FALSE(check_certificate(plan(), altered).ok()) << "stage " << i;
    }
}

TEST_F(AnAllocation, ACapBelowItsOwnValueFails) {
    for (std::size_t i = 0; i < answer().stages.size(); ++i) {
        Allocation altered = answer();
        altered.stages[i].cap = altered.stages[i].value - 1;
        EXPECT_FALSE(check_certificate(plan(), altered).ok()) << "stage " << i;
    }
}

// A wider cap leaves later stages more room: their prices on it then prove less, by price x room.
TEST_F(AnAllocation, AWiderCapNoLongerProvesTheBoundsThatLeanOnIt) {
    std::size_t leaning = 0;
    for (const CertificatePrice& price : answer().certificate.prices) {
        if (!price.cap) { continue; }
        ++leaning;
        Allocation altered = answer();
        altered.stages[static_cast<std::size_t>(price.index)].cap += static_cast<Int128>(4.0 / std::abs(price.price)) + 1;
        EXPECT_TRUE(has_problem(check_certificate(plan(), altered), "stage " + std::to_string(price.stage + 1) + ": prices prove"))
            << "stage " << price.stage << " on the cap of " << price.index;
    }
    EXPECT_GT(leaning, 0U);
}

// A cap is one number: the smallest unit of its stage more or less is another one.
TEST_F(AnAllocation, ACapOneUnitFromWhatItsStageMayGiveUpFails) {
    for (std::size_t i = 0; i < answer().stages.size(); ++i) {
        for (const int moved : {-1, 1}) {
            Allocation altered = answer();
            altered.stages[i].cap += moved;
            EXPECT_TRUE(has_problem(check_certificate(plan(), altered), stage_cap(i, altered))) << "stage " << i << " moved by " << moved;
        }
    }
}

// By hand: 5,000.00 euros to plan x 10^-8 is less than a cent, so keep is one cent; one payer of one due moves the cost by one
// cent. The cap of a cost of 2,000.00 is 2,000.01, or ten times what the engine left open above it.
TEST(Cap, OfTheCostOfTwoProjectsIsOneCentAboveIt) {
    PlanTables tables = projects({});
    tables.header.stages = {{.objective = StageObjective::shortfall, .priority_class = 1}, {.objective = StageObjective::cost}, {.objective = StageObjective::tie_break}};
    const Plan plan = plan_of(tables);
    const Allocation honest = allocate(plan);
    ASSERT_EQ(honest.status, AllocationStatus::allocated);
    const StageRow& cost = stage(honest, StageObjective::cost);
    ASSERT_EQ(cost.reached, 2'000'00);
    const auto fails = [&](Int128 cap) {
        Allocation altered = honest;
        altered.stages[1].cap = cap;
        return has_problem(check_certificate(plan, altered), stage_cap(1, altered));
    };
    const Int128 cap = std::max<Int128>(2'000'01, 2'000'00 + 10 * cost.gap_engine);
    EXPECT_TRUE(check_certificate(plan, honest).ok());
    EXPECT_FALSE(fails(cap));
    EXPECT_TRUE(fails(cap - 1));
    EXPECT_TRUE(fails(cap + 1));
}

// By hand: the cost is least at nothing and kept to 1,500.00 euros, with a cent of room for rounding; that buys one of the two projects.
TEST(Cap, IsWhatAStageIsKeptToAndRoomForRounding) {
    PlanTables tables = projects({});
    tables.header.stages = {{.objective = StageObjective::cost, .keep_to = Ratio(1500)}, {.objective = StageObjective::shortfall, .priority_class = 1}};
    const Plan plan = plan_of(tables);
    const Allocation kept = allocate(plan);
    ASSERT_EQ(kept.status, AllocationStatus::allocated);
    const StageRow& cost = stage(kept, StageObjective::cost);
    EXPECT_EQ(cost.reached, 0);
    EXPECT_EQ(cost.value, 1'000'00);
    EXPECT_EQ(cost.cap, 1'500'00 + std::max<Int128>(1, 10 * cost.gap_engine));
    EXPECT_TRUE(verify(plan, kept).ok());
    EXPECT_TRUE(check_certificate(plan, kept).ok());
}

// Nothing has to stay within the cap of the last stage: it is raised to the value, and no further.
TEST_F(AnAllocation, TheCapOfTheLastStageIsRaisedToItsValue) {
    Allocation altered = answer();
    const std::size_t i = altered.stages.size() - 1;
    altered.stages[i].value = 2 * altered.stages[i].cap;
    altered.stages[i].cap = altered.stages[i].value;
    EXPECT_FALSE(has_problem(check_certificate(plan(), altered), stage_cap(i, altered)));
    altered.stages[i].cap += 1;
    EXPECT_TRUE(has_problem(check_certificate(plan(), altered), stage_cap(i, altered)));
}

TEST_F(AnAllocation, ACertificateThatNamesRowsOrStagesThatDoNotExistFails) {
    for (const CertificatePrice price : {CertificatePrice{.stage = 99, .index = 0, .price = 1}, CertificatePrice{.stage = 0, .index = 1'000'000, .price = 1},
                                         CertificatePrice{.stage = -1, .index = 0, .price = 1}, CertificatePrice{.stage = 0, .index = -1, .price = 1},
                                         CertificatePrice{.stage = 1, .cap = true, .index = 1, .price = -1}}) {
        Allocation altered = answer();
        altered.certificate.prices.push_back(price);
        EXPECT_FALSE(check_certificate(plan(), altered).ok()) << price.stage << " " << price.index;
    }
    Allocation altered = answer();
    altered.stages.push_back(altered.stages.back());
    EXPECT_FALSE(check_certificate(plan(), altered).ok());
}

TEST_F(AnAllocation, HasACertificateThatAbsurdNumbersBreakWithoutAnException) {
    ASSERT_FALSE(answer().certificate.prices.empty());
    for (const double price : {0x1p+1000, -0x1p+1000}) {
        Allocation altered = answer();
        for (CertificatePrice& row : altered.certificate.prices) { row.price = row.price > 0 ? price : -price; }
        EXPECT_FALSE(check_certificate(plan(), altered).ok());
    }
    for (const Int128 cap : {Int128(std::numeric_limits<std::int64_t>::max()), Int128(1) << 126, -(Int128(1) << 126)}) {
        Allocation altered = answer();
        altered.stages[0].cap = cap;
        EXPECT_NO_THROW((void)check_certificate(plan(), altered));
    }
    Allocation altered = answer();
    altered.certificate.prices.push_back(altered.certificate.prices[0]);
    EXPECT_EQ(check_certificate(plan(), altered).problems, std::vector<std::string>{"a row or cap has two prices in one stage"});
}

TEST_F(AnAllocation, ReportsItsStagesInOrder) {
    std::vector<int> numbers;
    int count = 0;
    const Context context{.report = [&](const Progress& progress) {
        numbers.push_back(progress.stage_number);
        count = progress.stage_count;
    }};
    EXPECT_EQ(allocate(plan(), {}, context), answer());
    ASSERT_FALSE(numbers.empty());
    EXPECT_TRUE(std::is_sorted(numbers.begin(), numbers.end()));
    EXPECT_EQ(count, static_cast<int>(answer().stages.size()));
}

// By hand, as above: A is left at 0.6 and B at 0.4, and neither can have more: the sums are 0.6 and 1.
class LeximinAnswer : public testing::Test {
protected:
    static const Plan& plan() {
        static const Plan made = [] {
            PlanTables tables = tiny_plan();
            tables.header.stages = {{.objective = StageObjective::leximin, .priority_class = 1, .depth = 2}, {.objective = StageObjective::cost}};
            return plan_of(tables);
        }();
        return made;
    }
    static const Allocation& answer() {
        static const Allocation made = allocate(plan());
        return made;
    }
};

TEST_F(LeximinAnswer, HasAStageForEachDepthThatReachesTheOptimumByHand) {
    ASSERT_EQ(answer().status, AllocationStatus::allocated);
    ASSERT_EQ(answer().stages.size(), 3U);
    const Int128 optima[] = {600'000'000, 1'000'000'000};
    for (std::size_t i = 0; i < 2; ++i) {
        const StageRow& row = answer().stages[i];
        EXPECT_EQ(row.objective, StageObjective::leximin);
        EXPECT_EQ(row.priority_class, 1);
        EXPECT_EQ(row.depth, static_cast<int>(i) + 1);
        EXPECT_LE(row.bound, optima[i]);
        EXPECT_GE(row.value, optima[i]);
        EXPECT_LE(row.value, row.cap);
        EXPECT_LE(row.cap, optima[i] + 100'000);  // what a few cents of the four bundles of hours can move
    }
    EXPECT_EQ(answer().stages[2].depth, std::nullopt);
    EXPECT_TRUE(verify(plan(), answer()).ok());
    const CertificateCheck check = check_certificate(plan(), answer());
    EXPECT_TRUE(check.ok()) << (check.problems.empty() ? "" : check.problems.front());
    EXPECT_EQ(check.stages.at(1).depth, 2);
}

TEST_F(LeximinAnswer, WithAMovedValueOrAnotherDepthIsFound) {
    for (std::size_t i = 0; i < 2; ++i) {
        Allocation moved = answer();
        moved.stages[i].value -= 1;
        EXPECT_FALSE(verify(plan(), moved).ok()) << "stage " << i;
        Allocation renamed = answer();
        renamed.stages[i].depth = 3;
        EXPECT_FALSE(verify(plan(), renamed).ok()) << "stage " << i;
        EXPECT_TRUE(has_problem(check_certificate(plan(), renamed), "stage " + std::to_string(i + 1) + " is not the plan's"));
    }
}

TEST_F(LeximinAnswer, IsReportedByDepth) {
    std::vector<std::string> names;
    const Context context{.report = [&](const Progress& progress) {
        if (names.empty() || names.back() != progress.stage) { names.push_back(progress.stage); }
    }};
    EXPECT_EQ(allocate(plan(), {}, context), answer());
    EXPECT_EQ(names, (std::vector<std::string>{"leximin of class 1, worst zone", "leximin of class 1, 2 worst zones", "cost"}));
}

// By hand: 2 of 2 missing projects for 2,000.00 of 5,000.00; with 1,999.99 euros it is one, whatever a fraction would give.
TEST(WholeUnits, AreBoughtWholeOrNotAtAll) {
    const Allocation both = allocate(plan_of(projects({})));
    ASSERT_EQ(both.status, AllocationStatus::allocated);
    ASSERT_EQ(both.starts.size(), 1U);
    EXPECT_EQ(both.starts[0].units, Units::whole(2));
    PlanTables tables = projects({});
    edit(tables.annuities, 0, [](Annuity& row) { row.amount = Money::from_cents(1'999'99); });
    const Allocation one = allocate(plan_of(tables));
    ASSERT_EQ(one.status, AllocationStatus::allocated);
    ASSERT_EQ(one.starts.size(), 1U);
    EXPECT_EQ(one.starts[0].units, Units::whole(1));
    EXPECT_EQ(stage(one, StageObjective::cost).value, 1'000'00);
}

TEST(Stopped, AFlagThatIsSetGivesInterruptedAndNoException) {
    const std::atomic<bool> stop = true;
    const Allocation result = allocate(plan_of(tiny_plan()), {}, {.report = {}, .stop = &stop});
    EXPECT_EQ(result.status, AllocationStatus::interrupted);
    EXPECT_FALSE(result.reproducible);
}

TEST(Stopped, AMillisecondGivesTimeLimitAndNoException) {
    const Allocation result = allocate(plan_of(tiny_plan()), {.time_limit = 1e-9});
    EXPECT_EQ(result.status, AllocationStatus::time_limit);
    EXPECT_FALSE(result.reproducible);
}

TEST(Stopped, AProgressReportMayRaiseTheFlag) {
    std::atomic<bool> stop = false;
    const Context context{.report = [&](const Progress& progress) { stop = progress.stage_number >= 2; }, .stop = &stop};
    EXPECT_EQ(allocate(plan_of(tiny_plan()), {}, context).status, AllocationStatus::interrupted);
}

#endif

TEST(Options, AnUnknownEngineIsUnsupportedByName) {
    try {
        (void)allocate(plan_of(tiny_plan()), {.engine = "abacus"});
        FAIL() << "no exception";
    } catch (const Unsupported& error) {
        EXPECT_NE(error.feature().find("abacus"), std::string::npos);
    }
}

TEST(Options, OutOfRangeAreRefusedByName) {
    const auto refused = [](const AllocateOptions& options) -> std::string {
        try {
            (void)allocate(plan_of(tiny_plan()), options);
        } catch (const InvalidValue& error) {
            return error.fields().field;
        }
        return "";
    };
    EXPECT_EQ(refused({.time_limit = 0.0}), "time_limit");
    EXPECT_EQ(refused({.time_limit = -1.0}), "time_limit");
    EXPECT_EQ(refused({.time_limit = std::numeric_limits<double>::quiet_NaN()}), "time_limit");
    EXPECT_EQ(refused({.node_limit = 0}), "node_limit");
    EXPECT_EQ(refused({.relative_gap = Ratio(-1, 1000)}), "relative_gap");
}

}  // namespace
}  // namespace leps
