#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "leps/problem/objective.hpp"

namespace leps {

enum class Task {
    linear,  ///< whole columns may take any value in their box
    whole,   ///< whole columns take whole values
    fixed,   ///< whole columns are held at Request::fixed; linear in the others
};

/// Limits of work make the same answer everywhere; the limit of time does not.
struct Limits {
    std::optional<double> seconds{};      ///< > 0; an answer that met it is not reproducible
    std::optional<std::int64_t> nodes{};  ///< of branch and bound, >= 1; `whole` only
    double relative_gap = 0.0;            ///< `whole` ends when (objective - bound) <= relative_gap * |objective|; >= 0
};

/// Where a simplex method stood: one status for each column, and for each row and then each cap, in the engine's own numbers.
/// Valid for every problem of the same pattern with as many caps.
struct SimplexBasis {
    std::vector<std::int8_t> columns;
    std::vector<std::int8_t> rows;

    friend bool operator==(const SimplexBasis&, const SimplexBasis&) = default;
};

/// Minimise the objective over the problem and the caps added so far.
struct Request {
    const Objective* objective = nullptr;        ///< never null
    Task task = Task::linear;
    const std::vector<double>* fixed = nullptr;  ///< `fixed` only, there needed: one value per column, whole ones are read
    const std::vector<double>* start = nullptr;  ///< `whole` only: a plan to begin with, one value per column; a hint
    const SimplexBasis* basis = nullptr;                ///< not for `whole`: where to begin, instead of where the last solve ended; a hint
    Limits limits{};
};

enum class Outcome {
    optimal,      ///< within the tolerances of the engine (and, for `whole`, with the gap closed): a claim, not a proof
    gap_limit,    ///< `whole`: a plan within Limits::relative_gap
    node_limit,   ///< `whole`: Limits::nodes reached
    time_limit,
    interrupted,  ///< Context::stop was set
    infeasible,   ///< claimed twice, the second time without presolve; see Answer::ray
    unknown,      ///< the engine could not tell
};

[[nodiscard]] std::string_view name(Outcome outcome) noexcept;

/// What an engine found. Everything is in the units of the problem: nothing of the engine's scaling is left.
///
/// | outcome                                     | values, objective | prices, reduced costs     | claimed_bound     | ray          |
/// |---------------------------------------------|-------------------|---------------------------|-------------------|--------------|
/// | optimal, linear or fixed                    | yes               | yes                       | yes               | no           |
/// | optimal or gap_limit, whole                 | yes               | no (ask `fixed` for them) | yes               | no           |
/// | node_limit, time_limit, interrupted, whole  | if a plan is known| no                        | if one is known   | no           |
/// | time_limit, interrupted, unknown, not whole | no                | no                        | no                | no           |
/// | infeasible, linear or fixed                 | no                | no                        | no                | if one found |
/// | infeasible or unknown, whole                | no                | no                        | no                | if the linear one is infeasible too |
///
/// `whole` of a problem without whole columns counts as linear. A plan that a limit of `whole` left behind need not be the best
/// one of its whole units: `fixed` finds that, and its objective is the one to report.
struct Answer {
    Outcome outcome = Outcome::unknown;
    std::vector<double> values;          ///< per column, within its box; whole ones integral for `whole` and `fixed`
    std::vector<double> row_prices;      ///< per row, as in leps::Prices
    std::vector<double> cap_prices;      ///< per cap
    std::vector<double> reduced_costs;   ///< per column: cost - prices * coefficients
    std::vector<double> row_ray;         ///< per row: try farkas_proved
    std::vector<double> cap_ray;         ///< per cap
    std::shared_ptr<const SimplexBasis> basis;  ///< of an optimal answer that is no `whole` one, where the engine has bases; else null
    std::optional<double> objective{};   ///< of values, in floating point
    std::optional<double> claimed_bound{};  ///< what the engine believes to be a lower bound; proved_bound proves one
    std::int64_t iterations = 0;
    std::int64_t nodes = 0;
    double seconds = 0.0;
    double longest_silence_seconds = 0.0;  ///< between two looks at Context::stop
};

}  // namespace leps
