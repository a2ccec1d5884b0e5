#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace leps {

/// The words of the tables, one enumeration each. `Words<E>::list[i]` is how tables write the value i. Enumerations that
/// are part of a key stand in the order of their bytes, so that plan order is the order of the values.
template <class Enum>
struct Words;

enum class TerritoryKind { nation, region, zone, municipality };
template <> struct Words<TerritoryKind> { static constexpr std::array<std::string_view, 4> list = {"nation", "region", "zone", "municipality"}; };

enum class Projection { none, last_known };
template <> struct Words<Projection> { static constexpr std::array<std::string_view, 2> list = {"none", "last_known"}; };

enum class Measured { average, end };
template <> struct Words<Measured> { static constexpr std::array<std::string_view, 2> list = {"average", "end"}; };

enum class MeasureOwner { zone, region };
template <> struct Words<MeasureOwner> { static constexpr std::array<std::string_view, 2> list = {"zone", "region"}; };

enum class Category { capital, cash, current, staff_fixed_term, staff_permanent };
template <> struct Words<Category> { static constexpr std::array<std::string_view, 5> list = {"capital", "cash", "current", "staff_fixed_term", "staff_permanent"}; };

enum class Per { unit, unit_year };
template <> struct Words<Per> { static constexpr std::array<std::string_view, 2> list = {"unit", "unit_year"}; };

enum class Rounding { floor, ceil };
template <> struct Words<Rounding> { static constexpr std::array<std::string_view, 2> list = {"floor", "ceil"}; };

enum class Counted { in_service, starts_in_horizon, starts_per_period };
template <> struct Words<Counted> { static constexpr std::array<std::string_view, 3> list = {"in_service", "starts_in_horizon", "starts_per_period"}; };

enum class LimitKind { limit, obligation };
template <> struct Words<LimitKind> { static constexpr std::array<std::string_view, 2> list = {"limit", "obligation"}; };

enum class LinkKind { excludes, one_of, requires_ };
template <> struct Words<LinkKind> { static constexpr std::array<std::string_view, 3> list = {"excludes", "one_of", "requires"}; };

enum class LinkTarget { level, measure };
template <> struct Words<LinkTarget> { static constexpr std::array<std::string_view, 2> list = {"level", "measure"}; };

enum class Tier { eu, state, region, municipality };
template <> struct Words<Tier> { static constexpr std::array<std::string_view, 4> list = {"eu", "state", "region", "municipality"}; };

enum class MissingAnnuity { error, zero };
template <> struct Words<MissingAnnuity> { static constexpr std::array<std::string_view, 2> list = {"error", "zero"}; };

enum class Pooling { pooled, separate };
template <> struct Words<Pooling> { static constexpr std::array<std::string_view, 2> list = {"pooled", "separate"}; };

enum class RoundShare { down, up };
template <> struct Words<RoundShare> { static constexpr std::array<std::string_view, 2> list = {"down", "up"}; };

enum class AnnuityStatus { assigned, expected, none };
template <> struct Words<AnnuityStatus> { static constexpr std::array<std::string_view, 3> list = {"assigned", "expected", "none"}; };

enum class CoFinancingBase { bundle, project, fund };
template <> struct Words<CoFinancingBase> { static constexpr std::array<std::string_view, 3> list = {"bundle", "project", "fund"}; };

enum class ReserveKind { earmark, quota, cap, of_spent_min, of_spent_max };
template <> struct Words<ReserveKind> { static constexpr std::array<std::string_view, 5> list = {"earmark", "quota", "cap", "of_spent_min", "of_spent_max"}; };

enum class SubsetKind { measure, group, territory };
template <> struct Words<SubsetKind> { static constexpr std::array<std::string_view, 3> list = {"measure", "group", "territory"}; };

enum class RecordKind { decommitment, state };
template <> struct Words<RecordKind> { static constexpr std::array<std::string_view, 2> list = {"decommitment", "state"}; };

enum class Basis { law, decree, record, estimate, assumption };
template <> struct Words<Basis> { static constexpr std::array<std::string_view, 5> list = {"law", "decree", "record", "estimate", "assumption"}; };

enum class PeriodLength { year, half, quarter };
template <> struct Words<PeriodLength> { static constexpr std::array<std::string_view, 3> list = {"year", "half", "quarter"}; };

enum class CutAt { month, day };
template <> struct Words<CutAt> { static constexpr std::array<std::string_view, 2> list = {"month", "day"}; };

enum class Baseline { outside, in_annuities };
template <> struct Words<Baseline> { static constexpr std::array<std::string_view, 2> list = {"outside", "in_annuities"}; };

enum class StageObjective { shortfall, worst_zone, leximin, continuity, persons, cost, at_risk, preference, stability, tie_break };
template <> struct Words<StageObjective> { static constexpr std::array<std::string_view, 10> list = {"shortfall", "worst_zone", "leximin", "continuity", "persons", "cost", "at_risk", "preference", "stability", "tie_break"}; };

/// Lists of stages that have a name.
enum class StagePreset { equity_first };
template <> struct Words<StagePreset> { static constexpr std::array<std::string_view, 1> list = {"equity_first"}; };

enum class StagePeriods { all, last };
template <> struct Words<StagePeriods> { static constexpr std::array<std::string_view, 2> list = {"all", "last"}; };

template <class Enum>
[[nodiscard]] constexpr std::string_view word(Enum value) noexcept { return Words<Enum>::list[static_cast<std::size_t>(value)]; }

template <class Enum>
[[nodiscard]] constexpr std::optional<Enum> from_word(std::string_view text) noexcept {
    for (std::size_t i = 0; i < Words<Enum>::list.size(); ++i) {
        if (Words<Enum>::list[i] == text) { return static_cast<Enum>(i); }
    }
    return std::nullopt;
}

/// "law, decree, record": what a finding names as expected.
template <class Enum>
[[nodiscard]] std::string all_words() {
    std::string text{};
    for (const std::string_view item : Words<Enum>::list) {
        if (!text.empty()) { text += ", "; }
        text += item;
    }
    return text;
}

}  // namespace leps
