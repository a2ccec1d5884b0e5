#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "leps/analyze/answered_plan.hpp"
#include "leps/core/context.hpp"

namespace leps {

/// How one side of a price was found.
enum class PriceState {
    solved,      ///< by solving the plan with one euro more or less again
    zero,        ///< the answer still holds and so does the proof of its bound: nothing to solve
    impossible,  ///< no plan keeps the rules and the caps of the stages before
    no_amount,   ///< less: the annuity has less than one euro
    refused,     ///< the plan with the changed amount is bad data
    unknown      ///< the engine could not tell, or was stopped
};
template <> struct Words<PriceState> {
    static constexpr std::array<std::string_view, 6> list = {"solved", "zero", "impossible", "no_amount", "refused", "unknown"};
};

/// Of which plans a price speaks: with whole units it is conditional on those of the published plan, which are held.
enum class PriceScope { any_units, these_units };
template <> struct Words<PriceScope> {
    static constexpr std::array<std::string_view, 2> list = {"any units", "the whole units of this plan"};
};

/// By how much one euro on an annuity changes the least value of a stage: V(amount + 1) - V(amount), or V(amount - 1) - V(amount). Negative is
/// better, as stages are minimized. Both values are known as intervals, from what is proved to what the engine reached; so is the price, the
/// narrower the farther its range goes (V is convex in the amount), and change is the simplest fraction of change +- error.
struct PriceSide {
    PriceState state = PriceState::unknown;
    std::optional<Ratio> change{};   ///< in the unit in which the stage is written (StageUnit); empty where there is none
    std::optional<Ratio> error{};    ///< >= 0
    std::optional<Money> holds_to{}; ///< each euro has this price up to here, at least; empty: not looked for
    std::string why{};               ///< impossible: the stages or rules that break, and whether that is proved; refused: the finding
    bool operator==(const PriceSide&) const = default;
};

/// What one euro of an annuity is worth. Pooled municipal money is one annuity of the zone.
struct PriceRow {
    FundId fund{};
    Year year = 0;
    TerritoryId recipient{};
    std::string act{};
    Money amount{};                 ///< what can be planned
    Money left{};                   ///< of it, by the published plan
    PriceScope scope = PriceScope::any_units;
    PriceSide more{};
    PriceSide less{};
    std::optional<Units> units{};   ///< units of the level that asked, in its zone, that `more` is worth in every period where it is due
    std::string statement{};        ///< the price in words, with its sign, range and condition
    bool operator==(const PriceRow&) const = default;
};

struct PriceOptions {
    std::string engine = "auto";  ///< auto, or a name of available_engines()
    int range_solves = 8;         ///< for each side of a price that is not zero: how many solves look for its range; 0: none
};

/// What is priced: a stage of the result (from 0) and a row of the plan's table annuities.
struct Priced {
    std::size_t stage = 0;
    std::size_t annuity = 0;
};

/// The price of one euro more and less on one annuity: the changed plan is compiled and solved again, whole units held as published and
/// the stages before the priced one within their published caps K. (MODEL.md 13) One euro more on the last competence year of a recurrent
/// fund is one euro more in each year of the tail, too, as the plan says.
/// Throws InvalidValue where the result is not an allocation of this plan, the stage is neither shortfall nor worst_zone nor leximin, or the
/// row is not in the horizon; Unsupported and SolverError as allocate does. Time: two solves, and twice range_solves.
[[nodiscard]] PriceRow price_of(const AnsweredPlan& answered, const Priced& priced, const PriceOptions& options = {}, const Context& context = {});

}  // namespace leps
