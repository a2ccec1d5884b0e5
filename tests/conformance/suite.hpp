#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "leps/problem/bound.hpp"
#include "leps/problem/builder.hpp"
#include "leps/solve/engine.hpp"

namespace leps::conformance {

/// Every test runs once per engine of this build.
class EveryEngine : public testing::TestWithParam<std::string> {
protected:
    [[nodiscard]] std::unique_ptr<Engine> engine() const { return make_engine(GetParam()); }
};

struct Entry {
    std::size_t column;
    std::int64_t coefficient;
};

/// A problem with one node, written down as in a textbook.
class Sheet {
public:
    Sheet& column(std::int64_t lower, std::int64_t upper, bool whole = false) {
        columns_.push_back(builder_.column({.owner = NodeTree::root(), .lower = lower, .upper = upper, .whole = whole}));
        return *this;
    }
    Sheet& row(std::optional<WideRatio> lower, const std::vector<Entry>& entries, std::optional<WideRatio> upper) {
        RowBuilder row = builder_.row({.owner = NodeTree::root(), .lower = lower, .upper = upper});
        for (const Entry& entry : entries) { row.add(columns_[entry.column], entry.coefficient); }
        return *this;
    }
    [[nodiscard]] Problem finish() { return builder_.finish(); }

private:
    ProblemBuilder builder_{NodeTree{}};
    std::vector<ColumnIndex> columns_;
};

inline Objective costs(const std::vector<double>& cost) {
    std::vector<Objective::Term> terms;
    for (std::size_t j = 0; j < cost.size(); ++j) { terms.push_back({ColumnIndex(j), cost[j]}); }
    return Objective(std::move(terms));
}

inline constexpr double tolerance = 1e-6;

}  // namespace leps::conformance
