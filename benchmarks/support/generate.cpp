#include "support/generate.hpp"

#include <algorithm>

namespace leps_benchmark {
namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): integers only, so that every machine makes the same plan.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most) {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        z ^= z >> 31;
        return least + static_cast<std::int64_t>(z % static_cast<std::uint64_t>(most - least + 1));
    }
    [[nodiscard]] bool chance(std::int64_t percent) { return between(1, 100) <= percent; }

private:
    std::uint64_t state_;
};

enum Category : std::size_t { capital = 0, current = 2, staff_fixed_term = 3, staff_permanent = 4 };

constexpr std::int64_t thousand_euros = 100'000;

/// Five kinds of measures in turn: permanent staff, yearly hours, programs in two rates, buildings with their running cost,
/// places bought for two years.
PlainMeasure make_measure(std::size_t m, const PlainPlan& plan, Dice& dice) {
    PlainMeasure measure;
    measure.level = m % plan.levels.size();
    measure.start_years = plan.years;
    measure.greatest = dice.between(30, 60);
    switch (m % 5) {
        case 0:
            measure.costs = {{.category = staff_permanent, .cents = dice.between(30, 50) * thousand_euros, .yearly = true, .profile = {}}};
            break;
        case 1:
            measure.life_months = 12;
            measure.costs = {{.category = current, .cents = dice.between(20, 60) * thousand_euros, .yearly = true, .profile = {}}};
            break;
        case 2:
            measure.whole = true;
            measure.life_months = 36;
            measure.delivers = dice.between(2, 4);
            measure.greatest = 6;
            measure.costs = {{.category = current, .cents = dice.between(60, 120) * 2 * thousand_euros, .yearly = false,
                              .profile = {{.months = 0, .numerator = 1, .denominator = 2}, {.months = 12, .numerator = 1, .denominator = 2}}}};
            break;
        case 3:
            measure.whole = true;
            measure.delay_months = 12;
            measure.life_months = 120;
            measure.start_years = 2;
            measure.delivers = dice.between(2, 5);
            measure.greatest = 3;
            measure.costs = {{.category = capital, .cents = dice.between(60, 200) * 10 * thousand_euros, .yearly = false,
                              .profile = {{.months = 0, .numerator = 2, .denominator = 5}, {.months = 12, .numerator = 3, .denominator = 5}}},
                             {.category = current, .cents = dice.between(20, 60) * 2 * thousand_euros, .yearly = true, .profile = {}}};
            break;
        default:
            measure.life_months = 24;
            measure.costs = {{.category = capital, .cents = dice.between(5, 30) * thousand_euros, .yearly = false,
                              .profile = {{.months = 0, .numerator = 1, .denominator = 1}}},
                             {.category = current, .cents = dice.between(5, 20) * thousand_euros, .yearly = true, .profile = {}},
                             {.category = staff_fixed_term, .cents = dice.between(10, 30) * thousand_euros, .yearly = true, .profile = {}}};
            break;
    }
    return measure;
}

/// What a fund is for, before its money is drawn.
struct Nature {
    Payee payee;
    bool recurrent;
    int years_open;
    bool closes_mid_2026;
    std::vector<std::size_t> categories;
    std::int64_t breadth;  ///< percent of the measures that it may pay
};

const std::vector<Nature>& natures() {
    static const std::vector<Nature> list = {
        {Payee::zone, false, 1, true, {capital, current}, 60},                         // recovery plan, until 30 June 2026
        {Payee::region, false, 2, false, {current, staff_fixed_term}, 60},             // social fund of the Union
        {Payee::nation, false, 2, false, {capital}, 60},                               // regional development fund
        {Payee::region, true, 2, false, {current}, 50},                                // social policies
        {Payee::zone, true, 2, false, {current, staff_fixed_term}, 40},                // dependency
        {Payee::zone, true, 1, false, {current, staff_permanent}, 60},                 // poverty, services
        {Payee::region, true, 2, false, {capital, current}, 30},                       // after us
        {Payee::region, true, 1, false, {capital, current, staff_fixed_term, staff_permanent}, 100},  // regional social fund
        {Payee::zone, true, 1, false, {current, staff_permanent}, 60},                 // municipal solidarity
        {Payee::nation, true, 1, false, {staff_permanent, staff_fixed_term}, 80},      // national staff line
        {Payee::region, false, 1, false, {current}, 30},                               // regional program of the Union
        {Payee::zone, true, 1, false, {capital}, 70},                                  // municipal works
    };
    return list;
}

std::int64_t residents_of(const PlainPlan& plan, Payee payee, std::size_t recipient) {
    std::int64_t sum = 0;
    for (std::size_t z = 0; z < plan.zones.size(); ++z) {
        const bool inside = payee == Payee::nation || (payee == Payee::region ? plan.zones[z].region == recipient : z == recipient);
        if (inside) { sum += plan.zones[z].residents; }
    }
    return sum;
}

PlainFund make_fund(std::size_t f, const PlainPlan& plan, Dice& dice) {
    const Nature& nature = natures()[f % natures().size()];
    PlainFund fund{.payee = nature.payee, .recurrent = nature.recurrent, .years_open = nature.years_open, .closes_mid_2026 = nature.closes_mid_2026,
                   .pays = {}, .share_percent = 100, .project_percent = {}, .reserves = {}, .quota_cents = std::nullopt, .cents = {}};
    const bool repeated = f >= natures().size();
    fund.pays.assign(plan.measures.size() * category_count, 0);
    for (std::size_t m = 0; m < plan.measures.size(); ++m) {
        if (!dice.chance(repeated ? nature.breadth / 2 : nature.breadth)) { continue; }
        for (const std::size_t category : nature.categories) {
            const bool due = std::ranges::any_of(plan.measures[m].costs, [&](const CostLine& line) { return line.category == category; });
            if (due) { fund.pays[m * category_count + category] = 1; }
        }
    }
    if (f == 1) { fund.project_percent = {50, 60, 85}; }
    if (f == 2) { fund.project_percent = {40, 60, 85}; }
    if (f == 6) { fund.share_percent = 50; }
    if (f == 10) { fund.share_percent = 75; }
    if (f == 3) { fund.reserves = {{.kind = PlainReserve::Kind::cap, .measure = 1, .numerator = 3, .denominator = 5, .per_recipient = true}}; }
    if (f == 5) { fund.reserves = {{.kind = PlainReserve::Kind::earmark, .measure = 0, .numerator = 1, .denominator = 10, .per_recipient = true}}; }
    if (f == 7) { fund.reserves = {{.kind = PlainReserve::Kind::of_spent_max, .measure = 0, .numerator = 1, .denominator = 2, .per_recipient = false}}; }
    if (f == 8) { fund.quota_cents = plan.zones[0].residents * 500; }
    // Cents a head and year, so that all funds together reach about half of what the levels ask for.
    const std::int64_t a_head = dice.between(20, 100) * static_cast<std::int64_t>(plan.levels.size()) / 6;
    for (std::size_t r = 0; r < plan.recipients(fund.payee); ++r) {
        const std::int64_t residents = residents_of(plan, fund.payee, r);
        for (int y = 0; y < plan.years; ++y) {
            const bool given = !fund.closes_mid_2026 || y == 0;
            fund.cents.push_back(given ? residents * a_head * dice.between(90, 110) / 100 * (fund.closes_mid_2026 ? 3 : 1) : 0);
        }
    }
    return fund;
}

}  // namespace

PlainPlan generate(std::size_t zones, std::uint64_t seed) {
    Dice dice(seed);
    PlainPlan plan;
    plan.seed = seed;
    const int size = zones <= 60 ? 0 : zones <= 300 ? 1 : 2;
    plan.years = 4 + size;
    const std::size_t measures = size == 0 ? 12 : size == 1 ? 24 : 40;
    const std::size_t funds = static_cast<std::size_t>(12 + 4 * size);
    const std::size_t regions = std::max<std::size_t>(1, zones / 30);
    for (std::size_t r = 0; r < regions; ++r) { plan.regions.push_back({.category = static_cast<int>(r % 3)}); }
    for (std::size_t l = 0; l < static_cast<std::size_t>(6 + 2 * size); ++l) {
        plan.levels.push_back({.persons_per_unit = dice.between(3, 9) * 1000, .priority = l % 2 == 0 ? 1 : 2, .weight = dice.between(1, 4)});
    }
    for (std::size_t z = 0; z < zones; ++z) {
        PlainZone zone{.region = z * regions / zones, .residents = dice.between(20, 180) * 1000 + dice.between(0, 999), .supply = {}};
        for (const PlainLevel& level : plan.levels) {
            zone.supply.push_back(zone.residents * dice.between(2, 12) / 10 / level.persons_per_unit);
        }
        plan.zones.push_back(std::move(zone));
    }
    for (std::size_t m = 0; m < measures; ++m) { plan.measures.push_back(make_measure(m, plan, dice)); }
    for (std::size_t f = 0; f < funds; ++f) { plan.funds.push_back(make_fund(f, plan, dice)); }
    return plan;
}

}  // namespace leps_benchmark
