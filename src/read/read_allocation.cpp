#include "leps/read/read_allocation.hpp"

#include <algorithm>

#include "leps/core/error.hpp"
#include "package_files.hpp"
#include "result_tables.hpp"
#include "rows.hpp"

namespace leps {

namespace {

namespace json = boost::json;

const json::object* object_of(JsonProperties& properties, std::string_view name) {
    const json::value* value = properties.take(name);
    if (value == nullptr) {
        properties.report("missing_property", name, "", "an object", "add the property to datapackage.json");
        return nullptr;
    }
    if (value->is_object()) { return &value->get_object(); }
    properties.report("wrong_type", name, kind_of(*value), "an object", "write the property as an object in braces");
    return nullptr;
}

/// What is absent or no word is left as it is.
template <Worded Enum>
void read_word(JsonProperties& properties, std::string_view name, Need need, Enum& out) {
    const std::optional<std::string> value = properties.text(name, need);
    if (!value) { return; }
    if (const CellProblem problem = read_cell(Cell{name, *value}, out)) {
        properties.report(problem->code, name, shown(*value), problem->expected, problem->message);
    }
}

void read_certificate(const json::object& object, Certificate& out, Findings& findings) {
    JsonProperties properties(object, "certificate.", findings);
    out.plan_hash = properties.text("plan_hash").value_or("");
    out.problem_hash = properties.text("problem_hash").value_or("");
    out.options = properties.text("options").value_or("");
    out.engine = properties.text("engine").value_or("");
    out.leps_version = properties.text("leps_version").value_or("");
    properties.finish();
}

void read_reasons(JsonProperties& properties, std::vector<Reason>& out, Findings& findings) {
    const json::value* value = properties.take("reasons");
    if (value == nullptr) { return; }
    if (!value->is_array()) {
        properties.report("wrong_type", "reasons", kind_of(*value), "a list", "write the reasons as a list in brackets");
        return;
    }
    std::size_t number = 0;
    for (const json::value& item : value->get_array()) {
        const std::string where = "reasons[" + std::to_string(number++) + "]";
        if (!item.is_object()) {
            findings.add({.code = "wrong_type", .table = "", .field = where, .found = kind_of(item), .expected = "an object",
                          .message = "write each reason as an object in braces"});
            continue;
        }
        JsonProperties fields(item.get_object(), where + ".", findings);
        Reason reason;
        reason.code = fields.text("code", Need::mandatory).value_or("");
        reason.rule = fields.text("rule").value_or("");
        reason.subject = fields.text("subject").value_or("");
        reason.found = fields.text("found").value_or("");
        reason.limit = fields.text("limit").value_or("");
        reason.message = fields.text("message").value_or("");
        fields.finish();
        out.push_back(std::move(reason));
    }
}

PackageHeader read_properties(const json::object& object, Allocation& out, Findings& findings) {
    PackageHeader header;
    JsonProperties properties(object, "", findings);
    properties.pass_over({"name", "title", "licences", "licenses", "sources"});
    out.plan_name = properties.text("plan_name").value_or("");
    out.plan_hash = properties.text("plan_hash", Need::mandatory).value_or("");
    out.engine = properties.text("engine").value_or("");
    read_word(properties, "status", Need::mandatory, out.status);
    read_word(properties, "unique", Need::optional_cell, out.unique);
    out.reproducible = false;  // unless it says so
    if (const json::value* reproducible = properties.take("reproducible")) {
        if (reproducible->is_bool()) { out.reproducible = reproducible->get_bool(); }
        else { properties.report("wrong_type", "reproducible", kind_of(*reproducible), "true or false", "write true or false without quotes"); }
    }
    read_reasons(properties, out.reasons, findings);
    if (const json::object* certificate = object_of(properties, "certificate")) { read_certificate(*certificate, out.certificate, findings); }
    read_resources(properties, header, findings);
    properties.finish();
    return header;
}

void read_result_table(const RawTable& raw, const TableReading& reading, Allocation& out) {
    const std::set<std::string> no_headings;
    if (raw.name() == certificate_table) { out.certificate.prices = RowReader<CertificatePrice>(raw, reading, no_headings).rows(); }
    for_each_result_table([&]<class Row>(const TableOfResult<Row>& table) {
        if (table.name == raw.name()) { out.*table.rows = RowReader<Row>(raw, reading, no_headings).rows(); }
    });
}

std::vector<std::string_view> result_table_names() {
    std::vector<std::string_view> names = {certificate_table};
    for_each_result_table([&](const auto& table) { names.push_back(table.name); });
    return names;
}

}  // namespace

Allocation allocation_of(const PackageFiles& files) {
    Findings findings;
    Allocation allocation;
    const std::optional<json::value> document = files.document(findings);
    if (document && !document->is_object()) {
        findings.add({.code = "wrong_type", .table = "", .field = "", .found = kind_of(*document), .expected = "an object",
                      .message = "datapackage.json holds one object in braces"});
    }
    if (document && document->is_object()) {
        const PackageHeader header = read_properties(document->get_object(), allocation, findings);
        const std::vector<std::string_view> known = result_table_names();
        std::set<std::string> present;
        std::uint64_t bytes = 0;
        for (const Resource& resource : header.resources) {
            present.insert(resource.name);
            if (std::find(known.begin(), known.end(), resource.name) == known.end()) {
                findings.add({.code = "unknown_table", .table = shown(resource.name), .field = "", .found = shown(resource.name),
                              .expected = "a table of a result",
                              .message = did_you_mean(resource.name, known, "leave it out, or call it by the name of such a table")});
            } else if (const std::optional<RawTable> table = files.table(resource, bytes, findings)) {
                read_result_table(*table, {findings, header.text_cells, TableKind::result}, allocation);
            }
        }
        for_each_result_table([&](const auto& table) {
            if (table.need != Need::mandatory || present.contains(std::string(table.name))) { return; }
            findings.add({.code = "missing_table", .table = std::string(table.name), .field = "", .found = "", .expected = "the table",
                          .message = "add the table; if it has no rows, its header alone"});
        });
    }
    if (findings.error_count() > 0) { throw DataError(limited(std::move(findings).take())); }
    return allocation;
}

Allocation read_allocation(const std::filesystem::path& path) { return allocation_of(FolderFiles(path)); }

}  // namespace leps
