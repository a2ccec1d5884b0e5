#include "problem/exact_row.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/multiprecision/cpp_int.hpp>

namespace leps {

namespace {

using Big = boost::multiprecision::cpp_int;

/// Stored numbers stay below 2^120, so that products of two of them are far from the range of doubles.
constexpr unsigned widest = 120;
constexpr unsigned mantissa_bits = 53;

enum class Direction { down, nearest, up };

Big to_big(Int128 value) { return Big(value); }

unsigned bit_length(const Big& value) { return value == 0 ? 0U : static_cast<unsigned>(msb(abs(value))) + 1U; }

/// value / 2^shift, rounded to an integer of at most 53 significant bits.
double rounded(const Big& value, unsigned shift, Direction direction) {
    const Big size = abs(value);
    const unsigned bits = bit_length(size);
    const unsigned cut = std::max(shift, bits > mantissa_bits ? bits - mantissa_bits : 0U);
    Big kept = size >> cut;
    const Big rest = size - (kept << cut);
    const bool negative = value < 0;
    if (direction == Direction::nearest) {
        if (cut > 0 && rest >= (Big(1) << (cut - 1))) { ++kept; }
    } else if (rest != 0 && negative == (direction == Direction::down)) {
        ++kept;
    }
    const double result = std::ldexp(static_cast<double>(kept), static_cast<int>(cut - shift));
    return negative ? -result : result;
}

}  // namespace

StoredRow store_exactly(const ExactRow& row) {
    Big multiple = 1;
    const auto take_denominator = [&](const WideRatio& value) { multiple = lcm(multiple, to_big(value.denominator())); };
    for (const WideRatio& value : row.coefficients) { take_denominator(value); }
    if (row.lower) { take_denominator(*row.lower); }
    if (row.upper) { take_denominator(*row.upper); }

    Big divisor = 0;
    const auto scaled = [&](const WideRatio& value) {
        Big number = to_big(value.numerator()) * (multiple / to_big(value.denominator()));
        divisor = gcd(divisor, number);
        return number;
    };
    std::vector<Big> numbers;
    numbers.reserve(row.coefficients.size());
    for (const WideRatio& value : row.coefficients) { numbers.push_back(scaled(value)); }
    Big lower = row.lower ? scaled(*row.lower) : Big(0);
    Big upper = row.upper ? scaled(*row.upper) : Big(0);
    if (divisor == 0) { divisor = 1; }

    unsigned bits = 0;
    const auto reduce = [&](Big& number) {
        number /= divisor;
        bits = std::max(bits, bit_length(number));
    };
    for (Big& number : numbers) { reduce(number); }
    reduce(lower);
    reduce(upper);

    const unsigned shift = bits > widest ? bits - widest : 0U;
    StoredRow stored;
    stored.coefficients.reserve(numbers.size());
    Big most = 0;   // of (exact - stored) over the boxes
    Big least = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        stored.coefficients.push_back(rounded(numbers[i], shift, Direction::nearest));
        const Big error = numbers[i] - (Big(stored.coefficients.back()) << shift);
        if (error == 0) { continue; }
        stored.rounded = true;
        const Big at_lower = error * Big(row.column_lower[i]);
        const Big at_upper = error * Big(row.column_upper[i]);
        most += std::max(at_lower, at_upper);
        least += std::min(at_lower, at_upper);
    }
    lower -= most;
    upper -= least;
    stored.lower = -std::numeric_limits<double>::infinity();
    stored.upper = std::numeric_limits<double>::infinity();
    if (row.lower) {
        stored.lower = rounded(lower, shift, Direction::down);
        stored.rounded = stored.rounded || (Big(stored.lower) << shift) != lower;
    }
    if (row.upper) {
        stored.upper = rounded(upper, shift, Direction::up);
        stored.rounded = stored.rounded || (Big(stored.upper) << shift) != upper;
    }
    return stored;
}

}  // namespace leps
