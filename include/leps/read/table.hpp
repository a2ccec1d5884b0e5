#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leps {

/// A table of texts: the common form of a CSV file and of a data frame. An empty cell is an unknown value.
class RawTable {
public:
    /// Where a row stood. Rows count from 1; line 0: unknown. `ragged`: its cells did not match the header.
    struct Place {
        std::int64_t row = 0;
        std::int64_t line = 0;
        bool ragged = false;
    };

    RawTable(std::string name, std::vector<std::string> header) : name_(std::move(name)), header_(std::move(header)) {}

    /// Missing cells are taken as empty, cells beyond the header are dropped.
    void add_row(std::span<const std::string_view> cells, Place place);
    /// The next row, without a line.
    void add_row(std::span<const std::string_view> cells) {
        add_row(cells, {.row = static_cast<std::int64_t>(places_.size()) + 1});
    }

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }
    [[nodiscard]] std::size_t column_count() const noexcept { return header_.size(); }
    [[nodiscard]] std::size_t row_count() const noexcept { return places_.size(); }
    [[nodiscard]] const Place& place(std::size_t row) const { return places_[row]; }
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
        const std::size_t i = row * header_.size() + column;
        const std::size_t from = i == 0 ? 0 : ends_[i - 1];
        return std::string_view(text_).substr(from, ends_[i] - from);
    }

private:
    std::string name_;
    std::vector<std::string> header_;
    std::string text_;               // all cells, one after the other
    std::vector<std::size_t> ends_;  // of each cell in text_
    std::vector<Place> places_;
};

inline void RawTable::add_row(std::span<const std::string_view> cells, Place place) {
    for (std::size_t i = 0; i < header_.size(); ++i) {
        if (i < cells.size()) { text_ += cells[i]; }
        ends_.push_back(text_.size());
    }
    places_.push_back(place);
}

}  // namespace leps
