#include <gtest/gtest.h>

#include <functional>

#include "honest_result.hpp"

namespace leps {
namespace {

using namespace fixture;

/// What a change of the honest result breaks of one rule, as "subject: found, limit".
Lines changed(const std::function<void(Allocation&)>& change, const std::string& rule) {
    Allocation result = honest_result();
    change(result);
    return broken(tiny_plan(), result, rule);
}

TEST(Identity, of_another_plan_is_one_violation_and_nothing_else_is_judged) {
    Allocation result = honest_result();
    result.plan_hash = "0123";
    result.spend.clear();
    const Verification verification = audit(tiny_plan(), result);
    ASSERT_EQ(verification.violations.size(), 1U) << listing(verification);
    EXPECT_EQ(verification.violation_count, 1U);
    EXPECT_EQ(verification.violations[0].rule, "plan_hash");
    EXPECT_EQ(verification.violations[0].found, "0123");
    EXPECT_EQ(verification.violations[0].limit, hash_of(tiny_plan()));
    EXPECT_EQ(verification.violations[0].message, "the result is of another plan, so nothing else of it is judged");
    EXPECT_TRUE(verification.stages.empty());
}

TEST(Identity, names_a_plan_as_the_plan_does) {
    EXPECT_EQ(changed([](Allocation& a) { a.plan_name = "big"; }, "plan_name"), Lines{"allocation: big, tiny"});
}

TEST(Identity, of_the_only_answer_is_proved_by_nothing) {
    EXPECT_EQ(changed([](Allocation& a) { a.unique = Uniqueness::proved; }, "unique"), Lines{"allocation: proved, not proved"});
    EXPECT_EQ(changed([](Allocation& a) { a.unique = static_cast<Uniqueness>(99); }, "unique"), Lines{"allocation: no word of the format, not proved"});
}

TEST(Reasons, belong_to_what_is_not_allocated) {
    const auto reason = [](Allocation& a) { a.reasons = {{.code = "funds_exhausted", .rule = "cost_balance", .subject = "A, HOURS"}}; };
    EXPECT_EQ(changed(reason, "reasons"), Lines{"reason funds_exhausted, A, HOURS: a reason why there is no allocation, no reason"});
    EXPECT_EQ(changed([&](Allocation& a) { reason(a); a.status = AllocationStatus::not_roundable; }, "reasons"), Lines{});
}

TEST(Mappafondo, is_what_the_spending_makes_of_each_annuity) {
    EXPECT_EQ(changed([](Allocation& a) { a.mappafondo[0].free += Money::from_cents(1); }, "mappafondo"),
              Lines{"table mappafondo, fund STATE, year 2024, recipient A: free_eur 1000.01, free_eur 1000.00"});
    EXPECT_EQ(changed([](Allocation& a) { a.mappafondo[0].deadline = Date(2024, 12, 30); }, "mappafondo"),
              Lines{"table mappafondo, fund STATE, year 2024, recipient A: deadline 2024-12-30, deadline 2024-12-31"});
    EXPECT_EQ(changed([](Allocation& a) { a.mappafondo[1].use = "STATION"; }, "mappafondo"),
              (Lines{"table mappafondo, fund STATE, year 2024, recipient A, use STATION, category current: a row, no row",
                     "table mappafondo, fund STATE, year 2024, recipient A, use HOURS, category current: no row, tier state, deadline 2024-12-31, "
                     "assigned_eur 2000.00, bound_eur 0.00, free_eur 0.00, used_eur 2000.00"}));
    EXPECT_EQ(changed([](Allocation& a) { a.mappafondo.push_back(a.mappafondo[0]); }, "mappafondo"),
              Lines{"table mappafondo, fund STATE, year 2024, recipient A: a second row, each key once"});
    EXPECT_EQ(changed([](Allocation& a) { a.mappafondo.clear(); }, "mappafondo").size(), 11U);  // six annuities, five uses
}

TEST(Unusable, is_what_the_plan_gives_for_what_is_left) {
    EXPECT_EQ(changed([](Allocation& a) { a.funds.back().unusable = Money(); }, "funds"),
              Lines{"table funds, fund STATE, year 2026, recipient B, act projected, projected true: unusable_eur 0.00, unusable_eur 3000.00"});
    EXPECT_EQ(changed([](Allocation& a) { a.funds[0].unusable = fixture::euros(1); }, "funds"),
              Lines{"table funds, fund STATE, year 2024, recipient A, projected false: unusable_eur 1.00, unusable_eur 0.00"});
    EXPECT_EQ(changed([](Allocation& a) { a.funds[5].unusable = Money(); }, "funds"),
              Lines{"table funds, fund REG, year 2025, recipient R, projected false: unusable_eur 0.00, unusable_eur 1000.00"});
}

TEST(ProjectedIndicators, are_all_that_is_carried_on) {
    EXPECT_EQ(changed([](Allocation& a) { a.projected.pop_back(); }, "projected_indicators"),
              Lines{"table projected_indicators, indicator POP, territory B, year 2025: no row, taken_from 2024"});
    EXPECT_EQ(changed([](Allocation& a) { a.projected[0].taken_from = 2023; }, "projected_indicators"),
              Lines{"table projected_indicators, indicator ELDERLY, territory A, year 2025: taken_from 2023, taken_from 2024"});
}

TEST(Units, of_the_tail_must_stand_there_too) {
    PlanTables plan = tiny_plan();
    edit(plan.measures, 1, [](Measure& row) { row.life_months = 36; });
    Allocation result = decisions({{.measure = "STATION", .nanos = unit}}, {});
    for (const int year : {2024, 2025}) { result.units.push_back({.site = "A", .measure = MeasureId("STATION"), .period = calendar_year(year), .units = Units::whole(1)}); }
    EXPECT_EQ(broken(plan, result, "units"), Lines{"table units, territory A, measure STATION, period 2026-01-01/2026-12-31: no row, units 1"});
    result.units.push_back({.site = "A", .measure = MeasureId("STATION"), .period = calendar_year(2026), .units = Units::whole(1)});
    EXPECT_EQ(broken(plan, result, "units"), Lines{});
}

// By hand: A has 1 / 4,000,000,007 of one unit that delivers 1 / 3,000,000,019 of an hour, 8 x 10^-20, which is no fraction of 64
// bits: with the 100 that exist 100 is reached to the nano-unit below; of 1,000 just less than 900 are missing.
TEST(Coverage, of_fractions_that_64_bits_do_not_hold_is_rounded_down_to_nano_units_and_no_further) {
    PlanTables plan = tiny_plan();
    const auto share = [&](const char* zone, std::int64_t parts) {
        add(plan.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("HOURS"), .territory = TerritoryId(zone),
                                                .share = Ratio(parts, 4'000'000'007)});
    };
    share("A", 1);
    share("B", 4'000'000'006);
    edit(plan.deliveries, 0, [](Delivery& row) { row.units_per_unit = Ratio(1, 3'000'000'019); });
    Allocation result = decisions({{.site = "JOINT", .nanos = unit}}, {});
    const auto with = [&](const Ratio& after, const Ratio& shortfall) {
        result.coverage = {{.zone = TerritoryId("A"), .level = LevelId("CARE"), .period = calendar_year(2024), .required = Ratio(1000), .before = Units::whole(100),
                            .after = after, .shortfall = shortfall, .gap_ppb = 900'000'000, .reached = false}};
        Lines lines = broken(plan, result, "coverage");
        std::erase_if(lines, [](const std::string& line) { return !line.starts_with("table coverage, territory A, level CARE, period 2024"); });
        return lines;
    };
    const Ratio just_below(899'999'999'999, 1'000'000'000);
    EXPECT_EQ(with(Ratio(100), just_below), Lines{});
    EXPECT_EQ(with(Ratio(100'000'000'001, 1'000'000'000), just_below).size(), 1U);
    EXPECT_EQ(with(Ratio(100), Ratio(900)).size(), 1U);
}

/// tiny_plan() with a fund that has no money: the plan warns of it.
PlanTables with_a_warning() {
    PlanTables plan = tiny_plan();
    add(plan.funds, Fund{.fund = FundId("ZERO"), .name = "Without money", .missing_annuity = MissingAnnuity::zero});
    return plan;
}

TEST(Findings, are_the_warnings_of_the_plan_wherever_its_rows_stand) {
    const PlanTables plan = with_a_warning();
    Allocation result = decisions({}, {});
    result.findings = warnings_of(plan);
    ASSERT_FALSE(result.findings.empty());
    EXPECT_EQ(broken(plan, result, "findings"), Lines{});
    for (Issue& issue : result.findings) {
        issue.row += 7;
        issue.line = 0;
    }
    EXPECT_EQ(broken(plan, result, "findings"), Lines{});
    result.findings.push_back(result.findings[0]);
    EXPECT_EQ(broken(audit(plan, result), "findings").at(0).found, "1 of such rows too many");
    result.findings[0].message += " or not";
    result.findings.pop_back();
    EXPECT_EQ(broken(plan, result, "findings").size(), 2U);  // one that the plan does not give, and one that it does
    result.findings.clear();
    EXPECT_EQ(broken(audit(plan, result), "findings").at(0).found, "1 of such rows missing");
}

TEST(Findings, name_each_stage_that_hangs_on_keep) {
    Allocation result = honest_result();
    result.stages[6].sensitive_to_keep = true;
    EXPECT_EQ(broken(tiny_plan(), result, "findings").size(), 1U);
    result.findings.push_back({.severity = Severity::warning, .code = "sensitive_to_keep", .table = "stages", .field = "keep", .found = "cost",
                               .expected = "a value that ten times keep moves by 1 % at most",
                               .message = "the stage cost depends on how strictly earlier stages are kept"});
    EXPECT_EQ(broken(tiny_plan(), result, "findings"), Lines{});
    result.stages[6].sensitive_to_keep = false;
    EXPECT_EQ(broken(tiny_plan(), result, "findings").size(), 1U);
}

TEST(Stages, are_shown_as_their_table_writes_them) {
    EXPECT_EQ(changed([](Allocation& a) { a.stages[6].claimed_bound = a.stages[6].cap + 1; }, "stage"),
              Lines{"stage 7, cost: claimed 10000.01, at most 10000.00"});
    EXPECT_EQ(changed([](Allocation& a) { a.stages[6].claimed_bound = a.stages[6].cap; }, "stage"), Lines{});
    EXPECT_EQ(changed([](Allocation& a) { a.stages[1].cap -= 100'000'000; }, "stage"),
              (Lines{"stage 2, worst_zone of class 1: value 7/10, at most 3/5", "stage 2, worst_zone of class 1: reached 7/10, at most 3/5"}));
    EXPECT_EQ(changed([](Allocation& a) { a.stages[5].value += 500'000'000; a.stages[5].gap_rounding += 500'000'000; }, "stage"),
              Lines{"stage 6, persons: value -44.5, value -45"});
}

/// The honest result with so many payments from an annuity that the plan does not know: each is one violation, and no table counts it.
Allocation with_unknown_payments(std::size_t count) {
    Allocation result = honest_result();
    for (std::size_t i = 0; i < count; ++i) {
        result.spend.push_back(row(Pay{.year = 2024, .cents = 1}));
        result.spend.back().site = "nowhere " + std::to_string(i);
        result.spend.back().act = "no act";
    }
    return result;
}

TEST(Violations, are_listed_up_to_a_thousand_and_counted_beyond) {
    const Verification all = audit(tiny_plan(), with_unknown_payments(1000));
    EXPECT_EQ(all.violations.size(), 1000U);
    EXPECT_EQ(all.violation_count, 1000U);
    EXPECT_EQ(all.violations.back().rule, "annuity");
    const Verification more = audit(tiny_plan(), with_unknown_payments(2345));
    ASSERT_EQ(more.violations.size(), 1001U);
    EXPECT_EQ(more.violation_count, 2345U);
    EXPECT_EQ(more.violations[999].rule, "annuity");
    EXPECT_EQ(more.violations[1000].rule, "more_violations");
    EXPECT_EQ(more.violations[1000].found, "2345 violations in all");
    EXPECT_EQ(more.violations[1000].limit, "1000 are listed");
}

TEST(Violations, are_short_and_steer_no_terminal_whatever_stands_in_the_result) {
    Allocation result = honest_result();
    result.spend[0].site = "\x1b[2J" + std::string(1'000'000, 'x');
    for (const Violation& violation : audit(tiny_plan(), result).violations) {
        EXPECT_LE(violation.subject.size(), 410U);
        EXPECT_EQ(violation.subject.find('\x1b'), std::string::npos);
    }
}

}  // namespace
}  // namespace leps
