#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "../domain/plan_fixture.hpp"
#include "leps/domain/plan.hpp"

namespace leps::fixture {

/// make_plan(tables): a whole plan is slow to compile, so it is made in one place.
[[nodiscard]] Plan compared_plan(const PlanTables& tables);

[[nodiscard]] inline Period whole_year(int year) {
    return days(Date(static_cast<unsigned short>(year), 1, 1), Date(static_cast<unsigned short>(year), 12, 31));
}

/// tiny_plan() with less money of B in 2025 (1,000 of 3,000 euros), and with a zone C that has a fund of its own for 2025.
[[nodiscard]] inline PlanTables cut_plan() {
    PlanTables plan = tiny_plan();
    edit(plan.annuities, 5, [](Annuity& row) { row.amount = euros(1000); });
    add(plan.territories, {.territory = TerritoryId("C"), .name = "C", .kind = TerritoryKind::zone, .parent = TerritoryId("R")});
    for (const auto& [indicator, value] : {std::pair("ELDERLY", 20), std::pair("POP", 100)}) {
        add(plan.indicator_values, {.indicator = IndicatorId(indicator), .territory = TerritoryId("C"), .year = 2024, .value = Ratio(value)});
    }
    for (const int year : {2024, 2025}) { add(plan.service_supply, {.level = LevelId("CARE"), .territory = TerritoryId("C"), .year = year}); }
    add(plan.funds, {.fund = FundId("LOC"), .name = "Local", .tier = Tier::municipality, .missing_annuity = MissingAnnuity::zero, .preference = 3});
    add(plan.annuities, {.fund = FundId("LOC"), .year = 2025, .territory = TerritoryId("C"), .amount = euros(500), .window = whole_year(2025)});
    add(plan.eligibility, {.fund = FundId("LOC"), .measure = MeasureId("HOURS"), .category = Category::current});
    return plan;
}

/// Makes the rows of answers.
struct AnswerRows {
    Allocation answer;

    AnswerRows& hours(const char* zone, int year, std::int64_t units) {
        answer.starts.push_back({.site = zone, .measure = MeasureId("HOURS"), .period = whole_year(year), .units = Units::whole(units)});
        return *this;
    }
    AnswerRows& paid(const char* fund, const char* recipient, const char* zone, int year, std::int64_t amount) {
        const bool station = std::string(fund) == "REG";
        answer.spend.push_back({.fund = FundId(fund), .year = year, .recipient = TerritoryId(recipient), .site = zone,
                                .measure = MeasureId(station ? "STATION" : "HOURS"), .period = whole_year(year),
                                .category = station ? Category::capital : Category::current, .amount = euros(amount)});
        return *this;
    }
    AnswerRows& covered(const char* zone, const char* level, int year, std::int64_t required, std::int64_t after) {
        const std::int64_t missing = required - after;
        answer.coverage.push_back({.zone = TerritoryId(zone), .level = LevelId(level), .period = whole_year(year), .required = Ratio(required),
                                   .after = Ratio(after), .shortfall = Ratio(missing), .gap_ppb = missing * 1'000'000'000 / required,
                                   .reached = missing == 0});
        return *this;
    }
    AnswerRows& fund(const char* fund, const char* recipient, int year, std::int64_t amount, std::int64_t used) {
        answer.funds.push_back({.fund = FundId(fund), .year = year, .recipient = TerritoryId(recipient), .window = whole_year(year),
                                .amount = euros(amount), .used = euros(used), .left = euros(amount - used),
                                .lapses_on = Date(static_cast<unsigned short>(year), 12, 31)});
        return *this;
    }
    AnswerRows& stage(StageObjective objective, std::optional<int> priority, std::int64_t value, std::int64_t bound) {
        answer.stages.push_back({.objective = objective, .priority_class = priority, .value = value, .reached = value, .cap = value, .bound = bound});
        return *this;
    }
};

/// Of tiny_plan(), by hand: A buys 200 hours a year at 10 euros and a station, B 250 hours a year. (Stages stand for themselves.)
[[nodiscard]] inline Allocation tiny_answer(const Plan& plan) {
    AnswerRows rows;
    for (const int year : {2024, 2025}) {
        rows.hours("A", year, 200).paid("STATE", "A", "A", year, 2000).covered("A", "CARE", year, 1000, 300).covered("A", "OPEN", year, 1, 1);
        rows.hours("B", year, 250).paid("STATE", "B", "B", year, 2500).covered("B", "CARE", year, 500, 250);
        rows.fund("STATE", "A", year, 3000, 2000).fund("STATE", "B", year, 3000, 2500);
    }
    rows.answer.starts.push_back({.site = "A", .measure = MeasureId("STATION"), .period = whole_year(2024), .units = Units::whole(1)});
    rows.paid("REG", "R", "A", 2024, 1000).fund("REG", "R", 2024, 2000, 1000);
    rows.stage(StageObjective::shortfall, 1, 10, 8).stage(StageObjective::worst_zone, 1, 5, 0)
        .stage(StageObjective::cost, std::nullopt, 10000'00, 9000'00).stage(StageObjective::at_risk, std::nullopt, 7, 7)
        .stage(StageObjective::tie_break, std::nullopt, 3, 3);
    rows.answer.status = AllocationStatus::allocated;
    rows.answer.plan_hash = plan.hash();
    return rows.answer;
}

/// Of cut_plan(): no station; in 2025 B buys 100 hours and C 50.
[[nodiscard]] inline Allocation cut_answer(const Plan& plan) {
    AnswerRows rows;
    for (const int year : {2024, 2025}) {
        rows.hours("A", year, 200).paid("STATE", "A", "A", year, 2000).covered("A", "CARE", year, 1000, 300).covered("A", "OPEN", year, 1, 0);
        rows.fund("STATE", "A", year, 3000, 2000);
    }
    rows.hours("B", 2024, 250).paid("STATE", "B", "B", 2024, 2500).covered("B", "CARE", 2024, 500, 250).fund("STATE", "B", 2024, 3000, 2500);
    rows.hours("B", 2025, 100).paid("STATE", "B", "B", 2025, 1000).covered("B", "CARE", 2025, 500, 100).fund("STATE", "B", 2025, 1000, 1000);
    rows.hours("C", 2025, 50).paid("LOC", "C", "C", 2025, 500).covered("C", "CARE", 2024, 100, 0).covered("C", "CARE", 2025, 100, 50);
    rows.fund("LOC", "C", 2025, 500, 500).fund("REG", "R", 2024, 2000, 0);
    rows.stage(StageObjective::shortfall, 1, 20, 12).stage(StageObjective::worst_zone, 1, 6, 0).stage(StageObjective::continuity, std::nullopt, 4, 4)
        .stage(StageObjective::cost, std::nullopt, 8000'00, 7500'00).stage(StageObjective::tie_break, std::nullopt, 3, 2);
    rows.answer.status = AllocationStatus::allocated;
    rows.answer.plan_hash = plan.hash();
    return rows.answer;
}

}  // namespace leps::fixture
