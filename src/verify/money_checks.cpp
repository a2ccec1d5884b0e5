#include <algorithm>

#include "checks.hpp"

namespace leps {

/// BALANCE  for each bundle (z, m, e, k):  sum over annuities of x  =  due[z, m, e, k], in horizon and tail.
void check_cost_balance(const Audit& audit) {
    std::map<BundleKey, Int128> open = audit.achieved.dues;
    for (const Payment& payment : audit.decisions.payments) { open[payment.bundle] -= payment.cents; }
    for (const auto& [bundle, missing] : open) {
        if (missing == 0) { continue; }
        const auto due = audit.achieved.dues.find(bundle);
        const Int128 cents = due == audit.achieved.dues.end() ? 0 : due->second;
        audit.report.add({.rule = "cost_balance", .subject = audit.report.bundle(bundle), .found = euros(cents - missing), .limit = euros(cents),
                          .message = cents == 0    ? "money for something that is not due"
                                     : missing > 0 ? "what is paid falls short of what is due by " + euros(missing)
                                                   : "what is paid exceeds what is due by " + euros(-missing)});
    }
}

/// ANNUITY  for each annuity a:  sum of x[a]  <=  amount[a];  x[a, e] only where the window contains e, and only for
/// bundles that the recipient may pay.
void check_annuities(const Audit& audit) {
    const PlanView& plan = audit.plan;
    for (std::size_t a = 0; a < plan.spendable.size(); ++a) {
        const Int128 amount = plan.spendable[SpendableIndex(a)].amount.cents();
        const Int128 used = audit.achieved.used[a];
        if (used > amount) {
            audit.report.add({.rule = "annuity", .subject = audit.report.annuity(SpendableIndex(a)), .found = euros(used), .limit = euros(amount),
                              .message = "more is spent than the annuity holds"});
        }
    }
    for (const Payment& payment : audit.decisions.payments) {
        const SpendableAnnuity& annuity = plan.spendable[payment.annuity];
        const Period& span = plan.timeline[payment.bundle.elementary].span;
        const std::string subject = audit.report.annuity(payment.annuity) + "; " + audit.report.bundle(payment.bundle);
        if (!annuity.window.contains(span)) {
            audit.report.add({.rule = "annuity", .subject = subject, .found = to_string(span), .limit = to_string(annuity.window),
                              .message = euros(payment.cents) + " is spent outside the window of the annuity"});
        }
        if (!may_pay(annuity.recipient, plan.operations[payment.bundle.operation], plan.territories)) {
            audit.report.add({.rule = "annuity", .subject = subject, .found = audit.report.territory(annuity.recipient),
                              .limit = "the place itself, a territory above it, or one inside a zone that it serves",
                              .message = euros(payment.cents) + " comes from a recipient that may not pay there"});
        }
    }
}

/// SHARE  for each bundle of a region or association and each zone j that it serves:
///        sum over recipients in j of x  <=  ceil(share_j x due).
void check_zone_shares(const Audit& audit) {
    const PlanView& plan = audit.plan;
    std::map<std::pair<BundleKey, TerritoryIndex>, Int128> paid;
    for (const Payment& payment : audit.decisions.payments) {
        const auto zone = plan.territories.zone_of(plan.spendable[payment.annuity].recipient);
        if (zone && plan.operations[payment.bundle.operation].shared) { paid[{payment.bundle, *zone}] += payment.cents; }
    }
    for (const auto& [key, cents] : paid) {
        const auto& [bundle, zone] = key;
        const auto& serves = plan.operations[bundle.operation].serves;
        const auto served = std::find_if(serves.begin(), serves.end(), [z = zone](const ZoneShare& s) { return s.zone == z; });
        if (served == serves.end()) { continue; }
        const auto due = audit.achieved.dues.find(bundle);
        const Int128 limit = due == audit.achieved.dues.end() ? 0 : (served->share.wide() * WideRatio(due->second)).ceil();
        if (cents > limit) {
            audit.report.add({.rule = "zone_share", .subject = audit.report.bundle(bundle) + "; paid by " + audit.report.territory(zone),
                              .found = euros(cents), .limit = euros(limit),
                              .message = "a zone pays more than its share (" + to_string(served->share) + ") of what it owns together with others"});
        }
    }
}

/// SHARE  for each bundle and each municipality g whose money is kept apart:  sum of x[g]  <=  ceil(population share of g
///        x due), population shares within the zone, in the year of the first day of the horizon, of the municipalities valid
///        on that day.
void check_municipal_shares(const Audit& audit) {
    const PlanView& plan = audit.plan;
    std::map<std::pair<BundleKey, TerritoryIndex>, Int128> paid;
    for (const Payment& payment : audit.decisions.payments) {
        const TerritoryIndex recipient = plan.spendable[payment.annuity].recipient;
        if (plan.territories[recipient].kind == TerritoryKind::municipality) { paid[{payment.bundle, recipient}] += payment.cents; }
    }
    if (paid.empty()) { return; }
    const Year year = year_of(plan.timeline.horizon().begin());
    const auto population = [&](TerritoryIndex i) {
        return plan.indicators.at(plan.indicators.population(), plan.territories[i].territory, year).wide();
    };
    std::map<TerritoryIndex, WideRatio> zones;
    for (const auto& [key, cents] : paid) { zones.emplace(plan.territories.zone_of(key.second).value(), 0); }
    for (std::size_t i = 0; i < plan.territories.size(); ++i) {
        const auto zone = plan.territories.zone_of(TerritoryIndex(i));
        const auto total = zone ? zones.find(*zone) : zones.end();
        const bool counts = plan.territories[TerritoryIndex(i)].kind == TerritoryKind::municipality && plan.territories.valid(TerritoryIndex(i));
        if (total != zones.end() && counts) { total->second += population(TerritoryIndex(i)); }
    }
    for (const auto& [key, cents] : paid) {
        const auto& [bundle, municipality] = key;
        const WideRatio total = zones.at(plan.territories.zone_of(municipality).value());
        const bool counts = total != WideRatio(0) && plan.territories.valid(municipality);
        const WideRatio share = counts ? population(municipality) / total : WideRatio(0);
        const auto due = audit.achieved.dues.find(bundle);
        const Int128 limit = due == audit.achieved.dues.end() ? 0 : (share * WideRatio(due->second)).ceil();
        if (cents > limit) {
            audit.report.add({.rule = "municipal_share", .subject = audit.report.bundle(bundle) + "; paid by " + audit.report.territory(municipality),
                              .found = euros(cents), .limit = euros(limit),
                              .message = "a municipality pays more than its share of the residents (" + to_string(share) + ")"});
        }
    }
}

}  // namespace leps
