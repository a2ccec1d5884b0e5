#include <algorithm>
#include <set>

#include "cells.hpp"
#include "header.hpp"

namespace leps {

namespace {

namespace json = boost::json;

bool same_word(std::string_view text, std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

/// A property that a package may state, as long as it states what leps reads.
void only(JsonProperties& properties, std::string_view name, const json::value& supported) {
    const json::value* value = properties.take(name);
    if (value == nullptr || *value == supported) { return; }
    if (value->is_string() && supported.is_string() && same_word(value->get_string(), supported.get_string())) { return; }
    properties.report("not_supported", name, kind_of(*value), json::serialize(supported), "another value is not supported yet");
}

void check_dialect(const json::value* value, const std::string& where, Findings& findings) {
    if (value == nullptr) { return; }
    if (!value->is_object()) {
        findings.add({.code = "wrong_type", .table = "", .field = where, .found = kind_of(*value), .expected = "an object", .message = "remove the dialect"});
        return;
    }
    JsonProperties properties(value->get_object(), where + ".", findings);
    properties.pass_over({"$schema", "csvddfVersion", "caseSensitiveHeader", "lineTerminator"});
    only(properties, "delimiter", ",");
    only(properties, "quoteChar", "\"");
    only(properties, "doubleQuote", true);
    only(properties, "header", true);
    only(properties, "skipInitialSpace", false);
    properties.finish();
}

void check_schema(const json::value* value, const std::string& where, Findings& findings) {
    if (value == nullptr) { return; }
    if (!value->is_object()) {
        findings.add({.code = "wrong_type", .table = "", .field = where, .found = kind_of(*value), .expected = "an object",
                      .message = "write the schema into datapackage.json"});
        return;
    }
    JsonProperties properties(value->get_object(), where + ".", findings);
    properties.pass_over({"$schema", "fields", "primaryKey", "foreignKeys", "uniqueKeys", "fieldsMatch", "name", "title", "description"});
    only(properties, "missingValues", json::array{""});
    properties.finish();
}

Resource read_resource(const json::value& value, const std::string& where, Findings& findings) {
    Resource resource;
    if (!value.is_object()) {
        findings.add({.code = "wrong_type", .table = "", .field = where, .found = kind_of(value), .expected = "{name, path}",
                      .message = "write each resource as an object"});
        return resource;
    }
    JsonProperties properties(value.get_object(), where + ".", findings);
    properties.pass_over({"title", "description", "sources", "licences", "licenses", "bytes", "hash", "homepage", "$schema"});
    if (auto name = properties.text("name", Need::mandatory)) { resource.name = std::move(*name); }
    if (const json::value* path = properties.take("path")) {
        if (path->is_string() && !path->get_string().empty()) { resource.path = path->get_string(); }
        else { properties.report("wrong_type", "path", kind_of(*path), "one file of the package", "name one file"); }
    } else {
        properties.report("missing_property", "path", "", "a file of the package", "name the file; tables inside datapackage.json are not supported yet");
    }
    only(properties, "profile", "tabular-data-resource");
    only(properties, "type", "table");
    only(properties, "encoding", "utf-8");
    only(properties, "format", "csv");
    only(properties, "mediatype", "text/csv");
    check_dialect(properties.take("dialect"), where + ".dialect", findings);
    check_schema(properties.take("schema"), where + ".schema", findings);
    properties.finish();
    return resource;
}

}  // namespace

void read_resources(JsonProperties& properties, PackageHeader& out, Findings& findings) {
    properties.pass_over({"id", "description", "homepage", "version", "contributors", "keywords", "image", "created", "$schema"});
    const std::optional<std::string> profile = properties.text("profile");
    if (profile && *profile != "tabular-data-package" && *profile != "data-package") {
        properties.report("not_supported", "profile", shown(*profile), "tabular-data-package", "another profile is not supported yet");
    }
    if (const std::optional<std::string> escape = properties.text("escape")) {
        if (*escape == "apostrophe") { out.text_cells = TextCells::escaped; }
        else { properties.report("unknown_word", "escape", shown(*escape), "apostrophe", "leave the property out if text cells are as they are"); }
    }
    const json::value* resources = properties.take("resources");
    if (resources == nullptr || !resources->is_array()) {
        properties.report("missing_property", "resources", resources == nullptr ? "" : kind_of(*resources), "a list of tables",
                          "name each table and its file");
        return;
    }
    if (resources->get_array().size() > most_resources) {
        properties.report("too_many_tables", "resources", std::to_string(resources->get_array().size()) + " tables",
                          "at most " + std::to_string(most_resources), "name each table of the plan once");
        return;
    }
    std::set<std::string> names;
    std::size_t number = 0;
    for (const json::value& value : resources->get_array()) {
        const std::string where = "resources[" + std::to_string(number++) + "]";
        Resource resource = read_resource(value, where, findings);
        if (resource.name.empty()) { continue; }
        if (!names.insert(resource.name).second) {
            findings.add({.code = "duplicate_table", .table = shown(resource.name), .field = where + ".name", .found = shown(resource.name) + " twice",
                          .expected = "each table once", .message = "put all rows of a table into one file"});
            continue;
        }
        out.resources.push_back(std::move(resource));
    }
}

}  // namespace leps
