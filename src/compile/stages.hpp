#pragma once

#include <memory>
#include <optional>

#include "compile/columns.hpp"
#include "compile/inputs.hpp"
#include "leps/compile/stage_programs.hpp"

namespace leps {

/// What stages are made from. Shared, because they are made later.
struct StageSource {
    std::shared_ptr<const PlanView> view;
    std::shared_ptr<const Layout> layout;
    std::shared_ptr<const RuleColumns> columns;
};

/// The parts of a program that take time, none of which hangs on amounts of money.
struct StageCosts {
    std::shared_ptr<const Objective> objective;
    Int128 denominator = 1;
    Int128 offset = 0;
    Int128 reserve = 0;
    std::optional<Int128> scale{};  ///< empty: all money to plan
    std::optional<WideRatio> lost{};  ///< where costs of starts are rounded: what that takes from the value for each 1, at most
};

[[nodiscard]] StageCosts stage_costs(const StageSource& source, const StageSpec& spec);

/// Programs to be made on demand. Costs of an earlier problem with the same layout and pattern are re-used where they read
/// nothing that changed.
class StageCompiler {
public:
    [[nodiscard]] static StagePrograms programs(const StageSource& source, const StagePrograms& earlier, Input changed);
};

}  // namespace leps
