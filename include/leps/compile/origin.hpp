#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace leps {

/// The rule that a row states; families of compile/ in the order in which they are emitted.
enum class Rule : std::uint8_t {
    starts, spending, cost_balance, annuity, eligibility, co_financing, shared_dues, reserve, territory_quota, level_floor,
    worst_zone, leximin, measure_limit, link, committed, persons_cap, continuity, stability
};

inline constexpr std::array<std::string_view, 18> rule_names = {
    "starts", "spending", "cost_balance", "annuity", "eligibility", "co_financing", "shared_dues", "reserve", "territory_quota",
    "level_floor", "worst_zone", "leximin", "measure_limit", "link", "committed", "persons_cap", "continuity", "stability"};

[[nodiscard]] constexpr std::string_view rule_name(Rule rule) noexcept { return rule_names[static_cast<std::size_t>(rule)]; }

/// What a row or column is about: the rule, and a number that only the rule's family can read (a row of a table, a bundle,
/// a demand ...). The problem layer carries it without reading it.
struct Origin {
    Rule rule = Rule::starts;
    std::uint32_t subject = 0;  ///< index in the family's own list
    std::uint16_t part = 0;     ///< which of several rows of one subject, e.g. a period

    [[nodiscard]] constexpr std::uint64_t packed() const noexcept {
        return static_cast<std::uint64_t>(rule) << 56 | static_cast<std::uint64_t>(part) << 32 | subject;
    }
    [[nodiscard]] static constexpr Origin unpacked(std::uint64_t bits) noexcept {
        return {.rule = static_cast<Rule>(bits >> 56), .subject = static_cast<std::uint32_t>(bits),
                .part = static_cast<std::uint16_t>(bits >> 32)};
    }
};

}  // namespace leps
