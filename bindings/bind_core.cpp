#include <pybind11/operators.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <functional>
#include <string>
#include <tuple>
#include <utility>

#include "bind.hpp"
#include "leps/core/issue.hpp"
#include "leps/core/money.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"
#include "numbers.hpp"
#include "watched.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

template <class Value>
std::string text(const Value& value) { return to_string(value); }

template <class Value>
py::object copy(const py::object& value, const py::args&) { return value; }

/// What every immutable number has in common: equality, order, hash, text, copies that are itself.
template <class Value>
void add_number(py::class_<Value>& type) {
    type.def(py::self == py::self).def(py::self < py::self).def(py::self <= py::self).def(py::self > py::self)
        .def(py::self >= py::self).def("__str__", &text<Value>)
        .def("__copy__", &copy<Value>).def("__deepcopy__", &copy<Value>);
}

std::string money_repr(Money money) { return "Money.euros(\"" + to_string(money) + "\")"; }
std::size_t money_hash(Money money) { return std::hash<std::int64_t>{}(money.cents()); }
bool money_nonzero(Money money) { return money.cents() != 0; }
py::object money_decimal(Money money) { return to_decimal(to_string(money)); }
Money money_from_cents(std::int64_t cents) { return Money::from_cents(cents); }
Money opposite(Money money) { return Money() - money; }
py::tuple money_state(Money money) { return py::make_tuple(money.cents()); }
Money money_of_state(const py::tuple& state) { return Money::from_cents(state[0].cast<std::int64_t>()); }

std::string units_repr(Units units) { return "Units.parse(\"" + to_string(units) + "\")"; }
std::size_t units_hash(Units units) { return std::hash<std::int64_t>{}(units.nanos()); }
py::object units_decimal(Units units) { return to_decimal(to_string(units)); }
py::tuple units_state(Units units) { return py::make_tuple(units.nanos()); }
Units units_of_state(const py::tuple& state) { return Units::from_nanos(state[0].cast<std::int64_t>()); }

std::string ratio_repr(const Ratio& ratio) { return "Ratio.parse(\"" + to_string(ratio) + "\")"; }
py::ssize_t ratio_hash(const Ratio& ratio) { return py::hash(to_fraction(ratio)); }
py::tuple ratio_state(const Ratio& ratio) { return py::make_tuple(ratio.numerator(), ratio.denominator()); }
Ratio ratio_of_state(const py::tuple& state) { return {state[0].cast<std::int64_t>(), state[1].cast<std::int64_t>()}; }

void bind_numbers(py::module_& module) {
    py::class_<Money> money(module, "Money", "An amount in euro, exact to the cent. Never made from a float.");
    money.def(py::init<>(), "Nothing: 0.00 euro.")
        .def_static("euros", &money_from, py::arg("amount"),
                    "Read an amount in euro.\n\nParameters\n----------\namount : str, int or decimal.Decimal\n"
                    "    With at most two decimals.\n\nRaises\n------\nTypeError\n    If it is a float.\n"
                    "leps.InvalidValue\n    If the text is no amount.")
        .def_static("from_cents", &money_from_cents, py::arg("cents").noconvert(), "Return an amount given in cents.")
        .def_property_readonly("cents", &Money::cents, "The amount in cents.")
        .def("to_decimal", &money_decimal, "Return the amount in euro as decimal.Decimal with two decimals.")
        .def(py::self + py::self).def(py::self - py::self)
        .def("__neg__", &opposite).def("__bool__", &money_nonzero).def("__hash__", &money_hash)
        .def("__repr__", &money_repr).def(py::pickle(&money_state, &money_of_state));
    add_number(money);

    py::class_<Units> units(module, "Units", "A quantity of service (FTE, hours, places, projects), exact to 10^-9.");
    units.def(py::init<>(), "Nothing.")
        .def_static("parse", &units_from, py::arg("quantity"),
                    "Read a quantity: text such as \"12.5\" or \"1/4\", an int or a decimal.Decimal; never a float.")
        .def_property_readonly("nanos", &Units::nanos, "The quantity in nano-units.")
        .def("to_decimal", &units_decimal, "Return the quantity as decimal.Decimal.")
        .def(py::self + py::self).def(py::self - py::self).def("__hash__", &units_hash).def("__repr__", &units_repr)
        .def(py::pickle(&units_state, &units_of_state));
    add_number(units);

    py::class_<Ratio> ratio(module, "Ratio", "A share, rate or requirement per head: an exact, reduced fraction.");
    ratio.def(py::init<>(), "Zero.")
        .def_static("parse", &ratio_from, py::arg("share"),
                    "Read a share: text such as \"1/5000\", \"0.4\" or \"40 %\", an int, a decimal.Decimal or a\n"
                    "fractions.Fraction; never a float.")
        .def_property_readonly("numerator", &Ratio::numerator, "Above the line, with the sign.")
        .def_property_readonly("denominator", &Ratio::denominator, "Below the line, positive.")
        .def("to_fraction", &to_fraction, "Return it as fractions.Fraction.")
        .def("__hash__", &ratio_hash).def("__repr__", &ratio_repr).def(py::pickle(&ratio_state, &ratio_of_state));
    add_number(ratio);
}

std::string severity(const Issue& issue) { return issue.severity == Severity::error ? "error" : "warning"; }
std::string issue_repr(const Issue& issue) { return "<Issue " + severity(issue) + " " + issue.code + ": " + describe(issue) + ">"; }
py::tuple issue_state(const Issue& issue) {
    return py::make_tuple(issue.severity == Severity::error, issue.code, issue.table, issue.row, issue.line, issue.field,
                          issue.found, issue.expected, issue.message);
}
Issue issue_of_state(const py::tuple& state) {
    return {.severity = state[0].cast<bool>() ? Severity::error : Severity::warning, .code = state[1].cast<std::string>(),
            .table = state[2].cast<std::string>(), .row = state[3].cast<std::int64_t>(), .line = state[4].cast<std::int64_t>(),
            .field = state[5].cast<std::string>(), .found = state[6].cast<std::string>(),
            .expected = state[7].cast<std::string>(), .message = state[8].cast<std::string>()};
}
py::ssize_t issue_hash(const Issue& issue) { return py::hash(issue_state(issue)); }

void bind_issue(py::module_& module) {
    py::class_<Issue>(module, "Issue", "One finding about the data: where it stands, what was found, what was expected.")
        .def_property_readonly("severity", &severity, "\"error\" or \"warning\".")
        .def_readonly("code", &Issue::code, "Stable identifier, e.g. \"unknown_id\".")
        .def_readonly("table", &Issue::table, "Empty: the package itself.")
        .def_readonly("row", &Issue::row, "Data rows count from 1; 0 is the whole table.")
        .def_readonly("line", &Issue::line, "Physical line of the file; 0: unknown.")
        .def_readonly("field", &Issue::field, "The column.")
        .def_readonly("found", &Issue::found)
        .def_readonly("expected", &Issue::expected)
        .def_readonly("message", &Issue::message, "A sentence that says what to do.")
        .def(py::self == py::self).def("__hash__", &issue_hash).def("__str__", &describe).def("__repr__", &issue_repr)
        .def(py::pickle(&issue_state, &issue_of_state));
}

template <auto Field>
auto field(const ShownProgress& shown) { return shown.progress.*Field; }
std::string progress_repr(const ShownProgress& shown) {
    return "<Progress " + std::to_string(shown.progress.stage_number) + " of " +
           std::to_string(shown.progress.stage_count) + ": " + shown.progress.stage + (shown.stopping ? ", stopping>" : ">");
}

void bind_progress(py::module_& module) {
    py::class_<ShownProgress>(module, "Progress", "How far a long computation has come.")
        .def_property_readonly("stage", &field<&Progress::stage>, "What is being done.")
        .def_property_readonly("stage_number", &field<&Progress::stage_number>, "From 1.")
        .def_property_readonly("stage_count", &field<&Progress::stage_count>)
        .def_property_readonly("seconds", &field<&Progress::seconds>, "Since the computation began.")
        .def_property_readonly("iterations", &field<&Progress::iterations>, "Of the engine.")
        .def_property_readonly("nodes", &field<&Progress::nodes>, "Of branch and bound.")
        .def_property_readonly("primal", &field<&Progress::primal>, "In the engine's units; only as good as the engine says.")
        .def_property_readonly("bound", &field<&Progress::bound>, "In the engine's units.")
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
