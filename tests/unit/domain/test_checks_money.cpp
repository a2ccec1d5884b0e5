#include <limits>

#include "check_support.hpp"

namespace leps {
namespace {

using fixture::add;
using fixture::Briefs;
using fixture::days;
using fixture::edit;
using fixture::errors;
using fixture::euros;
using fixture::found;
using fixture::has;
using fixture::remove;
using fixture::tiny_plan;

/// tiny_plan with municipality M1 and M2 in zone A and municipal money of both in 2024 and 2025.
PlanTables municipal_plan(Pooling pooling) {
    PlanTables plan = tiny_plan();
    for (const char* id : {"M1", "M2"}) {
        add(plan.territories, {.territory = TerritoryId(id), .name = id, .kind = TerritoryKind::municipality, .parent = TerritoryId("A")});
    }
    add(plan.funds, {.fund = FundId("TOWN"), .name = "Municipal", .tier = Tier::municipality, .pooling = pooling});
    for (const int year : {2024, 2025}) {
        for (const char* id : {"M1", "M2"}) {
            const auto y = static_cast<unsigned short>(year);
            add(plan.annuities, {.fund = FundId("TOWN"), .year = year, .territory = TerritoryId(id), .amount = euros(100), .window = days(Date(y, 1, 1), Date(y, 12, 31))});
        }
    }
    add(plan.eligibility, {.fund = FundId("TOWN"), .measure = MeasureId("HOURS"), .category = Category::current});
    return plan;
}

TEST(CheckMoney, SumsThatLeaveSixtyFourBitsAreFound) {
    PlanTables plan = tiny_plan();
    edit(plan.annuities, 2, [](Annuity& row) { row.amount = Money::from_cents(std::numeric_limits<std::int64_t>::max()); });
    EXPECT_EQ(errors(plan), Briefs{"annuities 0 amount_eur money_overflow"});
}

TEST(CheckMoney, EachRecipientHasARowForEachYearOfTheHorizon) {
    PlanTables plan = tiny_plan();
    remove(plan.annuities, 4);
    std::vector<Issue> issues;
    check_plan(plan, issues);
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_EQ(fixture::brief(issues[0]), "annuities 0 year missing_annuity");
    EXPECT_EQ(issues[0].found, "no row for STATE, 2025, A");
    edit(plan.funds, 1, [](Fund& row) { row.missing_annuity = MissingAnnuity::zero; });
    EXPECT_EQ(errors(plan), Briefs{});
}

TEST(CheckMoney, AnAnnuityThatCouldNotBeReadIsNotMissing) {
    PlanTables plan = tiny_plan();
    edit(plan.annuities, 4, [](Annuity& row) { row.at.broken = true; });
    EXPECT_EQ(errors(plan), Briefs{});
}

TEST(CheckMoney, PooledMoneyWithTwoWindowsNeedsTwoActs) {
    PlanTables plan = municipal_plan(Pooling::pooled);
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.annuities, 7, [](Annuity& row) { row.window = days(Date(2024, 1, 1), Date(2024, 6, 30)); });
    EXPECT_EQ(errors(plan), Briefs{"annuities 8 act pooled_alike"});
    edit(plan.annuities, 7, [](Annuity& row) { row.act = "Second act"; });
    EXPECT_EQ(errors(plan), Briefs{});
}

TEST(CheckMoney, MunicipalMoneyLiesInAZone) {
    PlanTables plan = municipal_plan(Pooling::pooled);
    edit(plan.territories, 4, [](Territory& row) { row.parent = TerritoryId("R"); });
    EXPECT_EQ(errors(plan), (Briefs{"annuities 10 territory municipality_without_zone", "annuities 8 territory municipality_without_zone"}));
}

TEST(CheckMoney, MoneyKeptApartNeedsThePopulationOfItsMunicipalities) {
    PlanTables plan = municipal_plan(Pooling::separate);
    EXPECT_EQ(errors(plan), (Briefs{"indicator_values 0 value missing_value", "indicator_values 0 value missing_value"}));
    for (const char* id : {"M1", "M2"}) {
        add(plan.indicator_values, {.indicator = IndicatorId("POP"), .territory = TerritoryId(id), .year = 2024, .value = Ratio(500)});
    }
    EXPECT_EQ(errors(plan), Briefs{});
}

TEST(CheckMoney, AMunicipalityThatIsNoMoreHasNoPartAndNeedsNoPopulation) {
    PlanTables plan = municipal_plan(Pooling::separate);
    for (const char* id : {"M1", "M2"}) {
        add(plan.indicator_values, {.indicator = IndicatorId("POP"), .territory = TerritoryId(id), .year = 2024, .value = Ratio(10)});
    }
    add(plan.territories, {.territory = TerritoryId("M0"), .name = "M0", .kind = TerritoryKind::municipality, .parent = TerritoryId("A"),
                           .valid = {.from = {}, .until = Date(2020, 1, 1)}});
    EXPECT_EQ(found(plan), Briefs{});
    for (const int year : {2024, 2025}) {
        const auto y = static_cast<unsigned short>(year);
        add(plan.annuities, {.fund = FundId("TOWN"), .year = year, .territory = TerritoryId("M0"), .amount = euros(100), .window = days(Date(y, 1, 1), Date(y, 12, 31))});
    }
    EXPECT_EQ(errors(plan), Briefs{});
    EXPECT_EQ(std::ranges::count_if(found(plan), [](const std::string& text) { return text.ends_with("territory recipient_outside_plan"); }), 2);
}

TEST(CheckMoney, SupplyThatAFundPaysIsTakenFromItsAnnuities) {
    PlanTables plan = tiny_plan();
    plan.header.baseline = Baseline::in_annuities;
    edit(plan.service_supply, 0, [](ServiceSupply& row) { row.paid_by = FundId("STATE"); });
    EXPECT_EQ(errors(plan), Briefs{"service_supply 1 unit_cost_eur missing_field"});
    edit(plan.service_supply, 0, [](ServiceSupply& row) { row.unit_cost = euros(30); });
    EXPECT_EQ(errors(plan), Briefs{}) << "100 units x 30 euros = the 3,000 euros of A in 2024";
    edit(plan.service_supply, 0, [](ServiceSupply& row) { row.unit_cost = Money::from_cents(3001); });
    std::vector<Issue> issues;
    check_plan(plan, issues);
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_EQ(fixture::brief(issues[0]), "service_supply 1 paid_by supply_unpaid");
    EXPECT_EQ(issues[0].found, "1.00 euros too little in STATE") << "100 x 30.01 - 3,000";
}

TEST(CheckCoFinancing, AnEuFundNeedsARowForTheCategoryOfEachRegion) {
    PlanTables plan = tiny_plan();
    edit(plan.funds, 0, [](Fund& row) { row.tier = Tier::eu; });
    EXPECT_EQ(errors(plan), Briefs{"co_financing 0 eu_category missing_co_financing"});
    add(plan.co_financing, {.fund = FundId("REG"), .eu_category = "less_developed", .max_share = Ratio(17, 20)});
    EXPECT_EQ(errors(plan), Briefs{"co_financing 0 eu_category missing_co_financing"}) << "the region is more developed";
    add(plan.co_financing, {.fund = FundId("REG"), .eu_category = "more_developed", .max_share = Ratio(2, 5)});
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.territories, 2, [](Territory& row) { row.eu_category.clear(); });
    EXPECT_EQ(errors(plan), Briefs{"territories 3 eu_category missing_eu_category"});
}

TEST(CheckCoFinancing, ARowByMeasureBeatsOneByCategory) {
    PlanTables plan = tiny_plan();
    edit(plan.funds, 0, [](Fund& row) { row.tier = Tier::eu; });
    add(plan.co_financing, {.fund = FundId("REG"), .measure = MeasureId("STATION"), .max_share = Ratio(1)});
    add(plan.co_financing, {.fund = FundId("REG"), .eu_category = "more_developed", .max_share = Ratio(2, 5)});
    EXPECT_EQ(errors(plan), Briefs{});
}

TEST(CheckReserves, AQuotaOfWhatTheFundMayNotPayCannotHold) {
    PlanTables plan = tiny_plan();
    add(plan.reserves, {.fund = FundId("STATE"), .reserve = ReserveId("X"), .kind = ReserveKind::quota, .subset = "STATION", .share = Ratio(1, 10)});
    EXPECT_EQ(errors(plan), Briefs{"reserves 1 share reserve_cannot_hold"});
    edit(plan.reserves, 0, [](Reserve& row) { row.subset = "HOURS"; row.share = Ratio(1); });
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.reserves, 0, [](Reserve& row) { row.subset_kind = SubsetKind::territory; row.subset = "A"; row.share = Ratio(1, 2); });
    EXPECT_EQ(errors(plan), Briefs{}) << "6,000 of the 12,000 euros belong to A";
    edit(plan.reserves, 0, [](Reserve& row) { row.per_recipient = true; });
    EXPECT_EQ(errors(plan), Briefs{"reserves 1 share reserve_cannot_hold"}) << "what B has cannot be spent in A";
}

TEST(CheckReserves, PartsBeyondTheWholeAndAQuotaAboveItsCapCannotHold) {
    PlanTables plan = tiny_plan();
    add(plan.eligibility, {.fund = FundId("STATE"), .measure = MeasureId("STATION"), .category = Category::capital});
    add(plan.reserves, {.fund = FundId("STATE"), .reserve = ReserveId("X"), .kind = ReserveKind::quota, .subset = "HOURS", .share = Ratio(3, 5)});
    add(plan.reserves, {.fund = FundId("STATE"), .reserve = ReserveId("Y"), .kind = ReserveKind::earmark, .subset = "STATION", .share = Ratio(2, 5)});
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.reserves, 1, [](Reserve& row) { row.share = Ratio(1, 2); });
    EXPECT_EQ(errors(plan), Briefs{"reserves 2 share reserves_beyond_whole"});
    edit(plan.reserves, 1, [](Reserve& row) { row.kind = ReserveKind::cap; row.subset = "HOURS"; });
    EXPECT_EQ(errors(plan), Briefs{"reserves 1 share reserve_cannot_hold"});
}

TEST(CheckReserves, QuotasThatRoundUpBeyondTheWholeCannotHold) {
    PlanTables plan = tiny_plan();
    for (const char* id : {"HOURS2", "HOURS3"}) {
        add(plan.measures, {.measure = MeasureId(id), .name = id, .unit = "hours", .life_months = 12});
        add(plan.measure_costs, {.measure = MeasureId(id), .category = Category::current, .amount = euros(10), .per = Per::unit_year});
        add(plan.deliveries, {.measure = MeasureId(id), .level = LevelId("CARE"), .units_per_unit = Ratio(1)});
        add(plan.eligibility, {.fund = FundId("STATE"), .measure = MeasureId(id), .category = Category::current});
    }
    for (const char* id : {"HOURS", "HOURS2", "HOURS3"}) {
        add(plan.reserves, {.fund = FundId("STATE"), .reserve = ReserveId(id), .kind = ReserveKind::quota, .subset = id, .share = Ratio(1, 3),
                            .per_recipient = true, .per_year = true});
    }
    EXPECT_EQ(errors(plan), Briefs{}) << "a third of 3,000.00 is 1,000.00";
    edit(plan.annuities, 2, [](Annuity& row) { row.amount = euros(1); });
    EXPECT_EQ(errors(plan), Briefs{"reserves 3 share reserves_beyond_whole"}) << "three times 0.34 of 1.00";
}

TEST(CheckReserves, EarmarksBeyondTheWholeCanBeKeptBySpendingLittle) {
    PlanTables plan = tiny_plan();
    add(plan.eligibility, {.fund = FundId("STATE"), .measure = MeasureId("STATION"), .category = Category::capital});
    for (const char* id : {"HOURS", "STATION"}) {  // 40 % for each
        add(plan.reserves, {.fund = FundId("STATE"), .reserve = ReserveId(id), .kind = ReserveKind::earmark, .subset = id, .share = Ratio(3, 5)});
    }
    EXPECT_EQ(found(plan), Briefs{"warning: reserves 2 share reserves_beyond_whole"});
}

TEST(CheckReserves, AGroupWhoseLevelsNobodyDeliversIsEmpty) {
    PlanTables plan = tiny_plan();
    add(plan.beneficiary_groups, {.group = GroupId("YOUNG"), .indicator = IndicatorId("ELDERLY")});
    add(plan.reserves, {.fund = FundId("STATE"), .reserve = ReserveId("X"), .subset_kind = SubsetKind::group, .subset = "YOUNG", .share = Ratio(1, 2)});
    EXPECT_EQ(errors(plan), Briefs{"reserves 1 subset empty_subset"});
}

TEST(CheckQuotas, AMinimumBeyondTheMoneyThatReachesATerritoryCannotHold) {
    PlanTables plan = tiny_plan();
    add(plan.territory_quotas, {.fund = FundId("STATE"), .territory = TerritoryId("A"), .min_amount = euros(6000)});
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.territory_quotas, 0, [](TerritoryQuota& row) { row.min_amount = euros(6001); });
    EXPECT_EQ(errors(plan), Briefs{"territory_quotas 1 min_eur quota_cannot_hold"});
    edit(plan.territory_quotas, 0, [](TerritoryQuota& row) { row.min_amount = euros(3001); row.year = 2024; });
    EXPECT_EQ(errors(plan), Briefs{"territory_quotas 1 min_eur quota_cannot_hold"}) << "A has 3,000 euros of 2024";
}

TEST(CheckQuotas, MinimaOfTerritoriesBeyondTheFundCannotHold) {
    PlanTables plan = tiny_plan();
    add(plan.territory_quotas, {.fund = FundId("REG"), .territory = TerritoryId("A"), .min_amount = euros(2500)});
    add(plan.territory_quotas, {.fund = FundId("REG"), .territory = TerritoryId("B"), .min_amount = euros(1500)});
    EXPECT_EQ(errors(plan), Briefs{}) << "REG has 4,000 euros for both zones";
    edit(plan.territory_quotas, 1, [](TerritoryQuota& row) { row.min_amount = euros(1501); });
    EXPECT_EQ(errors(plan), Briefs{"territory_quotas 2 min_eur quotas_beyond_money"});
}

TEST(CheckRecords, ACommitmentNeedsAFundThatMayPayIt) {
    PlanTables plan = tiny_plan();
    add(plan.records, {.territory = TerritoryId("A"), .fund = FundId("STATE"), .measure = MeasureId("STATION"), .committed = euros(1), .as_of = Date(2023, 12, 31)});
    EXPECT_EQ(errors(plan), Briefs{"records 1 fund ineligible_record"});
    edit(plan.records, 0, [](Record& row) { row.fund = FundId("REG"); row.category = Category::current; });
    EXPECT_EQ(errors(plan), Briefs{"records 1 fund ineligible_record"}) << "REG pays capital only";
    edit(plan.records, 0, [](Record& row) { row.category = Category::capital; row.annuity = 2024; row.committed = euros(2000); });
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.records, 0, [](Record& row) { row.committed = euros(2001); });
    EXPECT_EQ(errors(plan), Briefs{"records 1 committed_eur committed_beyond_money"});
}

/// A result's own row: 12.00 of STATE for hours in A in 2024.
SpendRow planned() {
    return {.fund = FundId("STATE"), .year = 2024, .recipient = TerritoryId("A"), .site = "A", .measure = MeasureId("HOURS"),
            .period = days(Date(2024, 1, 1), Date(2024, 12, 31)), .category = Category::current, .amount = euros(12)};
}

TEST(CheckCurrentPlan, AmountsAreNotNegativeAndIdsAreKnownAndFindingsHaveAPlace) {
    PlanTables plan = tiny_plan();
    add(plan.current_plan, planned());
    EXPECT_EQ(found(plan), Briefs{});
    edit(plan.current_plan, 0, [](SpendRow& row) { row.amount = euros(-5); });
    EXPECT_EQ(errors(plan), Briefs{"current_plan 1 amount_eur out_of_range"});
    edit(plan.current_plan, 0, [](SpendRow& row) { row.amount = euros(5); row.recipient = TerritoryId("NOWHERE_AT_ALL"); row.year = 19; });
    EXPECT_EQ(errors(plan), (Briefs{"current_plan 1 recipient unknown_id", "current_plan 1 year out_of_range"}));
}

TEST(CheckCurrentPlan, MoneyInCellsThatThePlanDoesNotHaveIsAWarning) {
    PlanTables plan = tiny_plan();
    add(plan.current_plan, planned());
    edit(plan.current_plan, 0, [](SpendRow& row) { row.period = days(Date(2024, 1, 1), Date(2024, 6, 30)); });
    EXPECT_EQ(found(plan), Briefs{"warning: current_plan 1 period outside_plan"});
    edit(plan.current_plan, 0, [](SpendRow& row) { row.period = planned().period; row.site = "R"; });
    EXPECT_EQ(found(plan), Briefs{"warning: current_plan 1 territory outside_plan"}) << "zones start hours themselves";
    edit(plan.current_plan, 0, [](SpendRow& row) { row.site = "A"; row.period = days(Date(2026, 1, 1), Date(2026, 6, 30)); });
    EXPECT_EQ(found(plan), Briefs{}) << "the tail does not count";
}

/// STATION may be paid by REG and STATE up to the shares, which add to 1.
PlanTables shared_station(Money price, Ratio by_region, Ratio by_state) {
    PlanTables plan = tiny_plan();
    edit(plan.measure_costs, 1, [&](MeasureCost& row) { row.amount = price; });
    edit(plan.eligibility, 0, [&](Eligibility& row) { row.max_share = by_region; });
    add(plan.eligibility, {.fund = FundId("STATE"), .measure = MeasureId("STATION"), .category = Category::capital, .max_share = by_state});
    return plan;
}

TEST(CheckWholeShares, AWholeBundleMustSplitToTheCent) {
    // MODEL.md 7: 40 % + 60 % of 1.01 euros are 40 + 60 cents
    EXPECT_EQ(errors(shared_station(Money::from_cents(101), Ratio(2, 5), Ratio(3, 5))), Briefs{"measure_costs 2 amount_eur shares_do_not_split"});
    EXPECT_EQ(errors(shared_station(Money::from_cents(100), Ratio(2, 5), Ratio(3, 5))), Briefs{});
    EXPECT_EQ(errors(shared_station(Money::from_cents(101), Ratio(2, 5), Ratio(4, 5))), Briefs{}) << "40 + 80 cents reach 101";
    PlanTables up = shared_station(Money::from_cents(101), Ratio(2, 5), Ratio(3, 5));
    edit(up.funds, 0, [](Fund& row) { row.round_share = RoundShare::up; });
    EXPECT_EQ(errors(up), Briefs{}) << "41 + 60 cents";
}

TEST(CheckWholeShares, CoFinancingOfBundlesCountsAsAShare) {
    PlanTables plan = shared_station(Money::from_cents(101), Ratio(1), Ratio(3, 5));
    EXPECT_EQ(errors(plan), Briefs{});
    add(plan.co_financing, {.fund = FundId("REG"), .max_share = Ratio(2, 5), .base = CoFinancingBase::bundle});
    EXPECT_EQ(errors(plan), Briefs{"measure_costs 2 amount_eur shares_do_not_split"});
    edit(plan.co_financing, 0, [](CoFinancing& row) { row.base = CoFinancingBase::fund; });
    EXPECT_EQ(errors(plan), Briefs{}) << "other projects may make up for it";
}

TEST(CheckWholeShares, AWholeProjectMustSplitToTheCentAsWell) {
    // 40 % and 60 % of a project that owes 1.01 euros once are 40 + 60 cents.
    PlanTables plan = shared_station(Money::from_cents(101), Ratio(1), Ratio(1));
    add(plan.co_financing, {.fund = FundId("REG"), .max_share = Ratio(2, 5), .base = CoFinancingBase::project});
    EXPECT_EQ(errors(plan), Briefs{}) << "61 cents of STATE";
    add(plan.co_financing, {.fund = FundId("STATE"), .max_share = Ratio(3, 5), .base = CoFinancingBase::project});
    EXPECT_EQ(errors(plan), Briefs{"measure_costs 2 amount_eur shares_do_not_split"});
    // In two payments, 51 and 50 cents, bundles by themselves would be worse: 20 + 30 and 20 + 30. The project is 40 + 60 still.
    edit(plan.measure_costs, 1, [](MeasureCost& row) { row.profile = {{0, Ratio(1, 2)}, {12, Ratio(1, 2)}}; });
    EXPECT_EQ(errors(plan), Briefs{"measure_costs 2 amount_eur shares_do_not_split"});
    edit(plan.measure_costs, 1, [](MeasureCost& row) { row.amount = Money::from_cents(100); });
    EXPECT_EQ(errors(plan), Briefs{}) << "100 cents are 40 + 60";
}

TEST(CheckWholeShares, UnitsThatOweNoWholeCentsAreLookedAtTogether) {
    // A quarter and three quarters of 6 cents: one station owes 2 and 4, halves of which are whole; two owe 3 and 9.
    PlanTables plan = shared_station(Money::from_cents(6), Ratio(1, 2), Ratio(1, 2));
    EXPECT_EQ(errors(plan), Briefs{});
    edit(plan.measure_costs, 1, [](MeasureCost& row) { row.profile = {{0, Ratio(1, 4)}, {12, Ratio(3, 4)}}; });
    EXPECT_EQ(errors(plan), Briefs{"measure_costs 2 amount_eur shares_do_not_split"});
}

}  // namespace
}  // namespace leps
