#include <gtest/gtest.h>

#include "leps/domain/columns/order.hpp"
#include "leps/domain/definitions/mappafondo.hpp"
#include "plan_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

Period year_of_horizon(int year) { return days(Date(static_cast<unsigned short>(year), 1, 1), Date(static_cast<unsigned short>(year), 12, 31)); }

SpendRow paid(const char* fund, int year, const char* from, Category category, int in, std::int64_t cents) {
    return {.fund = FundId(fund), .year = year, .recipient = TerritoryId(from), .act = {}, .site = "A", .measure = MeasureId("HOURS"), .period = year_of_horizon(in),
            .category = category, .amount = Money::from_cents(cents)};
}

/// The rows of one fund, cells separated by blanks, "-" where there is nothing.
std::vector<std::string> map_of(const char* fund, const PlanTables& tables, const std::vector<SpendRow>& spend) {
    PlanTables in_order = tables;
    sort_into_plan_order(in_order);
    std::vector<std::string> lines;
    for (const MappafondoRow& row : mappafondo(PlanView(in_order), spend)) {
        if (row.fund.text() != fund) { continue; }
        std::string line;
        for_each_column<MappafondoRow>([&](const auto& column) {
            const std::string cell = cell_text(column, row);
            line += (line.empty() ? "" : " ") + (cell.empty() ? "-" : cell);
        });
        lines.push_back(line);
    }
    return lines;
}

// By hand: of STATE 2024 A, 3,400.00 gross are bound elsewhere for 400.00, and existing supply takes 100 hours at 1.00; 1.24 of
// the 2,900.00 that are left are used. What is paid in the tail is no real money, and an annuity that is not there has no row.
TEST(Mappafondo, AddsUpToWhatWasAssignedBoundUsedAndLeft) {
    PlanTables tables = tiny_plan();
    tables.header.baseline = Baseline::in_annuities;
    edit(tables.annuities, 2, [](Annuity& row) {
        row.gross = euros(3400);
        row.bound = euros(400);
    });
    edit(tables.service_supply, 0, [](ServiceSupply& row) {
        row.unit_cost = euros(1);
        row.paid_by = FundId("STATE");
    });
    SpendRow in_the_tail = paid("STATE", 2026, "A", Category::current, 2026, 700);
    in_the_tail.act = "projected";
    SpendRow of_no_annuity = paid("STATE", 2024, "A", Category::current, 2024, 9);
    of_no_annuity.act = "another act";
    const std::vector<SpendRow> spend = {paid("STATE", 2024, "A", Category::current, 2024, 123), paid("STATE", 2024, "A", Category::capital, 2024, 1), in_the_tail,
                                         of_no_annuity};
    EXPECT_EQ(map_of("STATE", tables, spend), (std::vector<std::string>{
                  "STATE - state 2024 A HOURS capital 2024-12-31 0.01 0.00 0.00 0.01",
                  "STATE - state 2024 A HOURS current 2024-12-31 1.23 0.00 0.00 1.23",
                  "STATE - state 2024 A - - 2024-12-31 3398.76 500.00 2898.76 0.00",
                  "STATE - state 2024 B - - 2024-12-31 3000.00 0.00 3000.00 0.00",
                  "STATE - state 2025 A - - 2025-12-31 3000.00 0.00 3000.00 0.00",
                  "STATE - state 2025 B - - 2025-12-31 3000.00 0.00 3000.00 0.00"}));
}

// By hand: of 6.00 + 4.00, 7.00 are used and 3.00 free; without gross, what is bound is what bound_eur says.
TEST(Mappafondo, ShowsPooledMunicipalMoneyAsOneAnnuityOfTheZone) {
    PlanTables tables = tiny_plan();
    add(tables.funds, Fund{.fund = FundId("TOWN"), .name = "Municipal", .tier = Tier::municipality});
    for (const auto& [town, cents] : {std::pair("A1", 600), std::pair("A2", 400)}) {
        add(tables.territories, Territory{.territory = TerritoryId(town), .name = town, .kind = TerritoryKind::municipality, .parent = TerritoryId("A")});
        add(tables.annuities, Annuity{.fund = FundId("TOWN"), .year = 2024, .territory = TerritoryId(town), .amount = Money::from_cents(cents),
                                      .bound = Money::from_cents(50), .window = year_of_horizon(2024)});
    }
    EXPECT_EQ(map_of("TOWN", tables, {paid("TOWN", 2024, "A", Category::current, 2024, 700)}), (std::vector<std::string>{
                  "TOWN - municipality 2024 A HOURS current 2024-12-31 7.00 0.00 0.00 7.00", "TOWN - municipality 2024 A - - 2024-12-31 4.00 1.00 3.00 0.00"}));
}

}  // namespace
}  // namespace leps
