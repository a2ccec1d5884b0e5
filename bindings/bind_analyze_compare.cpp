#include <pybind11/operators.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <span>
#include <string>
#include <vector>

#include "bind.hpp"
#include "comparison_tables.hpp"
#include "leps/analyze/compare.hpp"
#include "leps/analyze/diff.hpp"
#include "text_table.hpp"
#include "value_class.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

Comparison compared(const Plan& first_plan, const Allocation& first, const Plan& second_plan, const Allocation& second) {
    return compare({.plan = first_plan, .allocation = first}, {.plan = second_plan, .allocation = second});
}

/// The class above this one pickles a comparison as its two answers.
Comparison comparison_made(const py::tuple&) { throw py::type_error("a Comparison comes from compare"); }

TextTable comparison_table(const Comparison& comparison, const std::string& name) {
    TextTable found;
    bool known = false;
    for_each_comparison_table([&]<class Row>(const ComparisonTable<Row>& table) {
        if (table.name != name) { return; }
        known = true;
        found = text_table<Row>(table.of(comparison));
    });
    if (!known) { throw py::key_error(name); }
    return found;
}

TextTable comparison_falls(const Comparison& comparison) {
    const std::vector<LevelComparison> rows = comparison.falls();
    return text_table<LevelComparison>(rows);
}

std::vector<std::string> comparison_table_names() {
    std::vector<std::string> names;
    for_each_comparison_table([&](const auto& table) { names.emplace_back(table.name); });
    return names;
}

TextTable diff_table(const Plan& first, const Plan& second) {
    std::vector<ChangedCell> changes;
    {
        const py::gil_scoped_release released;
        changes = diff(first, second);
    }
    return text_table<ChangedCell>(changes);
}

}  // namespace

void bind_analyze_compare(py::module_& module) {
    final_class<Comparison, &comparison_made>(module, "Comparison", "Two answers beside each other.")
        .def("table", &comparison_table, py::arg("name"), "One table as exact texts. Raises KeyError.")
        .def("falls", &comparison_falls, "The rows of `levels` that are reached in the first answer and not in the second.")
        .def(py::self == py::self);
    module.def("comparison_table_names", &comparison_table_names, "Names of the tables of a comparison.");
    module.def("compare", &compared, py::arg("first_plan"), py::arg("first"), py::arg("second_plan"), py::arg("second"),
               py::call_guard<py::gil_scoped_release>(), "What changes from the first answer to the second.");
    module.def("diff", &diff_table, py::arg("first"), py::arg("second"), "Every cell in which two plans differ, and rows that only one has.");
}

}  // namespace leps::python
