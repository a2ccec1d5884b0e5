#pragma once

#include <optional>
#include <string>
#include <vector>

#include "leps/analyze/price.hpp"

namespace leps {

/// What becomes of the money that may pay a bundle.
enum class PayersState {
    available,  ///< there is money for more
    exhausted,  ///< what is left of it does not pay one whole unit more, or is what rounding and later stages leave of a divisible one
    closed,     ///< funds that may pay it have no annuity that is open then
    no_fund     ///< no row of eligibility lets any fund pay it then
};
template <> struct Words<PayersState> { static constexpr std::array<std::string_view, 4> list = {"available", "exhausted", "closed", "no_fund"}; };

/// Who may pay one category of a measure in one elementary period of horizon or tail, and what is left of their money.
struct PayersRow {
    std::string site{};             ///< column `territory`
    MeasureId measure{};
    Period period;                  ///< elementary
    Category category = Category::current;
    PayersState state = PayersState::no_fund;
    std::string open{};             ///< annuities that may pay: "REG 2024 (R); STATE 2024 (A)"
    std::string closed{};           ///< annuities of funds that may pay it, but on other days: "REG 2023 (R, 2023-01-01/2023-12-31)"
    Money left{};                   ///< of the open ones
    Money unit{};                   ///< what one unit makes due here, of the cheapest start
    bool operator==(const PayersRow&) const = default;
};

/// Which bound of a rule is reached.
enum class BindingSide { most, least };
template <> struct Words<BindingSide> { static constexpr std::array<std::string_view, 2> list = {"most", "least"}; };

/// A rule that is met with nothing to spare.
struct BindingRow {
    std::string rule{};          ///< a rule of MODEL.md 5
    std::string subject{};       ///< as row_subject names it
    std::string period{};        ///< where the rule speaks of one
    BindingSide side = BindingSide::most;
    std::string legal_source{};  ///< of the row that makes the rule, else of its fund, measure or level; may be empty
    std::string statement{};     ///< a sentence
    bool operator==(const BindingRow&) const = default;
};

/// Which level in which zone.
struct LevelInZone {
    TerritoryId zone{};
    LevelId level{};
};

/// What stops a level in a zone.
struct Why {
    TerritoryId zone{};
    LevelId level{};
    std::string stage{};                  ///< what the prices move: "shortfall of class 1"; empty where no stage measures the class
    std::vector<CoverageRow> coverage{};  ///< by period
    std::vector<PayersRow> payers{};      ///< of all that delivers to the level in the zone
    std::vector<BindingRow> binding{};    ///< rules that the starts and payments of those measures meet with nothing to spare
    std::vector<PriceRow> prices{};       ///< of every annuity that may pay them: those that help most first
    std::vector<std::string> sentences{};
    bool operator==(const Why&) const = default;
};

/// Why a level is not reached in a zone (or what would stop it from being reached better): which rules bind there, which money is spent or
/// shut, and by how much one euro of each annuity that may pay moves the shortfall of the level's class (else its worst zone, else leximin).
///
/// A rule binds where the published starts and cents, in exact integers, leave less to its bound than may be left of a bound that is met: for
/// each of its divisible starts and payments one step of the grid, what a cent for each payer and each separate rounding buys, and what
/// later stages may take of the room between the cap of a shortfall and what was reached; or where one more whole unit of the zone does
/// not fit.
/// Prices are those of price_of. Time: two solves for each annuity whose price is not zero by the proof that exists, and its range.
/// Throws InvalidValue where the result is not an allocation of the plan, where zone or level is unknown, or the level is not due there;
/// Unsupported and SolverError as allocate does.
[[nodiscard]] Why why(const AnsweredPlan& answered, const LevelInZone& about, const PriceOptions& options = {}, const Context& context = {});

}  // namespace leps
