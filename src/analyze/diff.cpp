#include "leps/analyze/diff.hpp"

#include <map>
#include <string_view>
#include <utility>

#include "leps/domain/columns/order.hpp"
#include "leps/domain/columns/stage_value.hpp"

namespace leps {
namespace {

void append_cell(std::string& list, std::string_view name, std::string_view value) {
    if (value.empty()) { return; }
    if (!list.empty()) { list += "; "; }
    list.append(name).append("=").append(value);
}

/// The cells of a row that are part of its key, or those that are not.
template <class Row>
std::string cells_of(const Row& row, Part wanted) {
    std::string list;
    for_each_column<Row>([&]<class Access, Part part>(const Column<Access, part>& column) {
        if (part == wanted) { append_cell(list, column.name, cell_text(column, row)); }
    });
    if constexpr (Remarked<Row>) {
        if (wanted == Part::value) {
            for (const auto& [name, value] : row.remarks.own) { append_cell(list, name, value); }
        }
    }
    return list;
}

class PlanDiff {
public:
    std::vector<ChangedCell> run(const PlanTables& first, const PlanTables& second) {
        table_ = "header";
        header(first.header, second.header);
        for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
            const Table<Row>& before = first.*table.rows;
            const Table<Row>& after = second.*table.rows;
            table_ = table.name;
            if (!before.same_rows(after)) { rows(before, after); }
        });
        return std::move(changes_);
    }

private:
    void header(const PlanHeader& first, const PlanHeader& second) {
        const auto entry = [&](std::string_view name, const std::string& before, const std::string& after) { cell("", name, before, after); };
        entry("name", first.name, second.name);
        entry("title", first.title, second.title);
        entry("horizon", to_text(first.horizon), to_text(second.horizon));
        entry("period", to_text(first.period), to_text(second.period));
        entry("tail_years", to_text(first.tail_years), to_text(second.tail_years));
        entry("cut", to_text(first.cut), to_text(second.cut));
        entry("baseline", to_text(first.baseline), to_text(second.baseline));
        entry("stages", stages_text(first), stages_text(second));
        entry("licences", first.licences, second.licences);
        entry("sources", first.sources, second.sources);
    }

    /// "shortfall of class 1, keep 1/100000000; …", or the name of a preset.
    static std::string stages_text(const PlanHeader& header) {
        if (header.preset) { return to_text(*header.preset); }
        std::string list;
        for (const StageSpec& stage : header.stages) {
            list += (list.empty() ? "" : "; ") + stage_name(stage) + ", keep " + to_text(stage.keep) + (stage.keep_to ? ", keep_to " + to_text(*stage.keep_to) : std::string());
        }
        return list;
    }

    /// Both tables are in the order of their keys, which no two rows of one of them share.
    template <class Row>
    void rows(const Table<Row>& first, const Table<Row>& second) {
        auto a = first.begin();
        auto b = second.begin();
        while (a != first.end() || b != second.end()) {
            if (b == second.end() || (a != first.end() && key_before(*a, *b))) {
                add({.key = cells_of(*a, Part::key), .side = Side::first, .before = cells_of(*a, Part::value)});
                ++a;
            } else if (a == first.end() || key_before(*b, *a)) {
                add({.key = cells_of(*b, Part::key), .side = Side::second, .after = cells_of(*b, Part::value)});
                ++b;
            } else {
                if (!(*a == *b)) { both(*a, *b); }
                ++a;
                ++b;
            }
        }
    }

    template <class Row>
    void both(const Row& first, const Row& second) {
        const std::string key = cells_of(first, Part::key);
        for_each_column<Row>([&]<class Access, Part part>(const Column<Access, part>& column) {
            if constexpr (part == Part::value) { cell(key, column.name, cell_text(column, first), cell_text(column, second)); }
        });
        if constexpr (Remarked<Row>) {
            std::map<std::string_view, std::pair<std::string_view, std::string_view>> own;
            for (const auto& [name, value] : first.remarks.own) { own[name].first = value; }
            for (const auto& [name, value] : second.remarks.own) { own[name].second = value; }
            for (const auto& [name, values] : own) { cell(key, name, std::string(values.first), std::string(values.second)); }
        }
    }

    void cell(const std::string& key, std::string_view column, const std::string& before, const std::string& after) {
        if (before != after) { add({.key = key, .column = std::string(column), .before = before, .after = after}); }
    }

    void add(ChangedCell change) {
        change.table = table_;
        changes_.push_back(std::move(change));
    }

    std::string_view table_;
    std::vector<ChangedCell> changes_;
};

}  // namespace

std::vector<ChangedCell> diff(const Plan& first, const Plan& second) { return PlanDiff().run(first.tables(), second.tables()); }

}  // namespace leps
