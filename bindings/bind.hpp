#pragma once

#include <pybind11/pybind11.h>

namespace leps::python {

/// One function for each folder of the library or question of analyze, and one for tables of text: it adds the folder's words to the module.
void bind_core(pybind11::module_& module);
void bind_tables(pybind11::module_& module);
void bind_domain(pybind11::module_& module);
void bind_read(pybind11::module_& module);
void bind_allocate(pybind11::module_& module);
void bind_verify(pybind11::module_& module);
void bind_scenarios(pybind11::module_& module);
void bind_analyze_compare(pybind11::module_& module);
void bind_analyze_why(pybind11::module_& module);
void bind_conflict(pybind11::module_& module);
void bind_analyze_tradeoffs(pybind11::module_& module);

/// C++ exceptions arrive in Python as the classes of leps.errors, with their fields.
void register_errors();

}  // namespace leps::python
