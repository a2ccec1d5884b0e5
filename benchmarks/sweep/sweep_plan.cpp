#include "sweep/sweep_plan.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <utility>
#include <vector>

#include "leps/compile/compiled_problem.hpp"
#include "leps/domain/plan_tables.hpp"
#include "leps/read/edit_plan.hpp"
#include "leps/read/read_plan.hpp"
#include "support/generate.hpp"

namespace leps_benchmark {

using namespace leps;

Plan plan_from(const PlanSource& source) {
    const bool generated = std::ranges::all_of(source.name, [](unsigned char c) { return std::isdigit(c) != 0; });
    return generated ? plan_of(tables_of(generate(std::strtoull(source.name.c_str(), nullptr, 10), source.seed))) : read_plan(source.name);
}

Plan with_stages(const Plan& plan, std::size_t stages) {
    if (stages == 0) { return plan; }
    PlanTables tables = plan.tables();
    std::vector<StageSpec> ordered = compile(plan).view->stages;
    ordered.resize(std::min(stages, ordered.size()));
    tables.header.stages = std::move(ordered);
    return plan_of(std::move(tables));
}

Plan relaxed(const Plan& plan) {
    PlanTables tables = plan.tables();
    std::vector<Measure> measures = tables.measures.rows();
    for (Measure& measure : measures) { measure.whole = false; }
    tables.measures = std::move(measures);
    tables.links = std::vector<Link>();
    return plan_of(std::move(tables));
}

Plan scenario_of(const Plan& plan, std::size_t number, std::size_t count) {
    const std::string factor = std::to_string(800 + number * 7919 % count * 400 / count) + "/1000";
    const std::vector<CellEdit> edits = {{.table = "annuities", .where = "fund=" + plan.tables().annuities[0].fund.text(), .column = "amount_eur",
                                          .op = EditOp::multiply, .value = factor}};
    return edit_plan(plan, edits);
}

}  // namespace leps_benchmark
