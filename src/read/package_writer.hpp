#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "formatted_table.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"
#include "leps/read/write_package.hpp"

namespace leps {

/// Takes the files of a package one after another: name and bytes.
using FileSink = std::function<void(const std::string&, const std::string&)>;

/// A folder that is filled aside, next to where it will stand, and renamed when it is whole.
class AsideFolder {
public:
    /// `mark`: the property of datapackage.json that tells the packages which may be replaced.
    /// Throws FileError if the target may not be written.
    AsideFolder(const std::filesystem::path& target, Overwrite overwrite, std::string mark);
    ~AsideFolder();
    AsideFolder(const AsideFolder&) = delete;
    AsideFolder& operator=(const AsideFolder&) = delete;

    void write(const std::string& name, const std::string& bytes) const;
    [[nodiscard]] FileSink sink() const {
        return [this](const std::string& name, const std::string& bytes) { write(name, bytes); };
    }
    /// Puts the folder in its place. Throws FileError; what was there is there again.
    void commit();

private:
    void check_target() const;
    void replace_package();
    /// The new package stands where it belongs: where the system can, there is no moment without one. Returns where the old one
    /// is now.
    [[nodiscard]] std::filesystem::path put_in_place() const;

    std::filesystem::path target_;
    std::filesystem::path aside_;
    std::string mark_;
    Overwrite overwrite_;
    bool done_ = false;
};

/// Gives the tables and datapackage.json (the given properties and `resources`) to the sink.
void write_tables(const FileSink& sink, boost::json::object properties, const std::vector<FormattedTable>& tables);

/// The files of a package as write_package and write_allocation put them into a folder.
void write_files(const Plan& plan, const FileSink& sink);
void write_files(const Allocation& allocation, const FileSink& sink);

/// "three-zones": a text as the name of a data package may be written.
[[nodiscard]] std::string package_name(const std::string& text);

}  // namespace leps
