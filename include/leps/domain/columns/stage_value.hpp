#pragma once

#include <optional>
#include <string>

#include "leps/core/wide.hpp"
#include "leps/domain/allocation.hpp"

namespace leps {

/// In which unit a stage's integer stands, and how tables write it.
enum class StageUnit {
    share,    ///< of 2^40 10^9 (shortfall) or of 10^9 (worst_zone, leximin: a sum, so 3 at most for 3 zones); written as a reduced fraction "1/20"
    euro,     ///< cents (for preference: cents times rank); written "-12.34"
    persons,  ///< nano-persons; written as a decimal with at most nine digits. Negative as it is minimized
    number    ///< an integer without unit (tie_break)
};

[[nodiscard]] constexpr StageUnit stage_unit(StageObjective objective) noexcept {
    switch (objective) {
        case StageObjective::shortfall:
        case StageObjective::worst_zone:
        case StageObjective::leximin: return StageUnit::share;
        case StageObjective::persons: return StageUnit::persons;
        case StageObjective::tie_break: return StageUnit::number;
        default: return StageUnit::euro;
    }
}

/// How many of the stage's integers make one of the unit that tables write.
[[nodiscard]] constexpr Int128 stage_scale(StageObjective objective) noexcept {
    switch (stage_unit(objective)) {
        case StageUnit::euro: return 100;
        case StageUnit::number: return 1;
        default: break;
    }
    const Int128 billion = 1'000'000'000;
    return objective == StageObjective::shortfall ? billion << 40 : billion;
}

/// "leximin of class 1, 3 worst zones, last period": a StageSpec or StageRow in words of the tables.
template <class Stage>
[[nodiscard]] std::string stage_name(const Stage& stage) {
    const bool named = static_cast<std::size_t>(stage.objective) < Words<StageObjective>::list.size();
    std::string name = named ? std::string(word(stage.objective)) : "an objective without a name";
    if (stage.priority_class) { name += " of class " + std::to_string(*stage.priority_class); }
    if (stage.depth) { name += *stage.depth == 1 ? ", worst zone" : ", " + std::to_string(*stage.depth) + " worst zones"; }
    if (stage.periods == StagePeriods::last) { name += ", last period"; }
    return name;
}

namespace stage_text {

/// value / 10^digits, with at least `least` decimals.
[[nodiscard]] inline std::string decimal(Int128 value, std::size_t digits, std::size_t least) {
    std::string all = to_string(wide::absolute(value));
    if (all.size() <= digits) { all.insert(0, digits + 1 - all.size(), '0'); }
    std::size_t kept = digits;
    while (kept > least && all.back() == '0') {
        all.pop_back();
        --kept;
    }
    std::string text = value < 0 ? "-" : "";
    text.append(all, 0, all.size() - kept);
    return kept > 0 ? text.append(".").append(all, all.size() - kept) : text;
}

}  // namespace stage_text

/// The one rule of how a stage's integer is written; exact, and undone by reading it back with stage_scale().
[[nodiscard]] inline std::string stage_value_text(StageObjective objective, Int128 value) {
    switch (stage_unit(objective)) {
        case StageUnit::share: return to_string(WideRatio(value, stage_scale(objective)));
        case StageUnit::euro: return stage_text::decimal(value, 2, 2);
        case StageUnit::persons: return stage_text::decimal(value, 9, 0);
        case StageUnit::number: break;
    }
    return to_string(value);
}

}  // namespace leps
