#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "leps/compile/compiled_problem.hpp"
#include "leps/problem/builder.hpp"

namespace leps {

/// An operation that serves a zone, and the zone's part of it.
struct Serving {
    OperationIndex operation;
    Ratio share;
};

/// What the families share while rows are emitted.
class Emission {
public:
    Emission(const PlanView& plan_view, Layout& plan_layout, ProblemBuilder& problem_builder);

    const PlanView& view;
    Layout& layout;
    ProblemBuilder& builder;
    std::vector<Int128> start_upper;                   ///< greatest units (whole) or nano-units of each start
    std::vector<ColumnIndex> gap;                      ///< by demand
    std::map<std::pair<int, StagePeriods>, ColumnIndex> worst_zone;
    std::vector<DropColumn> drops;
    std::vector<DeviationColumn> deviations;
    RowMargins margins;                                ///< usually none
    Elastic elastic = Elastic::none;
    std::vector<SlackColumn> slacks;

    ColumnIndex column(const ColumnSpec& spec);
    [[nodiscard]] NodeIndex owner(ColumnIndex column) const { return owners_[column.value()]; }
    [[nodiscard]] const WideRatio& upper(ColumnIndex column) const { return uppers_[column.value()]; }
    [[nodiscard]] NodeIndex node(TerritoryIndex territory) const { return layout.node_of_territory[territory.value()]; }
    [[nodiscard]] const std::vector<Serving>& serving(TerritoryIndex zone) const { return serving_[zone.value()]; }
    [[nodiscard]] const Measure& measure_of(OperationIndex o) const { return view.measures[view.operations[o].measure]; }
    /// Nano-units that 1 of a start column stands for.
    [[nodiscard]] std::int64_t nanos_per(OperationIndex o) const { return measure_of(o).whole ? Units::nanos_per_unit : 1; }
    [[nodiscard]] const Purse& purse(const SpendColumn& spend) const { return view.spendable.purses()[spend.purse.value()]; }
    [[nodiscard]] const Operation& operation_of(const SpendColumn& spend) const {
        return view.operations[layout.bundle(spend.bundle).operation];
    }
    [[nodiscard]] bool in_tail(const SpendColumn& spend) const {
        return view.timeline[layout.bundle(spend.bundle).elementary].tail;
    }

private:
    std::vector<NodeIndex> owners_;
    std::vector<WideRatio> uppers_;
    std::vector<std::vector<Serving>> serving_;
};

/// The terms of one row, whose owner is the lowest common ancestor of theirs.
class RowTerms {
public:
    explicit RowTerms(Emission& out) : out_(&out) {}

    void add(ColumnIndex column, const WideRatio& coefficient);
    /// factor x units in service of an operation in a period, in nano-units.
    void add_service(OperationIndex o, PeriodIndex t, Measured measured, const WideRatio& factor);
    /// factor x units started up to and with a period, in nano-units.
    void add_starts(OperationIndex o, PeriodIndex from, PeriodIndex to, const WideRatio& factor);
    /// Where duties are elastic, a column that makes up for what the row lacks up to `lower`.
    void add_slack(const WideRatio& lower, TerritoryIndex place, Origin origin);
    [[nodiscard]] bool empty() const noexcept { return terms_.empty(); }
    void emit(std::optional<WideRatio> lower, std::optional<WideRatio> upper, Origin origin);

private:
    Emission* out_;
    std::vector<std::pair<ColumnIndex, WideRatio>> terms_;
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
void compile_measure_limits(Emission& out);
void compile_links(Emission& out);
void compile_committed(Emission& out);
void compile_persons_caps(Emission& out);
void compile_continuity(Emission& out);
void compile_stability(Emission& out);

[[nodiscard]] std::vector<StageProgram> compile_stages(const Emission& out);

}  // namespace leps
