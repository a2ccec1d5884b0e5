#include "analyze/published_point.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace leps {
namespace {

/// Result rows, looked up in the plan and its columns.
class ColumnsOfResult {
public:
    explicit ColumnsOfResult(const CompiledProblem& compiled) : view_(*compiled.view), layout_(*compiled.layout) {
        for (std::size_t s = 0; s < layout_.starts.size(); ++s) {
            starts_.emplace(std::pair(layout_.starts[s].operation, layout_.starts[s].period), s);
        }
        for (std::size_t b = 0; b < layout_.bundles.size(); ++b) {
            const Bundle& bundle = layout_.bundles[b];
            bundles_.emplace(std::tuple(bundle.operation, bundle.elementary, bundle.category), b);
        }
        for (std::size_t t = 0; t < view_.timeline.periods().size(); ++t) { periods_.emplace(view_.timeline.periods()[t].span, PeriodIndex(t)); }
        for (std::size_t e = 0; e < view_.timeline.elementary().size(); ++e) {
            elementary_.emplace(view_.timeline.elementary()[e].span, ElementaryIndex(e));
        }
        for (std::size_t f = 0; f < view_.tables.funds.size(); ++f) { funds_.emplace(view_.tables.funds[f].fund, FundIndex(f)); }
        for (std::size_t p = 0; p < view_.spendable.purses().size(); ++p) {
            const Purse& purse = view_.spendable.purses()[p];
            purses_.emplace(std::pair(purse.fund, purse.recipient), PurseIndex(p));
        }
        for (const UseColumn& use : layout_.uses) { uses_.emplace(std::pair(use.annuity, use.elementary), use.column); }
    }

    [[nodiscard]] std::optional<std::size_t> start(const UnitRow& row) const {
        const auto operation = operation_of(row.site, row.measure);
        const auto period = periods_.find(row.period);
        if (!operation || period == periods_.end()) { return std::nullopt; }
        const auto found = starts_.find({*operation, period->second});
        return found == starts_.end() ? std::nullopt : std::optional(found->second);
    }

    /// The column of spending, and that of use where the annuities of the purse overlap.
    struct Paid {
        ColumnIndex spend;
        std::optional<ColumnIndex> use;
    };
    [[nodiscard]] std::optional<Paid> paid(const SpendRow& row) const {
        const auto operation = operation_of(row.site, row.measure);
        const auto e = elementary_.find(row.period);
        const auto fund = funds_.find(row.fund);
        const auto recipient = view_.territories.find(row.recipient);
        if (!operation || e == elementary_.end() || fund == funds_.end() || !recipient) { return std::nullopt; }
        const auto annuity = view_.spendable.find(fund->second, row.year, *recipient, row.act);
        const auto purse = purses_.find({fund->second, *recipient});
        const auto bundle = bundles_.find({*operation, e->second, row.category});
        if (!annuity || purse == purses_.end() || bundle == bundles_.end()) { return std::nullopt; }
        const Bundle& of = layout_.bundles[bundle->second];
        for (std::size_t x = of.first_spend; x < of.first_spend + of.spend_count; ++x) {
            const SpendColumn& spend = layout_.spends[x];
            if (spend.purse != purse->second || (spend.annuity && *spend.annuity != *annuity)) { continue; }
            const auto use = uses_.find({*annuity, e->second});
            return Paid{.spend = spend.column, .use = use == uses_.end() ? std::nullopt : std::optional(use->second)};
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] std::optional<OperationIndex> operation_of(const std::string& site, const MeasureId& id) const {
        const auto measure = view_.measures.find(id);
        return measure ? view_.operations.find(site, *measure) : std::nullopt;
    }

    const PlanView& view_;
    const Layout& layout_;
    std::map<std::pair<OperationIndex, PeriodIndex>, std::size_t> starts_;
    std::map<std::tuple<OperationIndex, ElementaryIndex, Category>, std::size_t> bundles_;
    std::map<Period, PeriodIndex> periods_;
    std::map<Period, ElementaryIndex> elementary_;
    std::map<FundId, FundIndex> funds_;
    std::map<std::pair<FundIndex, TerritoryIndex>, PurseIndex> purses_;
    std::map<std::pair<SpendableIndex, ElementaryIndex>, ColumnIndex> uses_;
};

[[noreturn]] void unknown_row(const std::string& table, const std::string& got) {
    throw InvalidValue({.code = "unknown_row", .subject = "allocation", .field = table, .got = got,
                        .limit = "what the plan knows: leps verify names every such row"});
}

}  // namespace

PublishedPoint::PublishedPoint(const CompiledProblem& compiled, const Allocation& allocation)
    : values_(compiled.problem.column_count()), held_(compiled.problem.column_count(), 0.0) {
    const Problem& problem = compiled.problem;
    const ColumnsOfResult columns(compiled);
    for (const StartColumn& start : compiled.layout->starts) { values_[start.column.value()] = 0; }
    for (const SpendColumn& spend : compiled.layout->spends) { values_[spend.column.value()] = 0; }
    for (const UseColumn& use : compiled.layout->uses) { values_[use.column.value()] = 0; }
    for (const UnitRow& row : allocation.starts) {
        const auto start = columns.start(row);
        if (!start) { unknown_row("starts", row.site + ", " + row.measure.text() + ", " + to_string(row.period)); }
        const ColumnIndex column = compiled.layout->starts[*start].column;
        *values_[column.value()] += problem.whole(column) ? row.units.nanos() / Units::nanos_per_unit : row.units.nanos();
    }
    for (const SpendRow& row : allocation.spend) {
        const auto paid = columns.paid(row);
        if (!paid) { unknown_row("spend", row.fund.text() + ", " + row.site + ", " + row.measure.text() + ", " + to_string(row.period)); }
        *values_[paid->spend.value()] += row.amount.cents();
        if (paid->use) { *values_[paid->use->value()] += row.amount.cents(); }
    }
    // A binary of a link is 1 unless a row of it and of starts alone says that it cannot be.
    std::vector<bool> forbidden(problem.column_count(), false);
    const auto is_link = [&](ColumnIndex c) { return problem.whole(c) && !values_[c.value()]; };
    for (std::size_t r = 0; r < problem.row_count(); ++r) {
        const auto in_row = problem.columns(RowIndex(r));
        if (std::ranges::count_if(in_row, is_link) != 1) { continue; }
        Int128 activity = 0;
        ColumnIndex link;
        bool known = true;
        for (std::size_t i = 0; i < in_row.size(); ++i) {
            const auto coefficient = static_cast<Int128>(problem.coefficients(RowIndex(r))[i]);
            if (is_link(in_row[i])) {
                link = in_row[i];
                activity += coefficient;
            } else if (values_[in_row[i].value()]) {
                activity += coefficient * *values_[in_row[i].value()];
            } else {
                known = false;
            }
        }
        const bool holds = static_cast<double>(activity) >= problem.row_lower()[r] && static_cast<double>(activity) <= problem.row_upper()[r];
        if (known && !holds) { forbidden[link.value()] = true; }
    }
    for (std::size_t j = 0; j < problem.column_count(); ++j) {
        if (is_link(ColumnIndex(j))) { held_[j] = forbidden[j] ? 0.0 : 1.0; }
    }
    for (std::size_t j = 0; j < problem.column_count(); ++j) {
        if (!problem.whole(ColumnIndex(j))) { continue; }
        if (values_[j]) { held_[j] = static_cast<double>(*values_[j]); }
        values_[j] = static_cast<Int128>(held_[j]);
    }
}

std::optional<Int128> PublishedPoint::activity(const Problem& problem, RowIndex row) const {
    Int128 sum = 0;
    const auto columns = problem.columns(row);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::optional<Int128>& value = at(columns[i]);
        if (!value) { return std::nullopt; }
        sum += static_cast<Int128>(problem.coefficients(row)[i]) * *value;
    }
    return sum;
}

}  // namespace leps
