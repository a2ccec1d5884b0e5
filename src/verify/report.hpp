#pragma once

#include <exception>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "leps/domain/definitions/plan_view.hpp"
#include "leps/verify/evaluate.hpp"
#include "leps/verify/verification.hpp"

namespace leps {

/// "-12.34": euros of a sum that may be wider than Money.
[[nodiscard]] std::string euros(Int128 cents);
/// Euros of an exact sum; "a/b" cents where it is no whole number of cents.
[[nodiscard]] std::string euros(const WideRatio& cents);

/// Collects violations, and puts positions of the plan into words.
class Report {
public:
    explicit Report(const PlanView& plan) : plan_(plan) {}

    /// However bad a result is, memory stays bounded: beyond violation_limit violations are only counted.
    void add(Violation violation);
    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    /// What is listed; if that is not all, with a last one that says how many there are.
    [[nodiscard]] std::vector<Violation> take() &&;

    [[nodiscard]] std::string territory(TerritoryIndex i) const;    ///< "zone TOS-13"
    [[nodiscard]] std::string site(OperationIndex i) const;         ///< "zone TOS-13", "association LUCCA"
    [[nodiscard]] std::string operation(OperationIndex i) const;    ///< site and measure
    [[nodiscard]] std::string annuity(SpendableIndex i) const;      ///< fund, year, recipient and act
    [[nodiscard]] std::string fund(FundIndex i) const;
    [[nodiscard]] std::string measure(MeasureIndex i) const;
    [[nodiscard]] std::string period(PeriodIndex i) const;
    [[nodiscard]] std::string bundle(const BundleKey& bundle) const;   ///< operation, elementary period and category
    [[nodiscard]] std::string scope(bool tail) const { return tail ? "tail" : "horizon"; }

    /// Runs one check; what it throws on the result's numbers becomes a violation of the rule.
    template <class Check>
    void guard(const std::string& rule, Check check) {
        try {
            check();
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& failure) {
            add({.rule = rule, .subject = "plan " + plan_.tables.header.name, .found = failure.what(), .limit = "numbers that fit",
                 .message = "the rule could not be computed from this result, so it is not shown to hold"});
        }
    }

private:
    const PlanView& plan_;
    std::vector<Violation> violations_;
    std::size_t count_ = 0;
};

}  // namespace leps
