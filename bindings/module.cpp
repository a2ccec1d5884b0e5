#include <pybind11/pybind11.h>

#include <string>

#include "leps/version.hpp"

PYBIND11_MODULE(_leps, module) {
    module.doc() = "The compiled part of leps.";
    module.attr("__version__") = std::string(leps::version_text);
}
