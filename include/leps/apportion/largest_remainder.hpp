#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "leps/core/money.hpp"
#include "leps/core/ratio.hpp"

namespace leps {

/// Gives what is left, cent by cent, to the parts with the largest remainders; ties go to the earlier place. 0 <= left < parts.
template <class Remainder>
void hand_out_cents(Money left, const std::vector<Remainder>& remainders, std::vector<Money>& parts) {
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainders[b] < remainders[a]; });
    for (std::size_t i = 0; left > Money(); ++i, left -= Money::from_cents(1)) { parts[order[i]] += Money::from_cents(1); }
}

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
    hand_out_cents(left, remainders, parts);
    return parts;
}

/// The same by shares: part_i = floor(total x share_i), and one cent more to the largest remainders. Throws InvalidValue if the shares
/// do not add to 1, or one is negative. O(n log n).
[[nodiscard]] inline std::vector<Money> largest_remainder(Money total, const std::vector<Ratio>& shares) {
    std::vector<Money> parts(shares.size());
    std::vector<WideRatio> remainders(shares.size());
    WideRatio sum = 0;
    bool negative = false;
    Money left = total;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        sum += shares[i].wide();
        negative = negative || shares[i] < Ratio(0);
        const WideRatio exact = WideRatio(total.cents()) * shares[i].wide();
        parts[i] = Money::from_cents(wide::narrow(exact.floor()));
        remainders[i] = exact - WideRatio(exact.floor());
        left -= parts[i];
    }
    if (negative || sum != WideRatio(1)) {
        throw InvalidValue({.code = "shares_sum", .subject = "largest remainder", .field = "shares",
                            .got = negative ? "a negative share" : "a sum of " + to_string(sum), .limit = "shares that add to 1"});
    }
    hand_out_cents(left, remainders, parts);
    return parts;
}

}  // namespace leps
