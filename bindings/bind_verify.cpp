#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>

#include "bind.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/verify/verify.hpp"
#include "value_class.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

std::string violation_text(const Violation& violation) {
    return violation.rule + ", " + violation.subject + ": found " + violation.found + ", limit " + violation.limit + ": " +
           violation.message;
}
std::string violation_repr(const Violation& violation) { return "<Violation " + violation_text(violation) + ">"; }

std::string checked_objective(const StageCheck& stage) { return std::string(word(stage.objective)); }
std::string checked_periods(const StageCheck& stage) { return std::string(word(stage.periods)); }
template <auto Value>
std::string checked_value(const StageCheck& stage) { return stage_value_text(stage.objective, stage.*Value); }
std::string stage_check_repr(const StageCheck& stage) {
    return "<StageCheck " + stage_name(stage) + ": published " + checked_value<&StageCheck::published_value>(stage) + ", recomputed " +
           checked_value<&StageCheck::recomputed>(stage) + (stage.ok ? ">" : ", not ok>");
}

std::string verification_repr(const Verification& verification) {
    if (verification.ok()) { return "<Verification: every rule and every stage holds>"; }
    return "<Verification: " + std::to_string(verification.violation_count) + (verification.violation_count == 1 ? " violation, the first: " : " violations, the first: ") +
           violation_text(verification.violations.front()) + ">";
}

using ViolationFields = Fields<Violation, &Violation::rule, &Violation::subject, &Violation::found, &Violation::limit, &Violation::message>;
using StageCheckFields = Fields<StageCheck, &StageCheck::objective, &StageCheck::priority_class, &StageCheck::depth, &StageCheck::periods,
                                &StageCheck::published_value, &StageCheck::recomputed, &StageCheck::cap, &StageCheck::ok>;
using VerificationFields = Fields<Verification, &Verification::violations, &Verification::stages, &Verification::violation_count>;

}  // namespace

void bind_verify(py::module_& module) {
    value_class<Violation, ViolationFields>(module, "Violation", "One place where a result breaks a rule, or publishes a number that its own cents do not give.")
        .def_readonly("rule", &Violation::rule, "Its name.")
        .def_readonly("subject", &Violation::subject, "Where, in words: zone, measure, period, fund.")
        .def_readonly("found", &Violation::found, "What the result says; money in euro.")
        .def_readonly("limit", &Violation::limit, "What would have been right.")
        .def_readonly("message", &Violation::message, "A sentence.")
        .def("__str__", &violation_text).def("__repr__", &violation_repr);
    value_class<StageCheck, StageCheckFields>(module, "StageCheck", "What a result publishes of one objective and what its cents and units give, as exact text.")
        .def_property_readonly("objective", &checked_objective, "Its name.")
        .def_readonly("priority_class", &StageCheck::priority_class, "The class of the levels that it counts, or none.")
        .def_readonly("depth", &StageCheck::depth, "Of leximin: the value is the sum of so many greatest zone indices.")
        .def_property_readonly("periods", &checked_periods, "Which periods it counts: all, or the last alone.")
        .def_property_readonly("published_value", &checked_value<&StageCheck::published_value>, "The value that the result publishes.")
        .def_property_readonly("recomputed", &checked_value<&StageCheck::recomputed>, "The value of its cents and units.")
        .def_property_readonly("cap", &checked_value<&StageCheck::cap>, "What it had to stay within.")
        .def_readonly("ok", &StageCheck::ok, "Whether what is published holds.")
        .def("__repr__", &stage_check_repr);
    value_class<Verification, VerificationFields>(module, "Verification", "What an audit of a result found. It is true where nothing is violated.")
        .def_property_readonly("ok", &Verification::ok, "Whether nothing is violated.")
        .def_readonly("violations", &Verification::violations,
                      "Identity first, then rules, tables and stages. Beyond the first 1,000 a last one says how many there are in all.")
        .def_readonly("violation_count", &Verification::violation_count, "In all, those that are not listed included.")
        .def_readonly("stages", &Verification::stages, "Every objective, in order.")
        .def("__bool__", &Verification::ok).def("__repr__", &verification_repr);
    module.def("verify", &verify, py::arg("plan"), py::arg("allocation"), py::call_guard<py::gil_scoped_release>(),
               "Recompute every rule, every table and every stage value in integers, without any engine.");
}

}  // namespace leps::python
