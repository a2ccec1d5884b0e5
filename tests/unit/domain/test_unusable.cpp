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

/// "REG 2025 R 500.00": what is unusable, where there is any.
std::vector<std::string> unusable(const PlanTables& tables, const std::vector<SpendRow>& spend = {}) {
    const PlanView plan(tables);
    const std::vector<Money> amounts = unusable_money(plan, spend);
    std::vector<std::string> lines;
    for (std::size_t a = 0; a < amounts.size(); ++a) {
        const SpendableAnnuity& annuity = plan.spendable.list()[a];
        if (amounts[a] == Money()) { continue; }
        lines.push_back(plan.tables.funds[annuity.fund.value()].fund.text() + " " + std::to_string(annuity.year) + " " +
                        plan.territories[annuity.recipient].territory.text() + " " + to_string(amounts[a]));
    }
    return lines;
}

/// "150 150": the most units of an operation by period of the horizon, "-" where nothing limits it.
std::string greatest(const PlanTables& tables, const char* site, const char* measure) {
    const PlanView plan(tables);
    std::string line;
    for (const std::optional<WideRatio>& units : GreatestStarts(plan).of(plan.operations[*plan.operations.find(site, plan.measures.at(MeasureId(measure)))])) {
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
TEST(UnusableMoney, CountsWhatIsPaidAlready) {
    EXPECT_EQ(unusable(richer(), {station(2025, "A", 2025, 1000)}), (std::vector<std::string>{"REG 2025 R 500.00", tail_a, tail_b}));
    // Whoever paid it: now 2,500.00 of 2025 are left, and the stations of 2025 still take 1,000.00.
    EXPECT_EQ(unusable(richer(), {station(2024, "A", 2025, 1000)}), (std::vector<std::string>{"REG 2025 R 1500.00", tail_a, tail_b}));
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
    edit(tables.measure_limits, 1, [](MeasureLimit& row) { row.counted = Counted::starts_per_period; });
    EXPECT_EQ(greatest(tables, "A", "HOURS"), "100 100");
}

// By hand: two thirds in A and one third in B: 100 / (2/3) = 150 is less than 100 / (1/3) = 300.
TEST(GreatestStarts, OfACommonProjectStayWithinTheLimitOfEachZone) {
    PlanTables tables = tiny_plan();
    add(tables.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("HOURS"), .territory = TerritoryId("A"), .share = Ratio(2, 3)});
    add(tables.associations, AssociationShare{.association = AssociationId("JOINT"), .measure = MeasureId("HOURS"), .territory = TerritoryId("B"), .share = Ratio(1, 3)});
    add(tables.measure_limits, MeasureLimit{.measure = MeasureId("HOURS"), .max_units = Units::whole(100), .counted = Counted::in_service});
    EXPECT_EQ(greatest(tables, "JOINT", "HOURS"), "150 150");
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
