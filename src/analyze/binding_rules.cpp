#include "analyze/binding_rules.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "leps/compile/row_subject.hpp"
#include "leps/domain/definitions/measure_limit.hpp"

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

std::string first_said(const std::string& own, const std::string& above) { return own.empty() ? above : own; }

/// Looks up what made a row, and says it.
class RuleWords {
public:
    explicit RuleWords(const CompiledProblem& compiled) : compiled_(compiled), view_(*compiled.view), tables_(compiled.view->tables) {}

    [[nodiscard]] BindingRow of(RowIndex row, BindingSide side) const {
        const Origin origin = Origin::unpacked(compiled_.problem.origin(row));
        BindingRow binding{.rule = std::string(rule_name(origin.rule)), .subject = row_subject(compiled_, row), .period = period(origin), .side = side};
        describe(origin, binding);
        return binding;
    }

private:
    [[nodiscard]] std::string period(const Origin& origin) const {
        switch (origin.rule) {
            case Rule::persons_cap: return to_string(view_.timeline.periods()[origin.part].span);
            case Rule::measure_limit: return tables_.measure_limits[origin.subject].counted == Counted::starts_in_horizon ? "" : to_string(view_.timeline.periods()[origin.part].span);
            case Rule::level_floor: return to_string(view_.timeline[view_.demands[origin.subject].period].span);
            default: return {};
        }
    }

    [[nodiscard]] const std::string& law_of(const FundId& fund) const { return tables_.funds[view_.spendable.fund(fund).value()].legal_source; }
    [[nodiscard]] const std::string& law_of(const MeasureId& measure) const { return view_.measures[view_.measures.at(measure)].legal_source; }

    void describe(const Origin& origin, BindingRow& out) const {
        const std::size_t i = origin.subject;
        const bool most = out.side == BindingSide::most;
        const auto say = [&](const std::string& source, const std::string& statement) {
            out.legal_source = source;
            out.statement = statement + " (" + out.subject + (out.period.empty() ? "" : ", " + out.period) + ").";
        };
        switch (origin.rule) {
            case Rule::eligibility: {
                const Eligibility& row = tables_.eligibility[i];
                const std::string cap = row.max_share ? "at most " + to_string(*row.max_share) + " of it" : row.max_amount ? "at most " + to_string(*row.max_amount) + " EUR of it" : "no more of it";
                return say(first_said(row.remarks.source, law_of(row.fund)), row.fund.text() + " pays all that its right allows, " + cap);
            }
            case Rule::co_financing: {
                const CoFinancing& row = tables_.co_financing[i];
                return say(first_said(row.remarks.source, law_of(row.fund)), row.fund.text() + " pays all that co-financing allows, " + to_string(row.max_share) + " of the base");
            }
            case Rule::shared_dues: return say("", "A zone's recipients, or a municipality, pay all of their part of a due that is shared");
            case Rule::reserve: {
                const Reserve& row = tables_.reserves[i];
                return say(first_said(row.remarks.source, law_of(row.fund)),
                           "The reserve " + row.reserve.text() + " of " + row.fund.text() + " (" + std::string(word(row.kind)) + " " + to_string(row.share) + ") leaves " + (most ? "no more" : "no less") + " to be spent so");
            }
            case Rule::territory_quota: {
                const TerritoryQuota& row = tables_.territory_quotas[i];
                return say(first_said(row.remarks.source, law_of(row.fund)), row.fund.text() + " spends " + (most ? "the most" : "the least") + " that its quota asks of the place");
            }
            case Rule::level_floor: {
                const ServiceLevel& level = tables_.service_levels[view_.demands[i].level.value()];
                return say(first_said(level.legal_source, level.remarks.source), "The hard level " + level.level.text() + " is just reached");
            }
            case Rule::measure_limit: {
                const MeasureLimit& row = tables_.measure_limits[i];
                std::string bound = most && row.max_units ? "at most " + to_string(*row.max_units) : !most && row.min_units ? "at least " + to_string(*row.min_units) : most ? "no more" : "no less";
                if (most && row.per_indicator) { bound += ", by the indicator " + row.per_indicator->text(); }
                return say(first_said(row.remarks.source, law_of(row.measure)), "The " + std::string(word(row.kind)) + " of " + row.measure.text() + " is met: " + bound + " (" + std::string(word(row.counted)) + ")");
            }
            case Rule::link: {
                const Link& row = tables_.links[i];
                return say(first_said(row.remarks.source, law_of(row.measure)), "The link " + row.measure.text() + " " + std::string(word(row.kind)) + " " + row.other + " leaves no choice");
            }
            case Rule::committed: return say(first_said(tables_.records[i].remarks.source, law_of(tables_.records[i].fund)), "No more than what is committed is spent");
            case Rule::persons_cap: {
                const bool level = i < tables_.service_levels.size();
                return say(level ? tables_.service_levels[i].legal_source : "", level ? "Everybody in the group of " + tables_.service_levels[i].level.text() + " is served" : "Everybody in the groups of a distinct group is served");
            }
            default: return say("", "It holds with nothing to spare");
        }
    }

    const CompiledProblem& compiled_;
    const PlanView& view_;
    const PlanTables& tables_;
};

/// How much of a row its published point uses.
class RowRoom {
public:
    RowRoom(const Problem& problem, const PublishedPoint& point, RowIndex row) : problem_(problem), point_(point), row_(row), activity_(point.activity(problem, row)) {}

    [[nodiscard]] bool known() const noexcept { return activity_.has_value(); }
    /// Nothing: no bound on that side.
    [[nodiscard]] std::optional<Int128> room(BindingSide side) const {
        const double bound = side == BindingSide::most ? problem_.row_upper()[row_.value()] : problem_.row_lower()[row_.value()];
        if (std::isinf(bound)) { return std::nullopt; }
        return side == BindingSide::most ? static_cast<Int128>(bound) - *activity_ : *activity_ - static_cast<Int128>(bound);
    }
    /// What rounding may leave of the room: one step of each divisible start and payment.
    [[nodiscard]] Int128 grid() const {
        Int128 sum = 0;
        each([&](ColumnIndex column, Int128 coefficient) {
            if (!problem_.whole(column)) { sum += wide::absolute(coefficient); }
        });
        return sum;
    }
    /// Nothing happens in the row, and its bound is a share of nothing.
    [[nodiscard]] bool idle() const {
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
        for (std::size_t s = layout.first_start[o.value()]; s < layout.first_start[o.value() + 1]; ++s) { columns[layout.starts[s].column.value()] = true; }
        for (std::size_t b = layout.first_bundle[o.value()]; b < layout.first_bundle[o.value() + 1]; ++b) {
            const Bundle& bundle = layout.bundles[b];
            for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) { columns[layout.spends[x].column.value()] = true; }
        }
    }
    return columns;
}

std::vector<BindingRow> binding_rules(const CompiledProblem& compiled, const PublishedPoint& point, const std::vector<bool>& there) {
    const Problem& problem = compiled.problem;
    const RuleWords words(compiled);
    std::vector<BindingRow> rows;
    for (std::size_t r = 0; r < problem.row_count(); ++r) {
        const RowIndex row(r);
        if (!is_rule(Origin::unpacked(problem.origin(row)))) { continue; }
        if (std::ranges::none_of(problem.columns(row), [&](ColumnIndex c) { return there[c.value()]; })) { continue; }
        const RowRoom state(problem, point, row);
        if (!state.known() || state.idle()) { continue; }
        for (const BindingSide side : {BindingSide::most, BindingSide::least}) {
            const std::optional<Int128> room = state.room(side);
            if (!room) { continue; }
            bool binds = *room < std::max<Int128>(state.grid(), 1);
            state.each([&](ColumnIndex column, Int128 coefficient) {  // one more whole unit of the zone does not fit
                const bool towards = (coefficient > 0) == (side == BindingSide::most);
                if (there[column.value()] && problem.whole(column) && towards && wide::absolute(coefficient) > *room) { binds = true; }
            });
            if (binds) { add_once(rows, words.of(row, side)); }
        }
    }
    return rows;
}

std::vector<BindingRow> blocking_rules(const CompiledProblem& compiled, const PublishedPoint& point, const std::vector<OperationIndex>& operations) {
    const Problem& problem = compiled.problem;
    const RuleWords words(compiled);
    std::vector<bool> starts(problem.column_count(), false);
    for (const OperationIndex o : operations) {
        for (std::size_t s = compiled.layout->first_start[o.value()]; s < compiled.layout->first_start[o.value() + 1]; ++s) { starts[compiled.layout->starts[s].column.value()] = true; }
    }
    std::vector<BindingRow> rows;
    for (std::size_t r = 0; r < problem.row_count(); ++r) {
        const RowIndex row(r);
        if (!is_rule(Origin::unpacked(problem.origin(row)))) { continue; }
        const RowRoom state(problem, point, row);
        if (!state.known()) { continue; }
        for (const BindingSide side : {BindingSide::most, BindingSide::least}) {
            const std::optional<Int128> room = state.room(side);
            bool blocks = false;
            state.each([&](ColumnIndex column, Int128 coefficient) {
                const Int128 unit = problem.whole(column) ? Int128{1} : Int128{Units::nanos_per_unit};
                const bool towards = (coefficient > 0) == (side == BindingSide::most);
                if (room && starts[column.value()] && towards && wide::absolute(coefficient) * unit > *room) { blocks = true; }
            });
            if (blocks) { add_once(rows, words.of(row, side)); }
        }
    }
    return rows;
}

}  // namespace leps
