#pragma once

#include <cstddef>
#include <cstdint>

namespace leps::fuzz {

/// The same numbers from the same seed on every system (splitmix64), which the distributions of the standard library do not promise.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() noexcept {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }
    /// From 0 to n - 1; 0 if n is 0.
    std::size_t below(std::size_t n) noexcept { return n == 0 ? 0 : static_cast<std::size_t>(next() % n); }
    bool one_in(std::size_t n) noexcept { return below(n) == 0; }
    template <class List>
    auto& one_of(List& list) noexcept {
        return list[below(list.size())];
    }

private:
    std::uint64_t state_;
};

}  // namespace leps::fuzz
