#pragma once

#include <string>
#include <vector>

#include "leps/compile/compiled_problem.hpp"

namespace leps {

/// Sentences on what is no datum that could give way and yet matters in a conflict: who may pay at all what its ray prices, and levels
/// that nothing delivers. `ray`: by row; without one, of every bundle that nobody may pay. At most twenty.
[[nodiscard]] std::vector<std::string> circumstances_of(const ElasticProblem& elastic, const std::vector<Datum>& members, const std::vector<double>& ray);

}  // namespace leps
