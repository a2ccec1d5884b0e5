#pragma once

#include <string>
#include <vector>

#include "support/plain_plan.hpp"

namespace leps_benchmark {

/// Columns or rows that follow one another and mean the same kind of thing.
struct Block {
    std::string name;
    std::size_t first = 0;
};

/// The arrays that Highs_passModel takes, row by row. Money in thousands of euros, units as units, gaps as parts of 1.
struct DirectModel {
    std::vector<double> cost;          ///< the first stage: weighted relative shortfall of the levels of priority 1
    std::vector<double> column_lower;
    std::vector<double> column_upper;
    std::vector<int> integrality;
    std::vector<double> row_lower;
    std::vector<double> row_upper;
    std::vector<int> start;
    std::vector<int> index;
    std::vector<double> value;
    std::vector<Block> column_blocks;
    std::vector<Block> row_blocks;

    [[nodiscard]] std::size_t columns() const { return cost.size(); }
    [[nodiscard]] std::size_t rows() const { return row_lower.size(); }
    [[nodiscard]] std::size_t nonzeros() const { return value.size(); }
};

/// What somebody who knows the plan by heart would write without leps: the same columns and the same rows, in double
/// arithmetic, with no way back from a column to its meaning. Only the kinds of rules that the generator makes.
[[nodiscard]] DirectModel fill(const PlainPlan& plan);

}  // namespace leps_benchmark
