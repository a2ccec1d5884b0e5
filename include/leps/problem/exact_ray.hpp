#pragma once

#include <span>

#include "leps/problem/problem.hpp"

namespace leps {

/// True if the exact ray near to one in floating point proves, exactly, that no point keeps rows and boxes (see farkas_proved, which
/// reads the ray as it stands: on wide boxes its last bits alone can undo the proof).
///
/// The exact ray: rows whose part is noise are dropped; every column whose sum y'A came out as noise gets the equation y'A = 0, and
/// these are solved in fractions, what they leave free staying as it was. Nothing is believed of it: the proof is evaluated anew.
/// False says nothing; so does a system that becomes too large. Time O(support^2) fractions for the rays of small conflicts.
/// Throws InvalidValue if the ray has not one number for each row.
[[nodiscard]] bool exact_ray_proved(const Problem& problem, std::span<const double> ray);

}  // namespace leps
