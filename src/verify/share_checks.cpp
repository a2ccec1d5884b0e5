#include <algorithm>
#include <tuple>

#include "checks.hpp"

namespace leps {

namespace {

using FundBundle = std::pair<FundIndex, BundleKey>;

/// Cents by fund and bundle, over all recipients and annuities.
std::map<FundBundle, Int128> paid_by_fund(const Audit& audit) {
    std::map<FundBundle, Int128> paid;
    for (const Payment& payment : audit.decisions.payments) {
        paid[{audit.plan.spendable[payment.annuity].fund, payment.bundle}] += payment.cents;
    }
    return paid;
}

/// share x cents, rounded as the fund says: down, or up where its shares must add up on single bundles.
Int128 rounded_share(const Ratio& share, Int128 cents, const Fund& fund) {
    const WideRatio exact = share.wide() * WideRatio(cents);
    return fund.round_share == RoundShare::up ? exact.ceil() : exact.floor();
}

Int128 due_of(const Audit& audit, const BundleKey& bundle) {
    const auto due = audit.achieved.dues.find(bundle);
    return due == audit.achieved.dues.end() ? 0 : due->second;
}

}  // namespace

/// ELIGIBLE  x[f, z, m, e, k] > 0 only where a row's dates contain e.
/// SHARE     sum over recipients of x[f, z, m, e, k]  <=  floor(max_share x due)  (ceil where round_share = up).
/// AMOUNT    for each row: sum of x under it over the horizon, and over each tail year apart,  <=  max_eur.
void check_eligibility(const Audit& audit) {
    const PlanView& plan = audit.plan;
    std::map<std::pair<const Eligibility*, std::size_t>, Int128> under;
    for (const auto& [key, cents] : paid_by_fund(audit)) {
        const auto& [f, bundle] = key;
        const Fund& fund = plan.tables.funds[f.value()];
        const ElementaryPeriod& elementary = plan.timeline[bundle.elementary];
        const Eligibility* row = plan.eligibility.governing(fund.fund, bundle.category, plan.operations[bundle.operation], elementary.span);
        const std::string subject = audit.report.fund(f) + "; " + audit.report.bundle(bundle);
        if (row == nullptr) {
            audit.report.add({.rule = "eligibility", .subject = subject, .found = euros(cents), .limit = "0.00",
                              .message = "no row of eligibility lets the fund pay this throughout the period"});
            continue;
        }
        if (row->max_share) {
            const Int128 limit = rounded_share(*row->max_share, due_of(audit, bundle), fund);
            if (cents > limit) {
                audit.report.add({.rule = "eligibility", .subject = subject, .found = euros(cents), .limit = euros(limit),
                                  .message = "more than max_share = " + to_string(*row->max_share) + " of what is due"});
            }
        }
        under[{row, elementary.tail ? elementary.period.value() : 0}] += cents;
    }
    std::size_t number = 0;
    for (const Eligibility& row : plan.eligibility.rows()) {
        ++number;
        if (!row.max_amount) { continue; }
        for (auto sum = under.lower_bound({&row, 0}); sum != under.end() && sum->first.first == &row; ++sum) {
            const std::size_t period = sum->first.second;
            if (sum->second <= row.max_amount->cents()) { continue; }
            audit.report.add({.rule = "eligibility",
                              .subject = "fund " + row.fund.text() + ", measure " + row.measure.text() + ", " + std::string(word(row.category)) +
                                         ", eligibility row " + std::to_string(number) + ", " +
                                         (period == 0 ? to_string(plan.timeline.horizon()) : audit.report.period(PeriodIndex(period))),
                              .found = euros(sum->second), .limit = to_string(*row.max_amount),
                              .message = "more is paid under the row than max_eur"});
        }
    }
}

namespace {

/// One base of a co-financing row: a bundle; a project (operation) in horizon or tail; or a fund and EU category there.
struct Base {
    FundIndex fund;
    const CoFinancing* rule = nullptr;
    bool tail = false;
    std::optional<BundleKey> bundle;
    std::optional<OperationIndex> project;
    std::string eu_category;

    [[nodiscard]] auto key() const { return std::tie(fund, rule, tail, bundle, project, eu_category); }
    friend bool operator<(const Base& a, const Base& b) { return a.key() < b.key(); }
};

struct Sums {
    Int128 paid = 0;
    Int128 due = 0;
};

class CoFinancingCheck {
public:
    explicit CoFinancingCheck(const Audit& audit) : audit_(audit), plan_(audit.plan) {}

    void run() {
        for (const auto& [key, cents] : paid_by_fund(audit_)) {
            const std::optional<Base> base = base_of(key.first, key.second);
            if (base) { sums_[*base].paid += cents; }
        }
        std::vector<FundIndex> funds;
        for (const auto& [base, sums] : sums_) {
            if (funds.empty() || funds.back() != base.fund) { funds.push_back(base.fund); }
        }
        for (const FundIndex fund : funds) {
            for (const auto& [bundle, due] : audit_.achieved.dues) {
                const std::optional<Base> base = base_of(fund, bundle);
                const auto sums = base && counts(*base, bundle) ? sums_.find(*base) : sums_.end();
                if (sums != sums_.end()) { sums->second.due += due; }
            }
        }
        for (const auto& [base, sums] : sums_) {
            const Int128 limit = rounded_share(base.rule->max_share, sums.due, plan_.tables.funds[base.fund.value()]);
            if (sums.paid <= limit) { continue; }
            audit_.report.add({.rule = "co_financing", .subject = audit_.report.fund(base.fund) + "; " + words(base), .found = euros(sums.paid),
                               .limit = euros(limit),
                               .message = "more than " + to_string(base.rule->max_share) + " of the base of " + euros(sums.due)});
        }
    }

private:
    [[nodiscard]] std::optional<Base> base_of(FundIndex fund, const BundleKey& bundle) {
        const CoFinancing* rule = rule_of(fund, bundle.operation);
        if (rule == nullptr) { return std::nullopt; }
        const bool tail = plan_.timeline[bundle.elementary].tail;
        switch (rule->base) {
            case CoFinancingBase::bundle: return Base{fund, rule, tail, bundle, std::nullopt, {}};
            case CoFinancingBase::project: return Base{fund, rule, tail, std::nullopt, bundle.operation, {}};
            case CoFinancingBase::fund:
                return Base{fund, rule, tail, std::nullopt, std::nullopt, plan_.territories.eu_category(plan_.operations[bundle.operation].territory)};
        }
        return std::nullopt;
    }

    const CoFinancing* rule_of(FundIndex fund, OperationIndex o) {
        const auto [found, fresh] = rules_.try_emplace({fund, o}, nullptr);
        if (fresh) {
            found->second = co_financing_rule(plan_.tables.co_financing, plan_.tables.funds[fund.value()].fund, plan_.operations[o],
                                              plan_.measures, plan_.territories);
        }
        return found->second;
    }

    [[nodiscard]] bool counts(const Base& base, const BundleKey& bundle) {
        const auto found = eligible_.try_emplace({base.fund, bundle.operation}, plan_.eligibility, plan_.tables.funds[base.fund.value()].fund,
                                                 plan_.operations[bundle.operation], plan_.timeline).first;
        return found->second.counts(base.rule->base, bundle.category, bundle.elementary);
    }

    [[nodiscard]] std::string words(const Base& base) const {
        if (base.bundle) { return audit_.report.bundle(*base.bundle); }
        const std::string scope = audit_.report.scope(base.tail);
        if (base.project) { return audit_.report.operation(*base.project) + ", " + scope; }
        return (base.eu_category.empty() ? "every category" : "category " + base.eu_category) + ", " + scope;
    }

    const Audit& audit_;
    const PlanView& plan_;
    std::map<Base, Sums> sums_;
    std::map<std::pair<FundIndex, OperationIndex>, const CoFinancing*> rules_;
    std::map<std::pair<FundIndex, OperationIndex>, EligibleDues> eligible_;
};

}  // namespace

/// SHARE  for each base:  sum of x[f] over the base  <=  floor(max_share x sum of dues over the base), horizon and tail apart.
///        Base bundle: (z, m, e, k). Project: all e of (z, m), categories that f may pay. Fund: all bundles that f may pay,
///        by EU category. (ceil where round_share = up)
void check_co_financing(const Audit& audit) { CoFinancingCheck(audit).run(); }

}  // namespace leps
