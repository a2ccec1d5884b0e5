#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <map>
#include <string>
#include <vector>

#include "bind.hpp"
#include "leps/read/read_allocation.hpp"
#include "leps/read/read_plan.hpp"
#include "leps/read/write_package.hpp"
#include "raw_tables.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

Plan read(const std::string& path) { return read_plan(path); }
std::vector<Issue> check(const std::string& path) { return check_package(path); }

std::vector<RawTable> to_raw_tables(const std::map<std::string, TextTable>& tables) {
    std::vector<RawTable> raw;
    for (const auto& [name, table] : tables) { raw.push_back(to_raw(name, table)); }
    return raw;
}

Plan from_tables(const std::string& header, const std::map<std::string, TextTable>& tables) {
    return plan_from_tables(header, to_raw_tables(tables));
}

Plan replaced(const Plan& plan, const std::string& header, const std::map<std::string, TextTable>& tables) {
    return replace(plan, {.tables = to_raw_tables(tables), .header_json = header});
}

Overwrite overwrite(bool force) { return force ? Overwrite::replace : Overwrite::refuse; }
void write_plan(const Plan& plan, const std::string& folder, bool force) { write_package(plan, folder, overwrite(force)); }
void write_result(const Allocation& allocation, const std::string& folder, bool force) { write_allocation(allocation, folder, overwrite(force)); }
Allocation read_result(const std::string& path) { return read_allocation(path); }

}  // namespace

void bind_read(py::module_& module) {
    using Released = py::call_guard<py::gil_scoped_release>;
    module.def("read_plan", &read, py::arg("path"), Released(),
               "Read a data package. Raises DataError with every finding, FileError.");
    module.def("check_package", &check, py::arg("path"), Released(), "Every finding about a data package. Raises FileError.");
    module.def("plan_from_tables", &from_tables, py::arg("header"), py::arg("tables"), Released(),
               "A plan from the JSON of its header and its tables. Raises DataError.");
    module.def("replace_tables", &replaced, py::arg("plan"), py::arg("header"), py::arg("tables"), Released(),
               "A plan with other tables, and the header entries of a JSON object (or none). Raises DataError.");
    module.def("write_package", &write_plan, py::arg("plan"), py::arg("folder"), py::arg("force"), Released(),
               "Write a plan as a data package. Raises FileError.");
    module.def("write_allocation", &write_result, py::arg("allocation"), py::arg("folder"), py::arg("force"), Released(),
               "Write a result as a data package. Raises FileError.");
    module.def("read_allocation", &read_result, py::arg("path"), Released(),
               "Read a result package. Raises DataError with every finding, FileError.");
}

}  // namespace leps::python
