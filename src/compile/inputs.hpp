#pragma once

#include <cstdint>

#include "leps/compile/layout.hpp"

namespace leps {

/// What numbers can change while the layout stays: what a family of rows or a stage reads beside it. Sets of them.
enum class Input : std::uint32_t {
    none = 0,
    money = 1U << 0,         ///< amounts of annuities, after what existing supply takes
    indicators = 1U << 1,    ///< and all that is shared by them
    levels = 1U << 2,        ///< levels, groups, targets, supply: what is due where
    deliveries = 1U << 3,
    limits = 1U << 4,
    links = 1U << 5,
    rights = 1U << 6,        ///< greatest shares and amounts of eligibility
    co_financing = 1U << 7,
    reserves = 1U << 8,
    quotas = 1U << 9,
    records = 1U << 10,
    current_plan = 1U << 11,
    stages = 1U << 12,
    start_boxes = 1U << 13,  ///< as they are stored
    spend_boxes = 1U << 14,
    all = ~0U
};

[[nodiscard]] constexpr Input operator|(Input a, Input b) noexcept {
    return static_cast<Input>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
[[nodiscard]] constexpr bool meet(Input a, Input b) noexcept { return (static_cast<std::uint32_t>(a) & static_cast<std::uint32_t>(b)) != 0; }

[[nodiscard]] constexpr Input without(Input a, Input b) noexcept {
    return static_cast<Input>(static_cast<std::uint32_t>(a) & ~static_cast<std::uint32_t>(b));
}

/// What the numbers of a plan differ in from an earlier one, of which its view was made; `all` where the layout may differ.
/// O(annuities + rows of eligibility).
[[nodiscard]] Input changed_inputs(const PlanView& view, const PlanView& earlier);

}  // namespace leps
