#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "../domain/plan_fixture.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/domain/plan.hpp"

namespace leps::fixture {

/// make_plan(tables): a whole plan is slow to compile, so it is made in one place.
[[nodiscard]] Plan plan_of(const PlanTables& tables);

/// One change of a plan, for tests that try many.
struct Change {
    std::string name;
    std::function<void(PlanTables&)> apply;
};
void PrintTo(const Change& change, std::ostream* out);
inline const auto name_of = [](const auto& change) { return change.param.name; };

/// One row of a problem as it is stored: coefficients by column, and bounds where there are any.
struct StoredRow {
    std::map<std::size_t, double> terms;
    std::optional<double> lower{};
    std::optional<double> upper{};
    friend bool operator==(const StoredRow&, const StoredRow&) = default;
};

/// For messages of tests: "2 <= 3 x0 - 4 x7 <= 9".
void PrintTo(const StoredRow& row, std::ostream* out);

/// The rows of one rule, in the order in which they were emitted.
[[nodiscard]] std::vector<StoredRow> rows_of(const CompiledProblem& compiled, Rule rule);

/// Where they stand in the problem.
[[nodiscard]] std::vector<RowIndex> places_of(const CompiledProblem& compiled, Rule rule);

[[nodiscard]] StoredRow stored(const Problem& problem, RowIndex row);

/// Same rows, columns, stages and ways back, byte for byte.
[[nodiscard]] bool same(const CompiledProblem& a, const CompiledProblem& b);

/// One zone Z of region R in 2024, without a tail. Divisible M costs 3.00 euros when it starts and 0.07 euros a year; it gives
/// half a unit of the hard level L, of which Z has 1 and needs 4. EU (Z, 10 euros) pays 2/5 of M at most; REG (Z, 20 euros)
/// pays a third of the current cost at most, and 0.30 euros of it in all; a third of REG must and 15 euros of it may go to Z.
[[nodiscard]] PlanTables two_bundles();

}  // namespace leps::fixture
