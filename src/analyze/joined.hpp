#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "leps/analyze/compared.hpp"
#include "leps/core/error.hpp"

namespace leps {

/// Rows of two answers by key. `Key` is a tuple of the first members of `Row`, in their order and in that of the table's columns.
template <class Row, class... Parts>
class Joined {
public:
    using Key = std::tuple<Parts...>;

    explicit Joined(std::string_view table) : table_(table) {}

    /// The row of a key, which this side now has as well. Throws InvalidValue where it had it already.
    Row& add(Side side, const Key& key) {
        auto found = rows_.find(key);
        if (found == rows_.end()) {
            found = rows_.emplace(key, Entry{.row = std::apply([](const Parts&... parts) { return Row{parts...}; }, key)}).first;
        }
        Entry& entry = found->second;
        bool& has = side == Side::second ? entry.in_second : entry.in_first;
        if (has) {
            throw InvalidValue({.code = "duplicate_key", .subject = side == Side::second ? "the second answer" : "the first answer",
                                .field = std::string(table_), .got = "two rows of one key", .limit = "each key once, as verify asks"});
        }
        has = true;
        return entry.row;
    }

    /// In the order of their keys.
    [[nodiscard]] std::vector<Row> rows() && {
        std::vector<Row> list;
        list.reserve(rows_.size());
        for (auto& [key, entry] : rows_) {
            entry.row.side = entry.in_first && entry.in_second ? Side::both : entry.in_first ? Side::first : Side::second;
            list.push_back(std::move(entry.row));
        }
        return list;
    }

private:
    struct Entry {
        Row row;
        bool in_first = false;
        bool in_second = false;
    };

    std::string_view table_;
    std::map<Key, Entry> rows_;
};

}  // namespace leps
