#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>

#include "leps/core/error.hpp"

namespace leps {

/// 128-bit integers carry products of two 64-bit ones and stage values up to 10^38.
__extension__ using Int128 = __int128;

inline std::string to_string(Int128 value) {
    if (value == 0) { return "0"; }
    const bool negative = value < 0;
    std::string digits;
    while (value != 0) {
        const int digit = static_cast<int>(value % 10);
        digits.insert(digits.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
        value /= 10;
    }
    return negative ? "-" + digits : digits;
}

namespace wide {

[[noreturn]] inline void overflow(std::string_view operation) {
    throw InvalidValue({.code = "number_overflow", .subject = std::string(operation), .field = "",
                        .got = "a result beyond its width", .limit = "a result that fits"});
}

[[nodiscard]] inline Int128 add(Int128 a, Int128 b) {
    Int128 sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) { overflow("128-bit sum"); }
    return sum;
}

[[nodiscard]] inline Int128 multiply(Int128 a, Int128 b) {
    Int128 product = 0;
    if (__builtin_mul_overflow(a, b, &product)) { overflow("128-bit product"); }
    return product;
}

[[nodiscard]] inline std::int64_t narrow(Int128 value) {
    if (value > std::numeric_limits<std::int64_t>::max() || value < std::numeric_limits<std::int64_t>::min()) {
        overflow("64-bit number");
    }
    return static_cast<std::int64_t>(value);
}

[[nodiscard]] constexpr Int128 absolute(Int128 value) noexcept { return value < 0 ? -value : value; }

[[nodiscard]] constexpr Int128 gcd(Int128 a, Int128 b) noexcept {
    a = absolute(a);
    b = absolute(b);
    while (b != 0) {
        if (a <= std::numeric_limits<std::uint64_t>::max() && b <= std::numeric_limits<std::uint64_t>::max()) {
            return static_cast<Int128>(std::gcd(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b)));
        }
        const Int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

[[nodiscard]] constexpr bool fits_64(Int128 value) noexcept { return value == static_cast<std::int64_t>(value); }

/// a / b. Most numbers have 64 bits, and the machine divides those in a fraction of the time.
[[nodiscard]] constexpr Int128 quotient(Int128 a, Int128 b) noexcept {
    if (b == 1) { return a; }
    if (a > std::numeric_limits<std::int64_t>::min() && fits_64(a) && fits_64(b)) { return static_cast<std::int64_t>(a) / static_cast<std::int64_t>(b); }
    return a / b;
}

/// The greatest integer <= numerator / denominator; denominator > 0.
[[nodiscard]] constexpr Int128 floor_div(Int128 numerator, Int128 denominator) noexcept {
    const Int128 towards_zero = quotient(numerator, denominator);
    return towards_zero * denominator > numerator ? towards_zero - 1 : towards_zero;
}

/// The least integer >= numerator / denominator; denominator > 0.
[[nodiscard]] constexpr Int128 ceil_div(Int128 numerator, Int128 denominator) noexcept {
    const Int128 towards_zero = quotient(numerator, denominator);
    return towards_zero * denominator < numerator ? towards_zero + 1 : towards_zero;
}

/// numerator / denominator to the nearest integer, ties to the even one; denominator > 0.
[[nodiscard]] constexpr Int128 round_half_even(Int128 numerator, Int128 denominator) noexcept {
    const Int128 down = floor_div(numerator, denominator);
    const Int128 rest = numerator - down * denominator;
    const Int128 other = denominator - rest;
    if (rest < other) { return down; }
    if (rest > other) { return down + 1; }
    return down % 2 == 0 ? down : down + 1;
}

/// Parses an optional '-' and ASCII digits. Throws InvalidValue on anything else, or beyond 128 bits.
[[nodiscard]] inline Int128 parse(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) { text.remove_prefix(1); }
    if (text.empty()) {
        throw InvalidValue({.code = "not_an_integer", .subject = "number", .field = "", .got = "''", .limit = "digits"});
    }
    Int128 value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            throw InvalidValue({.code = "not_an_integer", .subject = "number", .field = "", .got = std::string(text),
                                .limit = "digits"});
        }
        value = add(multiply(value, 10), static_cast<Int128>(c - '0'));
    }
    return negative ? -value : value;
}

}  // namespace wide

/// An exact fraction of 128-bit integers, reduced, denominator > 0. Overflow throws InvalidValue: nothing wraps.
class WideRatio {
public:
    constexpr WideRatio() = default;
    /* implicit: an integer is a fraction */ constexpr WideRatio(Int128 value) noexcept : numerator_(value) {}
    template <std::integral A>
    constexpr WideRatio(A value) noexcept : numerator_(static_cast<Int128>(value)) {}
    template <std::floating_point A>
    WideRatio(A) = delete;

    /// Throws InvalidValue if denominator == 0.
    WideRatio(Int128 numerator, Int128 denominator) : numerator_(numerator), denominator_(denominator) {
        if (denominator_ == 0) {
            throw InvalidValue({.code = "zero_denominator", .subject = "fraction", .field = "", .got = "0", .limit = "> 0"});
        }
        reduce();
    }

    /// A fraction that is known to be reduced, with denominator > 0: nothing is checked.
    [[nodiscard]] static constexpr WideRatio of_reduced(Int128 numerator, Int128 denominator) noexcept {
        WideRatio value(numerator);
        value.denominator_ = denominator;
        return value;
    }

    [[nodiscard]] constexpr Int128 numerator() const noexcept { return numerator_; }
    [[nodiscard]] constexpr Int128 denominator() const noexcept { return denominator_; }

    [[nodiscard]] Int128 floor() const noexcept { return wide::floor_div(numerator_, denominator_); }
    [[nodiscard]] Int128 ceil() const noexcept { return wide::ceil_div(numerator_, denominator_); }
    [[nodiscard]] Int128 round_half_even() const noexcept { return wide::round_half_even(numerator_, denominator_); }
    [[nodiscard]] bool is_integer() const noexcept { return denominator_ == 1; }

    friend WideRatio operator+(const WideRatio& a, const WideRatio& b) {
        if (a.denominator_ == b.denominator_) {
            return {wide::add(a.numerator_, b.numerator_), a.denominator_};
        }
        const Int128 common = wide::gcd(a.denominator_, b.denominator_);
        const Int128 left = wide::multiply(a.numerator_, wide::quotient(b.denominator_, common));
        const Int128 right = wide::multiply(b.numerator_, wide::quotient(a.denominator_, common));
        return {wide::add(left, right), wide::multiply(wide::quotient(a.denominator_, common), b.denominator_)};
    }
    friend constexpr WideRatio operator-(const WideRatio& a) noexcept { return of_reduced(-a.numerator_, a.denominator_); }
    friend WideRatio operator-(const WideRatio& a, const WideRatio& b) { return a + (-b); }
    /// Common factors are taken out crosswise, so that the product is reduced and no number is larger than it must be.
    friend WideRatio operator*(const WideRatio& a, const WideRatio& b) {
        if (a.denominator_ == 1 && b.denominator_ == 1) { return wide::multiply(a.numerator_, b.numerator_); }
        const Int128 first = b.denominator_ == 1 ? Int128{1} : wide::gcd(a.numerator_, b.denominator_);
        const Int128 second = a.denominator_ == 1 ? Int128{1} : wide::gcd(b.numerator_, a.denominator_);
        return of_reduced(wide::multiply(wide::quotient(a.numerator_, first), wide::quotient(b.numerator_, second)),
                          wide::multiply(wide::quotient(a.denominator_, second), wide::quotient(b.denominator_, first)));
    }
    /// Throws InvalidValue if b == 0.
    friend WideRatio operator/(const WideRatio& a, const WideRatio& b) {
        if (b.numerator_ > 0) { return a * of_reduced(b.denominator_, b.numerator_); }
        return a * WideRatio(b.denominator_, b.numerator_);
    }
    WideRatio& operator+=(const WideRatio& other) { return *this = *this + other; }

    friend bool operator==(const WideRatio& a, const WideRatio& b) noexcept = default;
    friend std::strong_ordering operator<=>(const WideRatio& a, const WideRatio& b) {
        if (a.denominator_ == b.denominator_) { return a.numerator_ <=> b.numerator_; }
        const Int128 common = wide::gcd(a.denominator_, b.denominator_);
        return wide::multiply(a.numerator_, wide::quotient(b.denominator_, common)) <=>
               wide::multiply(b.numerator_, wide::quotient(a.denominator_, common));
    }

private:
    void reduce() noexcept {
        if (denominator_ < 0) {
            numerator_ = -numerator_;
            denominator_ = -denominator_;
        }
        if (denominator_ == 1) { return; }
        const Int128 common = wide::gcd(numerator_, denominator_);
        if (common > 1) {
            numerator_ = wide::quotient(numerator_, common);
            denominator_ = wide::quotient(denominator_, common);
        }
    }

    Int128 numerator_ = 0;
    Int128 denominator_ = 1;
};

[[nodiscard]] inline std::string to_string(const WideRatio& value) {
    return value.is_integer() ? to_string(value.numerator())
                              : to_string(value.numerator()) + "/" + to_string(value.denominator());
}

[[nodiscard]] inline WideRatio max(const WideRatio& a, const WideRatio& b) { return a < b ? b : a; }
[[nodiscard]] inline WideRatio min(const WideRatio& a, const WideRatio& b) { return b < a ? b : a; }

}  // namespace leps
