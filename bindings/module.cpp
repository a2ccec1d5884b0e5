#include <pybind11/pybind11.h>

#include <string>

#include "bind.hpp"
#include "leps/version.hpp"

PYBIND11_MODULE(_leps, module) {
    module.doc() = "The compiled part of leps. Use it through the package leps, which documents it.";
    module.attr("__version__") = std::string(leps::version_text);
    leps::python::register_errors();
    leps::python::bind_core(module);
    leps::python::bind_tables(module);
    leps::python::bind_domain(module);
    leps::python::bind_read(module);
    leps::python::bind_allocate(module);
    leps::python::bind_verify(module);
    leps::python::bind_scenarios(module);
    leps::python::bind_analyze_compare(module);
    leps::python::bind_analyze_why(module);
    leps::python::bind_conflict(module);
    leps::python::bind_analyze_tradeoffs(module);
}
