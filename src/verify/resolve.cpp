#include "resolve.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace leps {

namespace {

class Resolver {
public:
    Resolver(const PlanView& plan, Report& report) : plan_(plan), report_(report) {
        for (std::size_t t = 0; t < plan.timeline.periods().size(); ++t) { periods_.emplace(plan.timeline.periods()[t].span, PeriodIndex(t)); }
        for (std::size_t e = 0; e < plan.timeline.elementary().size(); ++e) {
            elementary_.emplace(plan.timeline.elementary()[e].span, ElementaryIndex(e));
        }
        for (std::size_t f = 0; f < plan.tables.funds.size(); ++f) { funds_.emplace(plan.tables.funds[f].fund, FundIndex(f)); }
    }

    /// STARTS  a start stands where and when the measure may start; whole where the measure is; > 0; each key once.
    void start(const UnitRow& row, Decisions& out) {
        const std::string subject = row.site + ", measure " + row.measure.text() + ", " + to_string(row.period);
        const auto refuse = [&](std::string found, std::string limit, std::string message) {
            report_.add({.rule = "starts", .subject = subject, .found = std::move(found), .limit = std::move(limit), .message = std::move(message)});
        };
        const std::optional<OperationIndex> operation = find_operation(row.site, row.measure);
        if (!operation) { return refuse(row.site + ", " + row.measure.text(), "a place where the measure can be started", "the plan knows no such measure in such a place"); }
        const auto period = periods_.find(row.period);
        if (period == periods_.end()) { return refuse(to_string(row.period), "a period of the horizon", "starts are counted by periods of the plan"); }
        const Measure& measure = plan_.measures[plan_.operations[*operation].measure];
        if (!may_start(measure, plan_.timeline[period->second])) {
            return refuse(to_string(row.period.begin()), "a first day on which the measure may start", "the measure may not start on that day");
        }
        if (row.units <= Units()) { return refuse(to_string(row.units), "more than 0", "a start has at least one nano-unit"); }
        if (measure.whole && !row.units.is_whole()) {
            refuse(to_string(row.units), "whole units", "the measure can only be started in whole units");
        }
        if (!started_.emplace(*operation, period->second).second) {
            return refuse(to_string(row.units), "each place, measure and period once", "two rows of one key are never a sum");
        }
        out.starts[operation->value()][period->second.value()] = row.units;
    }

    /// SPEND  known annuity, place, measure, elementary period and category; > 0; each key once.
    void spend(const SpendRow& row, Decisions& out) {
        const bool category = static_cast<std::size_t>(row.category) < Words<Category>::list.size();
        const std::string subject = "fund " + row.fund.text() + ", year " + std::to_string(row.year) + ", recipient " + row.recipient.text() +
                                    (row.act.empty() ? "" : ", act " + row.act) + ", " + row.site + ", measure " + row.measure.text() +
                                    ", " + to_string(row.period) + (category ? ", " + std::string(word(row.category)) : "");
        const auto refuse = [&](const char* rule, std::string limit, std::string message) {
            report_.add({.rule = rule, .subject = subject, .found = to_string(row.amount), .limit = std::move(limit), .message = std::move(message)});
        };
        if (!category) { return refuse("spend", "a category of the plan", "the category has no name"); }
        const auto fund = funds_.find(row.fund);
        const auto recipient = plan_.territories.find(row.recipient);
        const std::optional<SpendableIndex> annuity =
            fund == funds_.end() || !recipient ? std::nullopt : plan_.spendable.find(fund->second, row.year, *recipient, row.act);
        if (!annuity) { return refuse("annuity", "money of an annuity of the plan", "the plan has no such annuity, or its window does not meet the horizon"); }
        const std::optional<OperationIndex> operation = find_operation(row.site, row.measure);
        if (!operation) { return refuse("spend", "a place where the measure can be started", "the plan knows no such measure in such a place"); }
        const auto elementary = elementary_.find(row.period);
        if (elementary == elementary_.end()) { return refuse("spend", "an elementary period of the plan", "money is counted by elementary periods"); }
        const Payment payment{.annuity = *annuity,
                              .bundle = {.operation = *operation, .elementary = elementary->second, .category = row.category},
                              .cents = row.amount.cents()};
        if (row.amount <= Money()) { refuse("spend", "more than 0.00", "a row of spending has at least one cent"); }
        if (!paid_.emplace(payment.annuity, payment.bundle).second) {
            return refuse("spend", "each annuity and bundle once", "two rows of one key are never a sum");
        }
        out.payments.push_back(payment);
    }

private:
    [[nodiscard]] std::optional<OperationIndex> find_operation(const std::string& site, const MeasureId& id) const {
        const auto measure = plan_.measures.find(id);
        return measure ? plan_.operations.find(site, *measure) : std::nullopt;
    }

    const PlanView& plan_;
    Report& report_;
    std::map<Period, PeriodIndex> periods_;
    std::map<Period, ElementaryIndex> elementary_;
    std::unordered_map<FundId, FundIndex> funds_;
    std::set<std::pair<OperationIndex, PeriodIndex>> started_;
    std::set<std::pair<SpendableIndex, BundleKey>> paid_;
};

}  // namespace

Decisions resolve(const PlanView& plan, const Allocation& allocation, Report& report) {
    Decisions decisions;
    decisions.starts.assign(plan.operations.size(), std::vector<Units>(plan.timeline.horizon_periods()));
    Resolver resolver(plan, report);
    for (const UnitRow& row : allocation.starts) { resolver.start(row, decisions); }
    for (const SpendRow& row : allocation.spend) { resolver.spend(row, decisions); }
    std::sort(decisions.payments.begin(), decisions.payments.end(), [](const Payment& a, const Payment& b) {
        return std::tie(a.annuity, a.bundle) < std::tie(b.annuity, b.bundle);
    });
    return decisions;
}

}  // namespace leps
