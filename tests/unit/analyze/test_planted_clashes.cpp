#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "analyze/datum_words.hpp"
#include "analyze/elastic_session.hpp"
#include "leps/allocate/allocate.hpp"
#include "leps/analyze/repair.hpp"
#include "leps/verify/verify.hpp"
#include "planted_clashes.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

class PlantedClashes : public testing::TestWithParam<PlantedClash> {
protected:
    /// Whether a plan can be allocated: its first stage says.
    static AllocationStatus allocated(PlanTables tables) {
        const StageSpec first{.objective = StageObjective::cost};
        tables.header.stages = {first};
        return allocate(clash_plan(tables)).status;
    }

    static PlanTables tables_of(const PlantedClash& planted) {
        PlanTables tables = roomy_plan();
        planted.ground(tables);
        planted.plant(tables);
        return clash_plan(tables).tables();  // in plan order, as conflicts see them
    }
};

std::string listing(const Conflict& conflict) {
    std::string text = std::string(word(conflict.clash)) + "\n";
    for (const ConflictMember& member : conflict.members) { text += member.rule + " | " + member.subject + " | " + member.statement + "\n"; }
    return text;
}

// By hand: each row of the table says why it makes the plan impossible; let_go takes data out of the tables themselves.
TEST_P(PlantedClashes, AreFoundIrreducibleAndTrue) {
    const PlantedClash& planted = GetParam();
    PlanTables before = roomy_plan();
    planted.ground(before);
    ASSERT_EQ(allocated(before), AllocationStatus::allocated) << "without what is planted";

    const PlanTables tables = tables_of(planted);
    ASSERT_EQ(allocated(tables), AllocationStatus::infeasible) << "with it";
    const Plan plan = clash_plan(tables);
    const Conflict found = conflict(plan);
    EXPECT_EQ(found.clash, planted.clash) << listing(found);
    EXPECT_TRUE(found.irreducible);
    EXPECT_EQ(found.claim, planted.clash == Clash::rules ? Claim::proved : Claim::engine) << listing(found);
    const auto named = std::ranges::any_of(found.members, [&](const ConflictMember& member) { return member.rule == planted.rule && member.subject == planted.subject; });
    EXPECT_TRUE(named) << listing(found);

    const auto engine = make_engine("auto");
    const Deadline deadline(std::nullopt);
    const ElasticSession session(plan, *engine, {.deadline = &deadline}, {});
    const PlanView view(plan.tables());
    const auto is_member = [&](const Datum& datum) {
        const DatumWords words = words_of(view, datum);
        return std::ranges::any_of(found.members, [&](const ConflictMember& member) {
            return member.rule == rule_name(datum.rule) && member.row == words.row && member.subject == words.subject;
        });
    };
    const auto allocated_without = [&](std::vector<Datum> data) {
        std::ranges::sort(data);
        PlanTables relaxed = tables;
        let_go(relaxed, view, data);
        return allocated(relaxed);
    };
    std::vector<Datum> others;
    std::vector<Datum> members;
    for (const Datum& datum : session.data()) { (is_member(datum) ? members : others).push_back(datum); }
    EXPECT_EQ(members.size(), found.members.size());
    // The size of a group, or the shares of one thing, cannot be let go for one of several rows in the tables and hold for another.
    for (const Rule rule : {Rule::persons_cap, Rule::shared_dues}) {
        if (planted.rule == rule_name(rule)) { std::erase_if(others, [&](const Datum& datum) { return datum.rule == rule; }); }
    }
    EXPECT_EQ(allocated_without(others), AllocationStatus::infeasible) << "the members alone\n" << listing(found);
    for (const Datum& datum : members) {
        std::vector<Datum> gone = others;
        gone.push_back(datum);
        EXPECT_EQ(allocated_without(gone), AllocationStatus::allocated) << "the members without " << words_of(view, datum).subject << "\n" << listing(found);
    }
}

TEST_P(PlantedClashes, AreRepaired) {
    const PlanTables tables = tables_of(GetParam());
    const Repairs found = repairs(clash_plan(tables));
    std::string notes;
    for (const std::string& note : found.notes) { notes += note + "\n"; }
    ASSERT_FALSE(found.repairs.empty()) << notes;
    for (std::size_t i = 0; i < found.repairs.size(); ++i) {
        const Repair& repair = found.repairs[i];
        EXPECT_FALSE(repair.changes.empty());
        EXPECT_FALSE(repair.sentences.empty());
        if (i > 0) { EXPECT_LE(found.repairs[i - 1].cost, repair.cost); }
        const Allocation allocation = allocate(repair.plan);
        EXPECT_EQ(allocation.status, AllocationStatus::allocated) << repair.sentences.front();
        EXPECT_TRUE(verify(repair.plan, allocation).ok());
    }
}

std::string case_name(const testing::TestParamInfo<PlantedClash>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(Planted, PlantedClashes, testing::ValuesIn(planted_clashes()), case_name);

TEST(PlantedClashTable, HoldsAtLeastFiftyOfAllFamilies) {
    const std::vector<PlantedClash> list = planted_clashes();
    EXPECT_GE(list.size(), 50U);
    for (const char* rule : {"annuity", "level_floor", "measure_limit", "reserve", "territory_quota", "committed", "co_financing", "eligibility", "persons_cap",
                             "shared_dues", "link"}) {
        EXPECT_TRUE(std::ranges::any_of(list, [&](const PlantedClash& planted) { return planted.rule == rule; })) << rule;
    }
}

#endif

}  // namespace
}  // namespace leps
