#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "allocate_options.hpp"
#include "bind.hpp"
#include "leps/analyze/alternatives.hpp"
#include "leps/analyze/front.hpp"
#include "leps/analyze/goal_seek.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "value_class.hpp"
#include "watched.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

/// Objective, class and periods, in words of the tables.
using StageWords = std::tuple<std::string, std::optional<int>, std::string>;

StageSpec stage_of_words(const StageWords& words) {
    StageSpec stage{.priority_class = std::get<1>(words)};
    from_python(py::str(std::get<0>(words)), stage.objective);
    from_python(py::str(std::get<2>(words)), stage.periods);
    return stage;
}
StageWords words_of_stage(const StageSpec& stage) {
    return {std::string(word(stage.objective)), stage.priority_class, std::string(word(stage.periods))};
}

/// None, or a value of a stage as exact text.
std::optional<std::string> shown_value(const StageSpec& stage, std::optional<Int128> value) {
    return value ? std::optional(stage_value_text(stage.objective, *value)) : std::nullopt;
}

/// engine, time_limit, node_limit, relative_gap, reopen_units; what is None keeps its default.
using AllocateWords = std::tuple<std::string, std::optional<double>, std::optional<std::int64_t>, std::optional<Ratio>, std::optional<std::int64_t>>;

AllocateOptions options_of_words(const AllocateWords& words) {
    return std::apply([](const auto&... each) { return options_of(each...); }, words);
}

// ---- front ----------------------------------------------------------------------------------------------------------------

py::tuple point_state(const Front& front, const FrontPoint& point) {
    return py::make_tuple(shown_value(front.first, point.limit), shown_value(front.first, point.first), shown_value(front.first, point.first_bound),
                          shown_value(front.second, point.second), shown_value(front.second, point.second_bound), point.plan, point.allocation,
                          point.held_plan, point.held);
}
py::tuple dropped_state(const Front& front, const DroppedPoint& point) {
    return py::make_tuple(shown_value(front.first, point.limit), to_python(point.why), shown_value(front.first, point.first),
                          shown_value(front.second, point.second), to_python(point.status));
}

py::dict front_watched(const Plan& plan, const StageWords& first, const StageWords& second, int points, const std::vector<StageWords>& before, std::size_t threads,
                       const AllocateWords& options, const py::object& progress) {
    FrontQuestion question{.first = stage_of_words(first), .second = stage_of_words(second), .points = points, .before = {}};
    for (const StageWords& stage : before) { question.before.push_back(stage_of_words(stage)); }
    const FrontOptions chosen{.allocate = options_of_words(options), .threads = threads};
    const Front found = watched([&](const Context& context) { return front(plan, question, chosen, context); }, progress);
    py::list listed;
    for (const FrontPoint& point : found.points) { listed.append(point_state(found, point)); }
    py::list dropped;
    for (const DroppedPoint& point : found.dropped) { dropped.append(dropped_state(found, point)); }
    py::dict state;
    state["first"] = words_of_stage(found.first);
    state["second"] = words_of_stage(found.second);
    state["status"] = to_python(found.status);
    state["reasons"] = to_python(found.reasons);
    state["points"] = py::tuple(listed);
    state["dropped"] = py::tuple(dropped);
    return state;
}

// ---- goal seek ------------------------------------------------------------------------------------------------------------

/// fund, year, recipient; level, zone, year of the goal.
using GoalWords = std::tuple<std::string, std::optional<int>, std::optional<std::string>, std::string, std::optional<std::string>, int>;

GoalQuestion goal_of_words(const GoalWords& words) {
    const auto& [fund, year, recipient, level, zone, by] = words;
    GoalQuestion question{.fund = FundId(fund), .year = year, .recipient = {}, .goal = {.level = LevelId(level), .zone = {}, .by = by}};
    if (recipient) { question.recipient = TerritoryId(*recipient); }
    if (zone) { question.goal.zone = TerritoryId(*zone); }
    return question;
}

py::dict goal_seek_watched(const Plan& plan, const GoalWords& words, std::optional<Money> most, std::optional<std::int64_t> proof_nodes,
                           std::optional<int> tries, const AllocateWords& options, const py::object& progress) {
    const GoalQuestion question = goal_of_words(words);
    GoalOptions chosen{.allocate = options_of_words(options), .most = most};
    chosen.proof_nodes = proof_nodes.value_or(chosen.proof_nodes);
    chosen.tries = tries.value_or(chosen.tries);
    const GoalAnswer found = watched([&](const Context& context) { return goal_seek(plan, question, chosen, context); }, progress);
    py::dict distance;
    distance["engine"] = found.distance.engine;
    distance["whole_units"] = found.distance.whole_units;
    distance["rounding"] = found.distance.rounding;
    distance["search"] = found.distance.search;
    py::dict state;
    state["status"] = to_python(found.status);
    state["now"] = found.now;
    state["most"] = found.most;
    state["least_found"] = found.least_found;
    state["greatest_failing"] = found.greatest_failing;
    state["proof"] = to_python(found.proof);
    state["distance"] = distance;
    state["plan"] = found.plan;
    state["allocation"] = found.allocation;
    state["changed_plan"] = found.changed_plan;
    state["goal_level"] = found.goal_level.text();
    state["reasons"] = to_python(found.reasons);
    return state;
}

// ---- alternatives -----------------------------------------------------------------------------------------------------------

py::tuple alternative_state(const Alternative& found) {
    py::list stages;
    for (const AlternativeStage& stage : found.stages) {
        stages.append(py::make_tuple(to_python(stage.stage.objective), stage.stage.priority_class, stage.stage.depth, to_python(stage.stage.periods),
                                     shown_value(stage.stage, stage.best), shown_value(stage.stage, stage.value), shown_value(stage.stage, stage.limit),
                                     stage.within()));
    }
    return py::make_tuple(found.plan, found.allocation, py::tuple(stages), to_python(found.distances), found.distance(), found.within());
}

py::dict alternatives_watched(const Plan& plan, int count, const Ratio& within, const std::optional<StageWords>& stage, const AllocateWords& options,
                              const py::object& progress) {
    AlternativesQuestion question{.count = count, .within = within};
    if (stage) { question.stage = stage_of_words(*stage); }
    const AllocateOptions chosen = options_of_words(options);
    const Alternatives found = watched([&](const Context& context) { return alternatives(plan, question, chosen, context); }, progress);
    py::list listed;
    for (const Alternative& alternative : found.found) { listed.append(alternative_state(alternative)); }
    py::dict state;
    state["base"] = found.base;
    state["found"] = py::tuple(listed);
    state["ended"] = found.ended;
    return state;
}

}  // namespace

void bind_analyze_tradeoffs(py::module_& module) {
    module.def("front", &front_watched, py::arg("plan"), py::arg("first"), py::arg("second"), py::arg("points"), py::arg("before"), py::arg("threads"),
               py::arg("options"), py::arg("progress"), "Points between two objectives: their values as exact text, plans and answers.");
    module.def("goal_seek", &goal_seek_watched, py::arg("plan"), py::arg("question"), py::arg("most"), py::arg("proof_nodes"), py::arg("tries"),
               py::arg("options"), py::arg("progress"), "The least money of a fund that reaches a level, and the greatest that is proved not to.");
    module.def("alternatives", &alternatives_watched, py::arg("plan"), py::arg("count"), py::arg("within"), py::arg("stage"), py::arg("options"),
               py::arg("progress"), "Answers nearly as good as the best and far from it.");
}

}  // namespace leps::python
