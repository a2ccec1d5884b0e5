#include <algorithm>
#include <set>
#include <tuple>

#include "checks.hpp"
#include "leps/domain/definitions/recorded_money.hpp"

namespace leps {

namespace {

/// Visits the payments of a fund: they stand together, as annuities are ordered by fund.
template <class Visit>
void each_payment(const Audit& audit, FundIndex fund, Visit visit) {
    const auto& payments = audit.decisions.payments;
    auto payment = std::lower_bound(payments.begin(), payments.end(), fund, [&](const Payment& p, FundIndex f) {
        return audit.plan.spendable[p.annuity].fund < f;
    });
    for (; payment != payments.end() && audit.plan.spendable[payment->annuity].fund == fund; ++payment) { visit(*payment); }
}

/// Which part of a fund a reserve looks at: one recipient or all, one competence year or all, the horizon or a tail year.
struct ReserveScope {
    std::optional<TerritoryIndex> recipient;
    std::optional<Year> year;
    std::optional<PeriodIndex> tail;
    friend auto operator<=>(const ReserveScope&, const ReserveScope&) = default;
};

struct ReserveSums {
    Int128 assigned = 0;
    Int128 spent = 0;
    WideRatio subset = 0;
};

class ReserveCheck {
public:
    ReserveCheck(const Audit& audit, const Reserve& reserve) : audit_(audit), plan_(audit.plan), reserve_(reserve) {
        if (reserve.subset_kind != SubsetKind::group) { return; }
        std::set<LevelId> levels;
        for (const ServiceLevel& level : plan_.tables.service_levels) {
            if (level.group && level.group->text() == reserve.subset) { levels.insert(level.level); }
        }
        for (const Delivery& row : plan_.tables.deliveries) {
            const auto measure = levels.contains(row.level) ? plan_.measures.find(row.measure) : std::nullopt;
            if (measure) { group_.insert(*measure); }
        }
    }

    void run() {
        const FundIndex fund = plan_.spendable.fund(reserve_.fund);
        const bool of_assigned = reserve_.kind != ReserveKind::of_spent_min && reserve_.kind != ReserveKind::of_spent_max;
        const bool in_tail = reserve_.kind == ReserveKind::earmark || reserve_.kind == ReserveKind::cap;
        std::map<ReserveScope, ReserveSums> scopes;
        for (const SpendableAnnuity& annuity : plan_.spendable.list()) {
            if (annuity.fund == fund && (in_tail || !annuity.tail)) { scopes[scope_of(annuity)].assigned += annuity.assigned.cents(); }
        }
        each_payment(audit_, fund, [&](const Payment& payment) {
            const SpendableAnnuity& annuity = plan_.spendable[payment.annuity];
            if (annuity.tail && !in_tail) { return; }
            ReserveSums& sums = scopes[scope_of(annuity)];
            sums.spent += payment.cents;
            sums.subset += part(payment) * WideRatio(payment.cents);
        });
        for (const auto& [scope, sums] : scopes) { of_assigned ? judge_assigned(scope, sums) : judge_spent(scope, sums); }
    }

private:
    [[nodiscard]] ReserveScope scope_of(const SpendableAnnuity& annuity) const {
        ReserveScope scope;
        if (reserve_.per_recipient) { scope.recipient = annuity.recipient; }
        if (annuity.tail) {
            const auto elementary = plan_.timeline.holding(annuity.window.begin());
            if (elementary) { scope.tail = plan_.timeline[*elementary].period; }
        } else if (reserve_.per_year) {
            scope.year = annuity.year;
        }
        return scope;
    }

    /// How much of a payment belongs to the subset: 0 or 1, or a share of the zones that a common project serves.
    [[nodiscard]] WideRatio part(const Payment& payment) const {
        const Operation& operation = plan_.operations[payment.bundle.operation];
        switch (reserve_.subset_kind) {
            case SubsetKind::measure: {
                const auto measure = plan_.measures.find(MeasureId(reserve_.subset));
                return measure && plan_.measures.is_within(operation.measure, *measure) ? 1 : 0;
            }
            case SubsetKind::group: return group_.contains(operation.measure) ? 1 : 0;
            case SubsetKind::territory: break;
        }
        const auto place = plan_.territories.find(TerritoryId(reserve_.subset));
        return place ? spent_in(*place, operation, plan_.spendable[payment.annuity].recipient, plan_.territories) : WideRatio(0);
    }

    void judge_assigned(const ReserveScope& scope, const ReserveSums& sums) {
        const WideRatio share = reserve_.share.wide() * WideRatio(sums.assigned);
        const std::string of = " of the " + euros(sums.assigned) + " assigned";
        if (reserve_.kind == ReserveKind::earmark) {
            const Int128 limit = sums.assigned - share.ceil();
            const WideRatio others = WideRatio(sums.spent) - sums.subset;
            if (others > WideRatio(limit)) { report(scope, euros(others), "at most " + euros(limit), "others use what is kept for " + reserve_.subset + of); }
            return;
        }
        if (reserve_.kind == ReserveKind::quota) {
            if (sums.subset < WideRatio(share.ceil())) {
                report(scope, euros(sums.subset), "at least " + euros(share.ceil()), reserve_.subset + " must get " + to_string(reserve_.share) + of);
            }
            return;
        }
        const Int128 limit = reserve_.strict ? std::max(Int128(0), share.ceil() - 1) : share.floor();
        if (sums.subset > WideRatio(limit)) {
            report(scope, euros(sums.subset), "at most " + euros(limit), reserve_.subset + " may get " + to_string(reserve_.share) + of);
        }
    }

    void judge_spent(const ReserveScope& scope, const ReserveSums& sums) {
        const WideRatio share = reserve_.share.wide() * WideRatio(sums.spent);
        const std::string of = to_string(reserve_.share) + " of the " + euros(sums.spent) + " spent";
        if (reserve_.kind == ReserveKind::of_spent_min && sums.subset < share) {
            report(scope, euros(sums.subset), "at least " + euros(share), reserve_.subset + " must get " + of);
        }
        if (reserve_.kind == ReserveKind::of_spent_max && sums.subset > share) {
            report(scope, euros(sums.subset), "at most " + euros(share), reserve_.subset + " may get " + of);
        }
    }

    void report(const ReserveScope& scope, std::string found, std::string limit, std::string message) {
        std::string subject = "fund " + reserve_.fund.text() + ", reserve " + reserve_.reserve.text();
        if (scope.recipient) { subject += ", recipient " + plan_.territories[*scope.recipient].territory.text(); }
        if (scope.year) { subject += ", year " + std::to_string(*scope.year); }
        if (scope.tail) { subject += ", tail year " + audit_.report.period(*scope.tail); }
        audit_.report.add({.rule = "reserve", .subject = std::move(subject), .found = std::move(found), .limit = std::move(limit),
                           .message = std::move(message)});
    }

    const Audit& audit_;
    const PlanView& plan_;
    const Reserve& reserve_;
    std::set<MeasureIndex> group_;
};

}  // namespace

/// For each scope, assigned = sum of amount_eur of its annuities, any status, before paid:
/// EARMARK       spent - subset  <=  assigned - ceil(share x assigned)
/// QUOTA         subset  >=  ceil(share x assigned)
/// CAP           subset  <=  floor(share x assigned); strict: ceil(share x assigned) - 1 cent, and never below 0
/// OF_SPENT_MIN  q subset  >=  p spent,   OF_SPENT_MAX  q subset  <=  p spent,   share = p / q
/// Tail years: earmark and cap only.
void check_reserves(const Audit& audit) {
    for (const Reserve& reserve : audit.plan.tables.reserves) { ReserveCheck(audit, reserve).run(); }
}

/// QUOTA  min_eur  <=  sum of x of the fund spent in the territory, in the horizon  <=  max_eur; with a year: of annuities
/// of that competence year.
void check_territory_quotas(const Audit& audit) {
    const PlanView& plan = audit.plan;
    for (const TerritoryQuota& quota : audit.plan.tables.territory_quotas) {
        const TerritoryIndex place = plan.territories.at(quota.territory);
        WideRatio spent = 0;
        each_payment(audit, plan.spendable.fund(quota.fund), [&](const Payment& payment) {
            const SpendableAnnuity& annuity = plan.spendable[payment.annuity];
            if (plan.timeline[payment.bundle.elementary].tail || (quota.year && *quota.year != annuity.year)) { return; }
            spent += spent_in(place, plan.operations[payment.bundle.operation], annuity.recipient, plan.territories) * WideRatio(payment.cents);
        });
        const std::string subject = "fund " + quota.fund.text() + ", " + audit.report.territory(place) +
                                    (quota.year ? ", year " + std::to_string(*quota.year) : "");
        if (quota.min_amount && spent < WideRatio(quota.min_amount->cents())) {
            audit.report.add({.rule = "territory_quota", .subject = subject, .found = euros(spent), .limit = "at least " + to_string(*quota.min_amount),
                              .message = "less of the fund is spent there than must be"});
        }
        if (quota.max_amount && spent > WideRatio(quota.max_amount->cents())) {
            audit.report.add({.rule = "territory_quota", .subject = subject, .found = euros(spent), .limit = "at most " + to_string(*quota.max_amount),
                              .message = "more of the fund is spent there than may be"});
        }
    }
}

/// COMMITTED  sum of x[f, z, m] over the horizon, of the record's annuity, recipient, act and category where given,
///            >=  max(0, committed - paid). Money carries no project, so records that differ only in it add up; of one
///            commitment's states the latest counts.
void check_commitments(const Audit& audit) {
    const PlanView& plan = audit.plan;
    using Narrowing = std::tuple<std::string, FundId, std::optional<Year>, std::optional<TerritoryId>, std::string, MeasureId, std::optional<Category>>;
    std::map<Narrowing, std::map<std::string, const Record*>> commitments;
    for (const Record& row : plan.tables.records) {
        if (row.kind != RecordKind::state) { continue; }
        const Narrowing key{row.territory.text(), row.fund, row.annuity, row.recipient, row.act, row.measure, row.category};
        const auto [found, fresh] = commitments[key].try_emplace(row.project, &row);
        if (!fresh && found->second->as_of < row.as_of) { found->second = &row; }
    }
    for (const auto& [key, projects] : commitments) {
        const auto& [site, fund, year, recipient, act, measure, category] = key;
        Int128 needed = 0;
        std::string names;
        for (const auto& [project, row] : projects) {
            const Int128 open = Int128(row->committed.value_or(Money()).cents()) - row->paid.value_or(Money()).cents();
            needed += std::max(Int128(0), open);
            if (!project.empty()) { names += (names.empty() ? ", project " : ", ") + project; }
        }
        const Record& record = *projects.begin()->second;
        const TerritoryIndex place = plan.territories.at(record.territory);
        const MeasureIndex top = plan.measures.at(measure);
        Int128 spent = 0;
        each_payment(audit, plan.spendable.fund(fund), [&](const Payment& payment) {
            const SpendableAnnuity& annuity = plan.spendable[payment.annuity];
            const Operation& operation = plan.operations[payment.bundle.operation];
            const bool narrowed = !annuity.tail && plan.territories.is_within(operation.territory, place) && plan.measures.is_within(operation.measure, top) &&
                                  speaks_of(record, annuity, plan.tables, plan.territories) && (!category || *category == payment.bundle.category);
            if (narrowed) { spent += payment.cents; }
        });
        if (spent >= needed) { continue; }
        audit.report.add({.rule = "committed",
                          .subject = "fund " + fund.text() + (year ? ", year " + std::to_string(*year) : "") + ", " + site + ", measure " +
                                     measure.text() + (category ? ", " + std::string(word(*category)) : "") + names,
                          .found = euros(spent), .limit = "at least " + euros(needed), .message = "less is spent than has been committed"});
    }
}

}  // namespace leps
