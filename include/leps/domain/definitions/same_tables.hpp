#pragma once

#include "leps/domain/plan_tables.hpp"

namespace leps {

/// Which tables of a plan have the same rows as those of an earlier plan. Without an earlier one: none. O(rows), O(1) for
/// tables that the two plans share.
struct SameTables {
    bool time = false;  ///< horizon, period, tail and cut of the header
    bool baseline = false;
    bool stages = false;
    bool territories = false;
    bool indicators = false;  ///< and their values
    bool beneficiary_groups = false;
    bool service_levels = false;
    bool level_targets = false;
    bool service_supply = false;
    bool measures = false;
    bool measure_costs = false;
    bool deliveries = false;
    bool measure_limits = false;
    bool links = false;
    bool funds = false;
    bool annuities = false;
    bool eligibility = false;
    bool co_financing = false;
    bool reserves = false;
    bool territory_quotas = false;
    bool associations = false;
    bool records = false;
    bool current_plan = false;

    SameTables() = default;
    SameTables(const PlanTables& a, const PlanTables& b)
        : time(a.header.horizon == b.header.horizon && a.header.period == b.header.period && a.header.tail_years == b.header.tail_years &&
               a.header.cut == b.header.cut),
          baseline(a.header.baseline == b.header.baseline), stages(a.header.stages == b.header.stages && a.header.preset == b.header.preset), territories(a.territories == b.territories),
          indicators(a.indicators == b.indicators && a.indicator_values == b.indicator_values),
          beneficiary_groups(a.beneficiary_groups == b.beneficiary_groups), service_levels(a.service_levels == b.service_levels),
          level_targets(a.level_targets == b.level_targets), service_supply(a.service_supply == b.service_supply),
          measures(a.measures == b.measures), measure_costs(a.measure_costs == b.measure_costs), deliveries(a.deliveries == b.deliveries),
          measure_limits(a.measure_limits == b.measure_limits), links(a.links == b.links), funds(a.funds == b.funds),
          annuities(a.annuities == b.annuities), eligibility(a.eligibility == b.eligibility), co_financing(a.co_financing == b.co_financing),
          reserves(a.reserves == b.reserves), territory_quotas(a.territory_quotas == b.territory_quotas),
          associations(a.associations == b.associations), records(a.records == b.records), current_plan(a.current_plan == b.current_plan) {}
};

}  // namespace leps
