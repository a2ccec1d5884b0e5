#include "suite.hpp"

#include <algorithm>

namespace leps::conformance {

RandomProblem random_problem(std::uint64_t seed, int columns, int rows, bool whole) {
    std::mt19937_64 random(seed);
    const auto draw = [&](std::int64_t least, std::int64_t most) { return std::uniform_int_distribution<std::int64_t>(least, most)(random); };
    const auto power = [&](int most) {
        std::int64_t value = 1;
        for (std::int64_t i = draw(0, most); i > 0; --i) { value *= 10; }
        return value;
    };
    ProblemBuilder out{NodeTree{}};
    std::vector<std::int64_t> point;
    std::vector<std::int64_t> unit;  // the natural step of a column: an entry of 10^k goes with a column of 10^(12 - k)
    for (int j = 0; j < columns; ++j) {
        const bool is_whole = whole && j % 4 == 0;
        const std::int64_t step = is_whole ? 1 : power(9);
        unit.push_back(step);
        out.column({.owner = NodeTree::root(), .upper = step * 1000, .whole = is_whole});
        point.push_back(step * draw(0, 1000));
    }
    for (int i = 0; i < rows; ++i) {
        std::vector<Entry> entries;
        WideRatio activity;
        WideRatio size;
        for (int k = 0; k < 6; ++k) {
            const auto j = static_cast<std::size_t>(draw(0, columns - 1));
            const std::int64_t coefficient = draw(-3, 9) * (1000000000 / unit[j]);
            entries.push_back({j, coefficient});
            activity += WideRatio(static_cast<Int128>(coefficient) * point[j]);
            size += WideRatio(static_cast<Int128>(unit[j]) * wide::absolute(coefficient));
        }
        const WideRatio slack = size * WideRatio(draw(0, 20));
        const bool equality = i % 5 == 0;
        RowBuilder row = out.row({.owner = NodeTree::root(),
                                  .lower = i % 5 < 2 ? std::optional(activity - (equality ? WideRatio() : slack)) : std::nullopt,
                                  .upper = activity + (equality ? WideRatio() : slack)});
        for (const Entry& entry : entries) { row.add(ColumnIndex(entry.column), entry.coefficient); }
    }
    std::vector<double> cost;
    for (int j = 0; j < columns; ++j) {
        cost.push_back(static_cast<double>(draw(-9, 9) * (1000000000 / unit[static_cast<std::size_t>(j)])));
    }
    return {out.finish(), costs(cost)};
}

RandomProblem hard_knapsack() {
    std::mt19937_64 random(11);
    const auto draw = [&](std::int64_t least, std::int64_t most) { return std::uniform_int_distribution<std::int64_t>(least, most)(random); };
    constexpr int columns = 90;
    Sheet sheet;
    std::vector<double> cost(columns, 0.0);
    for (int j = 0; j < columns; ++j) { sheet.whole(0, 1); }
    for (int i = 0; i < 15; ++i) {
        std::vector<Entry> entries;
        std::int64_t sum = 0;
        for (int j = 0; j < columns; ++j) {
            const std::int64_t weight = draw(1, 1000);
            entries.push_back({static_cast<std::size_t>(j), weight});
            sum += weight;
            cost[static_cast<std::size_t>(j)] -= static_cast<double>(weight);
        }
        sheet.row({}, entries, sum / 2);
    }
    for (double& value : cost) { value = std::floor(value / 15.0) - static_cast<double>(draw(0, 500)); }
    return {sheet.finish(), costs(cost)};
}

INSTANTIATE_TEST_SUITE_P(Engines, EveryEngine, testing::ValuesIn(available_engines()), [](const auto& engine) { return engine.param; });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(EveryEngine);

}  // namespace leps::conformance
