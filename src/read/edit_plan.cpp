#include "leps/read/edit_plan.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

#include "cell_edits.hpp"
#include "leps/apportion/largest_remainder.hpp"
#include "leps/read/csv.hpp"
#include "plan_rows.hpp"
#include "rows.hpp"

namespace leps {

namespace {

/// Where findings of one edit go: its row in the table of scenarios.
class EditFindings {
public:
    EditFindings(Findings& findings, std::size_t row) : findings_(findings), row_(row) {}

    void add(std::string_view field, std::string_view found, TextProblem problem) {
        findings_.add({.code = problem.code, .table = "scenarios", .row = static_cast<std::int64_t>(row_) + 1, .field = std::string(field),
                       .found = shown(std::string(found)), .expected = std::move(problem.expected), .message = std::move(problem.message)});
        failed_ = true;
    }
    [[nodiscard]] bool failed() const noexcept { return failed_; }

private:
    Findings& findings_;
    std::size_t row_;
    bool failed_ = false;
};

template <class Row>
std::vector<std::string_view> column_names() {
    std::vector<std::string_view> names;
    for_each_column<Row>([&](const auto& column) { names.push_back(column.name); });
    return names;
}

/// column = the canonical text of a value.
using Condition = std::pair<std::string, std::string>;

/// What `where` says, each value read as a cell of its column and written as tables write it.
template <class Row>
std::vector<Condition> conditions(const CellEdit& edit, EditFindings& findings) {
    std::vector<Condition> list;
    std::string_view rest = edit.where;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const std::string_view part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t sign = part.find('=');
        if (sign == std::string_view::npos) {
            findings.add("where", part, {"not_a_condition", "column=value;column=value", "name the rows by their cells"});
            continue;
        }
        const std::string_view name = part.substr(0, sign);
        const std::string_view value = part.substr(sign + 1);
        bool known = false;
        for_each_column<Row>([&](const auto& column) {
            if (column.name != name) { return; }
            known = true;
            if (value.empty()) {
                list.emplace_back(name, "");
                return;
            }
            Row row = blank<Row>();
            decltype(auto) cell = column.of(row);
            CellProblem problem;
            try {
                problem = read_cell(Cell{column.name, value}, cell);
            } catch (const InvalidValue&) {
                problem = TextProblem{"out_of_range", "a value of the column", "name the rows by another cell"};
            }
            if (problem) { findings.add("where", part, std::move(*problem)); }
            else { list.emplace_back(name, cell_text(column, row)); }
        });
        if (!known) {
            findings.add("where", name, {"unknown_column", "a column of " + edit.table, did_you_mean(name, column_names<Row>(), "name a column of that table")});
        }
    }
    return list;
}

template <class Row>
std::vector<Row*> rows_met(std::vector<Row>& rows, const std::vector<Condition>& conditions) {
    std::vector<Row*> met;
    for (Row& row : rows) {
        bool all = true;
        for_each_column<Row>([&](const auto& column) {
            for (const auto& [name, value] : conditions) { all = all && (name != column.name || cell_text(column, row) == value); }
        });
        if (all) { met.push_back(&row); }
    }
    return met;
}

/// floor(total x q) cents over the rows, by largest remainder.
CellProblem share_out(const std::vector<Money*>& cells, const Ratio& factor) {
    std::vector<Money> weights;
    Money total;
    for (const Money* cell : cells) {
        weights.push_back(*cell);
        total += *cell;
    }
    Factor scaled{.by = factor, .column = {}};
    if (CellProblem problem = multiply_cell(total, scaled)) { return problem; }
    const std::vector<Money> parts = largest_remainder(total, weights);
    for (std::size_t i = 0; i < cells.size(); ++i) { *cells[i] = parts[i]; }
    return std::nullopt;
}

/// amount_eur = gross_eur - bound_eur, whichever of them was edited.
void keep_annuity_whole(Annuity& row, std::string_view edited, const Annuity& before) {
    if (!row.gross) { return; }
    if (edited == "amount_eur") {
        row.gross = *row.gross + (row.amount - before.amount);
    } else if (edited == "gross_eur" && before.gross) {
        row.amount = row.amount + (*row.gross - *before.gross);
    } else if (edited == "bound_eur" && row.bound) {
        row.amount = *row.gross - *row.bound;
    }
}

/// The cells of annuities that hold money whose total is shared out, or an empty cell among them as a problem.
CellProblem multiply_annuities(const std::vector<Annuity*>& rows, std::string_view column, const Ratio& factor) {
    std::vector<Money*> cells;
    for (Annuity* row : rows) {
        if (column == "gross_eur" && !row->gross) { return unknown_value(); }
        cells.push_back(column == "gross_eur" ? &*row->gross : &row->amount);
    }
    return share_out(cells, factor);
}

template <class Access, Part part, class Row>
CellProblem edit_cell(const Column<Access, part>& column, const CellEdit& edit, Row& row) {
    decltype(auto) cell = column.of(row);
    if (edit.op == EditOp::add) { return add_to_cell(cell, Cell{column.name, edit.value}); }
    if (!edit.value.empty()) { return read_cell(Cell{column.name, edit.value}, cell); }
    if (column.need == Need::mandatory) { return TextProblem{"missing_cell", "a value", "this cell cannot be empty"}; }
    return clear_cell(cell);
}

template <class Access, Part part, class Row>
CellProblem edit_column(const Column<Access, part>& column, const CellEdit& edit, const std::vector<Row*>& rows) {
    if (edit.op != EditOp::multiply) {
        for (Row* row : rows) {
            if (CellProblem problem = edit_cell(column, edit, *row)) { return problem; }
        }
        return std::nullopt;
    }
    Ratio factor;
    if (CellProblem problem = store(parse_ratio(edit.value), factor)) { return problem; }
    if (factor < Ratio(0)) { return TextProblem{"negative", "a share >= 0", "money and units are never negative"}; }
    if constexpr (std::is_same_v<Row, Annuity>) {
        if (column.name == "amount_eur" || column.name == "gross_eur") { return multiply_annuities(rows, column.name, factor); }
    }
    for (Row* row : rows) {
        decltype(auto) cell = column.of(*row);
        if (CellProblem problem = multiply_cell(cell, Factor{.by = factor, .column = column.name})) { return problem; }
    }
    return std::nullopt;
}

template <class Row>
void edit_rows(std::vector<Row>& all, const CellEdit& edit, EditFindings& findings) {
    const std::vector<Condition> where = conditions<Row>(edit, findings);
    if (findings.failed()) { return; }
    const std::vector<Row*> rows = rows_met(all, where);
    if (rows.empty()) {
        findings.add("where", edit.where, {"no_row", "a row of " + edit.table, "no row has these cells"});
        return;
    }
    if (edit.rows == EditRows::one && rows.size() > 1) {
        findings.add("where", edit.where, {"several_rows", "one row of " + edit.table, std::to_string(rows.size()) + " rows have these cells: name one of them"});
        return;
    }
    std::vector<Row> before;
    if constexpr (std::is_same_v<Row, Annuity>) {
        for (const Row* row : rows) { before.push_back(*row); }
    }
    bool known = false;
    CellProblem problem;
    for_each_column<Row>([&](const auto& column) {
        if (column.name != edit.column) { return; }
        known = true;
        try {
            problem = edit_column(column, edit, rows);
            if constexpr (std::is_same_v<Row, Annuity>) {
                for (std::size_t i = 0; i < rows.size(); ++i) { keep_annuity_whole(*rows[i], column.name, before[i]); }
            }
        } catch (const InvalidValue& error) {
            problem = TextProblem{"out_of_range", error.fields().limit, error.what()};
        } catch (const std::out_of_range&) {
            problem = TextProblem{"out_of_range", "a day from 1900 to 2199", "move the day by less"};
        }
    });
    if (!known) {
        findings.add("column", edit.column, {"unknown_column", "a column of " + edit.table, did_you_mean(edit.column, column_names<Row>(), "name a column of that table")});
    } else if (problem) {
        findings.add("value", edit.value, std::move(*problem));
    }
}

void edit_table(PlanTables& tables, const CellEdit& edit, EditFindings& findings) {
    std::vector<std::string_view> names;
    bool known = false;
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        names.push_back(table.name);
        if (table.name != edit.table) { return; }
        known = true;
        std::vector<Row> rows = (tables.*table.rows).rows();
        edit_rows(rows, edit, findings);
        if (!findings.failed()) { tables.*table.rows = std::move(rows); }
    });
    if (!known) { findings.add("table", edit.table, {"unknown_table", "a table of a plan", did_you_mean(edit.table, names, "name a table of the plan")}); }
}

void refuse_any(Findings findings) {
    if (findings.error_count() > 0) { throw DataError(limited(std::move(findings).take())); }
}

template <class Row, class Speaks>
Table<Row> without(const Table<Row>& table, Speaks speaks) {
    std::vector<Row> rows = table.rows();
    std::erase_if(rows, speaks);
    return rows;
}

}  // namespace

Plan edit_plan(const Plan& plan, std::span<const CellEdit> edits) {
    PlanTables tables = plan.tables();
    Findings findings;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        EditFindings of_edit(findings, i);
        edit_table(tables, edits[i], of_edit);
    }
    refuse_any(std::move(findings));
    return finish_plan({.tables = std::move(tables)}, {});
}

Plan add_rows(const Plan& plan, const std::vector<RawTable>& rows) {
    Findings findings;
    PlanDraft added{.tables = empty_tables(plan.header())};
    for (const RawTable& table : rows) {
        if (!check_table_name(table.name(), findings)) { continue; }
        refuse_ragged_rows(table, findings);
        read_plan_table(table, {findings, TextCells::plain, TableKind::plan}, added);
    }
    refuse_any(std::move(findings));
    PlanTables tables = plan.tables();
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        const Table<Row>& more = added.tables.*table.rows;
        if (more.empty()) { return; }
        std::vector<Row> all = (tables.*table.rows).rows();
        all.insert(all.end(), more.begin(), more.end());
        tables.*table.rows = std::move(all);
    });
    return finish_plan({.tables = std::move(tables)}, {});
}

Plan drop_measure(const Plan& plan, const MeasureId& measure) {
    PlanTables tables = plan.tables();
    const auto of_measure = [&](const auto& row) { return row.measure == measure; };
    if (std::ranges::none_of(tables.measures, of_measure)) {
        throw InvalidValue({.code = "unknown_id", .subject = "measures", .field = "measure", .got = measure.text(), .limit = "a measure of the plan"});
    }
    tables.measures = without(tables.measures, of_measure);
    tables.measure_costs = without(tables.measure_costs, of_measure);
    tables.deliveries = without(tables.deliveries, of_measure);
    tables.measure_limits = without(tables.measure_limits, of_measure);
    tables.eligibility = without(tables.eligibility, of_measure);
    tables.co_financing = without(tables.co_financing, [&](const CoFinancing& row) { return row.measure == measure; });
    tables.associations = without(tables.associations, of_measure);
    return finish_plan({.tables = std::move(tables)}, {});
}

std::vector<EditedScenario> read_scenarios(const RawTable& raw) {
    constexpr std::array<std::string_view, 7> names = {"scenario", "table", "where", "column", "op", "value", "note"};
    Findings findings;
    std::array<std::size_t, names.size()> position{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        position[i] = static_cast<std::size_t>(std::ranges::find(raw.header(), names[i]) - raw.header().begin());
        if (position[i] == raw.column_count() && names[i] != "note") {
            findings.add({.code = "missing_column", .table = "scenarios", .field = std::string(names[i]), .found = "", .expected = "the column",
                          .message = "add the column: scenario, table, where, column, op, value"});
        }
    }
    for (const std::string& name : raw.header()) {
        if (std::ranges::find(names, name) == names.end() && !name.starts_with("x_")) {
            findings.add({.code = "unknown_column", .table = "scenarios", .field = shown(name), .found = shown(name), .expected = "a column of scenarios",
                          .message = did_you_mean(name, {names.begin(), names.end()}, "leave it out, or call it x_...")});
        }
    }
    refuse_any(std::move(findings));
    std::vector<EditedScenario> scenarios;
    std::map<std::string, std::size_t, std::less<>> known;
    Findings of_rows;
    for (std::size_t i = 0; i < raw.row_count(); ++i) {
        const auto cell = [&](std::size_t column) { return std::string(raw.cell(i, position[column])); };
        const auto report = [&](std::size_t column, TextProblem problem) {
            of_rows.add({.code = problem.code, .table = "scenarios", .row = raw.place(i).row, .line = raw.place(i).line, .field = std::string(names[column]),
                         .found = shown(cell(column)), .expected = std::move(problem.expected), .message = std::move(problem.message)});
        };
        for (const std::size_t column : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
            if (cell(column).empty()) { report(column, {"missing_cell", "a value", "fill in the cell"}); }
        }
        EditOp op{};
        const std::string word = cell(4);
        if (CellProblem problem = word.empty() ? CellProblem(TextProblem{"missing_cell", all_words<EditOp>(), "fill in the cell"}) : read_cell(Cell{"op", word}, op)) {
            report(4, std::move(*problem));
        }
        const auto [place, fresh] = known.try_emplace(cell(0), scenarios.size());
        if (fresh) { scenarios.push_back({.name = cell(0), .edits = {}}); }
        scenarios[place->second].edits.push_back({.table = cell(1), .where = cell(2), .column = cell(3), .op = op, .value = cell(5)});
    }
    refuse_any(std::move(of_rows));
    return scenarios;
}

std::vector<EditedScenario> read_scenarios(const std::filesystem::path& csv) {
    std::ifstream in(csv, std::ios::binary);
    if (!in || std::filesystem::is_directory(csv)) { throw FileError(csv.string(), "cannot be read: name a CSV file with the columns scenario, table, where, column, op, value"); }
    Findings findings;
    const std::optional<RawTable> raw = read_csv(in, "scenarios", findings);
    refuse_any(std::move(findings));
    return read_scenarios(*raw);
}

}  // namespace leps
