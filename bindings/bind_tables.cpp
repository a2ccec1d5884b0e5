#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "bind.hpp"
#include "text_table.hpp"
#include "value_class.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

using Texts = std::vector<std::string>;

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

Texts column_names(const TextTable& table) {
    Texts names;
    for (const TextTable::Column& column : table.columns()) { names.push_back(column.name); }
    return names;
}

Texts column_kinds(const TextTable& table) {
    Texts kinds;
    for (const TextTable::Column& column : table.columns()) { kinds.push_back(column.kind); }
    return kinds;
}

TextTable table_of_cells(const Texts& names, const std::vector<Texts>& cells) {
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

bool equal_tables(const TextTable& a, const TextTable& b) { return a.columns() == b.columns(); }
std::string table_repr(const TextTable& table) {
    return "<TextTable of " + std::to_string(table.columns().size()) + " columns and " + std::to_string(table.row_count()) + " rows>";
}

}  // namespace

py::tuple table_state(const TextTable& table) {
    py::list columns;
    for (const TextTable::Column& column : table.columns()) {
        py::list cells;
        for (std::size_t row = 0; row < table.row_count(); ++row) { cells.append(py::str(column.cell(row))); }
        columns.append(std::move(cells));
    }
    return py::make_tuple(column_names(table), std::move(columns), column_kinds(table));
}

TextTable table_made(const py::tuple& state) {
    expect_fields(state, 3);
    const TextTable table = table_of_cells(state[0].cast<Texts>(), state[1].cast<std::vector<Texts>>());
    const auto kinds = state[2].cast<Texts>();
    std::vector<TextTable::Column> columns = table.columns();
    for (std::size_t i = 0; i < std::min(columns.size(), kinds.size()); ++i) { columns[i].kind = kinds[i]; }
    return TextTable(std::move(columns));
}

void bind_tables(py::module_& module) {
    pickled_class<TextTable, &table_made, &table_state>(module, "TextTable", "A table of exact texts, laid out as Arrow does.")
        .def_property_readonly("names", &column_names)
        .def_property_readonly("kinds", &column_kinds)
        .def_property_readonly("rows", &TextTable::row_count)
        .def("offsets", &offsets_of, py::arg("column"), "Where each cell begins in `bytes`, and the end: int64, read-only.")
        .def("bytes", &bytes_of, py::arg("column"), "The cells of a column, one after the other, UTF-8, read-only.")
        .def("__eq__", &equal_tables, py::is_operator()).def("__repr__", &table_repr);
    module.def("table_of_cells", &table_of_cells, py::arg("names"), py::arg("cells"), "A table of columns of texts; an empty text is unknown.");
}

}  // namespace leps::python
