#pragma once

#include <concepts>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "compile/columns.hpp"
#include "compile/limits.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/problem/builder.hpp"

namespace leps {

/// What the families share while rows are emitted.
class Emission : public Columns {
public:
    /// `previous`: the problem that is re-written, of a plan with the same layout; null in a new problem.
    Emission(const PlanView& plan_view, const Layout& plan_layout, ProblemBuilder& problem_builder, const CompiledProblem* previous = nullptr);

    ProblemBuilder& builder;
    RuleColumns made;
    Elastic elastic = Elastic::none;
    std::vector<SlackColumn> slacks;
    std::vector<DatumColumn> data;

    /// The top of a start's box as it is stored: units (whole) or nano-units.
    [[nodiscard]] Int128 start_upper(std::size_t start) const {
        return static_cast<Int128>(builder.upper(layout.starts[start].column));
    }
    /// What a payer can put into an elementary period: the open annuities of its purse, or the one it names.
    [[nodiscard]] Money most_money(const SpendColumn& spend, ElementaryIndex e) const {
        return spend.annuity ? view.spendable[*spend.annuity].amount : open_money_[spend.purse.value() * view.timeline.elementary().size() + e.value()];
    }
    [[nodiscard]] const std::vector<ResolvedLimit>& limits();
    /// The annuities that an amount is made of: itself, or in the tail those of the recipient's last competence year.
    [[nodiscard]] std::vector<SpendableIndex> sources(SpendableIndex a) const;
    /// Where data are elastic, all that the spending columns of a purse can hold: as much as any of its annuities gives way.
    [[nodiscard]] Int128 most_spent(PurseIndex purse) const;

    /// In a re-written family that reads amounts of money, and boxes that follow from them, but nothing else that changed:
    /// what hangs only on purses and boxes that are as before can be left as it was.
    bool only_money_changed = false;
    const CompiledProblem* const earlier;
    [[nodiscard]] bool as_before(PurseIndex purse) const { return only_money_changed && same_purse_[purse.value()]; }
    [[nodiscard]] bool start_as_before(std::size_t start) const {
        const ColumnIndex column = layout.starts[start].column;
        return only_money_changed && builder.upper(column) == earlier->problem.column_upper()[column.value()];
    }

private:
    friend class RowTerms;

    std::vector<Money> open_money_;  ///< by purse and elementary period
    std::vector<bool> same_purse_;   ///< amounts as in the earlier plan, by purse
    std::optional<std::vector<ResolvedLimit>> limits_;
    std::map<std::pair<Datum, int>, ColumnIndex> gives_;
    RowEntries spare_;               ///< memory for the entries of the next row
};

/// How far a column gives way, and how much of the datum there is now, in the unit of the column.
struct Give {
    WideRatio most;
    WideRatio size = 1;
    enum class Kind { amount, all_or_nothing } kind = Kind::amount;
};

/// The terms of one row, whose owner is the lowest common ancestor of theirs.
class RowTerms {
public:
    explicit RowTerms(Emission& out) : out_(&out) { std::swap(entries_, out.spare_); }
    RowTerms(const RowTerms&) = delete;
    RowTerms& operator=(const RowTerms&) = delete;
    ~RowTerms() {
        entries_.clear();
        std::swap(entries_, out_->spare_);
    }

    template <std::signed_integral Integer>
    void add(ColumnIndex column, Integer coefficient) {
        entries_.add(column, static_cast<std::int64_t>(coefficient));
    }
    void add(ColumnIndex column, const WideRatio& coefficient) { entries_.add(column, coefficient); }
    /// factor x units in service of an operation in a period, in nano-units.
    void add_service(OperationIndex o, PeriodIndex t, Measured measured, const WideRatio& factor);
    /// factor x units started up to and with a period, in nano-units.
    void add_starts(OperationIndex o, PeriodIndex from, PeriodIndex to, const WideRatio& factor);
    /// Where duties are elastic, a column that makes up for what the row lacks up to `lower`.
    void add_slack(const WideRatio& lower, TerritoryIndex place, Origin origin);
    /// Where data are elastic, coefficient x the one column by which this datum gives way in all rows.
    void give_way(const Datum& datum, int way, const WideRatio& coefficient, const Give& give);
    /// Another row that the same column stands in, where the datum has one: it is made by the rows that the datum bounds itself.
    void rise(const Datum& datum, const WideRatio& coefficient);
    /// The same with a column of this row alone, up to where its bounds bind nothing.
    void give_way(const Datum& datum, const std::optional<WideRatio>& lower, const std::optional<WideRatio>& upper);
    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
    void emit(std::optional<WideRatio> lower, std::optional<WideRatio> upper, Origin origin);

private:
    ColumnIndex make_give(const Datum& datum, int way, const Give& give);

    Emission* out_;
    RowEntries entries_;
};

/// A scope of a rule over money: the horizon, or one year of the tail.
struct MoneyScope {
    std::optional<PeriodIndex> tail_period;  ///< empty: the horizon
};

/// The horizon, then each year of the tail.
[[nodiscard]] std::vector<MoneyScope> money_scopes(const Timeline& timeline);
[[nodiscard]] bool in_scope(const Emission& out, const SpendColumn& spend, const MoneyScope& scope);

void compile_starts(Emission& out);
void compile_spending(Emission& out);
void compile_cost_balance(Emission& out);
void compile_annuities(Emission& out);
void compile_eligibility(Emission& out);
void compile_co_financing(Emission& out);
void compile_shared_dues(Emission& out);
void compile_reserves(Emission& out);
void compile_territory_quotas(Emission& out);
void compile_level_floors(Emission& out);
void compile_worst_zones(Emission& out);
void compile_leximin(Emission& out);
void compile_measure_limits(Emission& out);
void compile_links(Emission& out);
void compile_committed(Emission& out);
void compile_persons_caps(Emission& out);
void compile_continuity(Emission& out);
void compile_stability(Emission& out);

}  // namespace leps
