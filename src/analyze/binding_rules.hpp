#pragma once

#include <vector>

#include "analyze/published_point.hpp"
#include "analyze/rounding_steps.hpp"
#include "leps/analyze/why.hpp"

namespace leps {

/// The columns of starts and payments of some operations, by column: what a rule has to touch to bind them.
[[nodiscard]] std::vector<bool> columns_of(const CompiledProblem& compiled, const std::vector<OperationIndex>& operations);

/// A published result where its rules are read.
struct PublishedRules {
    const CompiledProblem& compiled;
    const PublishedPoint& point;
    const RoundingSteps& steps;
};

/// Rules over those columns that the published point meets with nothing to spare (why.hpp says when), in the order of rows; each rule and
/// subject once. Not among them: dues, which always hold as equations, annuities, and rows that only define what stages measure.
[[nodiscard]] std::vector<BindingRow> binding_rules(const PublishedRules& published, const std::vector<bool>& there);

/// Those that one more unit of any start of the operations would break.
[[nodiscard]] std::vector<BindingRow> blocking_rules(const PublishedRules& published, const std::vector<OperationIndex>& operations);

}  // namespace leps
