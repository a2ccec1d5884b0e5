#include <array>
#include <string>

#include "support/generate.hpp"

namespace leps_benchmark {
namespace {

using namespace leps;

Date first_of(int year, int month = 1) { return Date(static_cast<unsigned short>(year), static_cast<unsigned short>(month), 1); }

std::string numbered(const char* prefix, std::size_t i) {
    std::string digits = std::to_string(i + 1);
    digits.insert(0, digits.size() < 3 ? 3 - digits.size() : 0, '0');
    return prefix + digits;
}

TerritoryId nation() { return TerritoryId("IT"); }
TerritoryId region(std::size_t r) { return TerritoryId(numbered("R", r)); }
TerritoryId zone(std::size_t z) { return TerritoryId(numbered("Z", z)); }
MeasureId measure_id(std::size_t m) { return MeasureId(numbered("M", m)); }
LevelId level_id(std::size_t l) { return LevelId(numbered("L", l)); }
FundId fund_id(std::size_t f) { return FundId(numbered("F", f)); }

TerritoryId recipient_id(Payee payee, std::size_t r) { return payee == Payee::nation ? nation() : payee == Payee::region ? region(r) : zone(r); }

constexpr std::array<const char*, 3> eu_categories = {"more_developed", "transition", "less_developed"};

void add_ground(const PlainPlan& plain, PlanTables& tables) {
    std::vector<Territory> territories{{.territory = nation(), .name = "Nation", .kind = TerritoryKind::nation}};
    std::vector<IndicatorValue> values;
    std::vector<ServiceSupply> supply;
    for (std::size_t r = 0; r < plain.regions.size(); ++r) {
        territories.push_back({.territory = region(r), .name = "Region " + region(r).text(), .kind = TerritoryKind::region, .parent = nation(),
                               .eu_category = eu_categories[static_cast<std::size_t>(plain.regions[r].category)]});
    }
    for (std::size_t z = 0; z < plain.zones.size(); ++z) {
        territories.push_back({.territory = zone(z), .name = "Zone " + zone(z).text(), .kind = TerritoryKind::zone, .parent = region(plain.zones[z].region)});
        for (int y = 0; y < plain.years; ++y) {
            const Year year = PlainPlan::first_year + y;
            values.push_back({.indicator = IndicatorId("POP"), .territory = zone(z), .year = year, .value = Ratio(plain.zones[z].residents)});
            for (std::size_t l = 0; l < plain.levels.size(); ++l) {
                supply.push_back({.level = level_id(l), .territory = zone(z), .year = year,
                                  .units = Units::from_nanos(plain.zones[z].supply[l] * (Units::nanos_per_unit / 2))});
            }
        }
    }
    tables.territories = std::move(territories);
    tables.indicators = std::vector<Indicator>{{.indicator = IndicatorId("POP"), .name = "Residents", .unit = "residents", .population = true}};
    tables.indicator_values = std::move(values);
    tables.service_supply = std::move(supply);
}

void add_measures(const PlainPlan& plain, PlanTables& tables) {
    std::vector<ServiceLevel> levels;
    for (std::size_t l = 0; l < plain.levels.size(); ++l) {
        levels.push_back({.level = level_id(l), .name = "Level " + level_id(l).text(), .unit = "units", .indicator = IndicatorId("POP"),
                          .ratio = Ratio(1, plain.levels[l].persons_per_unit), .priority = plain.levels[l].priority, .weight = Ratio(plain.levels[l].weight)});
    }
    std::vector<Measure> measures;
    std::vector<MeasureCost> costs;
    std::vector<Delivery> deliveries;
    std::vector<MeasureLimit> limits;
    for (std::size_t m = 0; m < plain.measures.size(); ++m) {
        const PlainMeasure& from = plain.measures[m];
        measures.push_back({.measure = measure_id(m), .name = "Measure " + measure_id(m).text(), .unit = "units", .whole = from.whole,
                            .delay_months = from.delay_months, .life_months = from.life_months == 0 ? std::nullopt : std::optional(from.life_months),
                            .start = {.from = first_of(PlainPlan::first_year), .until = first_of(PlainPlan::first_year + from.start_years)}});
        for (const CostLine& line : from.costs) {
            MeasureCost cost{.measure = measure_id(m), .category = static_cast<Category>(line.category), .amount = Money::from_cents(line.cents),
                             .per = line.yearly ? Per::unit_year : Per::unit};
            for (const ProfilePart& part : line.profile) { cost.profile.push_back({.months = part.months, .share = Ratio(part.numerator, part.denominator)}); }
            costs.push_back(std::move(cost));
        }
        deliveries.push_back({.measure = measure_id(m), .level = level_id(from.level), .units_per_unit = Ratio(from.delivers)});
        limits.push_back({.measure = measure_id(m), .max_units = Units::whole(from.greatest)});
    }
    tables.service_levels = std::move(levels);
    tables.measures = std::move(measures);
    tables.measure_costs = std::move(costs);
    tables.deliveries = std::move(deliveries);
    tables.measure_limits = std::move(limits);
}

ReserveKind kind_of(PlainReserve::Kind kind) {
    switch (kind) {
        case PlainReserve::Kind::earmark: return ReserveKind::earmark;
        case PlainReserve::Kind::cap: return ReserveKind::cap;
        case PlainReserve::Kind::quota: return ReserveKind::quota;
        case PlainReserve::Kind::of_spent_max: return ReserveKind::of_spent_max;
    }
    return ReserveKind::cap;
}

void add_funds(const PlainPlan& plain, PlanTables& tables) {
    std::vector<Fund> funds;
    std::vector<Annuity> annuities;
    std::vector<Eligibility> eligibility;
    std::vector<CoFinancing> co_financing;
    std::vector<Reserve> reserves;
    std::vector<TerritoryQuota> quotas;
    for (std::size_t f = 0; f < plain.funds.size(); ++f) {
        const PlainFund& from = plain.funds[f];
        funds.push_back({.fund = fund_id(f), .name = "Fund " + fund_id(f).text(), .family = "family", .tier = Tier::state, .recurrent = from.recurrent,
                         .carry_over = from.years_open > 1 || from.closes_mid_2026, .missing_annuity = from.closes_mid_2026 ? MissingAnnuity::zero : MissingAnnuity::error,
                         .preference = static_cast<int>(f + 1)});
        for (std::size_t r = 0; r < plain.recipients(from.payee); ++r) {
            for (int y = 0; y < (from.closes_mid_2026 ? 1 : plain.years); ++y) {
                const Year year = PlainPlan::first_year + y;
                const Date end = from.closes_mid_2026 ? first_of(2026, 7) : first_of(year + from.years_open);
                annuities.push_back({.fund = fund_id(f), .year = year, .territory = recipient_id(from.payee, r),
                                     .amount = Money::from_cents(from.cents[r * static_cast<std::size_t>(plain.years) + static_cast<std::size_t>(y)]),
                                     .window = Period(first_of(year), end)});
            }
        }
        for (std::size_t m = 0; m < plain.measures.size(); ++m) {
            for (std::size_t k = 0; k < category_count; ++k) {
                if (!from.may_pay(m, k)) { continue; }
                Eligibility row{.fund = fund_id(f), .measure = measure_id(m), .category = static_cast<Category>(k)};
                if (from.share_percent < 100) { row.max_share = Ratio(from.share_percent, 100); }
                eligibility.push_back(std::move(row));
            }
        }
        for (std::size_t c = 0; c < from.project_percent.size(); ++c) {
            co_financing.push_back({.fund = fund_id(f), .eu_category = eu_categories[c], .max_share = Ratio(from.project_percent[c], 100)});
        }
        for (std::size_t r = 0; r < from.reserves.size(); ++r) {
            const PlainReserve& reserve = from.reserves[r];
            reserves.push_back({.fund = fund_id(f), .reserve = ReserveId(numbered("V", r)), .kind = kind_of(reserve.kind),
                                .subset = measure_id(reserve.measure).text(), .share = Ratio(reserve.numerator, reserve.denominator),
                                .per_recipient = reserve.per_recipient});
        }
        if (from.quota_cents) { quotas.push_back({.fund = fund_id(f), .territory = zone(0), .max_amount = Money::from_cents(*from.quota_cents)}); }
    }
    tables.funds = std::move(funds);
    tables.annuities = std::move(annuities);
    tables.eligibility = std::move(eligibility);
    tables.co_financing = std::move(co_financing);
    tables.reserves = std::move(reserves);
    tables.territory_quotas = std::move(quotas);
}

}  // namespace

PlanTables tables_of(const PlainPlan& plain) {
    PlanTables tables{.header = {.name = "generated", .title = "Generated plan of " + std::to_string(plain.zones.size()) + " zones",
                                 .horizon = Period(first_of(PlainPlan::first_year), first_of(PlainPlan::first_year + plain.years))}};
    add_ground(plain, tables);
    add_measures(plain, tables);
    add_funds(plain, tables);
    return tables;
}

}  // namespace leps_benchmark
