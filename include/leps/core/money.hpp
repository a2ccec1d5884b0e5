#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>

#include "leps/core/wide.hpp"

namespace leps {

/// Euro cents, checked: a sum that leaves 64 bits throws InvalidValue. No way in or out by floating point.
class Money {
public:
    constexpr Money() = default;
    [[nodiscard]] static constexpr Money from_cents(std::int64_t cents) noexcept { return Money(cents); }
    template <std::floating_point Number>
    static Money from_cents(Number) = delete;

    [[nodiscard]] constexpr std::int64_t cents() const noexcept { return cents_; }

    friend Money operator+(Money a, Money b) {
        std::int64_t sum = 0;
        if (__builtin_add_overflow(a.cents_, b.cents_, &sum)) { wide::overflow("sum of money"); }
        return Money(sum);
    }
    friend Money operator-(Money a, Money b) {
        std::int64_t difference = 0;
        if (__builtin_sub_overflow(a.cents_, b.cents_, &difference)) { wide::overflow("difference of money"); }
        return Money(difference);
    }
    Money& operator+=(Money other) { return *this = *this + other; }
    Money& operator-=(Money other) { return *this = *this - other; }

    friend constexpr bool operator==(Money, Money) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(Money, Money) noexcept = default;

private:
    explicit constexpr Money(std::int64_t cents) noexcept : cents_(cents) {}

    std::int64_t cents_ = 0;
};

/// "-12.34": decimal euros with two digits, as tables write them.
[[nodiscard]] inline std::string to_string(Money money) {
    std::string digits = to_string(wide::absolute(money.cents()));
    if (digits.size() < 3) { digits.insert(0, 3 - digits.size(), '0'); }
    std::string text = money.cents() < 0 ? "-" : "";
    return text.append(digits, 0, digits.size() - 2).append(".").append(digits, digits.size() - 2);
}

}  // namespace leps
