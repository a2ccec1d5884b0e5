#include "leps/read/edit_plan.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "../allocate/plan_source.hpp"
#include "leps/core/error.hpp"

namespace leps {
namespace {

using fixture::euros;
using fixture::plan_of;
using fixture::tiny_plan;

/// The findings of edits that are refused.
std::vector<Issue> findings_of(const Plan& plan, const std::vector<CellEdit>& edits) {
    try {
        (void)edit_plan(plan, edits);
    } catch (const DataError& error) {
        return error.issues();
    }
    return {};
}

CellEdit of_annuities(std::string where, std::string column, EditOp op, std::string value) {
    return {.table = "annuities", .where = std::move(where), .column = std::move(column), .op = op, .value = std::move(value)};
}

/// The amounts of a fund, in plan order.
std::vector<std::int64_t> cents_of(const Plan& plan, const std::string& fund) {
    std::vector<std::int64_t> cents;
    for (const Annuity& row : plan.tables().annuities) {
        if (row.fund.text() == fund) { cents.push_back(row.amount.cents()); }
    }
    return cents;
}

/// tiny_plan() with these cents for STATE 2024 A, 2024 B, 2025 A, 2025 B.
Plan with_state(const std::vector<std::int64_t>& cents) {
    PlanTables tables = tiny_plan();
    for (std::size_t i = 0; i < cents.size(); ++i) {
        fixture::edit(tables.annuities, 2 + i, [&](Annuity& row) { row.amount = Money::from_cents(cents[i]); });
    }
    return plan_of(tables);
}

// By hand: 100.00 + 100.00 + 100.01 + 0.00 = 300.01 euro, a third is 100.00 (10,000.33 cents); quotas 3333.22, 3333.22, 3333.55, 0: the
// cent that is missing goes to the third.
TEST(EditPlan, SharesTheProductOfAnnuitiesByLargestRemainder) {
    const Plan plan = with_state({10000, 10000, 10001, 0});
    const std::vector<std::int64_t> third = {3333, 3333, 3334, 0};
    EXPECT_EQ(cents_of(edit_plan(plan, std::vector{of_annuities("fund=STATE", "amount_eur", EditOp::multiply, "1/3")}), "STATE"), third);
    EXPECT_EQ(cents_of(plan, "STATE"), (std::vector<std::int64_t>{10000, 10000, 10001, 0}));  // the plan itself stays
}

TEST(EditPlan, MeetsOnlyTheRowsThatAreNamed) {
    const Plan plan = with_state({10000, 10000, 10000, 10000});
    const Plan cut = edit_plan(plan, std::vector{of_annuities("fund=STATE;year=2025;territory=B", "amount_eur", EditOp::multiply, "90 %")});
    EXPECT_EQ(cents_of(cut, "STATE"), (std::vector<std::int64_t>{10000, 10000, 10000, 9000}));
    EXPECT_EQ(cents_of(cut, "REG"), cents_of(plan, "REG"));
}

// gross 150, bound 50, amount 100. A tenth less of what may be planned: 90, so gross 140. A tenth less of gross: 135, so amount 85.
// 60 bound: amount 90.
TEST(EditPlan, KeepsGrossBoundAndAmountOfAnAnnuityTogether) {
    PlanTables tables = tiny_plan();
    fixture::edit(tables.annuities, 0, [](Annuity& row) { row.amount = euros(100), row.gross = euros(150), row.bound = euros(50); });
    const Plan plan = plan_of(tables);
    const auto first = [&](const std::string& column, EditOp op, const std::string& value) {
        return edit_plan(plan, std::vector{of_annuities("fund=REG;year=2024", column, op, value)}).tables().annuities[0];
    };
    EXPECT_EQ(first("amount_eur", EditOp::multiply, "9/10").gross, euros(140));
    EXPECT_EQ(first("gross_eur", EditOp::multiply, "9/10").amount, euros(85));
    EXPECT_EQ(first("bound_eur", EditOp::set, "60").amount, euros(90));
    EXPECT_EQ(first("gross_eur", EditOp::add, "-20.50").amount, Money::from_cents(7950));
}

TEST(EditPlan, MovesWindowsByWholeMonths) {
    PlanTables tables = tiny_plan();
    fixture::edit(tables.annuities, 1, [](Annuity& row) { row.window = fixture::days(Date(2025, 1, 1), Date(2025, 6, 30)); });
    const Plan plan = plan_of(tables);
    const std::string where = "fund=REG;year=2025";
    const Plan moved = edit_plan(plan, std::vector{of_annuities(where, "spend_to", EditOp::add, "6 months"), of_annuities(where, "spend_from", EditOp::add, "3 months")});
    EXPECT_EQ(moved.tables().annuities[1].window, fixture::days(Date(2025, 4, 1), Date(2025, 12, 31)));  // 30 June + 6 months: 31 December
}

TEST(EditPlan, SetsCellsOfEveryKindAndCountsExactly) {
    const Plan plan = plan_of(tiny_plan());
    const Plan changed = edit_plan(plan, std::vector<CellEdit>{
        {.table = "measure_costs", .where = "measure=HOURS;category=current", .column = "amount_eur", .op = EditOp::multiply, .value = "1.0333"},
        {.table = "service_levels", .where = "level=CARE", .column = "ratio", .op = EditOp::multiply, .value = "1/3"},
        {.table = "measures", .where = "measure=HOURS", .column = "delay_months", .op = EditOp::add, .value = "3"},
        {.table = "measures", .where = "measure=HOURS", .column = "life_months", .op = EditOp::set, .value = "unlimited"},
        {.table = "measure_limits", .where = "measure=STATION", .column = "max_units", .op = EditOp::multiply, .value = "3"},
        {.table = "eligibility", .where = "fund=STATE", .column = "to", .op = EditOp::set, .value = "2025-06-30"}});
    EXPECT_EQ(changed.tables().measure_costs[0].amount, Money::from_cents(1033));  // 10.333 euro, rounded down
    EXPECT_EQ(changed.tables().service_levels[0].ratio, Ratio(1, 3));
    EXPECT_EQ(changed.tables().measures[0].delay_months, 3);
    EXPECT_FALSE(changed.tables().measures[0].life_months.has_value());
    EXPECT_EQ(changed.tables().measure_limits[0].max_units, Units::whole(3));
    EXPECT_EQ(changed.tables().eligibility[1].valid.until, Date(2025, 7, 1));
}

TEST(EditPlan, ReportsEveryEditThatCannotBeAtOnce) {
    const Plan plan = plan_of(tiny_plan());
    const std::vector<Issue> issues = findings_of(plan, {
        {.table = "anuities", .where = "", .column = "amount_eur", .op = EditOp::set, .value = "1"},
        of_annuities("fund=NONE", "amount_eur", EditOp::set, "1"),
        of_annuities("fund=REG", "amount", EditOp::set, "1"),
        of_annuities("fund=REG", "amount_eur", EditOp::set, "1e3"),
        of_annuities("fund=REG", "status", EditOp::multiply, "2"),
        of_annuities("found=REG", "amount_eur", EditOp::set, "1"),
        of_annuities("fund=REG", "gross_eur", EditOp::multiply, "2"),
        of_annuities("fund=REG", "amount_eur", EditOp::multiply, "-1/2"),
        of_annuities("fund=REG", "spend_to", EditOp::add, "1 century"),
        {.table = "annuities", .where = "fund=REG", .column = "amount_eur", .op = EditOp::set, .value = "1", .rows = EditRows::one},
        of_annuities("fund=REG", "amount_eur", EditOp::set, ""),
        {.table = "measure_limits", .where = "", .column = "max_units", .op = EditOp::multiply, .value = "1/3"}});
    std::vector<std::string> briefs;
    for (const Issue& issue : issues) { briefs.push_back(fixture::brief(issue)); }
    EXPECT_EQ(briefs, (std::vector<std::string>{
        "scenarios 1 table unknown_table", "scenarios 2 where no_row", "scenarios 3 column unknown_column", "scenarios 4 value exponent",
        "scenarios 5 value not_a_number", "scenarios 6 where unknown_column", "scenarios 7 value empty_cell", "scenarios 8 value negative",
        "scenarios 9 value not_a_step", "scenarios 10 where several_rows", "scenarios 11 value missing_cell", "scenarios 12 value not_exact"}));
    EXPECT_NE(issues[0].message.find("annuities"), std::string::npos);  // the nearest name
}

TEST(EditPlan, FindsWhatIsWrongWithTheChangedPlan) {
    const std::vector<Issue> issues = findings_of(plan_of(tiny_plan()), {of_annuities("fund=REG;year=2024", "amount_eur", EditOp::set, "-1")});
    EXPECT_TRUE(std::ranges::any_of(issues, [](const Issue& issue) { return issue.table == "annuities" && issue.field == "amount_eur"; }));
}

TEST(EditPlan, AddsRowsBesideThoseThatAreThere) {
    const Plan plan = plan_of(tiny_plan());
    RawTable rows("eligibility", {"fund", "measure", "category"});
    rows.add_row(std::vector<std::string_view>{"REG", "HOURS", "current"});
    EXPECT_EQ(add_rows(plan, {rows}).tables().eligibility.size(), plan.tables().eligibility.size() + 1);
    rows.add_row(std::vector<std::string_view>{"STATE", "HOURS", "current"});  // is there already
    EXPECT_THROW((void)add_rows(plan, {rows}), DataError);
}

TEST(EditPlan, DropsAMeasureWithTheRowsThatSpeakOfIt) {
    const Plan plan = plan_of(tiny_plan());
    const Plan without = drop_measure(plan, MeasureId("HOURS"));
    EXPECT_TRUE(std::ranges::none_of(without.tables().eligibility, [](const Eligibility& row) { return row.measure == MeasureId("HOURS"); }));
    EXPECT_EQ(without.tables().measures.size(), plan.tables().measures.size() - 1);
    EXPECT_THROW((void)drop_measure(plan, MeasureId("NONE")), InvalidValue);
    PlanTables linked = tiny_plan();
    linked.links = std::vector<Link>{{.kind = LinkKind::excludes, .measure = MeasureId("STATION"), .other_kind = LinkTarget::measure, .other = "HOURS"}};
    fixture::number_rows(linked.links);
    fixture::add(linked.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::whole(9), .counted = Counted::in_service});
    EXPECT_THROW((void)drop_measure(plan_of(linked), MeasureId("HOURS")), DataError);  // a link still names it
}

TEST(ReadScenarios, GathersTheEditsOfEachNameInOrder) {
    RawTable raw("scenarios", {"scenario", "table", "where", "column", "op", "value", "note"});
    raw.add_row(std::vector<std::string_view>{"cut", "annuities", "fund=STATE", "amount_eur", "multiply", "9/10", ""});
    raw.add_row(std::vector<std::string_view>{"more", "annuities", "fund=REG", "amount_eur", "add", "5", ""});
    raw.add_row(std::vector<std::string_view>{"cut", "service_levels", "level=CARE", "ratio", "set", "1/2", "as asked"});
    const std::vector<EditedScenario> scenarios = read_scenarios(raw);
    ASSERT_EQ(scenarios.size(), 2U);
    EXPECT_EQ(scenarios[0].name, "cut");
    ASSERT_EQ(scenarios[0].edits.size(), 2U);
    EXPECT_EQ(scenarios[0].edits[1].column, "ratio");
    EXPECT_EQ(scenarios[1].edits[0].op, EditOp::add);
}

TEST(ReadScenarios, ReportsWhatIsMissingOrUnknown) {
    RawTable raw("scenarios", {"scenario", "table", "where", "column", "op", "value"});
    raw.add_row(std::vector<std::string_view>{"", "annuities", "", "amount_eur", "times", "9/10"});
    try {
        (void)read_scenarios(raw);
        FAIL();
    } catch (const DataError& error) {
        ASSERT_EQ(error.issues().size(), 2U);
        EXPECT_EQ(fixture::brief(error.issues()[0]), "scenarios 1 scenario missing_cell");
        EXPECT_EQ(fixture::brief(error.issues()[1]), "scenarios 1 op unknown_word");
    }
    EXPECT_THROW((void)read_scenarios(RawTable("scenarios", {"scenario", "table", "column", "op", "value"})), DataError);
}

}  // namespace
}  // namespace leps
