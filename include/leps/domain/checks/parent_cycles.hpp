#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "leps/domain/checks/finding.hpp"

namespace leps {

/// Rows of a table that has a column `parent`, whose chain of parents comes back to themselves. Each circle once, with all
/// its members in the order of the chain. Time O(n).
template <class Row, class IdType>
[[nodiscard]] std::vector<std::vector<const Row*>> parent_cycles(const std::vector<Row>& rows, IdType Row::*id) {
    std::unordered_map<IdType, std::size_t> index;
    for (std::size_t i = 0; i < rows.size(); ++i) { index.emplace(rows[i].*id, i); }
    std::vector<std::vector<const Row*>> cycles;
    std::vector<std::size_t> walk(rows.size(), 0);  // the number of the walk that met the row first
    for (std::size_t start = 0; start < rows.size(); ++start) {
        std::size_t at = start;
        bool open = walk[at] == 0;
        while (open) {
            walk[at] = start + 1;
            const auto parent = rows[at].parent ? index.find(*rows[at].parent) : index.end();
            if (parent == index.end()) { break; }
            at = parent->second;
            open = walk[at] == 0;
        }
        if (open || walk[at] != start + 1) { continue; }
        std::vector<const Row*> circle;
        for (std::size_t next = at; circle.empty() || next != at; next = index.at(*rows[next].parent)) {
            circle.push_back(&rows[next]);
        }
        cycles.push_back(std::move(circle));
    }
    return cycles;
}

/// Reports each circle of parents at its first row, with the beginning of the chain.
template <class Row, class IdType>
void check_parent_cycles(const std::vector<Row>& rows, IdType Row::*id, TableFindings& out) {
    for (const std::vector<const Row*>& circle : parent_cycles(rows, id)) {
        constexpr std::size_t most = 8;
        std::string chain;
        for (std::size_t i = 0; i < std::min(circle.size(), most); ++i) { chain += shown((circle[i]->*id).text(), 40) + " < "; }
        if (circle.size() > most) { chain += "... (" + std::to_string(circle.size()) + " rows) < "; }
        chain += shown((circle.front()->*id).text(), 40);
        out.error(circle.front()->at, {.code = "cycle", .field = "parent", .found = chain, .expected = "a tree",
                                       .message = "nothing lies inside itself: correct the parent of one of these rows"});
    }
}

}  // namespace leps
