#include <pybind11/numpy.h>
#include <pybind11/operators.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <utility>
#include <vector>

#include "bind.hpp"
#include "leps/domain/plan.hpp"
#include "leps/read/read_plan.hpp"
#include "leps/read/write_package.hpp"
#include "raw_tables.hpp"
#include "result_tables.hpp"
#include "text_table.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

// ---- tables -----------------------------------------------------------------------------------------------------------

/// A read-only view on memory that `owner` keeps alive.
template <class Item>
py::array_t<Item> view(const Item* data, std::size_t size, const py::object& owner) {
    py::array_t<Item> array(static_cast<py::ssize_t>(size), data, owner);
    py::detail::array_proxy(array.ptr())->flags &= ~py::detail::npy_api::NPY_ARRAY_WRITEABLE_;
    return array;
}

const TextTable::Column& column_at(const TextTable& table, std::size_t i) {
    if (i >= table.columns().size()) { throw py::index_error("the table has no column " + std::to_string(i)); }
    return table.columns()[i];
}

py::array_t<std::int64_t> offsets_of(const py::object& self, std::size_t i) {
    const TextTable::Column& column = column_at(self.cast<const TextTable&>(), i);
    return view(column.offsets.data(), column.offsets.size(), self);
}

py::array_t<std::uint8_t> bytes_of(const py::object& self, std::size_t i) {
    const TextTable::Column& column = column_at(self.cast<const TextTable&>(), i);
    return view(reinterpret_cast<const std::uint8_t*>(column.bytes.data()), column.bytes.size(), self);
}

std::vector<std::string> column_names(const TextTable& table) {
    std::vector<std::string> names;
    for (const TextTable::Column& column : table.columns()) { names.push_back(column.name); }
    return names;
}

std::vector<std::string> column_kinds(const TextTable& table) {
    std::vector<std::string> kinds;
    for (const TextTable::Column& column : table.columns()) { kinds.push_back(column.kind); }
    return kinds;
}

TextTable table_of_cells(const std::vector<std::string>& names, const std::vector<std::vector<std::string>>& cells) {
    if (names.size() != cells.size()) { throw py::value_error("as many lists of cells as names of columns are due"); }
    std::vector<TextTable::Column> columns(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (cells[i].size() != cells.front().size()) { throw py::value_error("columns of different length"); }
        columns[i].name = names[i];
        columns[i].kind = "text";
        for (const std::string& cell : cells[i]) { columns[i].add(cell); }
    }
    return TextTable(std::move(columns));
}

/// Names and columns of cells, as table_of_cells() takes them.
py::tuple cells_of(const TextTable& table) {
    py::list columns;
    for (const TextTable::Column& column : table.columns()) {
        py::list cells;
        for (std::size_t row = 0; row < table.row_count(); ++row) { cells.append(py::str(column.cell(row))); }
        columns.append(std::move(cells));
    }
    return py::make_tuple(column_names(table), std::move(columns));
}

TextTable table_of_state(const py::tuple& state) {
    return table_of_cells(state[0].cast<std::vector<std::string>>(), state[1].cast<std::vector<std::vector<std::string>>>());
}

void bind_tables(py::module_& module) {
    py::class_<TextTable>(module, "TextTable", "A table of exact texts, laid out as Arrow does.")
        .def(py::init(&table_of_cells), py::arg("names"), py::arg("cells"), "From columns of texts; an empty text is unknown.")
        .def_property_readonly("names", &column_names)
        .def_property_readonly("kinds", &column_kinds)
        .def_property_readonly("rows", &TextTable::row_count)
        .def("offsets", &offsets_of, py::arg("column"), "Where each cell begins in `bytes`, and the end: int64, read-only.")
        .def("bytes", &bytes_of, py::arg("column"), "The cells of a column, one after the other, UTF-8, read-only.");
}

// ---- the plan ---------------------------------------------------------------------------------------------------------

TextTable plan_table(const Plan& plan, const std::string& name) {
    TextTable found;
    bool known = false;
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        if (table.name != name) { return; }
        known = true;
        found = text_table<Row>((plan.tables().*table.rows).rows());
    });
    if (!known) { throw py::key_error(name); }
    return found;
}

std::vector<std::string> plan_table_names() {
    std::vector<std::string> names;
    for_each_table([&](const auto& table) { names.emplace_back(table.name); });
    return names;
}

std::vector<std::pair<std::string, std::string>> plan_column_kinds(const std::string& name) {
    std::vector<std::pair<std::string, std::string>> kinds;
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        if (table.name != name) { return; }
        for_each_column<Row>([&](const auto& column) { kinds.emplace_back(column.name, kind_of<Row>(column)); });
    });
    return kinds;
}

const std::string& plan_name(const Plan& plan) { return plan.header().name; }
const std::string& plan_title(const Plan& plan) { return plan.header().title; }
std::string plan_header(const Plan& plan) { return header_json(plan.header()); }
py::ssize_t plan_hash(const Plan& plan) { return py::hash(py::str(plan.hash())); }

/// A plan is its header and its tables: it comes back through the one reader.
py::tuple plan_state(const Plan& plan) {
    py::dict tables;
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        const std::vector<Row>& rows = (plan.tables().*table.rows).rows();
        if (!rows.empty()) { tables[py::str(table.name)] = cells_of(text_table<Row>(rows)); }
    });
    return py::make_tuple(plan_header(plan), tables);
}

Plan plan_of_state(const py::tuple& state) {
    std::vector<RawTable> tables;
    for (const auto& [name, cells] : state[1].cast<py::dict>()) {
        tables.push_back(to_raw(name.cast<std::string>(), table_of_state(cells.cast<py::tuple>())));
    }
    return plan_from_tables(state[0].cast<std::string>(), tables);
}

void bind_plan(py::module_& module) {
    py::class_<Plan>(module, "Plan", "A whole, validated plan.")
        .def_property_readonly("name", &plan_name)
        .def_property_readonly("title", &plan_title)
        .def_property_readonly("hash", &Plan::hash, "SHA-256 of the canonical tables, hexadecimal.")
        .def_property_readonly("header", &plan_header, "What datapackage.json says, without its resources, as JSON.")
        .def_property_readonly("warnings", &Plan::warnings)
        .def("table", &plan_table, py::arg("name"), "One table as exact texts. Raises KeyError.")
        .def(py::self == py::self).def("__hash__", &plan_hash).def(py::pickle(&plan_state, &plan_of_state));
    module.def("plan_table_names", &plan_table_names, "Names of the tables of a plan, in the order of the format.");
    module.def("column_kinds", &plan_column_kinds, py::arg("table"),
               "Names and kinds of the columns of a plan's table; nothing for a table that leps does not know.");
}

// ---- the result -------------------------------------------------------------------------------------------------------

TextTable result_table(const Allocation& allocation, const std::string& name) {
    TextTable found;
    bool known = false;
    for_each_result_table([&]<class Row>(const ResultTable<Row>& table) {
        if (table.name != name) { return; }
        known = true;
        found = text_table<Row>(table.of(allocation));
    });
    if (!known) { throw py::key_error(name); }
    return found;
}

std::vector<std::string> result_table_names() {
    std::vector<std::string> names;
    for_each_result_table([&](const auto& table) { names.emplace_back(table.name); });
    return names;
}

std::string allocation_status(const Allocation& allocation) { return std::string(word(allocation.status)); }

std::string reason_text(const Reason& reason) { return reason.rule + " " + reason.subject + ": " + reason.message; }
std::string reason_repr(const Reason& reason) { return "<Reason " + reason.code + ": " + reason_text(reason) + ">"; }

void bind_allocation(py::module_& module) {
    py::class_<Reason>(module, "Reason", "One reason why there is no allocation.")
        .def_readonly("code", &Reason::code)
        .def_readonly("rule", &Reason::rule)
        .def_readonly("subject", &Reason::subject)
        .def_readonly("found", &Reason::found)
        .def_readonly("limit", &Reason::limit)
        .def_readonly("message", &Reason::message)
        .def(py::self == py::self).def("__str__", &reason_text).def("__repr__", &reason_repr);
    py::class_<Work>(module, "Work", "What an allocation took. It is no part of the answer: equal answers may differ in it.")
        .def_readonly("compile_seconds", &Work::compile_seconds)
        .def_readonly("solve_seconds", &Work::solve_seconds)
        .def_readonly("round_seconds", &Work::round_seconds)
        .def_readonly("verify_seconds", &Work::verify_seconds)
        .def_readonly("longest_silence_seconds", &Work::longest_silence_seconds, "Between two looks at Ctrl-C.")
        .def_readonly("iterations", &Work::iterations)
        .def_readonly("nodes", &Work::nodes, "Of branch and bound.");
    py::class_<Certificate>(module, "Certificate", "From what a result was proved; its prices are the table `certificate`.")
        .def_readonly("plan_hash", &Certificate::plan_hash)
        .def_readonly("problem_hash", &Certificate::problem_hash, "Of the integer rows, columns and boxes.")
        .def_readonly("options", &Certificate::options)
        .def_readonly("engine", &Certificate::engine)
        .def_readonly("leps_version", &Certificate::leps_version)
        .def(py::self == py::self);
    py::class_<Allocation>(module, "Allocation", "The answer to a plan.")
        .def_property_readonly("status", &allocation_status)
        .def_readonly("reproducible", &Allocation::reproducible)
        .def_readonly("plan_hash", &Allocation::plan_hash)
        .def_readonly("plan_name", &Allocation::plan_name)
        .def_readonly("engine", &Allocation::engine)
        .def_readonly("reasons", &Allocation::reasons)
        .def_readonly("findings", &Allocation::findings)
        .def_readonly("certificate", &Allocation::certificate)
        .def_readonly("work", &Allocation::work)
        .def("table", &result_table, py::arg("name"), "One table as exact texts. Raises KeyError.")
        .def(py::self == py::self);
    module.def("result_table_names", &result_table_names, "Names of the result tables, in the order of the format.");
}

}  // namespace

void bind_domain(py::module_& module) {
    bind_tables(module);
    bind_plan(module);
    bind_allocation(module);
}

}  // namespace leps::python
