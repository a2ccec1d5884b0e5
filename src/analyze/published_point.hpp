#pragma once

#include <optional>
#include <vector>

#include "leps/compile/compiled_problem.hpp"
#include "leps/domain/allocation.hpp"

namespace leps {

/// A published result in the columns of its plan's problem: starts in units (whole) or nano-units, spending in cents, and the binaries of
/// links, each 1 where the published starts let it be. Columns that stages measure have no value.
class PublishedPoint {
public:
    /// Throws InvalidValue where the result starts or pays what the plan does not know. O(columns + rows log rows).
    PublishedPoint(const CompiledProblem& compiled, const Allocation& allocation);

    [[nodiscard]] const std::optional<Int128>& at(ColumnIndex column) const { return values_[column.value()]; }
    /// One value per column, those of whole columns as published: Request::fixed.
    [[nodiscard]] const std::vector<double>& held() const noexcept { return held_; }
    /// The sum of a row, where every column of it has a value.
    [[nodiscard]] std::optional<Int128> activity(const Problem& problem, RowIndex row) const;

private:
    std::vector<std::optional<Int128>> values_;
    std::vector<double> held_;
};

}  // namespace leps
