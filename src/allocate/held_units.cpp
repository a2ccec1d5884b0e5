#include "allocate/held_units.hpp"

#include <map>
#include <tuple>

namespace leps {
namespace {

using StartKey = std::tuple<std::string, MeasureId, Date>;

StartKey key_of(const CompiledProblem& compiled, const StartColumn& start) {
    const Operation& operation = compiled.view->operations[start.operation];
    return {operation.site, compiled.view->measures[operation.measure].measure, compiled.view->timeline[start.period].span.begin()};
}

}  // namespace

std::vector<double> moved_units(const CompiledProblem& from, const std::vector<double>& values, const CompiledProblem& to) {
    std::map<StartKey, double> started;
    for (const StartColumn& start : from.layout->starts) {
        const double units = values[start.column.value()];
        if (from.problem.whole(start.column) && units > 0.0) { started.emplace(key_of(from, start), units); }
    }
    std::vector<double> moved(to.problem.column_count(), 0.0);
    std::vector<bool> is_start(to.problem.column_count(), false);
    for (const StartColumn& start : to.layout->starts) {
        is_start[start.column.value()] = true;
        const auto found = to.problem.whole(start.column) ? started.find(key_of(to, start)) : started.end();
        if (found == started.end()) { continue; }
        moved[start.column.value()] = found->second;
        started.erase(found);
    }
    for (std::size_t j = 0; j < moved.size(); ++j) {
        if (to.problem.whole(ColumnIndex(j)) && !is_start[j]) { return {}; }
    }
    return started.empty() ? moved : std::vector<double>();
}

}  // namespace leps
