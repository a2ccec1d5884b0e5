#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "leps/domain/columns/tables.hpp"

namespace leps::python {

/// A table as Arrow lays out text: for each column the bytes of all cells and where each one begins. Kinds say what the
/// texts mean: id, word, text, money, units, ratio, date, period, integer, boolean, real.
class TextTable {
public:
    struct Column {
        std::string name;
        std::string kind;
        std::string bytes;
        std::vector<std::int64_t> offsets{0};

        void add(std::string_view cell) {
            bytes += cell;
            offsets.push_back(static_cast<std::int64_t>(bytes.size()));
        }
        [[nodiscard]] std::string_view cell(std::size_t row) const {
            const auto from = static_cast<std::size_t>(offsets[row]);
            return std::string_view(bytes).substr(from, static_cast<std::size_t>(offsets[row + 1]) - from);
        }
        bool operator==(const Column&) const = default;
    };

    TextTable() = default;
    explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

    [[nodiscard]] const std::vector<Column>& columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t row_count() const noexcept { return columns_.empty() ? 0 : columns_.front().offsets.size() - 1; }

private:
    std::vector<Column> columns_;
};

/// What a table is pickled as: names, columns of cells, kinds.
[[nodiscard]] pybind11::tuple table_state(const TextTable& table);
[[nodiscard]] TextTable table_made(const pybind11::tuple& state);

namespace kind {

template <class Value> struct Of { static constexpr std::string_view name = "text"; };
template <> struct Of<Money> { static constexpr std::string_view name = "money"; };
template <> struct Of<Units> { static constexpr std::string_view name = "units"; };
template <> struct Of<Ratio> { static constexpr std::string_view name = "ratio"; };
template <> struct Of<Date> { static constexpr std::string_view name = "date"; };
template <> struct Of<Period> { static constexpr std::string_view name = "period"; };
template <> struct Of<std::int32_t> { static constexpr std::string_view name = "integer"; };
template <> struct Of<std::int64_t> { static constexpr std::string_view name = "integer"; };
template <> struct Of<bool> { static constexpr std::string_view name = "boolean"; };
template <> struct Of<double> { static constexpr std::string_view name = "real"; };
template <Worded Enum> struct Of<Enum> { static constexpr std::string_view name = "word"; };
template <class Kind> struct Of<Id<Kind>> { static constexpr std::string_view name = "id"; };
template <class Range> struct Of<FirstDay<Range>> { static constexpr std::string_view name = "date"; };
template <class Range> struct Of<LastDay<Range>> { static constexpr std::string_view name = "date"; };
template <class Fund> struct Of<Payer<Fund>> { static constexpr std::string_view name = "id"; };
template <class Value> struct Of<StageValue<Value>> { static constexpr std::string_view name = "ratio"; };
template <class Flag> struct Of<PricedThing<Flag>> { static constexpr std::string_view name = "word"; };
template <class Value> struct Of<std::optional<Value>> : Of<Value> {};

}  // namespace kind

/// What the cells of a column mean. Text in a key is an id.
template <class Row, class Described>
[[nodiscard]] constexpr std::string_view kind_of(const Described&) {
    using Value = std::remove_cvref_t<decltype(std::declval<const Described&>().of(std::declval<const Row&>()))>;
    return std::is_same_v<Value, std::string> && Described::part == Part::key ? "id" : kind::Of<Value>::name;
}

/// The rows of any described table as text, with the user's own columns last. Time O(cells).
template <class Row>
[[nodiscard]] TextTable text_table(std::span<const Row> rows) {
    std::vector<TextTable::Column> columns;
    for_each_column<Row>([&](const auto& described) {
        TextTable::Column& column = columns.emplace_back();
        column.name = described.name;
        column.kind = kind_of<Row>(described);
        for (const Row& row : rows) { column.add(cell_text(described, row)); }
    });
    if constexpr (Remarked<Row>) {
        std::set<std::string> own;
        for (const Row& row : rows) {
            for (const auto& [name, value] : row.remarks.own) { own.insert(name); }
        }
        for (const std::string& name : own) {
            TextTable::Column& column = columns.emplace_back();
            column.name = name;
            column.kind = "text";
            for (const Row& row : rows) {
                std::string_view cell;
                for (const auto& [key, value] : row.remarks.own) {
                    if (key == name) { cell = value; }
                }
                column.add(cell);
            }
        }
    }
    return TextTable(std::move(columns));
}

}  // namespace leps::python
