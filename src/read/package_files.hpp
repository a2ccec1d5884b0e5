#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>

#include <boost/json.hpp>

#include "header.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"
#include "leps/read/csv.hpp"

namespace leps {

/// What a package may hold at most, all of its tables together. Beyond it is refused before memory is spent on it.
inline constexpr std::uint64_t most_package_bytes = std::uint64_t{1} << 32;

/// A file of a package that may be read.
struct OpenFile {
    std::unique_ptr<std::istream> in;
    std::uint64_t bytes = 0;
};

/// The files of a package as they are opened, wherever they lie.
class PackageFiles {
public:
    virtual ~PackageFiles() = default;

    /// datapackage.json; nothing if it cannot be read, which is a finding.
    [[nodiscard]] std::optional<boost::json::value> document(Findings& findings) const;

    /// The table of a resource; nothing if it cannot be read, which is a finding. `read_so_far`: bytes of the tables before it, to which
    /// its own are added.
    [[nodiscard]] std::optional<RawTable> table(const Resource& resource, std::uint64_t& read_so_far, Findings& findings) const;

private:
    /// Nothing, and a finding about `table`, if there is no such file or it may not be read.
    [[nodiscard]] virtual std::optional<OpenFile> open(const std::string& name, const std::string& table, Findings& findings) const = 0;
};

/// The files in a folder: nothing outside it is ever read.
class FolderFiles : public PackageFiles {
public:
    /// A folder, or the datapackage.json in it. Throws FileError if there is no such folder.
    explicit FolderFiles(const std::filesystem::path& folder_or_datapackage_json);

private:
    [[nodiscard]] std::optional<OpenFile> open(const std::string& name, const std::string& table, Findings& findings) const override;

    std::filesystem::path folder_;
};

/// What read_plan and read_allocation do once the files are found.
[[nodiscard]] Plan plan_of(const PackageFiles& files);
[[nodiscard]] Allocation allocation_of(const PackageFiles& files);

}  // namespace leps
