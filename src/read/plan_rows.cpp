#include "plan_rows.hpp"

#include <algorithm>
#include <array>

#include "rows.hpp"

namespace leps {

namespace {

/// Tables that PLAN_FORMAT names and this version does not read.
constexpr std::array<std::string_view, 24> later_tables = {
    "threshold_grants", "apportionments", "tranches", "gates", "treasury", "projects", "project_territories", "project_costs",
    "calls", "call_lines", "participation", "call_results", "steps", "scores", "programme_lines", "acts", "objectives",
    "external_projects", "staff", "survey_items", "survey_answers", "support_needs", "local_plan_sections", "scenarios"};

std::vector<std::string_view> plan_table_names() {
    std::vector<std::string_view> names;
    for_each_table([&](const auto& table) { names.push_back(table.name); });
    return names;
}

}  // namespace

bool check_table_name(const std::string& name, Findings& findings) {
    const std::vector<std::string_view> names = plan_table_names();
    if (std::find(names.begin(), names.end(), name) != names.end()) { return true; }
    if (std::find(later_tables.begin(), later_tables.end(), name) != later_tables.end()) {
        findings.add({.code = "not_supported", .table = name, .field = "", .found = name, .expected = "a core table",
                      .message = "the table " + name + " is not supported yet: take it out of the package"});
    } else {
        findings.add({.code = "unknown_table", .table = shown(name), .field = "", .found = shown(name), .expected = "a table of a plan",
                      .message = did_you_mean(name, names, "leave it out, or call it by the name of such a table")});
    }
    return false;
}

void refuse_ragged_rows(const RawTable& raw, Findings& findings) {
    for (std::size_t i = 0; i < raw.row_count(); ++i) {
        if (!raw.place(i).ragged) { continue; }
        findings.add({.code = "ragged_row", .table = raw.name(), .row = raw.place(i).row, .line = raw.place(i).line, .field = "", .found = "a row that is not whole",
                      .expected = std::to_string(raw.column_count()) + " cells, as in the header", .message = "correct the row"});
    }
}

void read_plan_table(const RawTable& raw, const TableReading& reading, PlanDraft& draft) {
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        if (table.name != raw.name()) { return; }
        std::set<std::string> headings;
        if constexpr (std::is_same_v<Row, Measure>) { headings = headings_of(raw, reading); }
        const RowReader<Row> reader(raw, reading, headings);
        if (!reader.keyed()) { draft.unread.tables.insert(raw.name()); }
        draft.tables.*table.rows = reader.rows();
    });
}

void report_missing_tables(const std::vector<std::string>& names, PlanDraft& draft, Findings& findings) {
    for_each_table([&](const auto& table) {
        if (table.need != Need::mandatory || std::find(names.begin(), names.end(), table.name) != names.end()) { return; }
        findings.add({.code = "missing_table", .table = std::string(table.name), .field = "", .found = "", .expected = "the table",
                      .message = "add the table; if it has no rows, its header alone"});
        draft.unread.tables.emplace(table.name);
    });
}

PlanTables empty_tables(PlanHeader header) {
    return {std::move(header), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
}

}  // namespace leps
