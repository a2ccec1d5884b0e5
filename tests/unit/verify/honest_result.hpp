#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "result_fixture.hpp"

namespace leps::fixture {

[[nodiscard]] inline FundRow fund_row(const char* fund, int year, const char* recipient, std::int64_t amount, std::int64_t used) {
    return {.fund = FundId(fund), .year = year, .recipient = TerritoryId(recipient), .act = {}, .window = calendar_year(year),
            .amount = fixture::euros(amount), .used = fixture::euros(used), .left = fixture::euros(amount - used),
            .lapses_on = Date(static_cast<unsigned short>(year), 12, 31), .unusable = {}};
}

[[nodiscard]] inline CoverageRow coverage_row(const char* zone, const char* level, int year, std::int64_t required, std::int64_t before, std::int64_t after) {
    const std::int64_t missing = std::max<std::int64_t>(0, required - after);
    return {.zone = TerritoryId(zone), .level = LevelId(level), .period = calendar_year(year), .required = Ratio(required),
            .before = Units::whole(before), .after = Ratio(after), .shortfall = Ratio(missing),
            .gap_ppb = missing * 1'000'000'000 / required, .reached = missing == 0};
}

/// What nobody uses of an annuity that is bound nowhere else.
[[nodiscard]] inline MappafondoRow map_row(const char* fund, Tier tier, int year, const char* recipient, Date deadline, std::int64_t free) {
    return {.fund = FundId(fund), .tier = tier, .year = year, .recipient = TerritoryId(recipient), .deadline = deadline, .assigned = fixture::euros(free),
            .free = fixture::euros(free)};
}

/// A use of the annuity of another row.
[[nodiscard]] inline MappafondoRow used_for(const char* measure, Category category, std::int64_t used, MappafondoRow row) {
    row.use = measure;
    row.category = category;
    row.assigned = row.used = fixture::euros(used);
    row.free = Money();
    return row;
}

[[nodiscard]] inline StageRow stage_row(StageObjective objective, std::optional<int> priority, Int128 value) {
    return {.objective = objective, .priority_class = priority, .value = value, .reached = value, .cap = value, .bound = value, .claimed_bound = {}};
}

/// No row of tiny_plan() says a basis. Class 1 weighs 2 x (3/8 + 1/8) = 1 (below). Of class 2, A's station: lambda = 1/2, sigma = 2/3
/// (1,000 of 1,500 residents), so kappa = round(2^40 / 3) = 366,503,875,925 in each of two years.
[[nodiscard]] inline std::vector<AssumptionRow> nothing_said() {
    const std::optional<Basis> order[] = {Basis::law, Basis::decree, Basis::record, Basis::estimate, std::nullopt, Basis::assumption};
    std::vector<AssumptionRow> rows;
    for (const auto& basis : order) {
        rows.push_back({.what = RestingPart::money, .basis = basis, .amount = fixture::euros(basis ? 0 : 10'000), .share = Ratio(basis ? 0 : 1)});
    }
    for (const auto& basis : order) {
        const Ratio weight = basis ? Ratio(0) : Ratio((std::int64_t{1} << 40) + 2 * 366'503'875'925, std::int64_t{1} << 40);
        rows.push_back({.what = RestingPart::requirement, .basis = basis, .weight = weight, .share = Ratio(basis ? 0 : 1)});
    }
    return rows;
}

/// tiny_plan(), answered and counted by hand. A starts 200 hours a year and B 250, at 10 euros each, from their own STATE
/// money; A builds the station for 1,000 euros of REG 2024 (the only REG money that is open in 2024).
[[nodiscard]] inline Allocation honest_result() {
    Allocation result = decisions(
        {{.site = "A", .in = 2024, .nanos = 200 * unit}, {.site = "A", .in = 2025, .nanos = 200 * unit},
         {.site = "A", .measure = "STATION", .in = 2024, .nanos = unit},
         {.site = "B", .in = 2024, .nanos = 250 * unit}, {.site = "B", .in = 2025, .nanos = 250 * unit}},
        {{.fund = "REG", .from = "R", .measure = "STATION", .category = Category::capital, .cents = 1000'00},
         {.year = 2024, .in = 2024, .cents = 2000'00}, {.year = 2025, .in = 2025, .cents = 2000'00},
         {.year = 2024, .from = "B", .site = "B", .in = 2024, .cents = 2500'00},
         {.year = 2025, .from = "B", .site = "B", .in = 2025, .cents = 2500'00}});
    result.plan_name = "tiny";
    result.plan_hash = hash_of(tiny_plan());
    result.certificate.plan_hash = result.plan_hash;
    // One year of life from the first of January: in service throughout its year. The station lives two years.
    for (const int year : {2024, 2025}) {
        result.units.push_back({.site = "A", .measure = MeasureId("HOURS"), .period = calendar_year(year), .units = Units::whole(200)});
        result.units.push_back({.site = "A", .measure = MeasureId("STATION"), .period = calendar_year(year), .units = Units::whole(1)});
        result.units.push_back({.site = "B", .measure = MeasureId("HOURS"), .period = calendar_year(year), .units = Units::whole(250)});
        result.coverage.push_back(coverage_row("A", "CARE", year, 1000, 100, 300));
        result.coverage.push_back(coverage_row("A", "OPEN", year, 1, 0, 1));
        result.coverage.push_back(coverage_row("B", "CARE", year, 500, 0, 250));
        result.funds.push_back(fund_row("STATE", year, "A", 3000, 2000));
        result.funds.push_back(fund_row("STATE", year, "B", 3000, 2500));
    }
    result.funds.push_back(fund_row("REG", 2024, "R", 2000, 1000));
    result.funds.back().window = days(Date(2024, 1, 1), Date(2025, 12, 31));
    result.funds.back().lapses_on = Date(2025, 12, 31);
    result.funds.push_back(fund_row("REG", 2025, "R", 2000, 0));
    result.funds.back().unusable = fixture::euros(1000);  // A has its station for both years: in 2025 one more could start, in B
    for (const char* zone : {"A", "B"}) {  // the tail year of the recurrent fund: the amount of its last year, unused
        FundRow projected = fund_row("STATE", 2026, zone, 3000, 0);
        projected.act = "projected";
        projected.projected = true;
        projected.lapses_on.reset();
        projected.unusable = projected.left;  // hours of 2025 are over by then: nothing is due that it could pay
        result.funds.push_back(projected);
    }
    // All else that is left could be used: hours have no limit; of REG 2024 a station in B, in 2024 or in 2025.
    for (const int year : {2024, 2025}) {
        for (const auto& [zone, used] : {std::pair("A", 2000), std::pair("B", 2500)}) {
            result.mappafondo.push_back(map_row("STATE", Tier::state, year, zone, Date(static_cast<unsigned short>(year), 12, 31), 3000 - used));
            result.mappafondo.push_back(used_for("HOURS", Category::current, used, result.mappafondo.back()));
        }
        result.mappafondo.push_back(map_row("REG", Tier::region, year, "R", Date(2025, 12, 31), year == 2024 ? 1000 : 2000));
    }
    result.mappafondo.push_back(used_for("STATION", Category::capital, 1000, map_row("REG", Tier::region, 2024, "R", Date(2025, 12, 31), 0)));
    for (const char* indicator : {"ELDERLY", "POP"}) {  // known for 2024 alone
        for (const char* zone : {"A", "B"}) { result.projected.push_back({.indicator = IndicatorId(indicator), .territory = TerritoryId(zone), .year = 2025, .taken_from = 2024}); }
    }
    result.assumptions = nothing_said();
    // Class 1: lambda = 1/2 each year, sigma = 3/4 and 1/4 (300 and 100 elderly), so kappa = 3/8 and 1/8 of 2^40; gaps 0.7
    // and 0.5: 2 x (3/8 x 0.7 + 1/8 x 0.5) = 0.65 of 2^40 x 10^9. The worst zone is A with 0.7.
    result.stages.push_back(stage_row(StageObjective::shortfall, 1, (Int128(1) << 40) * 650'000'000));
    result.stages.push_back(stage_row(StageObjective::worst_zone, 1, 700'000'000));
    result.stages.push_back(stage_row(StageObjective::shortfall, 2, 0));
    result.stages.push_back(stage_row(StageObjective::worst_zone, 2, 0));
    result.stages.push_back(stage_row(StageObjective::continuity, {}, 0));
    // (200 + 250) hours a year, ten hours a person: 45 persons on average.
    result.stages.push_back(stage_row(StageObjective::persons, {}, Int128(-45) * 1'000'000'000));
    result.stages.push_back(stage_row(StageObjective::cost, {}, 10'000'00));
    // 4 x 3,000 + 2 x 2,000 lapse by the end of 2025, less 10,000 used.
    result.stages.push_back(stage_row(StageObjective::at_risk, {}, 6'000'00));
    // STATE ranks 1 and pays 9,000, REG ranks 2 and pays 1,000.
    result.stages.push_back(stage_row(StageObjective::preference, {}, 11'000'00));
    // 1 + first two bytes of SHA-256, by Python's hashlib: "STATE;A;A;HOURS;2024-01-01;current" 19742, 2025 8361, B 20941
    // and 29814, "REG;R;A;STATION;2024-01-01;capital" 60820; times the cents.
    result.stages.push_back(stage_row(StageObjective::tie_break, {}, 24'391'350'000));
    return result;
}

}  // namespace leps::fixture
