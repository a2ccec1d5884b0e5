#include "package_writer.hpp"

#if defined(__linux__)
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include <fstream>
#include <random>
#include <set>

#include "json.hpp"
#include "leps/read/csv.hpp"

namespace leps {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// A name next to the target that nobody else uses.
fs::path beside(const fs::path& target, std::string_view purpose) {
    std::random_device random;
    std::error_code error;
    while (true) {
        const std::string name = std::string(".").append(target.filename().string()).append(".").append(purpose).append("-").append(std::to_string(random()));
        const fs::path place = target.parent_path() / name;
        if (fs::symlink_status(place, error).type() == fs::file_type::not_found) { return place; }
    }
}

void rename_or_throw(const fs::path& from, const fs::path& to, const fs::path& subject) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error) { throw FileError(subject.string(), error.message()); }
}

/// Lets two folders change places in one step; false where the system or the file system cannot.
bool change_places(const fs::path& a, const fs::path& b) {
#if defined(__linux__) && defined(SYS_renameat2)
    constexpr unsigned int exchange = 2;  // RENAME_EXCHANGE: older C libraries have neither the name nor the function
    return syscall(SYS_renameat2, AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), exchange) == 0;
#else
    static_cast<void>(a);
    static_cast<void>(b);
    return false;
#endif
}

/// The object in the datapackage.json of a folder; empty if there is none.
json::object description(const fs::path& folder) {
    std::ifstream in(folder / "datapackage.json", std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    Findings findings;
    const std::optional<json::value> value = parse_json(text, findings);
    return value && value->is_object() ? value->get_object() : json::object();
}

/// The files that a package says it consists of.
std::set<std::string> files_of(const json::object& package) {
    std::set<std::string> files = {"datapackage.json"};
    const json::value* resources = package.if_contains("resources");
    if (resources == nullptr || !resources->is_array()) { return files; }
    for (const json::value& resource : resources->get_array()) {
        if (!resource.is_object()) { continue; }
        if (const json::value* path = resource.get_object().if_contains("path"); path != nullptr && path->is_string()) {
            files.emplace(path->get_string());
        }
    }
    return files;
}

json::object schema_of(const FormattedTable& table) {
    json::array fields;
    for (const FormattedTable::Field& field : table.fields) {
        json::object entry{{"name", field.name}, {"type", field.type}};
        if (field.need == Need::mandatory) { entry["constraints"] = json::object{{"required", true}}; }
        fields.push_back(std::move(entry));
    }
    json::object schema{{"fields", std::move(fields)}};
    if (!table.key.empty()) { schema["primaryKey"] = json::array(table.key.begin(), table.key.end()); }
    return schema;
}

}  // namespace

AsideFolder::AsideFolder(const fs::path& target, Overwrite overwrite, std::string mark)
    : mark_(std::move(mark)), overwrite_(overwrite) {
    std::error_code error;
    target_ = fs::absolute(target, error).lexically_normal();
    if (!target_.has_filename()) { target_ = target_.parent_path(); }
    if (!target_.has_filename()) { throw FileError(target.string(), "expected the name of a folder to write"); }
    check_target();
    aside_ = beside(target_, "writing");
    fs::create_directory(aside_, error);
    if (error) { throw FileError(target_.string(), "cannot be written: " + error.message()); }
}

AsideFolder::~AsideFolder() {
    std::error_code error;
    if (!done_) { fs::remove_all(aside_, error); }
}

void AsideFolder::check_target() const {
    std::error_code error;
    const fs::file_type type = fs::symlink_status(target_, error).type();
    if (type == fs::file_type::not_found) {
        if (!fs::is_directory(target_.parent_path(), error)) { throw FileError(target_.parent_path().string(), "there is no such folder to write into"); }
        return;
    }
    if (type == fs::file_type::symlink) { throw FileError(target_.string(), "is a link: name the folder itself"); }
    if (type != fs::file_type::directory) { throw FileError(target_.string(), "exists and is not a folder"); }
    const bool empty = fs::is_empty(target_, error);
    if (error) { throw FileError(target_.string(), error.message()); }
    if (empty) { return; }
    if (overwrite_ == Overwrite::refuse) { throw FileError(target_.string(), "exists already, and nothing is overwritten unless that is asked for"); }
    if (!description(target_).contains(mark_)) {
        throw FileError(target_.string(), "is not a package of the same kind, so it is not overwritten: choose another folder");
    }
}

void AsideFolder::write(const std::string& name, const std::string& bytes) const {
    std::ofstream out(aside_ / name, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) { throw FileError((target_ / name).string(), "cannot be written: is the disk full?"); }
}

void AsideFolder::commit() {
    check_target();
    std::error_code error;
    if (fs::exists(fs::symlink_status(target_, error)) && !fs::is_empty(target_, error)) { replace_package(); }
    else { rename_or_throw(aside_, target_, target_); }
    done_ = true;
}

void AsideFolder::replace_package() {
    const std::set<std::string> old_files = files_of(description(target_));
    const fs::path old = put_in_place();
    done_ = true;
    std::error_code error;
    std::vector<fs::path> others;
    for (const fs::directory_entry& entry : fs::directory_iterator(old)) {
        const fs::path name = entry.path().filename();
        if (!old_files.contains(name.string()) && !fs::exists(target_ / name, error)) { others.push_back(name); }
    }
    for (const fs::path& name : others) { rename_or_throw(old / name, target_ / name, target_ / name); }
    fs::remove_all(old, error);
}

fs::path AsideFolder::put_in_place() const {
    if (change_places(aside_, target_)) { return aside_; }
    const fs::path old = beside(target_, "old");
    rename_or_throw(target_, old, target_);
    std::error_code error;
    fs::rename(aside_, target_, error);
    if (error) {
        std::error_code ignored;
        fs::rename(old, target_, ignored);
        throw FileError(target_.string(), error.message());
    }
    return old;
}

void write_tables(const FileSink& sink, json::object properties, const std::vector<FormattedTable>& tables) {
    json::array resources;
    for (const FormattedTable& table : tables) {
        const std::string file = table.table.name() + ".csv";
        std::string bytes;
        write_csv(table.table, bytes);
        sink(file, bytes);
        resources.push_back(json::object{{"name", table.table.name()}, {"path", file}, {"profile", "tabular-data-resource"},
                                         {"encoding", "utf-8"}, {"schema", schema_of(table)}});
    }
    properties["resources"] = std::move(resources);
    sink("datapackage.json", pretty_json(properties));
}

std::string package_name(const std::string& text) {
    std::string name;
    for (const char c : text) {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool allowed = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9') || small == '-' || small == '.' || small == '_';
        if (allowed) { name += small; }
        else if (!name.empty() && name.back() != '-') { name += '-'; }
    }
    return name.empty() ? "plan" : name;
}

}  // namespace leps
