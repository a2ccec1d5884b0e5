#include "allocate/integer_repair.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <queue>
#include <set>

#include "leps/problem/builder.hpp"

namespace leps {
namespace {

/// Bundles around the broken constraints, the nearest first: those that share a constraint, then those that share one with
/// these, and so on; where it may be anywhere what has to change, the others after them. The units of their operations may
/// change, so all bundles of an operation come together.
class Neighbourhood {
public:
    Neighbourhood(const CompiledProblem& compiled, const Cents& cents, std::size_t most, bool anywhere)
        : layout_(*compiled.layout), cents_(cents), most_(most) {
        for (std::size_t c = 0; c < cents.constraint_count(); ++c) {
            if (cents.broken(c) != 0) { reach(c); }
        }
        while (!waiting_.empty() && bundles_.size() < most_) {
            const BundleIndex b = waiting_.front();
            waiting_.pop();
            const Bundle& bundle = layout_.bundle(b);
            for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
                for (const std::uint32_t c : cents.constraints_of(SpendIndex(x))) { reach(c); }
            }
        }
        for (std::size_t o = 0; anywhere && o < compiled.view->operations.size() && bundles_.size() < most_; ++o) { add(OperationIndex(o)); }
    }

    [[nodiscard]] const std::set<BundleIndex>& bundles() const noexcept { return bundles_; }
    [[nodiscard]] const std::set<OperationIndex>& operations() const noexcept { return operations_; }

private:
    void reach(std::size_t c) {
        if (!reached_.insert(c).second) { return; }
        if (cents_.is_bundle(c)) { add(layout_.bundle(cents_.bundle(c)).operation); }
        for (const SpendIndex s : cents_.spends_of(c)) {
            if (bundles_.size() >= most_) { return; }
            add(layout_.bundle(layout_.spend(s).bundle).operation);
        }
    }

    void add(OperationIndex o) {
        if (!operations_.insert(o).second) { return; }
        for (std::size_t b = layout_.first_bundle[o.value()]; b < layout_.first_bundle[o.value() + 1]; ++b) {
            bundles_.emplace(b);
            waiting_.emplace(b);
        }
    }

    const Layout& layout_;
    const Cents& cents_;
    std::size_t most_;
    std::set<std::size_t> reached_;
    std::set<BundleIndex> bundles_;
    std::set<OperationIndex> operations_;
    std::queue<BundleIndex> waiting_;
};

/// The changes around a plan in hand, as a problem of its own.
///
/// MONEY     each row over money:   lower - activity  <=  sum of weight x change of cents  <=  upper - activity
/// UNITS     each row over units:   likewise, of changes of nano-units
/// ROUNDED   each sum that is rounded up by itself, S = sum of rate x units:   D = ceil(S), as  0 <= D - S <= 1 - 1 / denominator
/// DUE       each bundle:   change of cents - change of the D that make up its due  =  due - paid
/// STAGE     each cap and what it measures (stage_rows.hpp)
/// SPLIT     each purse and elementary period:   change of cents - change of what its annuities give  =  - what none could pay
class RepairProgram {
public:
    RepairProgram(const CompiledProblem& compiled, const Cents& cents, const ExactUnits& units, const Neighbourhood& around, const Kept& kept)
        : compiled_(compiled), layout_(*compiled.layout), cents_(cents), units_(units), builder_(NodeTree{}), spends_(layout_.spends.size()) {
        std::set<std::uint32_t> constraints;
        find_reach();
        for (const BundleIndex b : around.bundles()) {
            const Bundle& bundle = layout_.bundle(b);
            for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
                const SpendIndex s(x);
                spends_[x] = change(std::min<Int128>(reach_, cents_.most(s) - cents_.cents(s)), std::min<Int128>(reach_, cents_.cents(s)), true);
                constraints.insert(cents_.constraints_of(s).begin(), cents_.constraints_of(s).end());
            }
        }
        for (const OperationIndex o : around.operations()) { add_operation(o); }
        for (const std::uint32_t c : constraints) {
            if (cents_.is_row(c)) { add_money_row(c); }
            if (!cents_.is_row(c) && !cents_.is_bundle(c)) { add_split(c); }
        }
        add_unit_rows();
        if (!kept.caps.empty()) { add_stage_rows(compiled_, kept, plan_in_hand(), builder_); }
        problem_ = builder_.finish();
    }

    [[nodiscard]] std::vector<double> solve(const Helper& helper) const {
        const Objective objective(costs_);
        const Limits limits{.seconds = helper.deadline->left(), .nodes = helper.nodes, .relative_gap = helper.relative_gap};
        return helper.engine->open(problem_)->solve({.objective = &objective, .task = Task::whole, .limits = limits}, *helper.context).values;
    }

    /// Writes the changes into the plan in hand.
    void apply(const std::vector<double>& values, Cents& cents, ExactUnits& units) const {
        const auto by = [&](const Change& change) { return std::llround(values[change.more.value()]) - std::llround(values[change.less.value()]); };
        for (const auto& [start, change] : starts_) {
            const double nanos = values[change.more.value()] - values[change.less.value()];
            units.set(start, units.units(start) + Units::from_nanos(static_cast<std::int64_t>(std::floor(nanos + 1e-6))));
        }
        for (const OperationIndex o : operations_) {
            const std::vector<std::int64_t> dues = units.dues(o);
            for (std::size_t i = 0; i < dues.size(); ++i) { cents.set_due(BundleIndex(layout_.first_bundle[o.value()] + i), dues[i]); }
        }
        for (std::size_t s = 0; s < spends_.size(); ++s) {
            if (spends_[s]) { cents.add(SpendIndex(s), by(*spends_[s])); }
        }
    }

private:
    static constexpr std::int64_t most_reach = 1'000'000;    ///< cents

    /// How far a column may move: as far as all that is broken asks, and some room to move others out of the way.
    void find_reach() {
        for (std::size_t c = 0; c < cents_.constraint_count(); ++c) {
            Int128 weight = 1;
            const Int128 broken = cents_.broken(c);
            if (broken == 0) { continue; }
            if (cents_.is_row(c)) {
                for (const SpendIndex s : cents_.spends_of(c)) { weight = std::max(weight, wide::absolute(cents_.weight(c, s))); }
            }
            reach_ = std::min<Int128>(most_reach, reach_ + wide::ceil_div(broken, weight));
        }
    }

    ColumnIndex column(Int128 lower, Int128 upper, bool whole) {
        return builder_.column({.owner = NodeTree::root(), .lower = lower, .upper = upper, .whole = whole});
    }

    /// A cent counts as much as a nano-unit, which is far less money: others pay before anybody is served less.
    Change change(Int128 more, Int128 less, bool whole) {
        const Change made{.more = column(0, std::max<Int128>(more, 0), whole), .less = column(0, std::max<Int128>(less, 0), whole)};
        costs_.push_back({.column = made.more, .cost = 1.0});
        costs_.push_back({.column = made.less, .cost = 1.0});
        return made;
    }

    static void add(RowBuilder& row, const Change& change, const WideRatio& weight) { row.add(change.more, weight).add(change.less, -weight); }

    RowBuilder row(std::optional<Int128> lower, std::optional<Int128> upper) {
        RowSpec spec{.owner = NodeTree::root()};
        if (lower) { spec.lower = *lower; }
        if (upper) { spec.upper = *upper; }
        return builder_.row(spec);
    }

    /// The divisible starts of an operation, its rounded sums, and its dues.
    void add_operation(OperationIndex o) {
        operations_.push_back(o);
        const std::size_t first = layout_.first_start[o.value()];
        for (std::size_t s = first; s < layout_.first_start[o.value() + 1]; ++s) {
            if (compiled_.problem.whole(layout_.starts[s].column)) { continue; }
            const Int128 now = units_.units(s).nanos();
            const auto most = static_cast<Int128>(compiled_.problem.column_upper()[layout_.starts[s].column.value()]);
            const Int128 reach = reach_of(o, s);
            starts_.emplace(s, change(std::min(reach, most - now), std::min(reach, now), false));
        }
        add_dues(o);
    }

    /// The nano-units that `reach_` cents buy at the lowest price.
    [[nodiscard]] Int128 reach_of(OperationIndex o, std::size_t start) const {
        WideRatio cheapest = 0;
        for (std::size_t b = layout_.first_bundle[o.value()]; b < layout_.first_bundle[o.value() + 1]; ++b) {
            for (const BundleCost& cost : layout_.bundles[b].costs) {
                if (cost.start == start && cost.cents > WideRatio(0)) { cheapest = cheapest > WideRatio(0) ? min(cheapest, cost.cents) : cost.cents; }
            }
        }
        if (!(cheapest > WideRatio(0))) { return 0; }
        return std::min<Int128>((WideRatio(reach_) / cheapest * WideRatio(Units::nanos_per_unit)).ceil(), Units::nanos_per_unit);
    }

    /// One sum that is rounded up by itself: cents per unit, by start.
    using RoundedSum = std::map<std::size_t, WideRatio>;

    /// The column of by how much ceil(sum) changes; nothing where none of its units may change. Equal sums are one column.
    std::optional<ColumnIndex> rounded(const RoundedSum& sum) {
        if (std::ranges::none_of(sum, [&](const auto& term) { return starts_.contains(term.first); })) { return std::nullopt; }
        const auto [found, fresh] = rounded_.try_emplace(sum, ColumnIndex());
        if (!fresh) { return found->second; }
        found->second = column(-2 * most_reach, 2 * most_reach, true);
        WideRatio value = 0;
        Int128 denominator = 1;  // of every value that D - S can take
        WideRatio snap = 0;      // how much going down to whole nano-units adds to it
        const auto widen = [&](const WideRatio& part) { denominator = wide::multiply(denominator / wide::gcd(denominator, part.denominator()), part.denominator()); };
        for (const auto& [start, cents] : sum) {
            value += cents * units_.units(start).wide();
            const WideRatio per_nano = cents / WideRatio(Units::nanos_per_unit);
            widen(per_nano);
            if (starts_.contains(start)) { snap += per_nano; }
        }
        const WideRatio above = WideRatio(value.ceil()) - value;
        RowBuilder within = builder_.row({.owner = NodeTree::root(), .lower = -above, .upper = WideRatio(1) - WideRatio(1, denominator) - snap - above});
        within.add(found->second, 1);
        for (const auto& [start, cents] : sum) {
            const auto moved = starts_.find(start);
            if (moved != starts_.end()) { add(within, moved->second, -(cents / WideRatio(Units::nanos_per_unit))); }
        }
        return found->second;
    }

    void add_dues(OperationIndex o) {
        const PlanView& view = *compiled_.view;
        std::map<std::pair<ElementaryIndex, Category>, std::vector<std::pair<ColumnIndex, int>>> parts;
        const auto add_part = [&](ElementaryIndex e, Category category, const RoundedSum& until, const RoundedSum& before) {
            if (const auto more = rounded(until)) { parts[{e, category}].emplace_back(*more, 1); }
            if (const auto less = rounded(before)) { parts[{e, category}].emplace_back(*less, -1); }
        };
        std::vector<std::optional<std::size_t>> start_of(view.timeline.horizon_periods());
        for (std::size_t s = layout_.first_start[o.value()]; s < layout_.first_start[o.value() + 1]; ++s) { start_of[layout_.starts[s].period.value()] = s; }
        for (const CohortPayment& payment : units_.schedule(o).payments) {
            if (!payment.due) { continue; }
            const std::size_t start = start_of[payment.start.value()].value();
            add_part(*payment.due, payment.category, {{start, payment.after}}, payment.before > WideRatio(0) ? RoundedSum{{start, payment.before}} : RoundedSum{});
        }
        std::map<std::pair<Category, ElementaryIndex>, RoundedSum> running;
        for (const RunningCost& cost : units_.schedule(o).running) {
            running[{cost.category, cost.due}].emplace(start_of[cost.start.value()].value(), cost.until);
        }
        for (const auto& [key, until] : running) {
            const auto& [category, e] = key;
            const bool first = e == view.timeline[view.timeline[e].period].first;
            const auto earlier = first ? running.end() : running.find({category, ElementaryIndex(e.value() - 1)});
            add_part(e, category, until, earlier == running.end() ? RoundedSum{} : earlier->second);
        }
        for (std::size_t b = layout_.first_bundle[o.value()]; b < layout_.first_bundle[o.value() + 1]; ++b) {
            const Bundle& bundle = layout_.bundles[b];
            const Int128 missing = static_cast<Int128>(cents_.due(BundleIndex(b))) - cents_.paid(BundleIndex(b));
            RowBuilder balance = row(missing, missing);
            for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) { add(balance, *spends_[x], 1); }
            for (const auto& [column, sign] : parts[{bundle.elementary, bundle.category}]) { balance.add(column, -sign); }
        }
    }

    void add_money_row(std::uint32_t c) {
        const auto below = cents_.room_below(c);
        RowBuilder money = row(below ? std::optional(-*below) : std::nullopt, cents_.room_above(c));
        for (const SpendIndex s : cents_.spends_of(c)) {
            if (spends_[s.value()]) { add(money, *spends_[s.value()], cents_.weight(c, s)); }
        }
    }

    void add_unit_rows() {
        std::map<std::size_t, std::vector<std::pair<Change, Int128>>> rows;
        for (const auto& [start, change] : starts_) {
            for (const ExactUnits::Entry& entry : units_.rows_of(start)) { rows[entry.row].emplace_back(change, entry.coefficient); }
        }
        for (const auto& [r, terms] : rows) {
            Int128 falls = 0;  // by how much going down to whole nano-units lowers (raises) the activity
            Int128 rises = 0;
            for (const auto& [change, coefficient] : terms) { (coefficient > 0 ? falls : rises) += wide::absolute(coefficient); }
            auto below = units_.room_below(r);
            auto above = units_.room_above(r);
            if (below) { below = falls - *below; }
            if (above) { above = *above - rises; }
            if (below && above && *below > *above) { below = above = 0; }
            RowBuilder held = row(below, above);
            for (const auto& [change, coefficient] : terms) { add(held, change, coefficient); }
        }
    }

    /// What of the plan in hand changes here, by column of the whole problem.
    [[nodiscard]] PlanInHand plan_in_hand() const {
        const std::size_t columns = compiled_.problem.column_count();
        PlanInHand plan{.now = std::vector<std::optional<Int128>>(columns), .moved = std::vector<std::optional<Change>>(columns)};
        for (std::size_t s = 0; s < spends_.size(); ++s) {
            const std::size_t column = layout_.spends[s].column.value();
            plan.now[column] = cents_.cents(SpendIndex(s));
            plan.moved[column] = spends_[s];
        }
        for (std::size_t s = 0; s < layout_.starts.size(); ++s) {
            const std::size_t column = layout_.starts[s].column.value();
            plan.now[column] = units_.in_columns(s);
            if (const auto change = starts_.find(s); change != starts_.end()) { plan.moved[column] = change->second; }
        }
        return plan;
    }

    void add_split(std::uint32_t c) {
        const Purse& purse = compiled_.view->spendable.purses()[cents_.purse(c).value()];
        const std::vector<std::vector<std::int64_t>> paid = cents_.split(c);
        const std::size_t periods = paid.back().size();
        std::vector<std::vector<ColumnIndex>> given_in(periods);
        for (std::size_t i = 0; i < purse.annuities.size(); ++i) {
            const SpendableAnnuity& annuity = compiled_.view->spendable[purse.annuities[i]];
            Int128 left = annuity.amount.cents();
            std::vector<ColumnIndex> given;
            for (std::size_t e = 0; e < periods; ++e) {
                left -= paid[i][e];
                const ElementaryPeriod& elementary = compiled_.view->timeline.elementary()[e];
                if (annuity.tail != elementary.tail || !annuity.window.contains(elementary.span)) { continue; }
                given.push_back(column(-std::min<Int128>(paid[i][e], most_reach), most_reach, false));
                given_in[e].push_back(given.back());
            }
            RowBuilder within = row(std::nullopt, left);
            for (const ColumnIndex change : given) { within.add(change, 1); }
        }
        std::vector<std::vector<SpendIndex>> spent(periods);
        for (const SpendIndex s : cents_.spends_of(c)) {
            if (spends_[s.value()]) { spent[layout_.bundle(layout_.spend(s).bundle).elementary.value()].push_back(s); }
        }
        for (std::size_t e = 0; e < periods; ++e) {
            if (given_in[e].empty() && spent[e].empty()) { continue; }
            const Int128 unpaid = paid.back()[e];
            RowBuilder balance = row(-unpaid, -unpaid);
            for (const SpendIndex s : spent[e]) { add(balance, *spends_[s.value()], 1); }
            for (const ColumnIndex change : given_in[e]) { balance.add(change, -1); }
        }
    }

    const CompiledProblem& compiled_;
    const Layout& layout_;
    const Cents& cents_;
    const ExactUnits& units_;
    ProblemBuilder builder_;
    Problem problem_;
    Int128 reach_ = 100;
    std::vector<std::optional<Change>> spends_;       ///< by SpendIndex: those that may change
    std::map<std::size_t, Change> starts_;            ///< by position in Layout::starts
    std::vector<OperationIndex> operations_;
    std::map<RoundedSum, ColumnIndex> rounded_;
    std::vector<Objective::Term> costs_;
};

}  // namespace

bool repair_in_integers(const CompiledProblem& compiled, Cents& cents, ExactUnits& units, const Kept& kept, const Helper& helper) {
    constexpr std::array<std::size_t, 3> sizes = {60, 600, 6000};
    for (const std::size_t most : sizes) {
        const Neighbourhood around(compiled, cents, most, !kept.caps.empty());
        const RepairProgram program(compiled, cents, units, around, kept);
        const std::vector<double> values = program.solve(helper);
        if (!values.empty()) {
            program.apply(values, cents, units);
            return true;
        }
        if (around.bundles().size() < most || helper.out_of_time()) { break; }  // that was all there is
    }
    return false;
}

}  // namespace leps
