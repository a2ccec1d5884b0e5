#pragma once

#include <pybind11/pybind11.h>

#include <string>

#include "leps/core/money.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"

namespace leps::python {

/// Exact numbers from Python: text, int, decimal.Decimal or fractions.Fraction. A float raises TypeError that names
/// `what`; text that is no such number raises InvalidValue.
[[nodiscard]] Money money_from(pybind11::handle value);
[[nodiscard]] Money cents_from(pybind11::handle value);
[[nodiscard]] Units units_from(pybind11::handle value);
[[nodiscard]] Ratio ratio_from(pybind11::handle value);

/// decimal.Decimal or fractions.Fraction, without loss.
[[nodiscard]] pybind11::object to_decimal(const std::string& text);
[[nodiscard]] pybind11::object to_fraction(const Ratio& value);

}  // namespace leps::python
