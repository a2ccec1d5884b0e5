#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// The ids that one table declares, rows with unreadable cells included: a broken row must not make each mention of its
/// id a finding of its own.
class KnownIds {
public:
    KnownIds() = default;
    /// Of a table that could not be read: any id may stand in it.
    [[nodiscard]] static KnownIds unread(std::string table) {
        KnownIds any(std::move(table), {});
        any.unread_ = true;
        return any;
    }
    KnownIds(std::string table, std::vector<std::string> ids) : table_(std::move(table)), ids_(std::move(ids)) {
        std::sort(ids_.begin(), ids_.end());
        ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
    }

    [[nodiscard]] bool contains(const std::string& id) const { return unread_ || std::binary_search(ids_.begin(), ids_.end(), id); }
    [[nodiscard]] const std::vector<std::string>& ids() const noexcept { return ids_; }
    [[nodiscard]] const std::string& table() const noexcept { return table_; }

    /// The known id with the fewest changed letters, whatever their case, where that is at most a third of them (or two); else
    /// empty. The answers stop after `suggestions` questions, so that a wrong file does not cost quadratic time.
    [[nodiscard]] std::string nearest(const std::string& id) const {
        if (id.size() > longest_ || asked_ >= suggestions) { return {}; }
        ++asked_;
        std::size_t best = (id.size() < 4 ? 1 : std::max<std::size_t>(2, id.size() / 3)) + 1;
        const std::string* found = nullptr;
        for (const std::string& known : ids_) {
            const std::size_t distance = caseless_distance(id, known, best - 1);
            if (distance < best) {
                best = distance;
                found = &known;
            }
        }
        return found == nullptr ? std::string() : *found;
    }

    static constexpr int suggestions = 200;

private:
    static constexpr std::size_t longest_ = 200;
    std::string table_;
    std::vector<std::string> ids_;
    mutable int asked_ = 0;
    bool unread_ = false;
};

/// Reports an id that its table does not declare. Returns whether it is known.
inline bool check_known(const KnownIds& known, const std::string& id, const std::string& field, const RowPlace& at,
                        TableFindings& out) {
    if (known.contains(id)) { return true; }
    const std::string near = known.nearest(id);
    out.error(at, {.code = "unknown_id", .field = field, .found = id, .expected = "an id of the table " + known.table(),
                   .message = near.empty() ? "add \"" + shown(id) + "\" to " + known.table() + " or correct it here"
                                           : "did you mean \"" + shown(near) + "\"?"});
    return false;
}

}  // namespace leps
