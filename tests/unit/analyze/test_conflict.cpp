#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>

#include "analyze/elastic_session.hpp"
#include "clash_plans.hpp"
#include "leps/allocate/allocate.hpp"
#include "leps/analyze/conflict.hpp"
#include "leps/analyze/repair.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

/// roomy_plan() whose zone A has so much of STATE in 2024; 9,000.00 are needed, less one cent for the resolution.
PlanTables with_state(Money money) {
    PlanTables tables = roomy_plan();
    edit(tables.annuities, 2, [&](Annuity& row) { row.amount = money; });
    return tables;
}

std::vector<std::string> subjects(const Conflict& conflict) {
    std::vector<std::string> names;
    for (const ConflictMember& member : conflict.members) { names.push_back(member.table + ": " + member.subject); }
    return names;
}

std::string all_of(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences) { text += sentence + "\n"; }
    return text;
}

// By hand: 900 hours at 10.00 must be paid by 8,000.00.
TEST(Conflicts, NameTheAnnuityAndTheLevelInWords) {
    const Conflict found = conflict(clash_plan(with_state(fixture::euros(8'000))));
    EXPECT_EQ(found.clash, Clash::rules);
    EXPECT_EQ(found.claim, Claim::proved);
    EXPECT_TRUE(found.irreducible);
    EXPECT_EQ(subjects(found), (std::vector<std::string>{"annuities: STATE, 2024, A", "service_levels: CARE, A"}));
    ASSERT_EQ(found.members.size(), 2U);
    EXPECT_EQ(found.members[0].row, 3);
    EXPECT_EQ(found.members[0].key, "STATE, 2024, A");
    EXPECT_EQ(found.members[0].statement, "STATE 2024 of zone A has 8,000.00 EUR to spend from 2024-01-01 to 2024-12-31.");
    EXPECT_EQ(found.members[1].statement, "Level CARE must be reached in zone A: in 2024 1,000 hours, of which 100 exist; in 2025 1,000 hours, of which 100 exist.");
    EXPECT_EQ(found.circumstances, std::vector<std::string>{"Only STATE may pay the current cost of HOURS in A in 2024."});
    EXPECT_TRUE(found.summary.starts_with("These 2 data cannot all hold. This is proved exactly.")) << found.summary;
}

TEST(Conflicts, OfAPlanThatCanBeAreEmptyAndSaySo) {
    const Plan plan = clash_plan(roomy_plan());
    for (const Conflict& found : {conflict(plan), conflict(plan, allocate(plan))}) {
        EXPECT_EQ(found.clash, Clash::none);
        EXPECT_TRUE(found.members.empty());
        EXPECT_EQ(found.summary, "Nothing clashes: the rules can all be kept.");
    }
}

// Two funds of half a year each; STATE ends on 30 June, so that nobody pays the second half.
TEST(Conflicts, SayThatAFundEndsTooEarly) {
    PlanTables tables = roomy_plan();
    edit(tables.annuities, 2, [](Annuity& row) { row.window = days(Date(2024, 1, 1), Date(2024, 6, 30)); });
    const Conflict found = conflict(clash_plan(tables));
    EXPECT_EQ(subjects(found), std::vector<std::string>{"service_levels: CARE, A"});
    EXPECT_EQ(found.claim, Claim::proved);
    EXPECT_NE(all_of(found.circumstances).find("No fund may pay the current cost of HOURS in A in 2024-07-01/2024-12-31; STATE ends on 2024-06-30."), std::string::npos)
        << all_of(found.circumstances);
}

// 0.999 stations would count, and 999.00 pay 0.999 of one.
TEST(Conflicts, SayThatOnlyWholeUnitsClash) {
    PlanTables tables = roomy_plan();
    edit(tables.annuities, 0, [](Annuity& row) { row.amount = fixture::euros(999); });
    const Conflict found = conflict(clash_plan(tables));
    EXPECT_EQ(found.clash, Clash::whole_units);
    EXPECT_EQ(found.claim, Claim::engine);
    EXPECT_TRUE(found.irreducible);
    EXPECT_EQ(subjects(found), (std::vector<std::string>{"annuities: REG, 2024, R", "service_levels: OPEN, A"}));
    EXPECT_TRUE(found.summary.starts_with("Only whole units clash")) << found.summary;
}

TEST(Conflicts, SayThatOnlyWholeCentsClash) {
    const Plan plan = clash_plan(roomy_plan());
    Allocation known;
    known.plan_hash = plan.hash();
    known.status = AllocationStatus::not_roundable;
    known.reasons = {{.code = "rounding", .message = "Exact cents could not keep a row."}};
    const Conflict found = conflict(plan, known);
    EXPECT_EQ(found.clash, Clash::whole_cents);
    EXPECT_EQ(found.sentences(), std::vector<std::string>{"Exact cents could not keep a row."});
    EXPECT_TRUE(found.summary.starts_with("Only whole cents clash")) << found.summary;
}

// An engine may call infeasible what lacks less than it can tell apart: that is no conflict, and not nothing either.
TEST(Conflicts, AreNotSettledWhereAnInfeasiblePlanHasNone) {
    const Plan plan = clash_plan(roomy_plan());
    Allocation known;
    known.plan_hash = plan.hash();
    known.status = AllocationStatus::infeasible;
    const Conflict found = conflict(plan, known);
    EXPECT_EQ(found.clash, Clash::not_settled);
    EXPECT_EQ(found.circumstances.size(), 1U);
}

TEST(Conflicts, AreNotSettledWhereTheSearchIsStoppedAtOnce) {
    const std::atomic<bool> stop{true};
    const Conflict found = conflict(clash_plan(with_state(fixture::euros(8'000))), ConflictOptions{}, {.report = {}, .stop = &stop});
    EXPECT_EQ(found.clash, Clash::not_settled);
    EXPECT_FALSE(found.irreducible);
    EXPECT_TRUE(found.members.empty());
}

TEST(Conflicts, OfAnotherPlansResultAreRefused) {
    const Plan plan = clash_plan(roomy_plan());
    const Plan other = clash_plan(with_state(fixture::euros(19'000)));
    EXPECT_THROW((void)conflict(plan, allocate(other)), InvalidValue);
    EXPECT_THROW((void)repairs(plan, allocate(other)), InvalidValue);
    EXPECT_THROW((void)conflict(plan, ConflictOptions{.node_limit = 0}), InvalidValue);
    EXPECT_THROW((void)repairs(plan, RepairOptions{.count = 0}), InvalidValue);
    EXPECT_THROW((void)conflict(plan, ConflictOptions{.engine = "none such"}), Unsupported);
}

// The ray of the conflict above proves it; with the price of one of its rows gone, or its signs turned, it proves nothing.
TEST(Conflicts, AreProvedByTheirRayAlone) {
    const auto engine = make_engine("auto");
    const Deadline deadline(std::nullopt);
    ElasticSession session(clash_plan(with_state(fixture::euros(8'000))), *engine, {.deadline = &deadline}, {});
    const LinearFit fit = session.linear(session.all());
    ASSERT_EQ(fit.fit, Fit::clashes);
    EXPECT_EQ(session.claim(fit.priced, fit.ray), Claim::proved);
    std::size_t priced_rows = 0;
    for (std::size_t i = 0; i < fit.ray.size(); ++i) {
        if (fit.ray[i] == 0.0) { continue; }
        ++priced_rows;
        std::vector<double> corrupted = fit.ray;
        corrupted[i] = 0.0;
        EXPECT_EQ(session.claim(fit.priced, corrupted), Claim::engine) << i;
        corrupted[i] = -fit.ray[i];
        EXPECT_EQ(session.claim(fit.priced, corrupted), Claim::engine) << i;
    }
    EXPECT_EQ(priced_rows, 3U);  // cost balance, annuity, level
    EXPECT_EQ(session.claim(fit.priced, {}), Claim::engine);
    // A member that may give way: nothing is left to prove.
    EXPECT_EQ(session.claim({*fit.priced.begin()}, fit.ray), Claim::engine);
}

// By hand: 1,000.00 are missing, less the hundredth of a euro that 0.001 hours cost; a euro costs 1, an hour that is waived 20.
TEST(RepairsOfAPlan, AreTheCheapestChangesToTheCent) {
    PlanTables tables = with_state(fixture::euros(8'000));
    edit(tables.service_levels, 0, [](ServiceLevel& row) { row.repair_weight = Ratio(20); });
    const Repairs found = repairs(clash_plan(tables));
    ASSERT_EQ(found.repairs.size(), 2U) << all_of(found.notes);
    const Repair& money = found.repairs[0];
    ASSERT_EQ(money.changes.size(), 1U);
    EXPECT_EQ(money.changes[0], (RepairChange{.table = "annuities", .key = "STATE, 2024, A", .column = "amount_eur", .before = "8000.00", .after = "8999.99", .change = "999.99 EUR"}));
    EXPECT_EQ(money.cost, WideRatio(99'999, 100));
    EXPECT_EQ(money.plan.tables().annuities[2].amount, Money::from_cents(899'999));
    EXPECT_EQ(money.sentences, std::vector<std::string>{"STATE 2024 of zone A gets 999.99 EUR more: 8,999.99 EUR."});
    const Repair& level = found.repairs[1];
    ASSERT_EQ(level.changes.size(), 1U);
    EXPECT_EQ(level.changes[0].table, "level_targets");
    EXPECT_EQ(level.changes[0].change, "99.999 hours");
    EXPECT_EQ(level.cost, WideRatio(99'999 * 20, 1000));
    EXPECT_EQ(level.plan.tables().level_targets[0].required_units, Ratio(900'001, 1000));
    EXPECT_EQ(level.plan.header().stages, tables.header.stages) << "the stages of the plan stay";
}

TEST(RepairsOfAPlan, SayThatNoRowMayChange) {
    PlanTables tables = with_state(fixture::euros(8'000));
    for (std::size_t i = 0; i < tables.annuities.size(); ++i) { edit(tables.annuities, i, [](Annuity& row) { row.repair_weight.reset(); }); }
    for (std::size_t i = 0; i < tables.service_levels.size(); ++i) { edit(tables.service_levels, i, [](ServiceLevel& row) { row.repair_weight.reset(); }); }
    edit(tables.measure_limits, 0, [](MeasureLimit& row) { row.repair_weight.reset(); });
    const Repairs found = repairs(clash_plan(tables));
    EXPECT_TRUE(found.repairs.empty());
    EXPECT_NE(all_of(found.notes).find("No row carries repair_weight"), std::string::npos);
}

TEST(RepairsOfAPlan, SayThatWhatMayChangeIsNotEnough) {
    PlanTables tables = with_state(fixture::euros(8'000));
    for (std::size_t i = 0; i < tables.annuities.size(); ++i) { edit(tables.annuities, i, [](Annuity& row) { row.repair_weight.reset(); }); }
    for (std::size_t i = 0; i < tables.service_levels.size(); ++i) { edit(tables.service_levels, i, [](ServiceLevel& row) { row.repair_weight.reset(); }); }
    const Repairs found = repairs(clash_plan(tables));
    EXPECT_TRUE(found.repairs.empty());
    EXPECT_EQ(found.notes, std::vector<std::string>{"No change of the data that carry repair_weight makes the plan possible."});
}

TEST(RepairsOfAPlan, SayThatNothingIsToBeRepaired) {
    const Plan plan = clash_plan(roomy_plan());
    EXPECT_EQ(repairs(plan).notes, std::vector<std::string>{"Nothing needs to change: the rules can be kept as they stand."});
    EXPECT_EQ(repairs(plan, allocate(plan)).notes, std::vector<std::string>{"There is nothing to repair: the plan is allocated."});
}

// The closer weight counts: of the target, not of the level.
TEST(RepairsOfAPlan, CountTheWeightOfATargetBeforeThatOfItsLevel) {
    PlanTables tables = with_state(fixture::euros(8'000));
    add(tables.level_targets, {.level = LevelId("CARE"), .territory = TerritoryId("A"), .year = 2024, .required_units = Ratio(1000), .repair_weight = Ratio(1, 1000)});
    const Repairs found = repairs(clash_plan(tables));
    ASSERT_FALSE(found.repairs.empty());
    ASSERT_EQ(found.repairs[0].changes.size(), 1U);
    EXPECT_EQ(found.repairs[0].changes[0], (RepairChange{.table = "level_targets", .key = "CARE, A, 2024", .column = "required_units", .before = "1000", .after = "900001/1000",
                                                         .change = "99.999 hours"}));
}

#endif

}  // namespace
}  // namespace leps
