#include "leps/read/read_plan.hpp"

#include <algorithm>

#include "leps/domain/make_plan.hpp"

#include "json.hpp"
#include "package_files.hpp"
#include "plan_rows.hpp"

namespace leps {

namespace {

void read_tables(const std::vector<RawTable>& raw, const TableReading& reading, PlanDraft& draft, std::vector<std::string>& names) {
    for (const RawTable& table : raw) {
        if (std::find(names.begin(), names.end(), table.name()) != names.end()) {
            reading.findings.add({.code = "duplicate_table", .table = shown(table.name()), .field = "", .found = shown(table.name()) + " twice",
                                  .expected = "each table once", .message = "put all rows of a table together"});
            continue;
        }
        names.push_back(table.name());
        if (!check_table_name(table.name(), reading.findings)) { continue; }
        refuse_ragged_rows(table, reading.findings);
        read_plan_table(table, reading, draft);
    }
}

PlanDraft draft_of(std::optional<PlanHeader> header) {
    const bool unread = !header.has_value();
    return {.tables = empty_tables(unread ? any_header() : std::move(*header)), .unread = {.horizon = unread}};
}

}  // namespace

Plan finish_plan(PlanDraft draft, std::vector<Issue> issues) {
    if (draft.unread.any()) {
        sort_into_plan_order(draft.tables);
        check_plan(draft.tables, issues, draft.unread);
        throw DataError(limited(std::move(issues)));
    }
    try {
        return make_plan(std::move(draft.tables), std::move(issues));
    } catch (const DataError& error) {
        throw DataError(limited(error.issues()));
    }
}

PlanTables parse_tables(const std::vector<RawTable>& raw, PlanHeader header, std::vector<Issue>& issues) {
    PlanDraft draft{.tables = empty_tables(std::move(header))};
    Findings findings;
    std::vector<std::string> names;
    read_tables(raw, {findings, TextCells::plain, TableKind::plan}, draft, names);
    report_missing_tables(names, draft, findings);
    for (Issue& issue : std::move(findings).take()) { issues.push_back(std::move(issue)); }
    return std::move(draft.tables);
}

Plan plan_of(const PackageFiles& files) {
    Findings findings;
    const std::optional<boost::json::value> document = files.document(findings);
    PackageHeader header;
    if (document) { header = read_package_header(*document, findings); }
    if (!document || !document->is_object()) { throw DataError(limited(std::move(findings).take())); }
    PlanDraft draft = draft_of(std::move(header.plan));
    const TableReading reading{findings, header.text_cells, TableKind::plan};
    std::vector<std::string> names;
    std::uint64_t bytes = 0;
    for (const Resource& resource : header.resources) {
        names.push_back(resource.name);
        if (!check_table_name(resource.name, findings)) { continue; }
        const std::optional<RawTable> table = files.table(resource, bytes, findings);
        if (table) { read_plan_table(*table, reading, draft); }
        else { draft.unread.tables.insert(resource.name); }
    }
    report_missing_tables(names, draft, findings);
    return finish_plan(std::move(draft), std::move(findings).take());
}

Plan read_plan(const std::filesystem::path& path) { return plan_of(FolderFiles(path)); }

std::vector<Issue> check_package(const std::filesystem::path& path) {
    try {
        return limited(read_plan(path).warnings());
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
    PlanDraft draft = draft_of(std::move(header));
    std::vector<std::string> names;
    read_tables(raw, {findings, TextCells::plain, TableKind::plan}, draft, names);
    report_missing_tables(names, draft, findings);
    return finish_plan(std::move(draft), std::move(findings).take());
}

Plan replace(const Plan& plan, const PlanChange& change) {
    Findings findings;
    PlanDraft draft{.tables = plan.tables()};
    if (!change.header_json.empty()) {
        const std::optional<boost::json::value> document = parse_json(change.header_json, findings);
        std::optional<PlanHeader> header;
        if (document) { header = read_frame_header(*document, &plan.header(), findings); }
        draft.unread.horizon = !header.has_value();
        if (header) { draft.tables.header = std::move(*header); }
    }
    std::vector<std::string> names;
    read_tables(change.tables, {findings, TextCells::plain, TableKind::plan}, draft, names);
    return finish_plan(std::move(draft), std::move(findings).take());
}

}  // namespace leps
