#pragma once

#include <string>

#include "archive.hpp"
#include "random.hpp"

namespace leps::fuzz {

/// What the bytes of a target are, which says how they can be changed sensibly.
enum class Form { packages, table, json, number };

/// A few changes of a valid input: cells, rows and columns doubled, dropped, swapped, emptied or given odd values, properties of JSON
/// replaced, nested or of another type, files renamed or lost, bytes damaged. The same numbers make the same changes.
[[nodiscard]] std::string mutated(const std::string& input, Form form, Random& random);

}  // namespace leps::fuzz
