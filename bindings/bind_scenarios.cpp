#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "allocate_options.hpp"
#include "bind.hpp"
#include "leps/allocate/base_plan.hpp"
#include "leps/read/edit_plan.hpp"
#include "raw_tables.hpp"
#include "value_class.hpp"
#include "watched.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

// ---- changed plans ------------------------------------------------------------------------------------------------------

using EditFields = Fields<CellEdit, &CellEdit::table, &CellEdit::where, &CellEdit::column, &CellEdit::op, &CellEdit::value, &CellEdit::rows>;

std::string edit_repr(const CellEdit& edit) {
    return "<CellEdit " + edit.table + " where " + edit.where + ": " + std::string(word(edit.op)) + " " + edit.column + " " + edit.value + ">";
}

std::string edit_op(const CellEdit& edit) { return std::string(word(edit.op)); }

Plan edited(const Plan& plan, const std::vector<CellEdit>& edits) { return edit_plan(plan, edits); }

Plan with_rows(const Plan& plan, const std::map<std::string, TextTable>& tables) {
    std::vector<RawTable> raw;
    for (const auto& [name, table] : tables) { raw.push_back(to_raw(name, table)); }
    return add_rows(plan, raw);
}

Plan without_measure(const Plan& plan, const std::string& measure) { return drop_measure(plan, MeasureId(measure)); }

using NamedEdits = std::vector<std::pair<std::string, std::vector<CellEdit>>>;

NamedEdits named(std::vector<EditedScenario> scenarios) {
    NamedEdits list;
    for (EditedScenario& scenario : scenarios) { list.emplace_back(std::move(scenario.name), std::move(scenario.edits)); }
    return list;
}
NamedEdits scenarios_of(const TextTable& table) { return named(read_scenarios(to_raw("scenarios", table))); }
NamedEdits scenarios_in(const std::string& path) { return named(read_scenarios(std::filesystem::path(path))); }

// ---- plans near to a base -------------------------------------------------------------------------------------------------

/// What a caller sets to end solves in other threads.
struct Stop {
    std::atomic<bool> set{false};
};
/// None is made by hand: it would have no value to be equal by.
std::shared_ptr<Stop> stop_made(const py::tuple&) { throw py::type_error("a Stop comes from new_stop"); }
std::shared_ptr<Stop> new_stop() { return std::make_shared<Stop>(); }
void set_stop(Stop& stop) { stop.set = true; }
bool is_set(const Stop& stop) { return stop.set; }

py::bytes raw_bytes(const void* data, std::size_t size) { return {static_cast<const char*>(data), size}; }
template <class Number>
py::bytes raw_bytes(const std::vector<Number>& numbers) { return raw_bytes(numbers.data(), numbers.size() * sizeof(Number)); }
template <class Number>
std::vector<Number> numbers_of(const py::object& bytes) {
    const auto text = bytes.cast<std::string>();
    std::vector<Number> numbers(text.size() / sizeof(Number));
    std::memcpy(numbers.data(), text.data(), numbers.size() * sizeof(Number));
    return numbers;
}

py::object basis_state(const std::shared_ptr<const SimplexBasis>& basis) {
    if (basis == nullptr) { return py::none(); }
    return py::make_tuple(raw_bytes(basis->columns), raw_bytes(basis->rows));
}
std::shared_ptr<const SimplexBasis> basis_made(const py::object& state) {
    if (state.is_none()) { return nullptr; }
    const auto pair = state.cast<py::tuple>();
    expect_fields(pair, 2);
    return std::make_shared<const SimplexBasis>(SimplexBasis{.columns = numbers_of<std::int8_t>(pair[0]), .rows = numbers_of<std::int8_t>(pair[1])});
}

/// Plan, options and footing: the problem is compiled again.
py::tuple base_state(const BasePlan& base) {
    py::list stages;
    for (const StageFooting& stage : base.footing().stages) {
        stages.append(py::make_tuple(basis_state(stage.settled), basis_state(stage.relaxed), raw_bytes(stage.values)));
    }
    const AllocateOptions& options = base.options();
    return py::make_tuple(base.plan(), py::make_tuple(options.engine, options.time_limit, options.node_limit, options.relative_gap, options.reopen_units), stages,
                          base.footing().reproducible);
}

BasePlan base_made(const py::tuple& state) {
    expect_fields(state, 4);
    const auto options = state[1].cast<py::tuple>();
    expect_fields(options, 5);
    Footing footing{.stages = {}, .reproducible = state[3].cast<bool>()};
    for (const py::handle stage : state[2].cast<py::list>()) {
        const auto parts = stage.cast<py::tuple>();
        expect_fields(parts, 3);
        footing.stages.push_back({.settled = basis_made(parts[0]), .relaxed = basis_made(parts[1]), .values = numbers_of<double>(parts[2])});
    }
    return BasePlan(state[0].cast<Plan>(),
                    {.engine = options[0].cast<std::string>(), .time_limit = options[1].cast<std::optional<double>>(),
                     .node_limit = options[2].cast<std::int64_t>(), .relative_gap = options[3].cast<Ratio>(), .reopen_units = options[4].cast<std::int64_t>()},
                    std::move(footing));
}

WholeUnits units_of(bool hold) { return hold ? WholeUnits::held : WholeUnits::decided; }

std::string base_repr(const BasePlan& base) { return "<BasePlan " + base.plan().header().name + ": " + base.plan().hash().substr(0, 12) + ">"; }

std::pair<Allocation, BasePlan> allocate_base_watched(const Plan& plan, const std::string& engine, std::optional<double> time_limit,
                                                      std::optional<std::int64_t> node_limit, const std::optional<Ratio>& relative_gap,
                                                      std::optional<std::int64_t> reopen_units, const py::object& progress) {
    const AllocateOptions options = options_of(engine, time_limit, node_limit, relative_gap, reopen_units);
    return watched([&](const Context& context) { return allocate_base(plan, options, context); }, progress);
}

Allocation allocate_near_watched(const BasePlan& base, const Plan& plan, bool hold_units, const py::object& progress) {
    return watched([&](const Context& context) { return base.allocate(plan, units_of(hold_units), context); }, progress);
}

/// In a thread of the caller's own: nothing here looks at signals.
Allocation allocate_near(const BasePlan& base, const Plan& plan, bool hold_units, const std::shared_ptr<Stop>& stop) {
    const Context context{.report = {}, .stop = stop == nullptr ? nullptr : &stop->set};
    return base.allocate(plan, units_of(hold_units), context);
}

}  // namespace

void bind_scenarios(py::module_& module) {
    using Released = py::call_guard<py::gil_scoped_release>;
    value_class<CellEdit, EditFields>(module, "CellEdit", "What happens to some cells of a plan: a row of the table scenarios.")
        .def_readonly("table", &CellEdit::table, "Which table.")
        .def_readonly("where", &CellEdit::where, "Which rows: column=value;column=value.")
        .def_readonly("column", &CellEdit::column, "Which cells.")
        .def_property_readonly("op", &edit_op, "set, multiply or add.")
        .def_readonly("value", &CellEdit::value, "By what.")
        .def("__repr__", &edit_repr);
    module.def("edit_plan", &edited, py::arg("plan"), py::arg("edits"), Released(), "A plan with its cells edited. Raises DataError with every finding.");
    module.def("add_rows", &with_rows, py::arg("plan"), py::arg("tables"), Released(), "A plan with more rows. Raises DataError with every finding.");
    module.def("drop_measure", &without_measure, py::arg("plan"), py::arg("measure"), Released(),
               "A plan without a measure. Raises DataError where other rows rest on it, InvalidValue where it has none.");
    module.def("read_scenarios", &scenarios_of, py::arg("table"), Released(), "Names and edits of a table of scenarios. Raises DataError with every finding.");
    module.def("read_scenarios_file", &scenarios_in, py::arg("path"), Released(), "The same of a CSV file. Raises DataError, FileError.");
    py::class_<Stop, std::shared_ptr<Stop>> stop(module, "Stop", "Ends solves in other threads.", py::is_final());
    stop.def_static("__new__", &made<&stop_made>, py::arg("cls"));
    stop.attr("__init__") = py::module_::import("builtins").attr("object").attr("__init__");
    stop.def("set", &set_stop, "End them at the next interrupt point.").def("is_set", &is_set, "Whether they are to end.");
    module.def("new_stop", &new_stop, "A stop that is not set.");
    pickled_class<BasePlan, &base_made, &base_state>(module, "BasePlan", "A plan from which others are allocated that differ little.")
        .def_property_readonly("plan", &BasePlan::plan)
        .def("allocate", &allocate_near, py::arg("plan"), py::arg("hold_units"), py::arg("stop"), Released(),
             "Allocate a plan near to it, in this thread; any number of threads at once.")
        .def("allocate_watched", &allocate_near_watched, py::arg("plan"), py::arg("hold_units"), py::arg("progress"),
             "The same in a thread of its own, with progress, while Ctrl-C is seen here.")
        .def("__repr__", &base_repr);
    module.def("allocate_base", &allocate_base_watched, py::arg("plan"), py::kw_only(), py::arg("engine"), py::arg("time_limit"), py::arg("node_limit"),
               py::arg("relative_gap"), py::arg("reopen_units"), py::arg("progress"), "As allocate, and what plans near to it begin from.");
}

}  // namespace leps::python
