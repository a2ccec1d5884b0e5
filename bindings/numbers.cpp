#include "numbers.hpp"

#include <cstdint>
#include <cstdlib>
#include <utility>
#include <variant>

#include "leps/core/error.hpp"
#include "leps/read/findings.hpp"
#include "leps/read/number_text.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

bool is_instance(py::handle value, const char* module, const char* type) {
    return py::isinstance(value, py::module_::import(module).attr(type));
}

std::string type_name(py::handle value) { return py::str(py::type::handle_of(value).attr("__name__")).cast<std::string>(); }
bool is_int(py::handle value) { return PyLong_Check(value.ptr()) && !PyBool_Check(value.ptr()); }

/// Text that is no Unicode comes escaped, and is then no number.
std::string text_of(py::handle value) {
    Py_ssize_t size = 0;
    if (const char* text = PyUnicode_AsUTF8AndSize(value.ptr(), &size)) { return {text, static_cast<std::size_t>(size)}; }
    PyErr_Clear();
    return py::reinterpret_steal<py::str>(PyObject_ASCII(value.ptr())).cast<std::string>();
}

/// Python does not write integers of thousands of digits.
std::string digits_of(py::handle value) {
    try {
        return py::str(value).cast<std::string>();
    } catch (const py::error_already_set& error) {
        if (!error.matches(PyExc_ValueError)) { throw; }
        return "a number of thousands of digits";
    }
}

/// A Decimal far beyond every number of a plan keeps its exponent, which is then refused.
std::string decimal_text(py::handle value) {
    const bool writable = std::abs(value.attr("adjusted")().cast<std::int64_t>()) < 100;
    return value.attr("__format__")(writable ? "f" : ".3E").cast<std::string>();
}

/// The value as tables would write it; TypeError unless it is exact.
std::string exact_text(py::handle value, const char* what) {
    if (py::isinstance<py::str>(value)) { return text_of(value); }
    if (is_int(value) || is_instance(value, "fractions", "Fraction")) { return digits_of(value); }
    if (is_instance(value, "decimal", "Decimal")) { return decimal_text(value); }
    throw py::type_error(std::string(what) + " must be exact: give text, an int or a Decimal, not a " + type_name(value));
}

template <class Value>
Value accepted(Parsed<Value> parsed, const char* what, const std::string& text) {
    if (const auto* problem = std::get_if<TextProblem>(&parsed)) {
        throw InvalidValue({.code = problem->code, .subject = what, .field = "", .got = "\"" + shown(text) + "\"",
                            .limit = problem->expected});
    }
    return std::get<Value>(std::move(parsed));
}

}  // namespace

Money money_from(py::handle value) {
    const std::string text = exact_text(value, "money");
    return accepted(parse_money(text), "money", text);
}

Money cents_from(py::handle value) {
    if (!is_int(value)) { throw py::type_error("cents are an int, not a " + type_name(value)); }
    int beyond = 0;
    const long long cents = PyLong_AsLongLongAndOverflow(value.ptr(), &beyond);
    if (beyond != 0) {
        throw InvalidValue({.code = "number_overflow", .subject = "money", .field = "", .got = shown(digits_of(value)),
                            .limit = "cents that 64 bits hold"});
    }
    return Money::from_cents(cents);
}

Units units_from(py::handle value) {
    const std::string text = exact_text(value, "units");
    return accepted(parse_units(text), "units", text);
}

Ratio ratio_from(py::handle value) {
    const std::string text = exact_text(value, "a ratio");
    return accepted(parse_ratio(text), "ratio", text);
}

py::object to_decimal(const std::string& text) { return py::module_::import("decimal").attr("Decimal")(text); }

py::object to_fraction(const Ratio& value) {
    return py::module_::import("fractions").attr("Fraction")(value.numerator(), value.denominator());
}

}  // namespace leps::python
