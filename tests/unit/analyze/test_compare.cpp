// Two answers side by side. All numbers follow by hand from compare_fixture.hpp.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "compare_fixture.hpp"
#include "leps/analyze/compare.hpp"
#include "leps/analyze/comparison_columns.hpp"
#include "leps/core/error.hpp"
#include "leps/domain/columns/order.hpp"

namespace leps {
namespace {

using fixture::euros;
using fixture::whole_year;

class CompareAnswers : public testing::Test {
protected:
    const Plan tiny = fixture::compared_plan(fixture::tiny_plan());
    const Plan cut = fixture::compared_plan(fixture::cut_plan());
    const Allocation before = fixture::tiny_answer(tiny);
    const Allocation after = fixture::cut_answer(cut);
    const Comparison found = compare({.plan = tiny, .allocation = before}, {.plan = cut, .allocation = after});
};

Units tenths_of_units(std::int64_t count) { return Units::from_nanos(count * Units::nanos_per_unit / 10); }

// A start of 12 months is in service for half of the two years, and ten hours are one person: 400 hours are 20 persons. The gap of C is
// 1 in 2024 and 1/2 in 2025; the station of A belongs to class 2.
TEST_F(CompareAnswers, ZonesAreJoinedAndAZoneOfOnePlanAloneIsKept) {
    const std::vector<ZoneComparison> zones = {
        {.zone = TerritoryId("A"), .priority_class = 1, .gap_ppb = {700'000'000, 700'000'000}, .levels_due = {4, 4}, .levels_reached = {2, 0},
         .covered_persons = {Units::whole(20), Units::whole(20)}, .spent = {euros(5000), euros(4000)}},
        {.zone = TerritoryId("B"), .priority_class = 1, .gap_ppb = {500'000'000, 650'000'000}, .levels_due = {2, 2}, .levels_reached = {0, 0},
         .covered_persons = {Units::whole(25), tenths_of_units(175)}, .spent = {euros(5000), euros(3500)}},
        {.zone = TerritoryId("C"), .side = Side::second, .priority_class = 1, .gap_ppb = {{}, 750'000'000}, .levels_due = {{}, 2},
         .levels_reached = {{}, 0}, .covered_persons = {{}, tenths_of_units(25)}, .spent = {{}, euros(500)}}};
    EXPECT_EQ(found.zones, zones);
    EXPECT_EQ(found.zones[1].covered_persons.delta(), tenths_of_units(-75));
    EXPECT_EQ(found.zones[2].covered_persons.delta(), std::nullopt);
    const std::vector<ClassComparison> classes = {
        {.zone = TerritoryId("A"), .priority_class = 1, .gap_ppb = {700'000'000, 700'000'000}},
        {.zone = TerritoryId("A"), .priority_class = 2, .gap_ppb = {0, 1'000'000'000}},
        {.zone = TerritoryId("B"), .priority_class = 1, .gap_ppb = {500'000'000, 650'000'000}},
        {.zone = TerritoryId("C"), .priority_class = 1, .side = Side::second, .gap_ppb = {{}, 750'000'000}}};
    EXPECT_EQ(found.classes, classes);
}

TEST_F(CompareAnswers, WhichZonesFallBelowALevelIsOneCall) {
    const std::vector<LevelComparison> falls = found.falls();
    ASSERT_EQ(falls.size(), 2U);
    for (std::size_t i = 0; i < falls.size(); ++i) {
        const LevelComparison expected{.zone = TerritoryId("A"), .level = LevelId("OPEN"), .period = whole_year(2024 + static_cast<int>(i)),
                                       .required = {Ratio(1), Ratio(1)}, .after = {Ratio(1), Ratio(0)}, .shortfall = {Ratio(0), Ratio(1)},
                                       .gap_ppb = {0, 1'000'000'000}, .reached = {true, false}};
        EXPECT_EQ(falls[i], expected);
    }
    EXPECT_EQ(found.levels.size(), 8U);
    EXPECT_EQ(std::count_if(found.levels.begin(), found.levels.end(), [](const LevelComparison& row) { return row.side == Side::second; }), 2);
}

TEST_F(CompareAnswers, AnnuitiesSayWhatWasCutUsedAndLapses) {
    const auto row = [&](const char* fund, int year, const char* recipient) {
        return *std::find_if(found.funds.begin(), found.funds.end(), [&](const FundComparison& r) {
            return r.fund == FundId(fund) && r.year == year && r.recipient == TerritoryId(recipient);
        });
    };
    EXPECT_EQ(found.funds.size(), 6U);
    const FundComparison cut_one = row("STATE", 2025, "B");
    EXPECT_EQ(cut_one.side, Side::both);
    EXPECT_EQ(cut_one.amount.delta(), euros(-2000));
    EXPECT_EQ(cut_one.used.delta(), euros(-1500));
    EXPECT_EQ(cut_one.left.delta(), euros(-500));
    EXPECT_EQ(row("REG", 2024, "R").lapses.delta(), euros(1000));
    const FundComparison new_one = row("LOC", 2025, "C");
    EXPECT_EQ(new_one.side, Side::second);
    EXPECT_EQ(new_one.amount.first, std::nullopt);
    EXPECT_EQ(new_one.used.second, euros(500));
}

// What the second plan could spend on the station and does not is zero; what the first plan has no fund for is unknown.
TEST_F(CompareAnswers, MoneyAndPersonsAreZeroOnlyWhereThePlanKnowsThem) {
    const std::vector<MoneyComparison> money = {
        {.fund = FundId("LOC"), .measure = MeasureId("HOURS"), .side = Side::second, .spent = {{}, euros(500)}},
        {.fund = FundId("REG"), .measure = MeasureId("STATION"), .spent = {euros(1000), euros(0)}},
        {.fund = FundId("STATE"), .measure = MeasureId("HOURS"), .spent = {euros(9000), euros(7500)}}};
    EXPECT_EQ(found.money, money);
    const std::vector<PersonsComparison> persons = {
        {.zone = TerritoryId("A"), .level = LevelId("CARE"), .persons = {Units::whole(20), Units::whole(20)}},
        {.zone = TerritoryId("B"), .level = LevelId("CARE"), .persons = {Units::whole(25), tenths_of_units(175)}},
        {.zone = TerritoryId("C"), .level = LevelId("CARE"), .side = Side::second, .persons = {{}, tenths_of_units(25)}}};
    EXPECT_EQ(found.persons, persons);
}

// The best shortfall of the first plan is 8 to 10, that of the second 12 to 20: they differ by 2 to 12, for certain.
TEST_F(CompareAnswers, StagesSayTheirSignInWordsAndWhetherItIsProved) {
    const auto both = [](StageComparison row, Int128 delta, Int128 least, Int128 most, Verdict verdict) {
        row.delta = delta;
        row.delta_least = least;
        row.delta_most = most;
        row.verdict = verdict;
        return row;
    };
    const std::vector<StageComparison> stages = {
        both({.objective = StageObjective::shortfall, .priority_class = 1, .value = {10, 20}, .bound = {8, 12}}, 10, 2, 12, Verdict::worse_proved),
        both({.objective = StageObjective::worst_zone, .priority_class = 1, .value = {5, 6}, .bound = {0, 0}}, 1, -5, 6, Verdict::worse),
        both({.objective = StageObjective::cost, .value = {10000'00, 8000'00}, .bound = {9000'00, 7500'00}}, -2000'00, -2500'00, -1000'00,
             Verdict::better_proved),
        {.objective = StageObjective::at_risk, .side = Side::first, .value = {7, {}}, .bound = {7, {}}},
        both({.objective = StageObjective::tie_break, .value = {3, 3}, .bound = {3, 2}}, 0, -1, 0, Verdict::same),
        {.objective = StageObjective::continuity, .side = Side::second, .value = {{}, 4}, .bound = {{}, 4}}};
    EXPECT_EQ(found.stages, stages);
}

template <class Visitor>
void each_table(const Comparison& comparison, Visitor visitor) {
    visitor(comparison.zones);
    visitor(comparison.classes);
    visitor(comparison.levels);
    visitor(comparison.funds);
    visitor(comparison.persons);
    visitor(comparison.money);
    visitor(comparison.stages);
}

TEST_F(CompareAnswers, AnAnswerDiffersFromItselfInNothing) {
    const Comparison same = compare({.plan = tiny, .allocation = before}, {.plan = tiny, .allocation = before});
    std::size_t deltas = 0;
    each_table(same, [&]<class Row>(const std::vector<Row>& rows) {
        EXPECT_FALSE(rows.empty());
        for_each_column<Row>([&](const auto& column) {
            for (const Row& row : rows) {
                EXPECT_EQ(row.side, Side::both);
                if (!column.name.ends_with("_delta")) { continue; }
                ++deltas;
                const std::string text = cell_text(column, row);
                EXPECT_TRUE(text == "0" || text == "0.00") << column.name << " " << text;
            }
        });
    });
    EXPECT_GT(deltas, 50U);
    for (const StageComparison& row : same.stages) { EXPECT_EQ(row.verdict, Verdict::same); }
    EXPECT_TRUE(same.falls().empty());
}

/// A row as texts, seen from the other side: what ends in _first in the place of _second, deltas with the other sign.
template <class Row>
std::vector<std::string> mirrored(const Row& row, Side seen) {
    std::vector<std::string> cells;
    std::string least;
    const auto negative = [](std::string text) {
        if (text.empty() || text == "0" || text == "0.00") { return text; }
        return text.starts_with("-") ? text.substr(1) : "-" + text;
    };
    for_each_column<Row>([&](const auto& column) {
        std::string text = cell_text(column, row);
        if (seen == Side::second) {
            if (column.name.ends_with("_delta")) { text = negative(text); }
            if (column.name == "delta_least") { least = text; }
            if (column.name == "delta_most") {
                cells.back() = negative(text);
                text = negative(least);
            }
            if (column.name.ends_with("_second")) { std::swap(cells.back(), text); }
            if (column.name == "side" && text != "both") { text = text == "first" ? "second" : "first"; }
            if (column.name == "verdict" && text.starts_with("better")) { text.replace(0, 6, "worse"); }
            else if (column.name == "verdict" && text.starts_with("worse")) { text.replace(0, 5, "better"); }
        }
        cells.push_back(std::move(text));
    });
    return cells;
}

TEST_F(CompareAnswers, TheOtherWayRoundItIsItsMirror) {
    const Comparison back = compare({.plan = cut, .allocation = after}, {.plan = tiny, .allocation = before});
    const auto texts = []<class Row>(std::vector<Row> rows, Side seen) {
        std::sort(rows.begin(), rows.end(), key_before<Row>);  // stages follow the order of the first answer
        std::vector<std::vector<std::string>> list;
        for (const Row& row : rows) { list.push_back(mirrored(row, seen)); }
        return list;
    };
    EXPECT_EQ(texts(back.zones, Side::second), texts(found.zones, Side::first));
    EXPECT_EQ(texts(back.classes, Side::second), texts(found.classes, Side::first));
    EXPECT_EQ(texts(back.levels, Side::second), texts(found.levels, Side::first));
    EXPECT_EQ(texts(back.funds, Side::second), texts(found.funds, Side::first));
    EXPECT_EQ(texts(back.persons, Side::second), texts(found.persons, Side::first));
    EXPECT_EQ(texts(back.money, Side::second), texts(found.money, Side::first));
    EXPECT_EQ(texts(back.stages, Side::second), texts(found.stages, Side::first));
    EXPECT_TRUE(back.falls().empty());
}

TEST_F(CompareAnswers, OfAnAnswerThatIsNoneNothingIsKnownWhichIsNotZero) {
    const Allocation none{.status = AllocationStatus::infeasible, .plan_hash = cut.hash()};
    const Comparison half = compare({.plan = tiny, .allocation = before}, {.plan = cut, .allocation = none});
    EXPECT_EQ(half.second.status, AllocationStatus::infeasible);
    each_table(half, [&]<class Row>(const std::vector<Row>& rows) {
        EXPECT_FALSE(rows.empty());
        for_each_column<Row>([&](const auto& column) {
            for (const Row& row : rows) {
                EXPECT_EQ(row.side, Side::first);
                if (column.name.ends_with("_second") || column.name.ends_with("_delta")) { EXPECT_EQ(cell_text(column, row), "") << column.name; }
            }
        });
    });
    EXPECT_TRUE(half.falls().empty());
}

// A third of a unit and 2^62 - 1 over 2^62: their difference needs 128 bits, and is cut to nano-units towards zero on either side.
TEST(Compared, DifferencesOfFractionsAreTheSameEitherWayRoundEvenWhereTheyAreCut) {
    const Ratio third(1, 3);
    const Ratio nearly((std::int64_t{1} << 62) - 1, std::int64_t{1} << 62);
    EXPECT_EQ(difference(third, Ratio(1, 2)), Ratio(1, 6));
    EXPECT_EQ(difference(third, nearly), Ratio(666'666'666, 1'000'000'000));
    EXPECT_EQ(difference(nearly, third), Ratio(-666'666'666, 1'000'000'000));
}

TEST_F(CompareAnswers, WhatCannotBeJoinedIsRefused) {
    const auto refused = [&](const Allocation& first, const Allocation& second) {
        try {
            (void)compare({.plan = tiny, .allocation = first}, {.plan = cut, .allocation = second});
        } catch (const InvalidValue& error) { return error.fields().code + " " + error.fields().subject + " " + error.fields().field; }
        return std::string("nothing");
    };
    EXPECT_EQ(refused(after, before), "other_plan the first answer plan_hash");
    Allocation doubled = after;
    doubled.coverage.push_back(doubled.coverage.front());
    EXPECT_EQ(refused(before, doubled), "duplicate_key the second answer coverage");
    doubled = before;
    doubled.stages.push_back(doubled.stages.front());
    EXPECT_EQ(refused(doubled, after), "duplicate_key the first answer stages");
}

}  // namespace
}  // namespace leps
