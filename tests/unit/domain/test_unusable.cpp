#include <gtest/gtest.h>

#include "leps/domain/definitions/unusable.hpp"
#include "plan_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

Period in_year(int year) { return days(Date(static_cast<unsigned short>(year), 1, 1), Date(static_cast<unsigned short>(year), 12, 31)); }

/// What a station in a zone is paid of a year's regional money.
SpendRow station(int year, const char* zone, int in, std::int64_t amount) {
    return {.fund = FundId("REG"), .year = year, .recipient = TerritoryId("R"), .act = {}, .site = zone, .measure = MeasureId("STATION"), .period = in_year(in),
            .category = Category::capital, .amount = euros(amount)};
}

/// What hours in A are paid of the state money of the year.
SpendRow hours(int year, std::int64_t amount) {
    return {.fund = FundId("STATE"), .year = year, .recipient = TerritoryId("A"), .act = {}, .site = "A", .measure = MeasureId("HOURS"), .period = in_year(year),
            .category = Category::current, .amount = euros(amount)};
}

UnitRow started(const char* site, const char* measure, int in, std::int64_t units) {
    return {.site = site, .measure = MeasureId(measure), .period = in_year(in), .units = Units::whole(units)};
}

/// "REG 2025 R 500.00": what is unusable, where there is any.
std::vector<std::string> unusable(const PlanTables& tables, const std::vector<UnitRow>& starts = {}, const std::vector<SpendRow>& spend = {}) {
    const PlanView plan(tables);
    const std::vector<Money> amounts = unusable_money(plan, starts, spend);
    std::vector<std::string> lines;
    for (std::size_t a = 0; a < amounts.size(); ++a) {
        const SpendableAnnuity& annuity = plan.spendable.list()[a];
        if (amounts[a] == Money()) { continue; }
        lines.push_back(plan.tables.funds[annuity.fund.value()].fund.text() + " " + std::to_string(annuity.year) + " " +
                        plan.territories[annuity.recipient].territory.text() + " " + to_string(amounts[a]));
    }
    return lines;
}

/// "150 150": the most units of an operation beside what is started, by period of the horizon, "-" where nothing limits it.
std::string greatest(const PlanTables& tables, const char* site, const char* measure, const std::vector<UnitRow>& starts = {}) {
    const PlanView plan(tables);
    std::string line;
    for (const std::optional<WideRatio>& units : GreatestStarts(plan, starts).of(plan.operations[*plan.operations.find(site, plan.measures.at(MeasureId(measure)))])) {
        line += (line.empty() ? "" : " ") + (units ? to_string(*units) : "-");
    }
    return line;
}

/// tiny_plan() where REG has 2,500.00 of 2025.
PlanTables richer() {
    PlanTables tables = tiny_plan();
    edit(tables.annuities, 1, [](Annuity& row) { row.amount = euros(2500); });
    return tables;
}

// Hours last a year and start in 2024 and 2025: in 2026 there is nothing for the projected money of STATE to pay.
const char* const tail_a = "STATE 2026 A 3000.00";
const char* const tail_b = "STATE 2026 B 3000.00";

// By hand: a station in each zone in 2024 and in 2025, 1,000.00 each, by the limit of one: 4,000.00 for the money of 2024, which
// may be spent in both years, 2,000.00 for that of 2025. Hours have no limit.
TEST(UnusableMoney, IsWhatIsLeftBeyondWhatItMayPayAtMost) {
    EXPECT_EQ(unusable(tiny_plan()), (std::vector<std::string>{tail_a, tail_b}));
    EXPECT_EQ(unusable(richer()), (std::vector<std::string>{"REG 2025 R 500.00", tail_a, tail_b}));
}

// By hand: 1,500.00 of 2025 are left, and of 2025 only the station in B can still be paid.
TEST(UnusableMoney, CountsWhatIsStartedAlready) {
    const std::vector<UnitRow> of_2025 = {started("A", "STATION", 2025, 1)};
    EXPECT_EQ(unusable(richer(), of_2025, {station(2025, "A", 2025, 1000)}), (std::vector<std::string>{"REG 2025 R 500.00", tail_a, tail_b}));
    // Whoever paid it: now 2,500.00 of 2025 are left, and the stations of 2025 still take 1,000.00.
    EXPECT_EQ(unusable(richer(), of_2025, {station(2024, "A", 2025, 1000)}), (std::vector<std::string>{"REG 2025 R 1500.00", tail_a, tail_b}));
}

// By hand: one station that never ends, in A alone, built in 2024 with the 1,000.00 of that year: those of 2025 have no use, unless
// another may be started every year.
TEST(UnusableMoney, IsWhatFindsItsLimitUsedUpInAnEarlierPeriod) {
    const std::vector<UnitRow> starts = {started("A", "STATION", 2024, 1)};
    const std::vector<SpendRow> spend = {station(2024, "A", 2024, 1000)};
    const std::vector<std::string> of_2025 = {"REG 2025 R 1000.00", tail_a, tail_b};
    const std::vector<std::string> nothing = {tail_a, tail_b};
    for (const Counted counted : {Counted::in_service, Counted::starts_in_horizon, Counted::starts_per_period}) {
        PlanTables tables = tiny_plan();
        edit(tables.measures, 1, [](Measure& row) { row.life_months.reset(); });
        for (const std::size_t row : {std::size_t{0}, std::size_t{1}}) { edit(tables.annuities, row, [](Annuity& annuity) { annuity.amount = euros(1000); }); }
        edit(tables.measure_limits, 0, [&](MeasureLimit& row) { row.counted = counted; });
        add(tables.measure_limits, MeasureLimit{.measure = MeasureId("STATION"), .scope = {.territory = TerritoryId("B")}, .max_units = Units(), .counted = counted});
        EXPECT_EQ(unusable(tables), nothing) << word(counted);
        EXPECT_EQ(unusable(tables, starts, spend), counted == Counted::starts_per_period ? nothing : of_2025) << word(counted);
    }
}

TEST(UnusableMoney, OfWhatMayPayNothingOnItsDaysIsAllOfIt) {
    PlanTables tables = tiny_plan();
    edit(tables.eligibility, 0, [](Eligibility& row) { row.valid.until = Date(2025, 1, 1); });  // REG may pay in 2024 alone
    EXPECT_EQ(unusable(tables), (std::vector<std::string>{"REG 2025 R 2000.00", tail_a, tail_b}));
    edit(tables.eligibility, 0, [](Eligibility& row) { row.category = Category::cash; });
    EXPECT_EQ(unusable(tables), (std::vector<std::string>{"REG 2024 R 2000.00", "REG 2025 R 2000.00", tail_a, tail_b}));
}

// By hand: 300 hours that start in 2025 and last two years cost 3,000.00 in 2026; without a limit on them, whatever there is.
TEST(UnusableMoney, OfTheTailIsWhatNothingThatRunsOnCouldTake) {
    PlanTables tables = tiny_plan();
    edit(tables.measures, 0, [](Measure& row) { row.life_months = 24; });
    EXPECT_EQ(unusable(tables), std::vector<std::string>{});
    add(tables.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::whole(200), .counted = Counted::in_service});
    // 200 hours of 2024, 200 of 2025: 2,000.00 in 2024, 4,000.00 in 2025 if each start were as great as it may be, 2,000.00 in 2026.
    EXPECT_EQ(unusable(tables), (std::vector<std::string>{"STATE 2024 A 1000.00", "STATE 2024 B 1000.00", "STATE 2026 A 1000.00", "STATE 2026 B 1000.00"}));
    // 150 of 2024 in A cost 1,500.00 in 2024 and in 2025; 50 more fit in 2024 and 50 in 2025: 500.00, 1,000.00 and, in 2026, 500.00.
    EXPECT_EQ(unusable(tables, {started("A", "HOURS", 2024, 150)}, {hours(2024, 1500), hours(2025, 1500)}),
              (std::vector<std::string>{"STATE 2024 A 1000.00", "STATE 2024 B 1000.00", "STATE 2025 A 500.00", "STATE 2026 A 2500.00", "STATE 2026 B 1000.00"}));
}

TEST(UnusableMoney, IsNeverWhatAWholeUnitLeavesOver) {
    PlanTables tables = tiny_plan();
    edit(tables.annuities, 1, [](Annuity& row) { row.amount = euros(999); });  // less than one station
    EXPECT_EQ(unusable(tables), (std::vector<std::string>{tail_a, tail_b}));
}

TEST(GreatestStarts, FollowFromTheClosestRowOfEachLimit) {
    PlanTables tables = tiny_plan();
    EXPECT_EQ(greatest(tables, "A", "HOURS"), "- -");
    EXPECT_EQ(greatest(tables, "A", "STATION"), "1 1");
    add(tables.measure_limits, MeasureLimit{.measure = MeasureId("STATION"), .scope = {.territory = TerritoryId("A")}, .max_units = Units::from_nanos(2'500'000'000),
                                            .counted = Counted::in_service});
    EXPECT_EQ(greatest(tables, "A", "STATION"), "2 2");  // whole
    EXPECT_EQ(greatest(tables, "B", "STATION"), "1 1");
    add(tables.measure_limits, MeasureLimit{.measure = MeasureId("WORKS"), .max_units = Units(), .counted = Counted::starts_in_horizon});  // the heading
    EXPECT_EQ(greatest(tables, "A", "STATION"), "0 0");
}

// By hand: half a year's delay, then one year: a start of 2024 counts by half in each year, one of 2025 by half in its own.
TEST(GreatestStarts, CountWhatAStartPutsInServiceInEachYear) {
    PlanTables tables = tiny_plan();
    edit(tables.measures, 0, [](Measure& row) { row.delay_months = 6; });
    add(tables.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::whole(100), .counted = Counted::in_service});
    EXPECT_EQ(greatest(tables, "A", "HOURS"), "200 200");
    // 100 of 2024 count 50 in each year, and leave 50: 100 of 2024, by half in each year, or 100 of 2025.
    EXPECT_EQ(greatest(tables, "A", "HOURS", {started("A", "HOURS", 2024, 100)}), "100 100");
    // 100 of 2025 count 50 in 2025 alone: 200 of 2024 would fit in 2024, but 100 in 2025.
    EXPECT_EQ(greatest(tables, "A", "HOURS", {started("A", "HOURS", 2025, 100)}), "100 100");
    // 100 of 2024 and 60 of 2025 count 80 in 2025.
    EXPECT_EQ(greatest(tables, "A", "HOURS", {started("A", "HOURS", 2024, 100), started("A", "HOURS", 2025, 60)}), "40 40");
    edit(tables.measure_limits, 1, [](MeasureLimit& row) { row.counted = Counted::starts_per_period; });
    EXPECT_EQ(greatest(tables, "A", "HOURS"), "100 100");
    EXPECT_EQ(greatest(tables, "A", "HOURS", {started("A", "HOURS", 2024, 30)}), "70 100");
    edit(tables.measure_limits, 1, [](MeasureLimit& row) { row.counted = Counted::starts_in_horizon; });
    EXPECT_EQ(greatest(tables, "A", "HOURS", {started("A", "HOURS", 2024, 30)}), "70 70");
}

TEST(GreatestStarts, AreNeverLessThanNoneAndCountNothingThatThePlanDoesNotKnow) {
    const PlanTables tables = tiny_plan();
    EXPECT_EQ(greatest(tables, "A", "STATION", {started("A", "STATION", 2024, 3)}), "0 0");
    EXPECT_EQ(greatest(tables, "B", "STATION", {started("A", "STATION", 2024, 3)}), "1 1");
    EXPECT_EQ(greatest(tables, "A", "STATION", {started("nowhere", "STATION", 2024, 1), started("A", "NOTHING", 2024, 1), started("A", "STATION", 2026, 1)}), "1 1");
}

// By hand: three works in each zone: two yards leave one; a station more leaves none, in A.
TEST(GreatestStarts, BesideWhatIsStartedUnderTheSameHeading) {
    PlanTables tables = tiny_plan();
    add(tables.measures, Measure{.measure = MeasureId("YARD"), .name = "Yard", .parent = MeasureId("WORKS"), .unit = "projects", .whole = true});
    add(tables.measure_limits, MeasureLimit{.measure = MeasureId("WORKS"), .max_units = Units::whole(3), .counted = Counted::starts_in_horizon});
    std::vector<UnitRow> starts = {started("A", "YARD", 2024, 2)};
    EXPECT_EQ(greatest(tables, "A", "YARD", starts) + ", " + greatest(tables, "A", "STATION", starts), "1 1, 1 1");
    starts.push_back(started("A", "STATION", 2025, 1));
    EXPECT_EQ(greatest(tables, "A", "YARD", starts) + ", " + greatest(tables, "A", "STATION", starts), "0 0, 0 0");
    EXPECT_EQ(greatest(tables, "B", "YARD", starts) + ", " + greatest(tables, "B", "STATION", starts), "3 3, 1 1");
}

// By hand: two thirds in A and one third in B: 100 / (2/3) = 150 is less than 100 / (1/3) = 300.
TEST(GreatestStarts, OfACommonProjectStayWithinTheLimitOfEachZone) {
    PlanTables tables = tiny_plan();
    add(tables.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("HOURS"), .territory = TerritoryId("A"), .share = Ratio(2, 3)});
    add(tables.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("HOURS"), .territory = TerritoryId("B"), .share = Ratio(1, 3)});
    add(tables.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::whole(100), .counted = Counted::in_service});
    EXPECT_EQ(greatest(tables, "JOINT", "HOURS"), "150 150");
    // 60 of the common project count 40 in A and 20 in B: 60 / (2/3) = 90 are left, and 60 to A alone, 80 to B.
    const std::vector<UnitRow> starts = {started("JOINT", "HOURS", 2024, 60)};
    edit(tables.measure_limits, 1, [](MeasureLimit& row) { row.counted = Counted::starts_in_horizon; });
    EXPECT_EQ(greatest(tables, "JOINT", "HOURS", starts), "90 90");
    EXPECT_EQ(greatest(tables, "A", "HOURS", starts) + ", " + greatest(tables, "B", "HOURS", starts), "60 60, 80 80");
    // Of eight with one in A alone: 7 / (2/3) = 10.5 is less than 8 / (1/3).
    edit(tables.measure_limits, 1, [](MeasureLimit& row) { row.max_units = Units::whole(8); });
    EXPECT_EQ(greatest(tables, "JOINT", "HOURS", {started("A", "HOURS", 2025, 1)}), "21/2 21/2");
}

TEST(GreatestStarts, OfARegionsOwnMeasureStayWithinTheLimitOfTheRegion) {
    PlanTables tables = tiny_plan();
    edit(tables.measures, 0, [](Measure& row) {
        row.owner = MeasureOwner::region;
        row.serve_by = IndicatorId("POP");
    });
    add(tables.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::whole(100), .counted = Counted::starts_in_horizon});
    EXPECT_EQ(greatest(tables, "R", "HOURS"), "100 100");
    EXPECT_EQ(greatest(tables, "R", "HOURS", {started("R", "HOURS", 2025, 30)}), "70 70");
}

// By hand: 1 / (3/4) = 1.333333333...
TEST(GreatestStarts, AreCountedInNanoUnits) {
    PlanTables tables = tiny_plan();
    add(tables.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("HOURS"), .territory = TerritoryId("A"), .share = Ratio(3, 4)});
    add(tables.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("HOURS"), .territory = TerritoryId("B"), .share = Ratio(1, 4)});
    add(tables.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::whole(1), .counted = Counted::in_service});
    EXPECT_EQ(greatest(tables, "JOINT", "HOURS"), "1333333333/1000000000 1333333333/1000000000");
}

// By hand: 300 elderly in A, 100 in B; one for 150: 2 and 2/3, rounded down to 0, but at least 1; at most 1 by max_units.
TEST(GreatestUnits, AreRoundedByHeadThenRaisedThenCappedByMaxUnits) {
    const PlanView plan(tiny_plan());
    const auto most = [&](const MeasureLimit& row, const char* zone) {
        const auto units = greatest_units(row, TerritoryId(zone), 2025, plan.indicators);
        return units ? to_string(*units) : "-";
    };
    MeasureLimit row{.measure = MeasureId("HOURS"), .per_indicator = IndicatorId("ELDERLY"), .per_amount = Ratio(150), .rounding = Rounding::floor};
    EXPECT_EQ(most(row, "A") + " " + most(row, "B"), "2 0");
    row.rounding = Rounding::ceil;
    EXPECT_EQ(most(row, "A") + " " + most(row, "B"), "2 1");
    row.rounding = Rounding::floor;
    row.at_least = Units::whole(1);
    EXPECT_EQ(most(row, "A") + " " + most(row, "B"), "2 1");
    row.max_units = Units::whole(1);
    EXPECT_EQ(most(row, "A") + " " + most(row, "B"), "1 1");
    EXPECT_EQ(most(MeasureLimit{.measure = MeasureId("HOURS"), .min_units = Units::whole(1), .kind = LimitKind::obligation}, "A"), "-");
}

}  // namespace
}  // namespace leps
