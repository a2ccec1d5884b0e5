#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>

#include "leps/core/wide.hpp"

namespace leps {

/// A quantity of service (FTE, hours, places, projects) in nano-units (10^-9), checked.
class Units {
public:
    static constexpr std::int64_t nanos_per_unit = 1'000'000'000;

    constexpr Units() = default;
    [[nodiscard]] static constexpr Units from_nanos(std::int64_t nanos) noexcept { return Units(nanos); }
    template <std::floating_point Number>
    static Units from_nanos(Number) = delete;
    /// Throws InvalidValue beyond about 9.2 * 10^9 units.
    [[nodiscard]] static Units whole(std::int64_t count) {
        return Units(wide::narrow(wide::multiply(count, nanos_per_unit)));
    }

    [[nodiscard]] constexpr std::int64_t nanos() const noexcept { return nanos_; }
    [[nodiscard]] constexpr bool is_whole() const noexcept { return nanos_ % nanos_per_unit == 0; }
    [[nodiscard]] WideRatio wide() const { return {nanos_, nanos_per_unit}; }

    friend Units operator+(Units a, Units b) {
        std::int64_t sum = 0;
        if (__builtin_add_overflow(a.nanos_, b.nanos_, &sum)) { wide::overflow("sum of units"); }
        return Units(sum);
    }
    friend Units operator-(Units a, Units b) {
        std::int64_t difference = 0;
        if (__builtin_sub_overflow(a.nanos_, b.nanos_, &difference)) { wide::overflow("difference of units"); }
        return Units(difference);
    }
    Units& operator+=(Units other) { return *this = *this + other; }

    friend constexpr bool operator==(Units, Units) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(Units, Units) noexcept = default;

private:
    explicit constexpr Units(std::int64_t nanos) noexcept : nanos_(nanos) {}

    std::int64_t nanos_ = 0;
};

/// "12.5", "3", "0.000000001": at most nine decimals, no trailing zeros.
[[nodiscard]] inline std::string to_string(Units units) {
    const Int128 size = wide::absolute(units.nanos());
    std::string text = to_string(size / Units::nanos_per_unit);
    std::string fraction = to_string(size % Units::nanos_per_unit);
    fraction.insert(0, 9 - fraction.size(), '0');
    fraction.erase(fraction.find_last_not_of('0') + 1);
    if (!fraction.empty()) { text += "." + fraction; }
    return units.nanos() < 0 ? "-" + text : text;
}

}  // namespace leps
