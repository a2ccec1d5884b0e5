#include "leps/problem/objective.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "leps/core/error.hpp"
#include "leps/problem/outward.hpp"

namespace leps {

namespace {

void check(const Objective::Term& term) {
    // Not a comparison turned around: a cost that is no number must fail too.
    if (!(std::abs(term.cost) <= largest_exact_integer) || std::trunc(term.cost) != term.cost) {
        throw InvalidValue({.code = "cost_not_integer", .subject = "column " + std::to_string(term.column.value()),
                            .field = "cost", .got = std::to_string(term.cost), .limit = "an integer up to 2^53"});
    }
}

}  // namespace

Objective::Objective(std::vector<Term> terms) : terms_(std::move(terms)) {
    const auto by_column = [](const Term& a, const Term& b) { return a.column < b.column; };
    for (const Term& term : terms_) { check(term); }
    if (!std::ranges::is_sorted(terms_, by_column)) { std::ranges::stable_sort(terms_, by_column); }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < terms_.size();) {
        Term sum = terms_[i];
        for (++i; i < terms_.size() && terms_[i].column == sum.column; ++i) {
            sum.cost += terms_[i].cost;
            check(sum);
        }
        if (sum.cost != 0.0) { terms_[kept++] = sum; }
    }
    terms_.resize(kept);
    terms_.shrink_to_fit();
}

}  // namespace leps
