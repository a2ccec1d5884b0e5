#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leps_benchmark {

/// A plan as a programmer who needs no library would hold it: numbers and positions, nothing derived, nothing checked.
/// The generator makes it; tables_of() turns it into the tables of leps, fill() into the arrays of HiGHS.

enum class Payee { nation, region, zone };

/// In the order of leps::Category: capital, cash, current, staff_fixed_term, staff_permanent.
inline constexpr std::size_t category_count = 5;

struct ProfilePart {
    int months = 0;
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;
};

struct CostLine {
    std::size_t category = 0;
    std::int64_t cents = 0;
    bool yearly = false;               ///< for each year in service, else once
    std::vector<ProfilePart> profile;  ///< of what is paid once; shares add to 1
};

struct PlainMeasure {
    bool whole = false;
    int delay_months = 0;
    int life_months = 0;   ///< 0: unlimited
    int start_years = 0;   ///< may start in the first so many years
    std::vector<CostLine> costs;
    std::size_t level = 0;
    std::int64_t delivers = 1;
    std::int64_t greatest = 0;         ///< units in service in a zone
};

struct PlainLevel {
    std::int64_t persons_per_unit = 1;  ///< one unit for so many residents
    int priority = 1;
    std::int64_t weight = 1;
};

struct PlainRegion {
    int category = 0;  ///< 0 more developed, 1 transition, 2 less developed
};

struct PlainZone {
    std::size_t region = 0;
    std::int64_t residents = 0;
    std::vector<std::int64_t> supply;  ///< by level: half units that exist already
};

struct PlainReserve {
    enum class Kind { earmark, cap, quota, of_spent_max } kind = Kind::cap;
    std::size_t measure = 0;
    std::int64_t numerator = 1;
    std::int64_t denominator = 2;
    bool per_recipient = false;
};

struct PlainFund {
    Payee payee = Payee::zone;
    bool recurrent = false;
    int years_open = 1;                ///< an annuity of year y may be spent in y ... y + years_open - 1
    bool closes_mid_2026 = false;      ///< one annuity, of the first year, until 30 June 2026
    std::vector<std::uint8_t> pays;    ///< by measure x category: 1 if it may
    std::int64_t share_percent = 100;  ///< of each due
    std::vector<std::int64_t> project_percent;  ///< by category of region: of a project; empty: all of it
    std::vector<PlainReserve> reserves;
    std::optional<std::int64_t> quota_cents;    ///< the most that may be spent in the first zone
    std::vector<std::int64_t> cents;   ///< by recipient x year

    [[nodiscard]] bool may_pay(std::size_t measure, std::size_t category) const { return pays[measure * category_count + category] != 0; }
};

struct PlainPlan {
    static constexpr int first_year = 2025;
    int years = 4;                     ///< and one of tail
    std::uint64_t seed = 1;
    std::vector<PlainRegion> regions;
    std::vector<PlainZone> zones;
    std::vector<PlainLevel> levels;
    std::vector<PlainMeasure> measures;
    std::vector<PlainFund> funds;

    [[nodiscard]] std::size_t recipients(Payee payee) const {
        return payee == Payee::nation ? 1 : payee == Payee::region ? regions.size() : zones.size();
    }
};

}  // namespace leps_benchmark
