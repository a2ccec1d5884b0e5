#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "leps/core/money.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"
#include "leps/domain/definitions/published_units.hpp"
#include "leps/domain/vocabulary.hpp"

namespace leps {

/// Which of two things has a row.
enum class Side { both, first, second };
template <> struct Words<Side> { static constexpr std::array<std::string_view, 3> list = {"both", "first", "second"}; };

/// second - first, exact. Throws InvalidValue where it leaves its width.
[[nodiscard]] inline std::int64_t difference(std::int64_t first, std::int64_t second) {
    return wide::narrow(static_cast<Int128>(second) - static_cast<Int128>(first));
}
[[nodiscard]] inline Int128 difference(Int128 first, Int128 second) {
    Int128 value = 0;
    if (__builtin_sub_overflow(second, first, &value)) { wide::overflow("difference"); }
    return value;
}
[[nodiscard]] inline Money difference(Money first, Money second) { return second - first; }
[[nodiscard]] inline Units difference(Units first, Units second) { return second - first; }
/// Where 64 bits do not hold it: its size down to nano-units, so that the other way round it is the same with the other sign.
[[nodiscard]] inline Ratio difference(const Ratio& first, const Ratio& second) {
    const WideRatio value = second.wide() - first.wide();
    if (value >= WideRatio(0)) { return published_units(value); }
    return Ratio(-published_units(-value).wide());
}

/// One value of two answers. It is absent where an answer has no such row: never zero in its place.
template <class Value>
struct Compared {
    std::optional<Value> first{};
    std::optional<Value> second{};

    [[nodiscard]] std::optional<Value>& of(Side side) { return side == Side::second ? second : first; }
    /// second - first; absent where either is.
    [[nodiscard]] std::optional<Value> delta() const
        requires requires(const Value& value) { difference(value, value); }
    {
        return first && second ? std::optional(difference(*first, *second)) : std::nullopt;
    }
    bool operator==(const Compared&) const = default;
};

}  // namespace leps
