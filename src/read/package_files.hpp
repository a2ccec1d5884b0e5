#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "header.hpp"
#include "leps/read/csv.hpp"

namespace leps {

/// The files of a package as they are opened: nothing outside its folder is ever read.
class PackageFiles {
public:
    /// A folder, or the datapackage.json in it. Throws FileError if there is no such folder.
    explicit PackageFiles(const std::filesystem::path& folder_or_datapackage_json);

    /// datapackage.json; nothing if it cannot be read, which is a finding.
    [[nodiscard]] std::optional<boost::json::value> document(Findings& findings) const;

    /// The table of a resource; nothing if it cannot be read, which is a finding.
    [[nodiscard]] std::optional<RawTable> table(const Resource& resource, Findings& findings) const;

private:
    std::filesystem::path folder_;
};

}  // namespace leps
