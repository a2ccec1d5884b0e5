#pragma once

#include <filesystem>

#include "leps/domain/allocation.hpp"

namespace leps {

/// A result package that we or somebody else wrote. Only its form is checked here: whether it keeps the rules of a plan is
/// the business of verify. Rows stay in the order of the files. Throws FileError if there is no such folder, DataError
/// with all findings.
[[nodiscard]] Allocation read_allocation(const std::filesystem::path& folder_or_datapackage_json);

}  // namespace leps
