#pragma once

#include <string>
#include <string_view>

#include "leps/core/sha256.hpp"
#include "leps/domain/columns/order.hpp"

namespace leps {

/// Hashes a sequence of texts so that different sequences never give the same bytes: each text follows its length.
class CanonicalText {
public:
    void add(std::string_view text) {
        hash_.update(std::to_string(text.size()));
        hash_.update(":");
        hash_.update(text);
    }
    void add_count(std::size_t count) { add(std::to_string(count)); }
    [[nodiscard]] std::string finish() { return to_hex(hash_.finish()); }

private:
    Sha256 hash_;
};

inline void add_canonical(const PlanHeader& header, CanonicalText& out) {
    for (const std::string& text : {header.name, header.title, to_text(header.horizon), to_text(header.period),
                                    to_text(header.tail_years), to_text(header.cut), to_text(header.baseline)}) {
        out.add(text);
    }
    if (header.preset) { out.add(word(*header.preset)); }  // no count of a list reads like it
    out.add_count(header.stages.size());
    for (const StageSpec& stage : header.stages) {
        for (const std::string& text : {to_text(stage.objective), to_text(stage.priority_class), to_text(stage.keep),
                                        to_text(stage.depth), to_text(stage.periods)}) {
            out.add(text);
        }
        if (stage.keep_to) { out.add("keep_to " + to_text(*stage.keep_to)); }  // no objective and no JSON reads like it
    }
    out.add(header.licences);
    out.add(header.sources);
}

template <class Row>
void add_canonical(const Table<Row>& table, CanonicalText& out) {
    out.add_count(table.size());
    for (const Row& row : table) {
        for_each_column<Row>([&](const auto& column) { out.add(cell_text(column, row)); });
        if constexpr (Remarked<Row>) {
            out.add_count(row.remarks.own.size());
            for (const auto& [name, value] : row.remarks.own) {
                out.add(name);
                out.add(value);
            }
        }
    }
}

/// SHA-256, in hexadecimal, of the header and of all tables in plan order, every value in its one canonical text.
/// Two plans have the same hash exactly if they are equal; places of rows in files do not count.
/// Requires sort_into_plan_order() before.
[[nodiscard]] inline std::string canonical_hash(const PlanTables& tables) {
    CanonicalText out;
    out.add("leps plan 1");
    add_canonical(tables.header, out);
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        out.add(table.name);
        add_canonical(tables.*table.rows, out);
    });
    return out.finish();
}

}  // namespace leps
