#pragma once

#include <memory>
#include <span>
#include <vector>

#include "leps/problem/index.hpp"

namespace leps {

/// A sum of costs to be minimised: integers held in doubles, on few or many columns.
class Objective {
public:
    struct Term {
        ColumnIndex column;
        double cost = 0.0;

        friend bool operator==(const Term&, const Term&) = default;
    };

    /// Nothing: every feasible point is optimal.
    Objective() = default;

    /// Terms in any order; costs of the same column are added. Time O(n log n), O(n) if they come in order.
    /// Throws InvalidValue if a cost is not an integer or, also summed, beyond 2^53.
    explicit Objective(std::vector<Term> terms);

    [[nodiscard]] std::span<const Term> terms() const noexcept { return terms_; }  ///< by column, each once, none zero

    friend bool operator==(const Objective&, const Objective&) = default;

private:
    std::vector<Term> terms_;
};

/// One more row of every later solve: objective(x) <= upper, as an earlier stage kept it.
struct Cap {
    std::shared_ptr<const Objective> objective;  ///< never null
    double upper = 0.0;                          ///< an integer; beyond 2^53 rounded up (round_up)
};

}  // namespace leps
