#include "leps/read/read_plan.hpp"

#include <algorithm>

#include "leps/domain/make_plan.hpp"

#include "json.hpp"
#include "package_files.hpp"
#include "plan_rows.hpp"

namespace leps {

namespace {

/// The rows of a package so far, and whether they are worth checking as a whole.
struct Draft {
    std::optional<PlanTables> tables;
    std::vector<Issue> issues;
};

void read_tables(const std::vector<RawTable>& raw, const TableReading& reading, PlanTables& tables, std::vector<std::string>& names) {
    for (const RawTable& table : raw) {
        if (std::find(names.begin(), names.end(), table.name()) != names.end()) {
            reading.findings.add({.code = "duplicate_table", .table = shown(table.name()), .field = "", .found = shown(table.name()) + " twice",
                                  .expected = "each table once", .message = "put all rows of a table together"});
            continue;
        }
        names.push_back(table.name());
        if (check_table_name(table.name(), reading.findings)) { read_plan_table(table, reading, tables); }
    }
}

Draft read_draft(const std::filesystem::path& path) {
    const PackageFiles files(path);
    Findings findings;
    const std::optional<boost::json::value> document = files.document(findings);
    PackageHeader header;
    if (document) { header = read_package_header(*document, findings); }
    if (!document || !document->is_object()) { return {std::nullopt, std::move(findings).take()}; }
    const bool known_horizon = header.plan.has_value();
    PlanTables tables = empty_tables(known_horizon ? std::move(*header.plan) : any_header());
    const TableReading reading{findings, header.text_cells, TableKind::plan};
    std::vector<std::string> names;
    bool all_read = true;
    for (const Resource& resource : header.resources) {
        names.push_back(resource.name);
        if (!check_table_name(resource.name, findings)) { continue; }
        const std::optional<RawTable> table = files.table(resource, findings);
        if (table) { read_plan_table(*table, reading, tables); }
        else { all_read = false; }
    }
    const std::size_t before = findings.error_count();
    report_missing_tables(names, findings);
    all_read = all_read && findings.error_count() == before;
    Draft draft{std::nullopt, std::move(findings).take()};
    if (known_horizon && all_read) { draft.tables = std::move(tables); }
    return draft;
}

/// Constructs the plan; whatever is wrong anywhere is thrown together.
Plan finish(Draft draft) {
    if (!draft.tables) { throw DataError(limited(std::move(draft.issues))); }
    try {
        return make_plan(std::move(*draft.tables), std::move(draft.issues));
    } catch (const DataError& error) {
        throw DataError(limited(error.issues()));
    }
}

}  // namespace

PlanTables parse_tables(const std::vector<RawTable>& raw, PlanHeader header, std::vector<Issue>& issues) {
    PlanTables tables = empty_tables(std::move(header));
    Findings findings;
    std::vector<std::string> names;
    read_tables(raw, {findings, TextCells::plain, TableKind::plan}, tables, names);
    report_missing_tables(names, findings);
    for (Issue& issue : std::move(findings).take()) { issues.push_back(std::move(issue)); }
    return tables;
}

Plan read_plan(const std::filesystem::path& path) { return finish(read_draft(path)); }

std::vector<Issue> check_package(const std::filesystem::path& path) {
    try {
        return limited(finish(read_draft(path)).warnings());
    } catch (const DataError& error) {
        return error.issues();
    }
}

Plan plan_from_tables(std::string_view header_json, const std::vector<RawTable>& raw) {
    Findings findings;
    std::optional<PlanHeader> header;
    if (const std::optional<boost::json::value> document = parse_json(header_json, findings)) {
        header = read_frame_header(*document, nullptr, findings);
    }
    Draft draft{std::nullopt, std::move(findings).take()};
    const bool known_horizon = header.has_value();
    PlanTables tables = parse_tables(raw, known_horizon ? std::move(*header) : any_header(), draft.issues);
    const bool all_read = std::none_of(draft.issues.begin(), draft.issues.end(), [](const Issue& i) { return i.code == "missing_table"; });
    if (known_horizon && all_read) { draft.tables = std::move(tables); }
    return finish(std::move(draft));
}

Plan replace(const Plan& plan, const PlanChange& change) {
    Findings findings;
    PlanTables tables = plan.tables();
    bool known_horizon = true;
    if (!change.header_json.empty()) {
        const std::optional<boost::json::value> document = parse_json(change.header_json, findings);
        std::optional<PlanHeader> header;
        if (document) { header = read_frame_header(*document, &plan.header(), findings); }
        known_horizon = header.has_value();
        if (known_horizon) { tables.header = std::move(*header); }
    }
    std::vector<std::string> names;
    read_tables(change.tables, {findings, TextCells::plain, TableKind::plan}, tables, names);
    Draft draft{std::nullopt, std::move(findings).take()};
    if (known_horizon) { draft.tables = std::move(tables); }
    return finish(std::move(draft));
}

}  // namespace leps
