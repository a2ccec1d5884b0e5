#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leps::fuzz {

/// A table of a package as cells, so that a mutation changes what it means and not only its bytes.
using Grid = std::vector<std::vector<std::string>>;

/// Never fails: quotes that do not fit are letters.
[[nodiscard]] Grid cells_of(std::string_view csv);
[[nodiscard]] std::string csv_of(const Grid& grid);

}  // namespace leps::fuzz
