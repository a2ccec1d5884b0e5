#include "numbers.hpp"

#include <string_view>
#include <utility>
#include <variant>

#include "leps/core/error.hpp"
#include "leps/read/number_text.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

bool is_instance(py::handle value, const char* module, const char* type) {
    return py::isinstance(value, py::module_::import(module).attr(type));
}

/// The value as tables would write it; TypeError unless it is exact.
std::string exact_text(py::handle value, const char* what) {
    if (py::isinstance<py::str>(value)) { return value.cast<std::string>(); }
    if (PyLong_Check(value.ptr()) && !PyBool_Check(value.ptr())) { return py::str(value).cast<std::string>(); }
    if (is_instance(value, "decimal", "Decimal")) { return value.attr("__format__")("f").cast<std::string>(); }
    if (is_instance(value, "fractions", "Fraction")) { return py::str(value).cast<std::string>(); }
    const std::string type = py::str(py::type::handle_of(value).attr("__name__")).cast<std::string>();
    throw py::type_error(std::string(what) + " must be exact: give text, an int or a Decimal, not a " + type);
}

template <class Value>
Value accepted(Parsed<Value> parsed, const char* what, const std::string& text) {
    if (const auto* problem = std::get_if<TextProblem>(&parsed)) {
        throw InvalidValue({.code = problem->code, .subject = what, .field = "", .got = "\"" + text + "\"",
                            .limit = problem->expected});
    }
    return std::get<Value>(std::move(parsed));
}

}  // namespace

Money money_from(py::handle value) {
    const std::string text = exact_text(value, "money");
    return accepted(parse_money(text), "money", text);
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
