#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "leps/domain/checks/check_context.hpp"
#include "leps/domain/definitions/specificity.hpp"

namespace leps {

/// "Most specific row wins" holds only where one row is the closest on every axis, and where the closest rows follow each
/// other in time. What is found of one table is reported once per pair of rows, with the first place where it bites.
template <class Row>
class ClosestRowCheck {
public:
    ClosestRowCheck(PlanFindings& findings, const std::string& table) : out_(findings, table) {}

    /// The closest rows, as the definitions take them; reports why there is no such row, or more than one scope.
    template <class Rank>
    [[nodiscard]] std::vector<const Row*> closest(const std::vector<const Row*>& rows, Rank rank, const std::string& place) {
        std::vector<const Row*> winners = most_specific(rows, rank);
        if (winners.empty()) {
            incomparable(rows, rank, place);
            return winners;
        }
        if constexpr (requires(const Row& row) { row.scope; }) {
            for (const Row* row : winners) {
                if (row->scope != winners.front()->scope) {
                    report(*winners.front(), *row, "territory_group", row->scope.group,
                           "both apply to " + place + " equally closely: write a row for the territory, or change one of the groups");
                }
            }
        }
        return winners;
    }

    /// Rows that would hold on the same day. `rows` are equally close.
    void overlaps(std::vector<const Row*> rows, const std::string& place) {
        const auto begin = [](const Row* row) { return row->valid.from.value_or(Date(boost::gregorian::min_date_time)); };
        std::stable_sort(rows.begin(), rows.end(), [&](const Row* a, const Row* b) { return begin(a) < begin(b); });
        const Row* latest = nullptr;
        for (const Row* row : rows) {
            if (latest != nullptr && latest->scope == row->scope && latest->valid.meets(row->valid)) {
                report(*latest, *row, "from", row->valid.from ? to_string(*row->valid.from) : "",
                       "both are in force on the same day in " + place + ": let one end before the other begins", "overlapping_dates");
            }
            if (latest == nullptr || !row->valid.until || (latest->valid.until && *latest->valid.until < *row->valid.until)) { latest = row; }
        }
    }

private:
    template <class Rank>
    void incomparable(const std::vector<const Row*>& rows, Rank rank, const std::string& place) {
        const Row* by_measure = nullptr;
        const Row* by_scope = nullptr;
        Specificity best{.measure = -1, .scope = -1};
        for (const Row* row : rows) {
            const std::optional<Specificity> fit = rank(*row);
            if (!fit) { continue; }
            if (fit->measure > best.measure) {
                best.measure = fit->measure;
                by_measure = row;
            }
            if (fit->scope > best.scope) {
                best.scope = fit->scope;
                by_scope = row;
            }
        }
        if (by_measure == nullptr || by_scope == nullptr) { return; }
        report(*by_measure, *by_scope, "measure", place,
               "one is closer by measure, the other by place, so that neither wins in " + place + ": add a row that is closest in both");
    }

    void report(const Row& first, const Row& second, const char* field, const std::string& found, const std::string& why, const char* code = "ambiguous") {
        if (!reported_.emplace(&first, &second).second) { return; }
        out_.error(second.at, {.code = code, .field = field, .found = found, .expected = "one row that is closest",
                               .message = "this row and " + place_text(first.at) + ": " + why});
    }

    TableFindings out_;
    std::set<std::pair<const Row*, const Row*>> reported_;
};

}  // namespace leps
