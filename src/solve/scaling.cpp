#include "solve/scaling.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

namespace leps {

namespace {

constexpr int sweeps = 4;

/// Engines measure feasibility by absolute tolerances of about 1e-9: boxes of a thousand leave twelve digits to them.
constexpr double box_target = 10.0;
constexpr double box_weight = 1.0;

/// In place of the exponent of a stored zero.
constexpr std::int16_t no_entry = std::numeric_limits<std::int16_t>::min();

/// Of a stored number other than zero: an integer, so never subnormal, and std::ilogb would be the slowest part of all this.
int exponent_of(double value) { return static_cast<int>((std::bit_cast<std::uint64_t>(value) >> 52) & 0x7ff) - 1023; }

double logarithm(double value) { return static_cast<double>(exponent_of(value)); }

double box_size(double lower, double upper) { return std::max(std::abs(lower), std::abs(upper)); }

}  // namespace

Scaling find_scaling(const Problem& problem) {
    const std::size_t columns = problem.column_count();
    const std::size_t rows = problem.row_count();
    std::vector<double> column(columns, 0.0);
    std::vector<double> row(rows, 0.0);
    std::vector<double> sum(columns);
    std::vector<double> count(columns);

    for (std::size_t j = 0; j < columns; ++j) {
        const double size = box_size(problem.column_lower()[j], problem.column_upper()[j]);
        if (size > 0.0 && !problem.whole(ColumnIndex(j))) { column[j] = logarithm(size) - box_target; }
    }
    const std::span<const std::int64_t> start = problem.pattern().row_start();
    const std::span<const ColumnIndex> index = problem.pattern().column_index();
    const std::span<const double> value = problem.coefficient();
    std::vector<std::int16_t> exponent(value.size(), no_entry);  // eight loops read these: a quarter of the memory
    for (std::size_t k = 0; k < value.size(); ++k) {
        if (value[k] == 0.0) { continue; }
        exponent[k] = static_cast<std::int16_t>(exponent_of(value[k]));
        count[index[k].value()] += 1.0;
    }
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        std::ranges::fill(sum, 0.0);
        for (std::size_t i = 0; i < rows; ++i) {
            const auto begin = static_cast<std::size_t>(start[i]);
            const auto end = static_cast<std::size_t>(start[i + 1]);
            double total = 0.0;
            double entries = 0.0;
            for (std::size_t k = begin; k < end; ++k) {
                if (exponent[k] == no_entry) { continue; }
                total += exponent[k] + column[index[k].value()];
                entries += 1.0;
            }
            if (entries == 0.0) { continue; }
            row[i] = -total / entries;
            for (std::size_t k = begin; k < end; ++k) {
                if (exponent[k] != no_entry) { sum[index[k].value()] += exponent[k] + row[i]; }
            }
        }
        for (std::size_t j = 0; j < columns; ++j) {
            const double size = box_size(problem.column_lower()[j], problem.column_upper()[j]);
            if (problem.whole(ColumnIndex(j)) || size == 0.0) { continue; }
            column[j] = (box_weight * (logarithm(size) - box_target) - sum[j]) / (count[j] + box_weight);
        }
    }

    Scaling scaling;
    scaling.column_exponent.resize(columns);
    scaling.row_exponent.resize(rows);
    const auto rounded = [](double logarithm_of) { return static_cast<int>(std::lround(logarithm_of)); };
    std::ranges::transform(column, scaling.column_exponent.begin(), rounded);
    std::ranges::transform(row, scaling.row_exponent.begin(), rounded);
    return scaling;
}

int objective_exponent(std::span<const Objective::Term> terms, const Scaling& scaling) {
    bool found = false;
    int largest = 0;
    for (const Objective::Term& term : terms) {
        const int exponent = exponent_of(term.cost) + scaling.column_exponent[term.column.value()];
        largest = found ? std::max(largest, exponent) : exponent;
        found = true;
    }
    return largest;
}

}  // namespace leps
