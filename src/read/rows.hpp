#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "blank.hpp"
#include "cells.hpp"
#include "leps/domain/columns/tables.hpp"
#include "leps/read/table.hpp"

namespace leps {

/// Which column of a raw table holds which column of the rows; reports what does not fit.
class HeaderMap {
public:
    static constexpr std::size_t absent = static_cast<std::size_t>(-1);

    /// `optional_names` are known and not read (a table that cannot carry remarks); `own`: whether x_ columns are kept.
    HeaderMap(const RawTable& table, const std::vector<std::string_view>& names, const std::vector<bool>& mandatory,
              const std::vector<std::string_view>& not_kept, bool keeps_own, const TableReading& reading);

    [[nodiscard]] std::size_t operator[](std::size_t column) const { return position_[column]; }
    [[nodiscard]] bool complete() const noexcept { return complete_; }
    /// The user's x_ columns, ascending by name.
    [[nodiscard]] const std::vector<std::pair<std::string, std::size_t>>& own() const noexcept { return own_; }

private:
    std::vector<std::size_t> position_;
    std::vector<std::pair<std::string, std::size_t>> own_;
    bool complete_ = true;
};

/// Adds a finding about one cell, or about a whole row where `field` is empty.
void report_cell(const TableReading& reading, const RawTable& table, std::size_t row, std::string_view field,
                 std::string_view found, TextProblem problem, Severity severity = Severity::error);

/// Reads the rows of one table.
template <class Row>
class RowReader {
public:
    RowReader(const RawTable& table, const TableReading& reading, const std::set<std::string>& headings)
        : table_(table), reading_(reading), headings_(headings), map_(header_map(table, reading)) {}

    /// Rows whose key could not be read are left out; rows with another unreadable cell are marked as broken.
    [[nodiscard]] std::vector<Row> rows() const {
        std::vector<Row> result;
        result.reserve(table_.row_count());
        for (std::size_t i = 0; i < table_.row_count(); ++i) {
            Row row = blank<Row>();
            const Outcome outcome = read(i, row);
            if constexpr (requires { row.at; }) {
                row.at = {.row = table_.place(i).row, .line = table_.place(i).line, .broken = outcome.broken};
                if (!outcome.keyless) { result.push_back(std::move(row)); }
            } else if (!outcome.broken) {
                result.push_back(std::move(row));
            }
        }
        return result;
    }

    /// Whether the header has every column of the key that may not be empty: else no row can be told from another.
    [[nodiscard]] bool keyed() const {
        bool whole = true;
        std::size_t number = 0;
        for_each_column<Row>([&]<class Access, Part part>(const Column<Access, part>& column) {
            const bool absent = map_[number++] == HeaderMap::absent;
            if (part == Part::key && column.need == Need::mandatory && absent) { whole = false; }
        });
        return whole;
    }

private:
    struct Outcome {
        bool broken = false;
        bool keyless = false;
    };

    static HeaderMap header_map(const RawTable& table, const TableReading& reading) {
        std::vector<std::string_view> names;
        std::vector<bool> mandatory;
        for_each_column<Row>([&](const auto& column) {
            names.push_back(column.name);
            mandatory.push_back(column.need == Need::mandatory);
        });
        constexpr bool plain_plan_row = !Remarked<Row>;
        std::vector<std::string_view> not_kept;
        if (plain_plan_row && reading.kind == TableKind::plan) { not_kept = {"source", "basis", "note"}; }
        return HeaderMap(table, names, mandatory, not_kept, Remarked<Row>, reading);
    }

    Outcome read(std::size_t i, Row& row) const {
        const bool ragged = table_.place(i).ragged;
        Outcome outcome{.broken = ragged || !map_.complete()};
        if constexpr (std::is_same_v<Row, Measure>) { row.heading = is_heading(i); }
        std::size_t number = 0;
        for_each_column<Row>([&]<class Access, Part part>(const Column<Access, part>& column) {
            const std::size_t position = map_[number++];
            const std::string_view text = position == HeaderMap::absent ? std::string_view() : table_.cell(i, position);
            if (sound(column, i, row, text, position != HeaderMap::absent && !ragged)) { return; }
            outcome.broken = true;
            if (part == Part::key) { outcome.keyless = true; }
        });
        if constexpr (Remarked<Row>) {
            for (const auto& [name, position] : map_.own()) {
                std::string value;
                const std::string_view text = table_.cell(i, position);
                if (text.empty()) { continue; }
                if (!read_cell(Cell{name, text, reading_.text_cells}, value)) { row.remarks.own.emplace_back(name, std::move(value)); }
            }
        }
        if constexpr (std::is_same_v<Row, MeasureCost>) {
            // A unit line without a profile is due whole on the day of the start.
            if (row.per == Per::unit && row.profile.empty()) { row.profile = {{.months = 0, .share = Ratio(1)}}; }
        }
        return outcome;
    }

    /// Reads one cell; reports nothing where the row or column as a whole has been reported.
    template <class Access, Part part>
    bool sound(const Column<Access, part>& column, std::size_t i, Row& row, std::string_view text, bool reports) const {
        if constexpr (std::is_same_v<Row, Measure>) {
            if (row.heading && column.applies == Applies::not_to_headings) {
                if (text.empty()) { return true; }
                if (reports) {
                    report_cell(reading_, table_, i, column.name, text,
                                {"heading_field", "an empty cell", "a measure with children is a heading: only its name, parent and "
                                                                   "legal_source are filled in"});
                }
                return false;
            }
        }
        if (text.empty()) {
            if (column.need != Need::mandatory) { return true; }
            if (reports) {
                report_cell(reading_, table_, i, column.name, "", {"missing_cell", "a value", "fill in the cell: empty means unknown"});
            }
            return false;
        }
        decltype(auto) value = column.of(row);
        CellProblem problem = read_cell(Cell{column.name, text, reading_.text_cells}, value);
        if (problem) {
            if (reports) { report_cell(reading_, table_, i, column.name, text, std::move(*problem)); }
            return false;
        }
        using Value = std::remove_cvref_t<decltype(value)>;
        if constexpr (decimal_cell<Value>) {
            if (reports && reading_.kind == TableKind::plan && looks_like_thousands(text)) {
                report_cell(reading_, table_, i, column.name, text,
                            {"ambiguous_number", "a number without doubt",
                             "read as a decimal; if the point marks thousands, write the number without it"},
                            Severity::warning);
            }
        }
        return true;
    }

    bool is_heading(std::size_t i) const {
        const std::size_t position = map_[0];
        if (position == HeaderMap::absent) { return false; }
        const std::string_view text = table_.cell(i, position);
        return headings_.contains(std::string(reading_.text_cells == TextCells::escaped ? unescaped(text) : text));
    }

    const RawTable& table_;
    const TableReading& reading_;
    const std::set<std::string>& headings_;
    HeaderMap map_;
};

/// The measures that some measure names as its parent.
[[nodiscard]] std::set<std::string> headings_of(const RawTable& measures, const TableReading& reading);

}  // namespace leps
