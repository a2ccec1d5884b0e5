#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "leps/allocate/allocate.hpp"
#include "plan_source.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

std::vector<Reason> with_code(const Allocation& result, const std::string& code) {
    std::vector<Reason> found;
    std::copy_if(result.reasons.begin(), result.reasons.end(), std::back_inserter(found), [&](const Reason& r) { return r.code == code; });
    return found;
}

std::string listing(const Allocation& result) {
    std::string text;
    for (const Reason& reason : result.reasons) { text += reason.code + " | " + reason.subject + " | " + reason.found + " | " + reason.limit + "\n"; }
    return text;
}

void oblige(PlanTables& tables, std::int64_t least) {
    tables.measure_limits = std::vector<MeasureLimit>{
        {.measure = MeasureId("P"), .min_units = Units::whole(least), .max_units = Units::whole(10), .counted = Counted::in_service, .kind = LimitKind::obligation}};
    number_rows(tables.measure_limits);
}

// A fifth project would cost 1,000.00 more than the 4,000.00 there are.
TEST(Infeasible, AHardLevelIsMissedByWhatTheMoneyDoesNotBuy) {
    const Allocation result = allocate(plan_of(projects({.missing = 5, .fund_euros = 4000, .hard = true})));
    ASSERT_EQ(result.status, AllocationStatus::infeasible);
    const std::vector<Reason> missed = with_code(result, "hard_level_missed");
    ASSERT_EQ(missed.size(), 1U) << listing(result);
    EXPECT_EQ(missed[0].rule, "level_floor");
    EXPECT_TRUE(missed[0].subject.starts_with("Z, L, 2024-01-01/2024-12-31"));
    EXPECT_EQ(missed[0].found, "0.999 missing");  // a level is reached within 1/1000 unit
    EXPECT_EQ(missed[0].limit, "5");
}

TEST(Infeasible, ExhaustedFundsAreNamedWithWhatIsMissing) {
    const Allocation result = allocate(plan_of(projects({.missing = 5, .fund_euros = 4000, .hard = true})));
    const std::vector<Reason> exhausted = with_code(result, "funds_exhausted");
    ASSERT_EQ(exhausted.size(), 1U) << listing(result);
    EXPECT_EQ(exhausted[0].rule, "cost_balance");
    EXPECT_TRUE(exhausted[0].subject.starts_with("Z, P, capital, 2024-01-01/2024-12-31"));
    EXPECT_EQ(exhausted[0].found, "1000.00 EUR");
}

TEST(Infeasible, ACostThatNoFundMayPayIsNamed) {
    PlanTables tables = projects({.missing = 2, .fund_euros = 4000, .hard = true});
    add(tables.measure_costs, {.measure = MeasureId("P"), .category = Category::current, .amount = fixture::euros(12), .per = Per::unit_year});
    const Allocation result = allocate(plan_of(tables));
    ASSERT_EQ(result.status, AllocationStatus::infeasible);
    const std::vector<Reason> nobody = with_code(result, "no_eligible_fund");
    ASSERT_EQ(nobody.size(), 1U) << listing(result);
    EXPECT_TRUE(nobody[0].subject.starts_with("Z, P, current"));
    EXPECT_EQ(nobody[0].found, "24.00 EUR");
    EXPECT_TRUE(with_code(result, "funds_exhausted").empty());
}

// Projects open on 1 July, so that two on average of the year are four of them.
TEST(Infeasible, ACostThatNoFundMayPayIsNamedWhereServiceBeginsLate) {
    PlanTables tables = projects({.missing = 2, .fund_euros = 4000, .hard = true});
    edit(tables.measures, 0, [](Measure& row) { row.delay_months = 6; });
    edit(tables.eligibility, 0, [](Eligibility& row) { row.category = Category::current; });
    const Allocation result = allocate(plan_of(tables));
    ASSERT_EQ(result.status, AllocationStatus::infeasible);
    const std::vector<Reason> nobody = with_code(result, "no_eligible_fund");
    ASSERT_EQ(nobody.size(), 1U) << listing(result);
    EXPECT_EQ(nobody[0].found, "4000.00 EUR");
}

TEST(Infeasible, AnObligationThatCannotBePaidIsNamed) {
    PlanTables tables = projects({.missing = 2, .fund_euros = 2500});
    oblige(tables, 3);
    const Allocation result = allocate(plan_of(tables));
    ASSERT_EQ(result.status, AllocationStatus::infeasible);
    const std::vector<Reason> missed = with_code(result, "obligation_missed");
    ASSERT_EQ(missed.size(), 1U) << listing(result);
    EXPECT_TRUE(missed[0].subject.starts_with("Z, P"));
    EXPECT_EQ(missed[0].found, "1 missing");
}

// At most one project can be started, a quota wants 1,500.00 spent on it.
TEST(Infeasible, AQuotaWithoutEnoughToSpendItOnIsNamed) {
    PlanTables tables = projects({.missing = 2, .fund_euros = 4000});
    tables.measure_limits = std::vector<MeasureLimit>{{.measure = MeasureId("P"), .max_units = Units::whole(1), .counted = Counted::in_service}};
    tables.territory_quotas = std::vector<TerritoryQuota>{{.fund = FundId("F"), .territory = TerritoryId("Z"), .min_amount = fixture::euros(1500)}};
    number_rows(tables.measure_limits);
    number_rows(tables.territory_quotas);
    const Allocation result = allocate(plan_of(tables));
    ASSERT_EQ(result.status, AllocationStatus::infeasible);
    const std::vector<Reason> missed = with_code(result, "quota_missed");
    ASSERT_EQ(missed.size(), 1U) << listing(result);
    EXPECT_EQ(missed[0].rule, "territory_quota");
    EXPECT_EQ(missed[0].subject, "F, Z");
    EXPECT_EQ(missed[0].found, "500.00 EUR missing");
}

// Half of 4,000.00 must go to P, and P may start once: 1,000.00 find no spending.
TEST(Infeasible, AReserveThatCannotBeFilledIsNamed) {
    PlanTables tables = projects({.missing = 2, .fund_euros = 4000});
    tables.measure_limits = std::vector<MeasureLimit>{{.measure = MeasureId("P"), .max_units = Units::whole(1), .counted = Counted::in_service}};
    tables.reserves = std::vector<Reserve>{{.fund = FundId("F"), .reserve = ReserveId("HALF"), .kind = ReserveKind::quota,
                                            .subset_kind = SubsetKind::measure, .subset = "P", .share = Ratio(1, 2)}};
    number_rows(tables.measure_limits);
    number_rows(tables.reserves);
    const Allocation result = allocate(plan_of(tables));
    ASSERT_EQ(result.status, AllocationStatus::infeasible);
    const std::vector<Reason> missed = with_code(result, "quota_missed");
    ASSERT_EQ(missed.size(), 1U) << listing(result);
    EXPECT_EQ(missed[0].rule, "reserve");
    EXPECT_EQ(missed[0].subject, "F, HALF");
    EXPECT_EQ(missed[0].found, "1000.00 EUR missing");
}

TEST(Infeasible, AnAnswerHasReasonsAndNoMoney) {
    const Allocation result = allocate(plan_of(projects({.missing = 5, .fund_euros = 4000, .hard = true})));
    EXPECT_TRUE(result.spend.empty());
    EXPECT_TRUE(result.starts.empty());
    EXPECT_TRUE(result.reproducible);
    for (const Reason& reason : result.reasons) { EXPECT_FALSE(reason.message.empty()) << reason.code; }
}

#endif

}  // namespace
}  // namespace leps
