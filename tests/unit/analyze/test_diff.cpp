#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "compare_fixture.hpp"
#include "leps/analyze/diff.hpp"

namespace leps {
namespace {

using fixture::compared_plan;
using fixture::edit;

std::vector<ChangedCell> changes(const PlanTables& first, const PlanTables& second) { return diff(compared_plan(first), compared_plan(second)); }

// tiny_plan() against itself with one change of every kind; the keys and cells are those of plan_fixture.hpp.
TEST(Diff, ListsEveryKindOfChangeExactlyOnceInTheOrderOfTheTables) {
    PlanTables changed = fixture::tiny_plan();
    changed.header.title = "Another title";
    changed.header.tail_years = 2;
    changed.header.stages = {{.objective = StageObjective::shortfall, .priority_class = 1}, {.objective = StageObjective::cost, .keep = Ratio(1, 1000), .keep_to = Ratio(5)}};
    fixture::remove(changed.beneficiary_groups, 0);
    edit(changed.service_levels, 0, [](ServiceLevel& row) { row.group = std::nullopt; });
    edit(changed.measures, 0, [](Measure& row) { row.life_months = std::nullopt; });
    edit(changed.annuities, 5, [](Annuity& row) {
        row.amount = Money::from_cents(1000'01);
        row.remarks.note = "cut";
        row.remarks.own = {{"x_file", "12"}};
    });
    fixture::add(changed.eligibility, {.fund = FundId("STATE"), .measure = MeasureId("WORKS"), .category = Category::capital, .max_share = Ratio(1, 2)});
    const std::string b_2025 = "fund=STATE; year=2025; territory=B";
    const std::vector<ChangedCell> expected = {
        {.table = "header", .column = "title", .before = "A tiny plan", .after = "Another title"},
        {.table = "header", .column = "tail_years", .before = "1", .after = "2"},
        {.table = "header", .column = "stages", .after = "shortfall of class 1, keep 1/100000000; cost, keep 1/1000, keep_to 5"},
        {.table = "beneficiary_groups", .key = "group=OLD", .side = Side::first, .before = "name=Elderly; indicator=ELDERLY"},
        {.table = "service_levels", .key = "level=CARE", .column = "group", .before = "OLD"},
        {.table = "measures", .key = "measure=HOURS", .column = "life_months", .before = "12", .after = "unlimited"},
        {.table = "annuities", .key = b_2025, .column = "amount_eur", .before = "3000.00", .after = "1000.01"},
        {.table = "annuities", .key = b_2025, .column = "note", .after = "cut"},
        {.table = "annuities", .key = b_2025, .column = "x_file", .after = "12"},
        {.table = "eligibility", .key = "fund=STATE; measure=WORKS; category=capital", .side = Side::second, .after = "max_share=1/2"}};
    EXPECT_EQ(changes(fixture::tiny_plan(), changed), expected);
}

TEST(Diff, APlanDiffersFromItselfInNothingWhereverItsRowsStand) {
    PlanTables shuffled = fixture::tiny_plan();
    std::vector<Annuity> rows = shuffled.annuities.rows();
    std::reverse(rows.begin(), rows.end());
    shuffled.annuities = rows;
    fixture::number_rows(shuffled.annuities);
    EXPECT_TRUE(changes(fixture::tiny_plan(), shuffled).empty());
}

TEST(Diff, TheOtherWayRoundSidesAndCellsChangePlaces) {
    const std::vector<ChangedCell> there = changes(fixture::tiny_plan(), fixture::cut_plan());
    std::vector<ChangedCell> back = changes(fixture::cut_plan(), fixture::tiny_plan());
    for (ChangedCell& change : back) {
        std::swap(change.before, change.after);
        if (change.side != Side::both) { change.side = change.side == Side::first ? Side::second : Side::first; }
    }
    EXPECT_EQ(there, back);
    EXPECT_EQ(there.size(), 9U);  // C, two values, two rows of supply, the fund, its annuity, its right; the annuity that was cut
}

}  // namespace
}  // namespace leps
