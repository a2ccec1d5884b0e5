#pragma once

#include <filesystem>
#include <string>

#include "leps/domain/plan.hpp"

namespace leps {

/// What happens to a package of the same kind that is already there.
enum class Overwrite { refuse, replace };

/// Packages are written into a folder aside and renamed when they are whole: nobody ever sees a half-written one, and a
/// failure leaves what was there. Where the system lets two folders change places, there is no moment without a package
/// while one is replaced. `folder` must not exist, or be empty, or with Overwrite::replace hold a package of the
/// same kind (a plan where a plan is written, a result where a result is); other files in it stay. Links are refused.
/// Text cells that a spreadsheet would execute are written with an apostrophe in front, which the reader takes away
/// again (`"escape": "apostrophe"` in datapackage.json). The same input gives the same bytes.
/// All throw FileError if the folder cannot be written or may not be overwritten.

/// A plan as a data package; columns without any value are left out. Reading it gives an equal plan.
void write_package(const Plan& plan, const std::filesystem::path& folder, Overwrite overwrite);

/// A result as a data package with the tables of PLAN_FORMAT. Reading it gives an equal allocation.
void write_allocation(const Allocation& allocation, const std::filesystem::path& folder, Overwrite overwrite);

/// The header of a plan as the JSON of datapackage.json, without resources.
[[nodiscard]] std::string header_json(const PlanHeader& header);

}  // namespace leps
