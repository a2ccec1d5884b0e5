#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>

#include "leps/core/wide.hpp"

namespace leps {

/// A share, rate or requirement per head: an exact fraction of 64-bit integers, reduced, denominator > 0.
/// Text is read by `read/`; there is no way in from floating point.
class Ratio {
public:
    constexpr Ratio() = default;

    /// Throws InvalidValue if denominator == 0, or if the reduced fraction leaves 64 bits.
    template <std::integral A, std::integral B>
    Ratio(A numerator, B denominator) : Ratio(WideRatio(numerator, denominator)) {}
    template <std::integral A>
    explicit Ratio(A value) noexcept : numerator_(static_cast<std::int64_t>(value)) {}
    explicit Ratio(const WideRatio& value)
        : numerator_(wide::narrow(value.numerator())), denominator_(wide::narrow(value.denominator())) {}

    [[nodiscard]] constexpr std::int64_t numerator() const noexcept { return numerator_; }
    [[nodiscard]] constexpr std::int64_t denominator() const noexcept { return denominator_; }
    [[nodiscard]] WideRatio wide() const noexcept { return WideRatio::of_reduced(numerator_, denominator_); }

    friend bool operator==(const Ratio&, const Ratio&) noexcept = default;
    friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) noexcept {
        return static_cast<Int128>(a.numerator_) * b.denominator_ <=> static_cast<Int128>(b.numerator_) * a.denominator_;
    }

private:
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

[[nodiscard]] inline std::string to_string(const Ratio& value) { return to_string(value.wide()); }

}  // namespace leps
