#include <pybind11/operators.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>

#include "bind.hpp"
#include "leps/core/issue.hpp"
#include "leps/core/money.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"
#include "numbers.hpp"
#include "value_class.hpp"
#include "watched.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

template <class Value>
std::string text(const Value& value) { return to_string(value); }

/// What every number has in common: order and text.
template <class Value>
void add_order(py::class_<Value>& type) {
    type.def(py::self < py::self).def(py::self <= py::self).def(py::self > py::self).def(py::self >= py::self)
        .def("__str__", &text<Value>);
}

std::string money_repr(Money money) { return "Money.euros(\"" + to_string(money) + "\")"; }
bool money_nonzero(Money money) { return money.cents() != 0; }
py::object money_decimal(Money money) { return to_decimal(to_string(money)); }
Money opposite(Money money) { return Money() - money; }
py::tuple money_state(const Money& money) { return py::make_tuple(money.cents()); }
Money money_made(const py::tuple& state) { return state.empty() ? Money() : (expect_fields(state, 1), cents_from(state[0])); }

std::string units_repr(Units units) { return "Units.parse(\"" + to_string(units) + "\")"; }
py::object units_decimal(Units units) { return to_decimal(to_string(units)); }
py::tuple units_state(const Units& units) { return py::make_tuple(units.nanos()); }
Units units_made(const py::tuple& state) {
    return state.empty() ? Units() : (expect_fields(state, 1), Units::from_nanos(state[0].cast<std::int64_t>()));
}

std::string ratio_repr(const Ratio& ratio) { return "Ratio.parse(\"" + to_string(ratio) + "\")"; }
py::tuple ratio_state(const Ratio& ratio) { return py::make_tuple(ratio.numerator(), ratio.denominator()); }
Ratio ratio_made(const py::tuple& state) {
    if (state.empty()) { return {}; }
    expect_fields(state, 2);
    return {state[0].cast<std::int64_t>(), state[1].cast<std::int64_t>()};
}

void bind_numbers(py::module_& module) {
    auto money = value_class<Money, &money_made, &money_state>(
        module, "Money", "An amount in euro, exact to the cent; nothing if it is called without a value. Never made from a float.");
    money.def_static("euros", &money_from, py::arg("amount"),
                     "Read an amount in euro.\n\nParameters\n----------\namount : str, int or decimal.Decimal\n"
                     "    With at most two decimals.\n\nRaises\n------\nTypeError\n    If it is a float.\n"
                     "leps.InvalidValue\n    If the text is no amount.")
        .def_static("from_cents", &cents_from, py::arg("cents"),
                    "Return an amount given in cents.\n\nParameters\n----------\ncents : int\n    Within 64 bits.\n\n"
                    "Raises\n------\nTypeError\n    If it is no int.\nleps.InvalidValue\n    If 64 bits do not hold it.")
        .def_property_readonly("cents", &Money::cents, "The amount in cents.")
        .def("to_decimal", &money_decimal, "Return the amount in euro as decimal.Decimal with two decimals.")
        .def(py::self + py::self).def(py::self - py::self)
        .def("__neg__", &opposite).def("__bool__", &money_nonzero).def("__repr__", &money_repr);
    add_order(money);

    auto units = value_class<Units, &units_made, &units_state>(
        module, "Units", "A quantity of service (FTE, hours, places, projects), exact to 10^-9; none if it is called without a value.");
    units.def_static("parse", &units_from, py::arg("quantity"),
                     "Read a quantity.\n\nParameters\n----------\nquantity : str, int, decimal.Decimal or fractions.Fraction\n"
                     "    Such as \"12.5\" or \"1/4\"; whole in units of 10^-9.\n\nRaises\n------\nTypeError\n"
                     "    If it is a float.\nleps.InvalidValue\n    If the text is no quantity.")
        .def_property_readonly("nanos", &Units::nanos, "The quantity in nano-units.")
        .def("to_decimal", &units_decimal, "Return the quantity as decimal.Decimal.")
        .def(py::self + py::self).def(py::self - py::self).def("__repr__", &units_repr);
    add_order(units);

    auto ratio = value_class<Ratio, &ratio_made, &ratio_state>(
        module, "Ratio", "A share, rate or requirement per head: an exact, reduced fraction; zero if it is called without a value.");
    ratio.def_static("parse", &ratio_from, py::arg("share"),
                     "Read a share.\n\nParameters\n----------\nshare : str, int, decimal.Decimal or fractions.Fraction\n"
                     "    Such as \"1/5000\", \"0.4\" or \"40 %\".\n\nRaises\n------\nTypeError\n    If it is a float.\n"
                     "leps.InvalidValue\n    If the text is no share.")
        .def_property_readonly("numerator", &Ratio::numerator, "Above the line, with the sign.")
        .def_property_readonly("denominator", &Ratio::denominator, "Below the line, positive.")
        .def("to_fraction", &to_fraction, "Return it as fractions.Fraction.")
        .def("__repr__", &ratio_repr);
    add_order(ratio);
}

std::string severity(const Issue& issue) { return std::string(word(issue.severity)); }
std::string issue_repr(const Issue& issue) { return "<Issue " + severity(issue) + " " + issue.code + ": " + describe(issue) + ">"; }
using IssueFields = Fields<Issue, &Issue::severity, &Issue::code, &Issue::table, &Issue::row, &Issue::line, &Issue::field,
                           &Issue::found, &Issue::expected, &Issue::message>;

void bind_issue(py::module_& module) {
    value_class<Issue, IssueFields>(module, "Issue", "One finding about the data or the answer: where it stands, what was found, what was expected.")
        .def_property_readonly("severity", &severity, "\"error\", \"warning\" or \"information\".")
        .def_readonly("code", &Issue::code, "Stable identifier, e.g. \"unknown_id\".")
        .def_readonly("table", &Issue::table, "Empty: the package itself.")
        .def_readonly("row", &Issue::row, "Data rows count from 1; 0 is the whole table.")
        .def_readonly("line", &Issue::line, "Physical line of the file; 0: unknown.")
        .def_readonly("field", &Issue::field, "The column.")
        .def_readonly("found", &Issue::found, "What stands there, shortened.")
        .def_readonly("expected", &Issue::expected, "What would have been accepted.")
        .def_readonly("message", &Issue::message, "A sentence that says what to do.")
        .def("__str__", &describe).def("__repr__", &issue_repr);
}

std::string progress_repr(const ShownProgress& shown) {
    return "<Progress " + std::to_string(shown.stage_number) + " of " + std::to_string(shown.stage_count) + ": " + shown.stage +
           (shown.stopping ? ", stopping>" : ">");
}

using ProgressFields = Fields<ShownProgress, &Progress::stage, &Progress::stage_number, &Progress::stage_count, &Progress::seconds,
                              &Progress::iterations, &Progress::nodes, &Progress::primal, &Progress::bound, &ShownProgress::stopping>;

void bind_progress(py::module_& module) {
    value_class<ShownProgress, ProgressFields>(module, "Progress", "How far a long computation has come.")
        .def_readonly("stage", &ShownProgress::stage, "What is being done.")
        .def_readonly("stage_number", &ShownProgress::stage_number, "From 1.")
        .def_readonly("stage_count", &ShownProgress::stage_count, "How many there are.")
        .def_readonly("seconds", &ShownProgress::seconds, "Since the computation began.")
        .def_readonly("iterations", &ShownProgress::iterations, "Of the engine.")
        .def_readonly("nodes", &ShownProgress::nodes, "Of branch and bound.")
        .def_readonly("primal", &ShownProgress::primal, "In the engine's units; only as good as the engine says.")
        .def_readonly("bound", &ShownProgress::bound, "In the engine's units.")
        .def_readonly("stopping", &ShownProgress::stopping, "Ctrl-C was seen: the next interrupt point ends it.")
        .def("__repr__", &progress_repr);
}

}  // namespace

void bind_core(py::module_& module) {
    bind_numbers(module);
    bind_issue(module);
    bind_progress(module);
}

}  // namespace leps::python
