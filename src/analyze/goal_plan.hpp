#pragma once

#include <cstddef>
#include <vector>

#include "leps/analyze/goal_seek.hpp"

namespace leps {

/// The plan of a goal at any total of the fund.
class GoalPlan {
public:
    /// Throws InvalidValue as goal_seek.
    GoalPlan(const Plan& plan, const GoalQuestion& question);

    [[nodiscard]] Money now() const noexcept { return now_; }
    [[nodiscard]] Money all_money() const;  ///< of every annuity of the plan
    [[nodiscard]] const LevelId& goal_level() const noexcept { return goal_level_; }

    /// With the goal as a hard level. Throws DataError where the plan is none with that total.
    [[nodiscard]] Plan at(Money total) const;
    /// Without it.
    [[nodiscard]] Plan changed(Money total) const;
    /// Whether the answer's coverage says that the plan's own level is reached wherever the goal asks for it.
    [[nodiscard]] bool reached(const Allocation& answer) const;

private:
    void find_money();
    void add_goal();
    [[nodiscard]] Table<Annuity> annuities(Money total) const;
    [[nodiscard]] bool wanted(const TerritoryId& zone) const { return !question_.goal.zone || *question_.goal.zone == zone; }

    Plan plan_;
    GoalQuestion question_;
    PlanTables with_goal_;
    LevelId goal_level_;
    std::vector<std::size_t> rows_;  ///< of annuities
    Money now_;
};

}  // namespace leps
