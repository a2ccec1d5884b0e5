#pragma once

#include <cstdint>
#include <string>

#include "leps/compile/datum.hpp"
#include "leps/domain/columns/column.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// A datum as a plan writes it.
struct DatumWords {
    std::string table;
    std::int64_t row = 0;   ///< in plan order, from 1; of several the first
    std::string key;
    std::string subject;    ///< in ids: "HOME, A"
    std::string statement;  ///< a sentence
};

/// The key of a row, its parts with commas between them.
template <class Row>
[[nodiscard]] std::string row_key_words(const Row& row) {
    std::string text;
    for_each_column<Row>([&](const auto& column) {
        if (column.part != Part::key) { return; }
        const std::string cell = cell_text(column, row);
        if (!cell.empty()) { text += (text.empty() ? "" : ", ") + cell; }
    });
    return text;
}

[[nodiscard]] DatumWords words_of(const PlanView& view, const Datum& datum);

/// "2026", or "2026-01-01/2026-06-30" where a span is no calendar year.
[[nodiscard]] std::string span_words(const Period& span);

/// "zone A", "region R".
[[nodiscard]] std::string place_words(const PlanView& view, TerritoryIndex place);

/// "1,234.50" of "1234.50": thousands apart.
[[nodiscard]] std::string with_thousands(std::string number);

[[nodiscard]] std::string euro_words(Money money);

/// "current" as people say it: "current", "staff (permanent)".
[[nodiscard]] std::string category_words(Category category);

}  // namespace leps
