#include "allocate/held_units.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace leps {
namespace {

using StartKey = std::tuple<std::string, MeasureId, Date>;

StartKey key_of(const CompiledProblem& compiled, const StartColumn& start) {
    const Operation& operation = compiled.view->operations[start.operation];
    return {operation.site, compiled.view->measures[operation.measure].measure, compiled.view->timeline[start.period].span.begin()};
}

/// Whole columns that are no starts: the binaries of links, in the order in which they were made.
std::vector<ColumnIndex> binaries(const CompiledProblem& compiled) {
    std::vector<bool> is_start(compiled.problem.column_count(), false);
    for (const StartColumn& start : compiled.layout->starts) { is_start[start.column.value()] = true; }
    std::vector<ColumnIndex> list;
    for (std::size_t j = 0; j < is_start.size(); ++j) {
        if (compiled.problem.whole(ColumnIndex(j)) && !is_start[j]) { list.emplace_back(j); }
    }
    return list;
}

/// Whether both say the same of the same places, one after another.
bool same_binaries(const CompiledProblem& from, const std::vector<ColumnIndex>& before, const CompiledProblem& to, const std::vector<ColumnIndex>& after) {
    if (!from.view->tables.links.same_rows(to.view->tables.links) || !from.view->tables.territories.same_rows(to.view->tables.territories)) { return false; }
    const auto same = [&](ColumnIndex a, ColumnIndex b) {
        return from.problem.origin(a) == to.problem.origin(b) &&
               from.problem.pattern().column_owner()[a.value()] == to.problem.pattern().column_owner()[b.value()];
    };
    return std::ranges::equal(before, after, same);
}

}  // namespace

std::vector<double> moved_units(const CompiledProblem& from, const std::vector<double>& values, const CompiledProblem& to) {
    std::map<StartKey, double> started;
    for (const StartColumn& start : from.layout->starts) {
        const double units = values[start.column.value()];
        if (from.problem.whole(start.column) && units > 0.0) { started.emplace(key_of(from, start), units); }
    }
    std::vector<double> moved(to.problem.column_count(), 0.0);
    for (const StartColumn& start : to.layout->starts) {
        const auto found = to.problem.whole(start.column) ? started.find(key_of(to, start)) : started.end();
        if (found == started.end()) { continue; }
        moved[start.column.value()] = found->second;
        started.erase(found);
    }
    const std::vector<ColumnIndex> before = binaries(from);
    const std::vector<ColumnIndex> after = binaries(to);
    if (!started.empty() || !same_binaries(from, before, to, after)) { return {}; }
    for (std::size_t i = 0; i < after.size(); ++i) { moved[after[i].value()] = values[before[i].value()]; }
    return moved;
}

}  // namespace leps
