#include "leps/analyze/alternatives.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../allocate/plan_source.hpp"
#include "leps/allocate/certificate.hpp"
#include "leps/core/error.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/verify/verify.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

/// Projects that a second fund G may pay as well: who pays is free.
PlanTables with_second_fund() {
    PlanTables tables = projects({.missing = 3, .fund_euros = 5000});
    const Annuity first = tables.annuities[0];
    add(tables.funds, {.fund = FundId("G"), .name = "G", .preference = 1});
    add(tables.annuities, {.fund = FundId("G"), .year = 2024, .territory = TerritoryId("Z"), .amount = euros(5000), .window = first.window});
    add(tables.eligibility, {.fund = FundId("G"), .measure = MeasureId("P"), .category = Category::capital});
    return tables;
}

// By hand: three projects of 1,000.00 euros are due and built. Nothing but the tie break tells F from G, so that the alternative pays all of
// them with the other fund: 3,000.00 euros less of one and 3,000.00 more of the other, but for a cent that the tie break may take back within
// the room of the distance.
TEST(Alternatives, ChangeWhoPaysWhereNothingElseIsFree) {
    const Plan plan = plan_of(with_second_fund());
    const Alternatives near = alternatives(plan, {.count = 2});
    ASSERT_EQ(near.found.size(), 1U);
    const Alternative& other = near.found.front();
    ASSERT_EQ(other.distances.size(), 1U);
    EXPECT_LE(other.distance(), euros(6000));
    EXPECT_GE(other.distance(), Money::from_cents(5999'98));
    EXPECT_TRUE(other.within());
    EXPECT_TRUE(verify(other.plan, other.allocation).ok());
    EXPECT_TRUE(check_certificate(other.plan, other.allocation).ok());
    ASSERT_TRUE(near.ended);  // F and G are both used by then: nothing is left that nobody used
    EXPECT_EQ(near.ended->code, "no_more_alternatives");
}

TEST(Alternatives, KeepEveryStageWithinItsPart) {
    const Alternatives near = alternatives(plan_of(tiny_plan()), {.count = 2, .within = Ratio(1, 20)});
    for (const Alternative& other : near.found) {
        EXPECT_TRUE(verify(other.plan, other.allocation).ok());
        EXPECT_TRUE(other.within());
        for (const AlternativeStage& stage : other.stages) {
            const auto own = std::ranges::find_if(near.base.stages, [&](const StageRow& row) {
                return row.objective == stage.stage.objective && row.priority_class == stage.stage.priority_class;
            });
            EXPECT_EQ(stage.best, own->value);
            EXPECT_LE(stage.value, std::max(own->cap, own->value + wide::absolute(own->value) / 20)) << stage_name(stage.stage);
        }
        EXPECT_GT(other.distance(), Money());
    }
}

TEST(Alternatives, RefuseWhatIsNoQuestion) {
    const Plan plan = plan_of(tiny_plan());
    const auto field = [&](const AlternativesQuestion& question) {
        try {
            (void)alternatives(plan, question);
        } catch (const InvalidValue& error) { return error.fields().field; }
        return std::string("nothing");
    };
    EXPECT_EQ(field({.count = 0}), "count");
    EXPECT_EQ(field({.within = Ratio(0)}), "within");
    EXPECT_EQ(field({.within = Ratio(2)}), "within");
    EXPECT_EQ(field({.stage = StageSpec{.objective = StageObjective::worst_zone}}), "stage");
    EXPECT_EQ(field({.stage = StageSpec{.objective = StageObjective::tie_break}}), "stage");
}

#endif

}  // namespace
}  // namespace leps
