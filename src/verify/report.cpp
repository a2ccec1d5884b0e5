#include "report.hpp"

#include "leps/core/shown.hpp"

namespace leps {

std::string euros(Int128 cents) {
    std::string digits = to_string(wide::absolute(cents));
    if (digits.size() < 3) { digits.insert(0, 3 - digits.size(), '0'); }
    digits.insert(digits.size() - 2, ".");
    return cents < 0 ? "-" + digits : digits;
}

std::string euros(const WideRatio& cents) {
    return cents.is_integer() ? euros(cents.numerator()) : to_string(cents) + " cents";
}

void Report::add(Violation violation) {
    if (++count_ > violation_limit) { return; }
    violation.subject = shown(violation.subject, 400);
    violation.found = shown(violation.found, 400);
    violation.limit = shown(violation.limit, 400);
    violation.message = shown(violation.message, 800);
    violations_.push_back(std::move(violation));
}

std::vector<Violation> Report::take() && {
    if (count_ > violation_limit) {
        violations_.push_back({.rule = "more_violations", .subject = "plan " + shown(plan_.tables.header.name),
                               .found = std::to_string(count_) + " violations in all", .limit = std::to_string(violation_limit) + " are listed",
                               .message = "correct the ones above and verify again"});
    }
    return std::move(violations_);
}

std::string Report::territory(TerritoryIndex i) const {
    const Territory& row = plan_.territories[i];
    return std::string(word(row.kind)) + " " + row.territory.text();
}

std::string Report::site(OperationIndex i) const {
    const Operation& operation = plan_.operations[i];
    const bool association = operation.site != plan_.territories[operation.territory].territory.text();
    return association ? "association " + operation.site : territory(operation.territory);
}

std::string Report::measure(MeasureIndex i) const { return "measure " + plan_.measures[i].measure.text(); }

std::string Report::operation(OperationIndex i) const { return site(i) + ", " + measure(plan_.operations[i].measure); }

std::string Report::fund(FundIndex i) const { return "fund " + plan_.tables.funds[i.value()].fund.text(); }

std::string Report::annuity(SpendableIndex i) const {
    const SpendableAnnuity& annuity = plan_.spendable[i];
    std::string text = fund(annuity.fund) + ", year " + std::to_string(annuity.year) + ", recipient " +
                       plan_.territories[annuity.recipient].territory.text();
    if (!annuity.act.empty()) { text += ", act " + annuity.act; }
    return text;
}

std::string Report::period(PeriodIndex i) const { return to_string(plan_.timeline[i].span); }

std::string Report::bundle(const BundleKey& bundle) const {
    return operation(bundle.operation) + ", " + to_string(plan_.timeline[bundle.elementary].span) + ", " +
           std::string(word(bundle.category));
}

}  // namespace leps
