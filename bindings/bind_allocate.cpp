#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "allocate_options.hpp"
#include "bind.hpp"
#include "leps/allocate/allocate.hpp"
#include "leps/allocate/certificate.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/solve/engine.hpp"
#include "value_class.hpp"
#include "watched.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

Allocation allocate_watched(const Plan& plan, const std::string& engine, std::optional<double> time_limit,
                            std::optional<std::int64_t> node_limit, const std::optional<Ratio>& relative_gap,
                            std::optional<std::int64_t> reopen_units, const py::object& progress) {
    const AllocateOptions options = options_of(engine, time_limit, node_limit, relative_gap, reopen_units);
    return watched([&](const Context& context) { return allocate(plan, options, context); }, progress);
}

std::string objective(const CertifiedStage& stage) { return std::string(word(stage.objective)); }
std::string periods(const CertifiedStage& stage) { return std::string(word(stage.periods)); }
template <auto Value>
std::string value(const CertifiedStage& stage) { return stage_value_text(stage.objective, stage.*Value); }
std::string stage_repr(const CertifiedStage& stage) {
    return "<CertifiedStage " + stage_name(stage) + ": value " + value<&CertifiedStage::value>(stage) + ", proved bound " +
           value<&CertifiedStage::proved_bound>(stage) + ">";
}
std::string check_repr(const CertificateCheck& check) {
    if (check.ok()) { return "<CertificateCheck: every bound is proved>"; }
    return "<CertificateCheck: " + std::to_string(check.problems.size()) + " problems, the first: " + check.problems.front() + ">";
}

using CertifiedStageFields = Fields<CertifiedStage, &CertifiedStage::objective, &CertifiedStage::priority_class, &CertifiedStage::depth,
                                    &CertifiedStage::periods, &CertifiedStage::published_bound, &CertifiedStage::proved_bound, &CertifiedStage::value>;
using CertificateCheckFields = Fields<CertificateCheck, &CertificateCheck::problems, &CertificateCheck::stages>;

}  // namespace

void bind_allocate(py::module_& module) {
    value_class<CertifiedStage, CertifiedStageFields>(module, "CertifiedStage", "One bound of a certificate, evaluated again, as exact text.")
        .def_property_readonly("objective", &objective, "Its name.")
        .def_readonly("priority_class", &CertifiedStage::priority_class, "The class of the levels that it counts, or none.")
        .def_readonly("depth", &CertifiedStage::depth, "Of leximin: the value is the sum of so many greatest zone indices.")
        .def_property_readonly("periods", &periods, "Which periods it counts: all, or the last alone.")
        .def_property_readonly("published_bound", &value<&CertifiedStage::published_bound>, "What the result publishes.")
        .def_property_readonly("proved_bound", &value<&CertifiedStage::proved_bound>, "What its prices prove.")
        .def_property_readonly("value", &value<&CertifiedStage::value>, "What the result reaches.")
        .def("__repr__", &stage_repr);
    value_class<CertificateCheck, CertificateCheckFields>(module, "CertificateCheck", "What the prices of a result prove. It is true where every bound is proved.")
        .def_property_readonly("ok", &CertificateCheck::ok, "Whether every bound is proved.")
        .def_readonly("problems", &CertificateCheck::problems, "Sentences; none where every bound is proved.")
        .def_readonly("stages", &CertificateCheck::stages, "Every bound, in order.")
        .def("__bool__", &CertificateCheck::ok).def("__repr__", &check_repr);
    module.def("allocate", &allocate_watched, py::arg("plan"), py::kw_only(), py::arg("engine"), py::arg("time_limit"),
               py::arg("node_limit"), py::arg("relative_gap"), py::arg("reopen_units"), py::arg("progress"),
               "Allocate in a thread of its own; `progress` is called with Progress from this thread, and Ctrl-C is seen here.");
    module.def("check_certificate", &check_certificate, py::arg("plan"), py::arg("allocation"),
               py::call_guard<py::gil_scoped_release>(), "Evaluate every published bound exactly, without any engine.");
    module.def("available_engines", &available_engines, "Names of the engines of this build.");
}

}  // namespace leps::python
