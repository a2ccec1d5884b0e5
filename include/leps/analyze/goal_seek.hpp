#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// A level that is to be reached in one zone, or in every zone where it is due, in each period of a year and of all later years of the
/// horizon. What levels ask is said by year, so a goal is too: in plans of half-years or quarters it speaks of each of them.
struct Goal {
    LevelId level;
    std::optional<TerritoryId> zone{};  ///< empty: every zone where it is due
    Year by = 0;
};

/// Whose amount is looked for: the annuities of a fund, of one competence year or all, of one recipient or all, taken together. A total is
/// shared among them by largest remainder on what they have now (equally where none has anything), ties in plan order; gross_eur follows.
/// Annuities of status `none` have no money and are left out.
struct GoalQuestion {
    FundId fund;
    std::optional<Year> year{};
    std::optional<TerritoryId> recipient{};
    Goal goal;
};

struct GoalOptions {
    AllocateOptions allocate{};
    std::optional<Money> most{};      ///< no greater total is tried; empty: 100 times all money of the plan, 100,000,000.00 at least
    std::int64_t proof_nodes = 5000;  ///< of the enumeration that proves what whole units cannot do; 0: none
    int tries = 24;                   ///< allocations at most, >= 1: the first totals need not give exact cents
};

enum class GoalStatus {
    found,         ///< least_found is a total at which a verified answer reaches the goal
    out_of_reach,  ///< proved for every total from 0 to GoalAnswer::most
    not_found,     ///< neither found nor proved to be out of reach
    interrupted
};
template <> struct Words<GoalStatus> { static constexpr std::array<std::string_view, 4> list = {"found", "out_of_reach", "not_found", "interrupted"}; };

/// What proves that a total fails.
enum class FailureProof {
    none,
    relaxation,   ///< a Farkas ray of the relaxed program
    enumeration,  ///< branches over all whole units, each ended by a Farkas ray
    not_a_plan    ///< the plan with that total has errors, such as existing supply that takes more than there is
};
template <> struct Words<FailureProof> {
    static constexpr std::array<std::string_view, 4> list = {"none", "relaxation", "enumeration", "not_a_plan"};
};

/// The totals strictly between greatest_failing and least_found, whole cents, by what leaves them open.
struct GoalDistance {
    Money engine{};       ///< the engine says that the relaxed program fails; no exact proof
    Money whole_units{};  ///< the relaxed program can, whole units cannot, says branch and bound; no proof
    Money rounding{};     ///< whole units can; no exact cents were found
    Money search{};       ///< nobody looked: the search ended
    [[nodiscard]] Money total() const { return engine + whole_units + rounding + search; }
    bool operator==(const GoalDistance&) const = default;
};

struct GoalAnswer {
    GoalStatus status = GoalStatus::not_found;
    Money now{};                              ///< the total that the plan has
    Money most{};                             ///< the greatest total that was looked at
    std::optional<Money> least_found{};
    std::optional<Money> greatest_failing{};  ///< exact proof; below least_found. Empty: nothing fails, or nothing is proved to
    FailureProof proof = FailureProof::none;  ///< of greatest_failing
    GoalDistance distance{};                  ///< 0 where least_found is proved to be the least
    std::optional<Plan> plan{};               ///< with the total and with the goal as a hard level of its own
    std::optional<Allocation> allocation{};   ///< its answer
    std::optional<Plan> changed_plan{};       ///< with the total alone: what its own order of stages does with the money is another question
    LevelId goal_level{};                     ///< the hard level that `plan` has beside the plan's own
    std::vector<Reason> reasons{};            ///< where nothing was found: what stands against it
};

/// The least money of a fund that reaches a level by a year, and the greatest that is proved not to.
///
/// The goal becomes a hard level beside the plan's own: a copy of the level with the same requirements and deliveries, from that year on, in a
/// class that no stage counts. Whether a total can reach it is asked of the relaxed program first: a Farkas ray proves exactly that it fails,
/// and for which greater totals too, so that few solves find the least. Then of whole units, by branch and bound and bisection; then of exact
/// cents, by allocating the plan with that total, which is verified and whose coverage says that the goal is reached. Last, branches over whole
/// units that all end in Farkas rays prove that one cent less fails, where there are few enough.
/// A proof speaks of one total. Below the first total that can, more money never hurts unless the fund has shares that must be spent.
/// Throws InvalidValue if fund, year, recipient, level or zone are not in the plan, the level is not due there from that year on, or an
/// option is out of range; and as allocate.
/// Time: some dozens of linear programs, as many whole ones where there are whole units, and `tries` allocations at most.
[[nodiscard]] GoalAnswer goal_seek(const Plan& plan, const GoalQuestion& question, const GoalOptions& options = {}, const Context& context = {});

}  // namespace leps
