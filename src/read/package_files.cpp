#include "package_files.hpp"

#include <fstream>

#include "json.hpp"

namespace leps {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_json_bytes = std::uintmax_t{1} << 24;

void add(Findings& findings, std::string code, const std::string& table, std::string found, std::string expected, std::string message) {
    findings.add({.code = std::move(code), .table = table, .field = "path", .found = std::move(found),
                  .expected = std::move(expected), .message = std::move(message)});
}

/// The place of a file inside the folder; nothing, and a finding, if it leaves the folder, is a link or no plain file.
std::optional<fs::path> inside(const fs::path& folder, const std::string& name, const std::string& table, Findings& findings) {
    const fs::path relative(name);
    bool leaves = relative.is_absolute() || name.find('\\') != std::string::npos || name.find("://") != std::string::npos ||
                  name.find('\0') != std::string::npos;
    for (const fs::path& part : relative) { leaves = leaves || part == ".."; }
    if (leaves) {
        add(findings, "path_leaves_package", table, shown(name), "a file of the package", "put the file into the package and name it by its relative path");
        return std::nullopt;
    }
    fs::path place = folder;
    std::error_code error;
    for (const fs::path& part : relative) {
        place /= part;
        if (fs::symlink_status(place, error).type() == fs::file_type::symlink) {
            add(findings, "link_refused", table, shown(name), "a plain file", "put the file itself into the package instead of a link");
            return std::nullopt;
        }
    }
    const fs::file_type type = fs::symlink_status(place, error).type();
    if (type == fs::file_type::not_found) {
        add(findings, "missing_file", table, shown(name), "a file of this name", "there is none: add it to the package, or name another folder");
        return std::nullopt;
    }
    if (type != fs::file_type::regular) {
        add(findings, "unreadable_file", table, shown(name), "a plain file", "folders and devices cannot be read as tables");
        return std::nullopt;
    }
    return place;
}

}  // namespace

std::optional<boost::json::value> PackageFiles::document(Findings& findings) const {
    const std::optional<OpenFile> file = open("datapackage.json", "", findings);
    if (!file) { return std::nullopt; }
    if (file->bytes > most_json_bytes) {
        add(findings, "file_too_large", "", std::to_string(file->bytes) + " bytes", "at most " + std::to_string(most_json_bytes) + " bytes",
            "datapackage.json describes the tables and does not hold them");
        return std::nullopt;
    }
    const std::string text((std::istreambuf_iterator<char>(*file->in)), std::istreambuf_iterator<char>());
    if (file->in->bad()) {
        add(findings, "unreadable_file", "", "datapackage.json", "a readable file", "check the rights of the file");
        return std::nullopt;
    }
    return parse_json(text, findings);
}

std::optional<RawTable> PackageFiles::table(const Resource& resource, std::uint64_t& read_so_far, Findings& findings) const {
    if (resource.path.empty()) { return std::nullopt; }
    const std::optional<OpenFile> file = open(resource.path, resource.name, findings);
    if (!file) { return std::nullopt; }
    if (file->bytes > most_package_bytes - read_so_far) {
        add(findings, "package_too_large", resource.name, std::to_string(file->bytes) + " bytes beside " + std::to_string(read_so_far),
            "at most " + std::to_string(most_package_bytes) + " bytes in all tables", "divide the package");
        return std::nullopt;
    }
    read_so_far += file->bytes;
    return read_csv(*file->in, resource.name, findings);
}

FolderFiles::FolderFiles(const fs::path& path) : folder_(path) {
    std::error_code error;
    if (path.filename() == "datapackage.json" && !fs::is_directory(path, error)) {
        folder_ = path.has_parent_path() ? path.parent_path() : fs::path(".");
    }
    const fs::file_status status = fs::status(folder_, error);
    if (status.type() == fs::file_type::not_found) { throw FileError(path.string(), "there is no such folder"); }
    if (status.type() != fs::file_type::directory) {
        throw FileError(path.string(), "expected the folder of a data package, or its datapackage.json");
    }
    fs::directory_iterator(folder_, error);
    if (error) { throw FileError(path.string(), error.message()); }
}

std::optional<OpenFile> FolderFiles::open(const std::string& name, const std::string& table, Findings& findings) const {
    const std::optional<fs::path> place = inside(folder_, name, table, findings);
    if (!place) { return std::nullopt; }
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(*place, error);
    auto in = std::make_unique<std::ifstream>(*place, std::ios::binary);
    if (error || !in->is_open()) {
        add(findings, "unreadable_file", table, shown(name), "a readable file", "check the rights of the file");
        return std::nullopt;
    }
    return OpenFile{.in = std::move(in), .bytes = bytes};
}

}  // namespace leps
