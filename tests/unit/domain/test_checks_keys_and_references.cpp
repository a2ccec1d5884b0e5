#include "check_support.hpp"

namespace leps {
namespace {

using fixture::add;
using fixture::Briefs;
using fixture::edit;
using fixture::errors;
using fixture::found;
using fixture::tiny_plan;

TEST(Checks, AValidPlanHasNoFindings) { EXPECT_EQ(found(tiny_plan()), Briefs{}); }

TEST(CheckDuplicates, TheSecondRowOfAKeyNamesTheFirst) {
    PlanTables plan = tiny_plan();
    add(plan.deliveries, Delivery(plan.deliveries[0]));
    sort_into_plan_order(plan);
    std::vector<Issue> issues;
    check_plan(plan, issues);
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_EQ(fixture::brief(issues[0]), "deliveries 3 measure, level duplicate_key");
    EXPECT_EQ(issues[0].found, "HOURS, CARE");
    EXPECT_NE(issues[0].message.find("row 1 (line 2)"), std::string::npos) << issues[0].message;
}

TEST(CheckReferences, AnUnknownIdIsAnsweredWithTheNearestKnownOne) {
    PlanTables plan = tiny_plan();
    edit(plan.deliveries, 1, [](Delivery& row) { row.level = LevelId("OPNE"); });
    std::vector<Issue> issues;
    check_plan(plan, issues);
    ASSERT_FALSE(issues.empty());
    EXPECT_EQ(fixture::brief(issues[0]), "deliveries 2 level unknown_id");
    EXPECT_EQ(issues[0].found, "OPNE");
    EXPECT_EQ(issues[0].message, "did you mean \"OPEN\"?");
}

TEST(CheckReferences, EveryTableIsLookedThroughAtOnce) {
    PlanTables plan = tiny_plan();
    const TerritoryId nowhere("NOWHERE_AT_ALL");
    const MeasureId nothing("NOTHING_AT_ALL");
    const FundId nobody("NOBODY_AT_ALL");
    const IndicatorId unheard("UNHEARD_OF_NUMBER");
    edit(plan.territories, 0, [&](Territory& row) { row.parent = nowhere; });
    edit(plan.indicator_values, 0, [&](IndicatorValue& row) { row.territory = nowhere; });
    edit(plan.indicator_values, 1, [&](IndicatorValue& row) { row.indicator = unheard; });
    edit(plan.beneficiary_groups, 0, [&](BeneficiaryGroup& row) { row.indicator = unheard; });
    edit(plan.service_levels, 1, [&](ServiceLevel& row) { row.territory_group = "nobody at home"; });
    edit(plan.service_supply, 0, [&](ServiceSupply& row) { row.paid_by = nobody; });
    edit(plan.measure_costs, 0, [&](MeasureCost& row) { row.scope.territory = nowhere; });
    edit(plan.measure_limits, 0, [&](MeasureLimit& row) { row.measure = nothing; });
    edit(plan.annuities, 5, [&](Annuity& row) { row.fund = nobody; });
    edit(plan.eligibility, 0, [&](Eligibility& row) { row.measure = nothing; });
    add(plan.level_targets, {.level = LevelId("NO_SUCH_LEVEL"), .territory = TerritoryId("A"), .year = 2024});
    add(plan.links, {.kind = LinkKind::requires_, .measure = MeasureId("STATION"), .other_kind = LinkTarget::level, .other = "NO_SUCH_LEVEL"});
    add(plan.co_financing, {.fund = nobody, .max_share = Ratio(1)});
    add(plan.reserves, {.fund = FundId("STATE"), .reserve = ReserveId("X"), .subset_kind = SubsetKind::group, .subset = "NO_SUCH_GROUP"});
    add(plan.territory_quotas, {.fund = FundId("STATE"), .territory = nowhere, .max_amount = Money()});
    add(plan.associations, {.association = AssociationId("AB"), .measure = nothing, .territory = TerritoryId("A"), .share = Ratio(1)});
    add(plan.records, {.territory = nowhere, .fund = FundId("REG"), .measure = MeasureId("STATION"), .as_of = Date(2023, 12, 31)});
    const Briefs list = errors(plan);
    for (const char* expected :
         {"annuities 6 fund unknown_id", "associations 1 measure unknown_id", "beneficiary_groups 1 indicator unknown_id",
          "co_financing 1 fund unknown_id", "eligibility 1 measure unknown_id", "indicator_values 1 territory unknown_id",
          "indicator_values 2 indicator unknown_id", "level_targets 1 level unknown_id", "links 1 other unknown_id",
          "measure_costs 1 territory unknown_id", "measure_limits 1 measure unknown_id", "records 1 territory unknown_id",
          "reserves 1 subset unknown_id", "service_levels 2 territory_group unknown_id", "service_supply 1 paid_by unknown_id",
          "territories 1 parent unknown_id", "territory_quotas 1 territory unknown_id"}) {
        EXPECT_NE(std::find(list.begin(), list.end(), std::string(expected)), list.end()) << expected;
    }
}

TEST(CheckReferences, ARowThatCouldNotBeReadStillDeclaresItsId) {
    PlanTables plan = tiny_plan();
    edit(plan.service_levels, 0, [](ServiceLevel& row) { row.at.broken = true; });
    EXPECT_EQ(errors(plan), Briefs{});
}

}  // namespace
}  // namespace leps
