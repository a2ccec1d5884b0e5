#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "leps/core/wide.hpp"

namespace leps {

__extension__ using UInt128 = unsigned __int128;

/// A signed integer of Words * 64 bits (two's complement) that sums products of small numbers. Whoever uses it knows
/// beforehand that nothing leaves the width.
template <std::size_t Words>
class FixedInteger {
public:
    /// *this += a * b * 2^shift
    void add_product(std::int64_t a, std::int64_t b, int shift) noexcept {
        const Int128 product = static_cast<Int128>(a) * b;
        const bool negative = product < 0;
        const UInt128 size = negative ? UInt128{0} - static_cast<UInt128>(product) : static_cast<UInt128>(product);
        const auto word = static_cast<std::size_t>(shift) / 64;
        const int bit = shift % 64;
        const UInt128 low = static_cast<UInt128>(static_cast<std::uint64_t>(size)) << bit;
        const UInt128 high = ((size >> 64) << bit) + (low >> 64);
        const std::array<std::uint64_t, 3> parts{static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high),
                                                 static_cast<std::uint64_t>(high >> 64)};
        accumulate(parts.data(), parts.size(), word, negative);
    }

    /// *this += other * factor * 2^shift
    void add_multiple(const FixedInteger& other, std::int64_t factor, int shift) noexcept {
        FixedInteger size = other;
        bool negative = factor < 0;
        if (other.sign() < 0) {
            size = FixedInteger{};
            size.accumulate(other.words_.data(), Words, 0, true);
            negative = !negative;
        }
        const auto by = static_cast<std::uint64_t>(factor < 0 ? -factor : factor);
        const auto word = static_cast<std::size_t>(shift) / 64;
        const int bit = shift % 64;
        std::array<std::uint64_t, Words + 2> parts{};
        UInt128 carry = 0;
        for (std::size_t i = 0; i < Words; ++i) {
            carry += static_cast<UInt128>(size.words_[i]) * by;
            parts[i] = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
        parts[Words] = static_cast<std::uint64_t>(carry);
        if (bit != 0) {
            for (std::size_t i = Words + 1; i > 0; --i) { parts[i] = (parts[i] << bit) | (parts[i - 1] >> (64 - bit)); }
            parts[0] <<= bit;
        }
        accumulate(parts.data(), parts.size(), word, negative);
    }

    [[nodiscard]] int sign() const noexcept {
        if ((words_.back() >> 63) != 0) { return -1; }
        for (const std::uint64_t word : words_) {
            if (word != 0) { return 1; }
        }
        return 0;
    }

    /// ceil(*this / 2^shift). False if it leaves 128 bits.
    [[nodiscard]] bool ceil_shifted(int shift, Int128& result) const noexcept {
        const auto word = static_cast<std::size_t>(shift) / 64;
        const int bit = shift % 64;
        const std::uint64_t extension = sign() < 0 ? ~std::uint64_t{0} : 0;
        const auto at = [&](std::size_t i) { return i < Words ? words_[i] : extension; };
        const auto shifted = [&](std::size_t i) {
            return bit == 0 ? at(i + word) : (at(i + word) >> bit) | (at(i + word + 1) << (64 - bit));
        };
        bool rest = bit != 0 && (at(word) << (64 - bit)) != 0;
        for (std::size_t i = 0; i < word && !rest; ++i) { rest = at(i) != 0; }
        for (std::size_t i = 2; i < Words; ++i) {
            if (shifted(i) != extension) { return false; }
        }
        if ((shifted(1) >> 63) != (extension & 1)) { return false; }
        const Int128 floor = static_cast<Int128>((static_cast<UInt128>(shifted(1)) << 64) | shifted(0));
        return !__builtin_add_overflow(floor, static_cast<Int128>(rest ? 1 : 0), &result);
    }

private:
    void accumulate(const std::uint64_t* parts, std::size_t count, std::size_t word, bool negative) noexcept {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; word + i < Words && (i < count || carry != 0); ++i) {
            const std::uint64_t part = i < count ? parts[i] : 0;
            std::uint64_t& target = words_[word + i];
            if (negative) {
                const UInt128 difference = static_cast<UInt128>(target) - part - carry;
                target = static_cast<std::uint64_t>(difference);
                carry = static_cast<std::uint64_t>(difference >> 64) != 0 ? 1 : 0;
            } else {
                const UInt128 sum = static_cast<UInt128>(target) + part + carry;
                target = static_cast<std::uint64_t>(sum);
                carry = static_cast<std::uint64_t>(sum >> 64);
            }
        }
    }

    std::array<std::uint64_t, Words> words_{};
};

}  // namespace leps
