#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "leps/core/money.hpp"

namespace leps {

/// part_i = floor(total x weight_i / sum of weights), and one cent more to the largest remainders until the parts add up;
/// ties go to the earlier place. total and weights >= 0. Throws InvalidValue if there is money and no weight.
/// Source: Hamilton's method, as ministerial tables use it. O(n log n).
[[nodiscard]] inline std::vector<Money> largest_remainder(Money total, const std::vector<Money>& weights) {
    Int128 sum = 0;
    for (const Money weight : weights) { sum += weight.cents(); }
    std::vector<Money> parts(weights.size());
    if (total == Money()) { return parts; }
    if (sum == 0) {
        throw InvalidValue({.code = "no_weights", .subject = "largest remainder", .field = "weights", .got = "a sum of zero",
                            .limit = "a positive weight"});
    }
    std::vector<Int128> remainders(weights.size());
    Money left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Int128 exact = static_cast<Int128>(total.cents()) * weights[i].cents();
        parts[i] = Money::from_cents(wide::narrow(exact / sum));
        remainders[i] = exact % sum;
        left -= parts[i];
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; left > Money(); ++i, left -= Money::from_cents(1)) { parts[order[i]] += Money::from_cents(1); }
    return parts;
}

}  // namespace leps
