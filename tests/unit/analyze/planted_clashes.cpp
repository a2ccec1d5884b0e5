#include "planted_clashes.hpp"

#include <algorithm>

namespace leps::fixture {
namespace {

void nothing(PlanTables&) {}

Period year(int y) { return days(Date(static_cast<unsigned short>(y), 1, 1), Date(static_cast<unsigned short>(y), 12, 31)); }
Money cents(std::int64_t amount) { return Money::from_cents(amount); }

std::size_t annuity_of(const PlanTables& tables, const std::string& fund, Year y, const std::string& recipient) {
    const auto rows = tables.annuities.rows();
    return static_cast<std::size_t>(std::ranges::find_if(rows, [&](const Annuity& row) {
        return row.fund.text() == fund && row.year == y && row.territory.text() == recipient;
    }) - rows.begin());
}

std::function<void(PlanTables&)> amount(const std::string& fund, Year y, const std::string& recipient, Money money) {
    return [=](PlanTables& tables) { edit(tables.annuities, annuity_of(tables, fund, y, recipient), [&](Annuity& row) { row.amount = money; }); };
}

std::function<void(PlanTables&)> target(const std::string& level, const std::string& zone, Year y, std::int64_t units) {
    return [=](PlanTables& tables) {
        add(tables.level_targets, {.level = LevelId(level), .territory = TerritoryId(zone), .year = y, .required_units = Ratio(units), .repair_weight = Ratio(10)});
    };
}

std::function<void(PlanTables&)> limit(MeasureLimit row) {
    row.repair_weight = Ratio(1);
    return [=](PlanTables& tables) { add(tables.measure_limits, row); };
}

std::function<void(PlanTables&)> reserve(Reserve row) {
    row.reserve = ReserveId("X");
    row.repair_weight = Ratio(1, 2);
    return [=](PlanTables& tables) { add(tables.reserves, row); };
}

std::function<void(PlanTables&)> link(Link row) {
    row.repair_weight = Ratio(100);
    return [=](PlanTables& tables) { add(tables.links, row); };
}

std::function<void(PlanTables&)> quota(const TerritoryQuota& row) {
    return [=](PlanTables& tables) { add(tables.territory_quotas, row); };
}

std::function<void(PlanTables&)> record(Record row) {
    row.repair_weight = Ratio(1);
    return [=](PlanTables& tables) { add(tables.records, row); };
}

/// Limits that links need: HOURS and STATION, 2,000 and 1.
void finite(PlanTables& tables) {
    add(tables.measure_limits, {.measure = MeasureId("HOURS"), .max_units = Units::whole(2000), .counted = Counted::in_service, .repair_weight = Ratio(1)});
}

/// STATE pays stations too, so that its reserves have a subset and a rest.
void state_pays_stations(PlanTables& tables) {
    add(tables.eligibility, {.fund = FundId("STATE"), .measure = MeasureId("WORKS"), .category = Category::capital});
}

/// The European fund EU of region R pays hours, beside STATE: 50,000.00 in each year.
void european(PlanTables& tables, CoFinancingBase base) {
    add(tables.funds, {.fund = FundId("EU"), .name = "EU", .tier = Tier::eu});
    for (const int y : {2024, 2025}) {
        add(tables.annuities, {.fund = FundId("EU"), .year = y, .territory = TerritoryId("R"), .amount = euros(50'000), .window = year(y), .repair_weight = Ratio(1)});
    }
    add(tables.eligibility, {.fund = FundId("EU"), .measure = MeasureId("HOURS"), .category = Category::current});
    add(tables.co_financing, {.fund = FundId("EU"), .max_share = Ratio(1), .base = base});
}

void co_finance(PlanTables& tables) {
    edit(tables.co_financing, 0, [](CoFinancing& row) { row.max_share = Ratio(1, 5); });
    for (const int y : {2024, 2025}) { amount("STATE", y, "A", euros(5'000))(tables); }
}
/// Without the share, STATE (5,000.00 of the 9,000.00 that are due in A) and EU pay together; EU pays 1/5 at most: 1,800.00.
void with_little_state(PlanTables& tables, CoFinancingBase base) {
    european(tables, base);
    for (const int y : {2024, 2025}) { amount("STATE", y, "A", euros(5'000))(tables); }
}

void european_by_bundle(PlanTables& tables) { with_little_state(tables, CoFinancingBase::bundle); }
void european_by_project(PlanTables& tables) { with_little_state(tables, CoFinancingBase::project); }
void european_by_fund(PlanTables& tables) { with_little_state(tables, CoFinancingBase::fund); }

/// A project of two zones, 10,000.00 a unit, half for each; its level asks 1/4 unit of A: 5,000.00, of which money of A pays half at most.
/// A alone could start it at a hundred times the cost.
void association(PlanTables& tables) {
    add(tables.service_levels, {.level = LevelId("JOINT"), .name = "Joint", .unit = "units", .required_units = Ratio(1, 4), .territory_group = "urban", .hard = true,
                                .repair_weight = Ratio(10)});
    for (const int y : {2024, 2025}) { add(tables.service_supply, {.level = LevelId("JOINT"), .territory = TerritoryId("A"), .year = y}); }
    add(tables.measures, {.measure = MeasureId("INTER"), .name = "Inter", .unit = "units", .life_months = 12});
    add(tables.measure_costs, {.measure = MeasureId("INTER"), .category = Category::current, .amount = euros(10'000), .per = Per::unit_year});
    add(tables.measure_costs, {.measure = MeasureId("INTER"), .category = Category::current, .amount = euros(1'000'000), .per = Per::unit_year,
                               .scope = {.territory = TerritoryId("A")}});
    add(tables.deliveries, {.measure = MeasureId("INTER"), .level = LevelId("JOINT"), .units_per_unit = Ratio(1)});
    for (const char* zone : {"A", "B"}) { add(tables.associations, {.association = AssociationId("AB"), .measure = MeasureId("INTER"), .territory = TerritoryId(zone), .share = Ratio(1, 2)}); }
    add(tables.eligibility, {.fund = FundId("STATE"), .measure = MeasureId("INTER"), .category = Category::current});
}

/// The region runs an office for its zones, shared by the indicator SERVED: 3/4 for A. 8,000.00 a unit; the level asks 1/4 unit of B.
void region_owned(PlanTables& tables) {
    add(tables.indicators, {.indicator = IndicatorId("SERVED"), .name = "Served", .projection = Projection::last_known});
    add(tables.indicator_values, {.indicator = IndicatorId("SERVED"), .territory = TerritoryId("A"), .year = 2024, .value = Ratio(300)});
    add(tables.indicator_values, {.indicator = IndicatorId("SERVED"), .territory = TerritoryId("B"), .year = 2024, .value = Ratio(100)});
    add(tables.service_levels, {.level = LevelId("OFFICE"), .name = "Office", .unit = "units", .required_units = Ratio(1, 4), .territory_group = "inner", .hard = true,
                                .repair_weight = Ratio(10)});
    for (const int y : {2024, 2025}) {
        add(tables.service_supply, {.level = LevelId("OFFICE"), .territory = TerritoryId("B"), .year = y});
        amount("STATE", y, "B", euros(20'000))(tables);
    }
    add(tables.measures, {.measure = MeasureId("DESK"), .name = "Desk", .unit = "units", .life_months = 12, .owner = MeasureOwner::region, .serve_by = IndicatorId("SERVED")});
    add(tables.measure_costs, {.measure = MeasureId("DESK"), .category = Category::current, .amount = euros(8'000), .per = Per::unit_year});
    add(tables.deliveries, {.measure = MeasureId("DESK"), .level = LevelId("OFFICE"), .units_per_unit = Ratio(1)});
    add(tables.eligibility, {.fund = FundId("STATE"), .measure = MeasureId("DESK"), .category = Category::current});
}

/// Municipalities A1 and A2 of zone A with the fund CITY, which alone pays the level CITY's 100 hours at 10.00.
void municipal(PlanTables& tables, Pooling pooling) {
    for (const char* name : {"A1", "A2"}) {
        add(tables.territories, {.territory = TerritoryId(name), .name = name, .kind = TerritoryKind::municipality, .parent = TerritoryId("A")});
        add(tables.indicator_values, {.indicator = IndicatorId("POP"), .territory = TerritoryId(name), .year = 2024, .value = Ratio(500)});
    }
    add(tables.service_levels, {.level = LevelId("CITY"), .name = "City", .unit = "hours", .required_units = Ratio(100), .territory_group = "urban", .hard = true,
                                .repair_weight = Ratio(10)});
    for (const int y : {2024, 2025}) { add(tables.service_supply, {.level = LevelId("CITY"), .territory = TerritoryId("A"), .year = y}); }
    add(tables.measures, {.measure = MeasureId("BUS"), .name = "Bus", .unit = "hours", .life_months = 12});
    add(tables.measure_costs, {.measure = MeasureId("BUS"), .category = Category::current, .amount = euros(10), .per = Per::unit_year});
    add(tables.deliveries, {.measure = MeasureId("BUS"), .level = LevelId("CITY"), .units_per_unit = Ratio(1)});
    add(tables.funds, {.fund = FundId("TOWN"), .name = "Town", .tier = Tier::municipality, .pooling = pooling});
    for (const int y : {2024, 2025}) {
        for (const char* name : {"A1", "A2"}) {
            add(tables.annuities, {.fund = FundId("TOWN"), .year = y, .territory = TerritoryId(name), .amount = euros(1'000), .window = year(y), .repair_weight = Ratio(1)});
        }
    }
    add(tables.eligibility, {.fund = FundId("TOWN"), .measure = MeasureId("BUS"), .category = Category::current});
}

void pooled(PlanTables& tables) { municipal(tables, Pooling::pooled); }
void separate(PlanTables& tables) { municipal(tables, Pooling::separate); }

/// Stations last for good and cost 400.00 a year of running cost, which REG pays: 2,000.00 in each year and each year of the tail.
void permanent_station(PlanTables& tables) {
    edit(tables.measures, 1, [](Measure& row) { row.life_months.reset(); });
    edit(tables.funds, 0, [](Fund& row) { row.recurrent = true; });
    add(tables.measure_costs, {.measure = MeasureId("STATION"), .category = Category::current, .amount = euros(400), .per = Per::unit_year});
    add(tables.eligibility, {.fund = FundId("REG"), .measure = MeasureId("WORKS"), .category = Category::current});
    // Money of 2025 pays all of 2025; only the tail can lack.
    amount("REG", 2024, "R", euros(3'000))(tables);
}

void existing_is_paid(PlanTables& tables) {
    tables.header.baseline = Baseline::in_annuities;
    edit(tables.service_supply, 0, [](ServiceSupply& row) {
        row.paid_by = FundId("STATE");
        row.unit_cost = euros(10);  // 100 hours: 1,000.00 of STATE 2024 in A
    });
}

void add_annuities(std::vector<PlantedClash>& list) {
    const auto plant = [&](const std::string& name, const std::string& subject, std::function<void(PlanTables&)> ground, std::function<void(PlanTables&)> planted) {
        list.push_back({.name = "annuity_" + name, .rule = "annuity", .subject = subject, .ground = std::move(ground), .plant = std::move(planted)});
    };
    plant("a_thousand_less", "STATE, 2024, A", nothing, amount("STATE", 2024, "A", euros(8'000)));
    plant("two_cents_less", "STATE, 2024, A", nothing, amount("STATE", 2024, "A", cents(899'997)));  // 0.001 hours may be missing: one cent
    plant("nothing", "STATE, 2025, B", nothing, [](PlanTables& tables) {
        edit(tables.annuities, annuity_of(tables, "STATE", 2025, "B"), [](Annuity& row) {
            row.amount = Money();
            row.status = AnnuityStatus::none;
        });
    });
    plant("second_year", "STATE, 2025, A", nothing, amount("STATE", 2025, "A", euros(500)));
    plant("second_zone", "STATE, 2024, B", nothing, amount("STATE", 2024, "B", euros(4'999)));
    plant("capital", "REG, 2024, R", nothing, amount("REG", 2024, "R", euros(998)));  // 0.998 stations: 0.999 would count
    plant("gross_less_bound", "STATE, 2024, A", nothing, [](PlanTables& tables) {
        edit(tables.annuities, annuity_of(tables, "STATE", 2024, "A"), [](Annuity& row) {
            row.gross = euros(9'000);
            row.bound = euros(100);
            row.amount = euros(8'900);
        });
    });
    plant("after_existing_supply", "STATE, 2024, A", existing_is_paid, amount("STATE", 2024, "A", cents(999'900)));
    plant("pooled", "TOWN, 2024, A", pooled, amount("TOWN", 2024, "A1", Money()));
    list.back().plant = [](PlanTables& tables) {
        amount("TOWN", 2024, "A1", euros(300))(tables);
        amount("TOWN", 2024, "A2", euros(600))(tables);
    };
    plant("tail", "REG, 2025, R", permanent_station, amount("REG", 2025, "R", euros(300)));
    list.back().ground = [](PlanTables& tables) { permanent_station(tables); };
    plant("nested_windows", "STATE, 2024, A", [](PlanTables& tables) {
        edit(tables.funds, 1, [](Fund& row) { row.carry_over = true; });
        edit(tables.annuities, annuity_of(tables, "STATE", 2024, "A"), [](Annuity& row) { row.window = days(Date(2024, 1, 1), Date(2025, 12, 31)); });
        amount("STATE", 2025, "A", euros(3'000))(tables);
    }, amount("STATE", 2024, "A", euros(14'999)));
}

void add_levels(std::vector<PlantedClash>& list) {
    const auto plant = [&](const std::string& name, const std::string& subject, std::function<void(PlanTables&)> ground, std::function<void(PlanTables&)> planted) {
        list.push_back({.name = "level_" + name, .rule = "level_floor", .subject = subject, .ground = std::move(ground), .plant = std::move(planted)});
    };
    plant("too_much_for_the_money", "CARE, A", nothing, target("CARE", "A", 2024, 2101));
    plant("second_year", "CARE, B", nothing, target("CARE", "B", 2025, 1001));
    plant("a_hundred_thousand", "CARE, B", nothing, target("CARE", "B", 2024, 100'000));
    plant("more_stations_than_the_limit", "OPEN, A", nothing, target("OPEN", "A", 2025, 2));
    plant("nothing_delivers_it", "VAIN, B", nothing, [](PlanTables& tables) {
        add(tables.service_levels, {.level = LevelId("VAIN"), .name = "Vain", .unit = "hours", .required_units = Ratio(1), .territory_group = "inner", .hard = true,
                                    .repair_weight = Ratio(10)});
        for (const int y : {2024, 2025}) { add(tables.service_supply, {.level = LevelId("VAIN"), .territory = TerritoryId("B"), .year = y}); }
    });
    plant("at_the_end_of_the_year", "CARE, A", [](PlanTables& tables) {
        edit(tables.service_levels, 0, [](ServiceLevel& row) { row.measured = Measured::end; });
    }, target("CARE", "A", 2025, 2'200));
    plant("by_half_years", "CARE, B", [](PlanTables& tables) {
        tables.header.period = PeriodLength::half;
        edit(tables.measures, 0, [](Measure& row) { row.life_months = 6; });
    }, target("CARE", "B", 2024, 1'200));
    plant("cost_that_nobody_pays", "CARE, A", nothing, [](PlanTables& tables) {
        edit(tables.eligibility, 1, [](Eligibility& row) { row.scope.territory = TerritoryId("B"); });
    });
}

void add_limits(std::vector<PlantedClash>& list) {
    const auto plant = [&](const std::string& name, const std::string& subject, std::function<void(PlanTables&)> ground, const MeasureLimit& row) {
        list.push_back({.name = "limit_" + name, .rule = "measure_limit", .subject = subject, .ground = std::move(ground), .plant = limit(row)});
    };
    const MeasureId hours("HOURS");
    plant("in_service", "HOURS", nothing, {.measure = hours, .max_units = Units::whole(899), .counted = Counted::in_service});
    plant("in_one_zone", "HOURS, B", nothing, {.measure = hours, .scope = {.territory = TerritoryId("B")}, .max_units = Units::whole(499), .counted = Counted::in_service});
    plant("in_a_group", "HOURS, rural", nothing, {.measure = hours, .scope = {.group = "rural"}, .max_units = Units::whole(100), .counted = Counted::in_service});
    plant("starts_in_a_period", "HOURS", nothing, {.measure = hours, .max_units = Units::whole(700), .counted = Counted::starts_per_period});
    plant("starts_in_the_horizon", "HOURS", nothing, {.measure = hours, .max_units = Units::whole(1'700), .counted = Counted::starts_in_horizon});
    plant("by_indicator", "HOURS", nothing, {.measure = hours, .per_indicator = IndicatorId("POP"), .per_amount = Ratio(2), .rounding = Rounding::floor, .counted = Counted::in_service});
    plant("by_indicator_at_least", "HOURS", nothing, {.measure = hours, .max_units = Units::whole(5'000), .per_indicator = IndicatorId("POP"), .per_amount = Ratio(20),
                                                      .rounding = Rounding::ceil, .at_least = Units::whole(10), .counted = Counted::in_service});
    plant("nothing_may_start", "HOURS, A", nothing, {.measure = hours, .scope = {.territory = TerritoryId("A")}, .max_units = Units(), .counted = Counted::in_service});
    plant("of_a_heading", "WORKS", nothing, {.measure = MeasureId("WORKS"), .max_units = Units(), .counted = Counted::starts_in_horizon});
    const auto oblige = [](std::int64_t least, Counted counted) {
        return MeasureLimit{.measure = MeasureId("HOURS"), .min_units = Units::whole(least), .max_units = Units::whole(1'000'000), .counted = counted, .kind = LimitKind::obligation};
    };
    plant("obligation", "HOURS", nothing, oblige(1'001, Counted::in_service));
    plant("obligation_to_start", "HOURS", nothing, oblige(2'100, Counted::starts_in_horizon));
    plant("obligation_each_period", "HOURS", nothing, oblige(1'500, Counted::starts_per_period));
    MeasureLimit stations = oblige(1, Counted::starts_in_horizon);
    stations.measure = MeasureId("STATION");
    plant("obligation_of_whole_units", "STATION", [](PlanTables& tables) {
        amount("REG", 2024, "R", euros(1'000))(tables);
        amount("REG", 2025, "R", euros(500))(tables);
    }, stations);
}

void add_reserves(std::vector<PlantedClash>& list) {
    const auto plant = [&](const std::string& name, std::function<void(PlanTables&)> ground, const Reserve& row) {
        list.push_back({.name = "reserve_" + name, .rule = "reserve", .subject = row.fund.text() + ", X", .ground = std::move(ground), .plant = reserve(row)});
    };
    const FundId state("STATE");
    const FundId reg("REG");
    plant("earmark", state_pays_stations, {.fund = state, .kind = ReserveKind::earmark, .subset = "WORKS", .share = Ratio(9, 10)});
    plant("earmark_each_recipient", state_pays_stations, {.fund = state, .kind = ReserveKind::earmark, .subset = "WORKS", .share = Ratio(3, 5), .per_recipient = true});
    plant("earmark_each_year", state_pays_stations, {.fund = state, .kind = ReserveKind::earmark, .subset = "WORKS", .share = Ratio(3, 5), .per_recipient = true, .per_year = true});
    plant("earmark_for_a_territory", nothing, {.fund = state, .kind = ReserveKind::earmark, .subset_kind = SubsetKind::territory, .subset = "B", .share = Ratio(3, 4)});
    plant("quota", nothing, {.fund = reg, .kind = ReserveKind::quota, .subset = "WORKS", .share = Ratio(3, 4)});
    // 1,000 hours a year in each zone: 40,000.00 of 60,000.00.
    plant("quota_for_a_group", [](PlanTables& tables) { limit({.measure = MeasureId("HOURS"), .max_units = Units::whole(1'000), .counted = Counted::in_service})(tables); },
          {.fund = state, .kind = ReserveKind::quota, .subset_kind = SubsetKind::group, .subset = "OLD", .share = Ratio(3, 4)});
    plant("quota_for_a_territory", nothing, {.fund = reg, .kind = ReserveKind::quota, .subset_kind = SubsetKind::territory, .subset = "B", .share = Ratio(1, 2)});
    plant("cap", nothing, {.fund = reg, .kind = ReserveKind::cap, .subset = "WORKS", .share = Ratio(1, 5)});
    plant("cap_strict", nothing, {.fund = reg, .kind = ReserveKind::cap, .subset = "WORKS", .share = Ratio(1, 4), .strict = true});
    list.back().clash = Clash::whole_units;  // 999.99, and 0.999 stations would count
    plant("cap_each_year", nothing, {.fund = state, .kind = ReserveKind::cap, .subset = "HOURS", .share = Ratio(1, 3), .per_recipient = true, .per_year = true});
    plant("of_spent_min", state_pays_stations, {.fund = state, .kind = ReserveKind::of_spent_min, .subset = "WORKS", .share = Ratio(1, 2)});
    plant("of_spent_max", nothing, {.fund = state, .kind = ReserveKind::of_spent_max, .subset = "HOURS", .share = Ratio(1, 2)});
}

void add_quotas_and_records(std::vector<PlantedClash>& list) {
    const auto plant_quota = [&](const std::string& name, const TerritoryQuota& row) {
        list.push_back({.name = "quota_" + name, .rule = "territory_quota", .subject = row.fund.text() + ", " + row.territory.text(), .ground = nothing, .plant = quota(row)});
    };
    plant_quota("least", {.fund = FundId("REG"), .territory = TerritoryId("B"), .min_amount = euros(2'500)});
    plant_quota("most", {.fund = FundId("STATE"), .territory = TerritoryId("A"), .max_amount = euros(17'000)});
    plant_quota("most_of_a_year", {.fund = FundId("STATE"), .territory = TerritoryId("B"), .max_amount = euros(4'000), .year = 2025});
    plant_quota("least_of_a_year", {.fund = FundId("REG"), .territory = TerritoryId("B"), .min_amount = euros(1'500), .year = 2025});
    const auto plant_record = [&](const std::string& name, std::function<void(PlanTables&)> ground, const Record& row) {
        list.push_back({.name = "record_" + name, .rule = "committed", .subject = row.fund.text() + ", " + row.measure.text() + ", " + row.territory.text(),
                        .ground = std::move(ground), .plant = record(row)});
    };
    // 900 hours a year: 9,000.00.
    const auto hours_limited = limit({.measure = MeasureId("HOURS"), .max_units = Units::whole(900), .counted = Counted::in_service});
    const Date eve(2023, 12, 31);
    plant_record("more_than_the_limit", nothing, {.territory = TerritoryId("B"), .fund = FundId("REG"), .measure = MeasureId("STATION"), .committed = euros(2'500), .as_of = eve});
    plant_record("more_than_hours_take", hours_limited, {.territory = TerritoryId("A"), .fund = FundId("STATE"), .measure = MeasureId("HOURS"), .committed = euros(18'001), .as_of = eve});
    plant_record("of_an_annuity", hours_limited, {.territory = TerritoryId("A"), .fund = FundId("STATE"), .annuity = 2024, .measure = MeasureId("HOURS"), .committed = euros(9'500),
                                                  .as_of = eve});
    plant_record("of_a_category_and_project", nothing, {.territory = TerritoryId("A"), .fund = FundId("REG"), .measure = MeasureId("WORKS"), .category = Category::capital,
                                               .project = "P1", .committed = euros(2'100), .as_of = eve});
}

void add_shares_and_persons(std::vector<PlantedClash>& list) {
    const auto plant = [&](const std::string& name, const std::string& rule, const std::string& subject, std::function<void(PlanTables&)> ground,
                           std::function<void(PlanTables&)> planted) {
        list.push_back({.name = name, .rule = rule, .subject = subject, .ground = std::move(ground), .plant = std::move(planted)});
    };
    plant("co_financing_of_bundles", "co_financing", "EU", european_by_bundle, co_finance);
    plant("co_financing_of_projects", "co_financing", "EU", european_by_project, co_finance);
    plant("co_financing_of_the_fund", "co_financing", "EU", european_by_fund, co_finance);
    plant("eligibility_share", "eligibility", "STATE, HOURS", nothing, [](PlanTables& tables) { edit(tables.eligibility, 1, [](Eligibility& row) { row.max_share = Ratio(1, 2); }); });
    plant("eligibility_amount", "eligibility", "STATE, HOURS", nothing, [](PlanTables& tables) { edit(tables.eligibility, 1, [](Eligibility& row) { row.max_amount = euros(27'000); }); });
    plant("eligibility_of_stations", "eligibility", "REG, WORKS", nothing, [](PlanTables& tables) { edit(tables.eligibility, 0, [](Eligibility& row) { row.max_amount = euros(998); }); });
    plant("persons_of_a_level", "persons_cap", "CARE, A", nothing, [](PlanTables& tables) { edit(tables.deliveries, 0, [](Delivery& row) { row.persons_per_unit = Ratio(1, 2); }); });
    plant("persons_in_the_second_zone", "persons_cap", "CARE, B", nothing, [](PlanTables& tables) { edit(tables.deliveries, 0, [](Delivery& row) { row.persons_per_unit = Ratio(1, 4); }); });
    plant("persons_of_a_distinct_group", "persons_cap", "SAME, A", [](PlanTables& tables) {
        edit(tables.measures, 0, [](Measure& row) { row.distinct_group = "SAME"; });
        edit(tables.deliveries, 0, [](Delivery& row) { row.persons_per_unit = Ratio(1, 5); });
        edit(tables.service_levels, 1, [](ServiceLevel& row) { row.group = GroupId("OLD"); });
    }, [](PlanTables& tables) {
        edit(tables.measures, 1, [](Measure& row) { row.distinct_group = "SAME"; });
        edit(tables.deliveries, 1, [](Delivery& row) { row.persons_per_unit = Ratio(200); });  // 180 + 200 of 300 in A
    });
    // B needs all but 100.00 for its own hours.
    plant("share_of_an_association", "shared_dues", "AB, INTER, A", association, amount("STATE", 2024, "B", euros(5'100)));
    // B would have all 8,000.00, and may pay 2,000.00; A needs all but 10.00 for its hours.
    plant("share_of_a_region", "shared_dues", "R, DESK, B", region_owned, amount("STATE", 2024, "A", euros(9'010)));
    plant("share_of_a_municipality", "shared_dues", "A, BUS, A1", separate, amount("TOWN", 2024, "A2", euros(1)));
}

void add_links(std::vector<PlantedClash>& list) {
    const auto plant = [&](const std::string& name, const std::string& subject, std::function<void(PlanTables&)> ground, const Link& row) {
        list.push_back({.name = "link_" + name, .rule = "link", .subject = subject, .ground = std::move(ground), .plant = link(row), .clash = Clash::whole_units});
    };
    const auto one_station = [](PlanTables& tables) {
        finite(tables);
        amount("REG", 2024, "R", euros(1'500))(tables);
    };
    plant("requires", "HOURS, STATION", one_station, {.kind = LinkKind::requires_, .measure = MeasureId("HOURS"), .other = "STATION"});
    plant("requires_a_level", "HOURS, SAFE", [](PlanTables& tables) {
        finite(tables);
        add(tables.service_levels, {.level = LevelId("SAFE"), .name = "Safe", .unit = "places", .required_units = Ratio(5), .priority = 3});
        for (const char* zone : {"A", "B"}) {
            for (const int y : {2024, 2025}) { add(tables.service_supply, {.level = LevelId("SAFE"), .territory = TerritoryId(zone), .year = y}); }
        }
    }, {.kind = LinkKind::requires_, .measure = MeasureId("HOURS"), .other_kind = LinkTarget::level, .other = "SAFE"});
    list.back().clash = Clash::rules;  // nothing delivers SAFE, so that no fraction of a start helps
    plant("excludes", "HOURS, STATION", finite, {.kind = LinkKind::excludes, .measure = MeasureId("HOURS"), .other = "STATION"});
    plant("one_of", "HUT, STATION", [](PlanTables& tables) {
        finite(tables);
        amount("REG", 2024, "R", euros(1'000))(tables);
        amount("REG", 2025, "R", euros(900))(tables);
        add(tables.measures, {.measure = MeasureId("HUT"), .name = "Hut", .unit = "huts", .whole = true, .life_months = 12});
        add(tables.measure_costs, {.measure = MeasureId("HUT"), .category = Category::capital, .amount = euros(5'000), .per = Per::unit, .profile = {{0, Ratio(1)}}});
        add(tables.measure_limits, {.measure = MeasureId("HUT"), .max_units = Units::whole(1), .counted = Counted::in_service, .repair_weight = Ratio(1)});
        add(tables.eligibility, {.fund = FundId("REG"), .measure = MeasureId("HUT"), .category = Category::capital});
    }, {.kind = LinkKind::one_of, .measure = MeasureId("HUT"), .other = "STATION"});
    list.back().clash = Clash::rules;  // 1.9 stations for two zones
}

}  // namespace

std::vector<PlantedClash> planted_clashes() {
    std::vector<PlantedClash> list;
    add_annuities(list);
    add_levels(list);
    add_limits(list);
    add_reserves(list);
    add_quotas_and_records(list);
    add_shares_and_persons(list);
    add_links(list);
    return list;
}

}  // namespace leps::fixture
