#include "analyze/binding_rules.hpp"

#include <algorithm>
#include <cmath>

#include "analyze/rule_words.hpp"

namespace leps {
namespace {

/// A rule of its own, that a planner can read in the tables.
bool is_rule(const Origin& origin) {
    switch (origin.rule) {
        case Rule::eligibility:
        case Rule::co_financing:
        case Rule::shared_dues:
        case Rule::reserve:
        case Rule::territory_quota:
        case Rule::measure_limit:
        case Rule::link:
        case Rule::committed:
        case Rule::persons_cap: return true;
        case Rule::level_floor: return origin.part == 1;  // a hard level
        default: return false;
    }
}

/// How much of a row its published point uses.
class RowRoom {
public:
    RowRoom(const Problem& problem, const PublishedPoint& point, RowIndex row)
        : problem_(problem), point_(point), row_(row), activity_(point.activity(problem, row)) {}

    [[nodiscard]] bool known() const noexcept { return activity_.has_value(); }
    /// Nothing: no bound on that side.
    [[nodiscard]] std::optional<Int128> room(BindingSide side) const {
        const double bound = side == BindingSide::most ? problem_.row_upper()[row_.value()] : problem_.row_lower()[row_.value()];
        if (std::isinf(bound)) { return std::nullopt; }
        return side == BindingSide::most ? static_cast<Int128>(bound) - *activity_ : *activity_ - static_cast<Int128>(bound);
    }
    /// What rounding and later stages may leave of the room.
    [[nodiscard]] Int128 grid(const RoundingSteps& steps) const {
        Int128 sum = 0;
        each([&](ColumnIndex column, Int128 coefficient) {
            sum = wide::add(sum, wide::multiply(wide::absolute(coefficient), steps.of(column)));
        });
        return sum;
    }
    /// A row of a link stops what it bounds only where it leaves nothing at all to it: else it holds by its big number.
    [[nodiscard]] bool says_nothing(BindingSide side) const {
        if (Origin::unpacked(problem_.origin(row_)).rule != Rule::link) { return false; }
        bool started = side == BindingSide::least;
        each([&](ColumnIndex column, Int128) {
            const bool start = Origin::unpacked(problem_.origin(column)).rule == Rule::starts;
            started = started || (start && *point_.at(column) != 0);
        });
        return started;
    }
    /// Nothing happens in the row, and its bound is a share of nothing.
    [[nodiscard]] bool idle() const {
        if (Origin::unpacked(problem_.origin(row_)).rule == Rule::link) { return false; }
        bool zero = true, up = false, down = false;
        each([&](ColumnIndex column, Int128 coefficient) {
            zero = zero && *point_.at(column) == 0;
            (coefficient > 0 ? up : down) = true;
        });
        return zero && up && down;
    }
    template <class Visit>
    void each(Visit visit) const {
        const auto columns = problem_.columns(row_);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (problem_.coefficients(row_)[i] != 0.0) { visit(columns[i], static_cast<Int128>(problem_.coefficients(row_)[i])); }
        }
    }

private:
    const Problem& problem_;
    const PublishedPoint& point_;
    RowIndex row_;
    std::optional<Int128> activity_;
};

/// Each rule, subject, period and side once.
void add_once(std::vector<BindingRow>& rows, BindingRow row) {
    if (std::ranges::find(rows, row) == rows.end()) { rows.push_back(std::move(row)); }
}

}  // namespace

std::vector<bool> columns_of(const CompiledProblem& compiled, const std::vector<OperationIndex>& operations) {
    const Layout& layout = *compiled.layout;
    std::vector<bool> columns(compiled.problem.column_count(), false);
    for (const OperationIndex o : operations) {
        for (std::size_t s = layout.first_start[o.value()]; s < layout.first_start[o.value() + 1]; ++s) {
            columns[layout.starts[s].column.value()] = true;
        }
        for (std::size_t b = layout.first_bundle[o.value()]; b < layout.first_bundle[o.value() + 1]; ++b) {
            const Bundle& bundle = layout.bundles[b];
            for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
                columns[layout.spends[x].column.value()] = true;
            }
        }
    }
    return columns;
}

std::vector<BindingRow> binding_rules(const PublishedRules& published, const std::vector<bool>& there) {
    const Problem& problem = published.compiled.problem;
    std::vector<BindingRow> rows;
    for (std::size_t r = 0; r < problem.row_count(); ++r) {
        const RowIndex row(r);
        if (!is_rule(Origin::unpacked(problem.origin(row)))) { continue; }
        if (std::ranges::none_of(problem.columns(row), [&](ColumnIndex c) { return there[c.value()]; })) { continue; }
        const RowRoom state(problem, published.point, row);
        if (!state.known() || state.idle()) { continue; }
        for (const BindingSide side : {BindingSide::most, BindingSide::least}) {
            const std::optional<Int128> room = state.room(side);
            if (!room || state.says_nothing(side)) { continue; }
            bool binds = *room < std::max<Int128>(state.grid(published.steps), 1);
            state.each([&](ColumnIndex column, Int128 coefficient) {  // one more whole unit of the zone does not fit
                const bool towards = (coefficient > 0) == (side == BindingSide::most);
                if (there[column.value()] && problem.whole(column) && towards && wide::absolute(coefficient) > *room) { binds = true; }
            });
            if (binds) { add_once(rows, rule_words(published.compiled, row, side)); }
        }
    }
    return rows;
}

std::vector<BindingRow> blocking_rules(const PublishedRules& published, const std::vector<OperationIndex>& operations) {
    const CompiledProblem& compiled = published.compiled;
    const Problem& problem = compiled.problem;
    std::vector<bool> starts(problem.column_count(), false);
    const Layout& layout = *compiled.layout;
    for (const OperationIndex o : operations) {
        for (std::size_t s = layout.first_start[o.value()]; s < layout.first_start[o.value() + 1]; ++s) { starts[layout.starts[s].column.value()] = true; }
    }
    std::vector<BindingRow> rows;
    for (std::size_t r = 0; r < problem.row_count(); ++r) {
        const RowIndex row(r);
        if (!is_rule(Origin::unpacked(problem.origin(row)))) { continue; }
        const RowRoom state(problem, published.point, row);
        if (!state.known()) { continue; }
        for (const BindingSide side : {BindingSide::most, BindingSide::least}) {
            const std::optional<Int128> room = state.room(side);
            if (state.says_nothing(side)) { continue; }
            bool blocks = false;
            state.each([&](ColumnIndex column, Int128 coefficient) {
                const Int128 unit = problem.whole(column) ? Int128{1} : Int128{Units::nanos_per_unit};
                const bool towards = (coefficient > 0) == (side == BindingSide::most);
                if (room && starts[column.value()] && towards && wide::absolute(coefficient) * unit > *room) { blocks = true; }
            });
            if (blocks) { add_once(rows, rule_words(published.compiled, row, side)); }
        }
    }
    return rows;
}

}  // namespace leps
