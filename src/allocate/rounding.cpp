#include "allocate/rounding.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "allocate/cents.hpp"
#include "allocate/exact_units.hpp"
#include "allocate/integer_repair.hpp"
#include "allocate/rounding_lacks.hpp"

namespace leps {
namespace {

class Rounder {
public:
    Rounder(const CompiledProblem& compiled, const std::vector<double>& values)
        : compiled_(compiled), values_(values), layout_(*compiled.layout), units_(compiled, values), cents_(compiled), wanted_(units_.all()) {
        for (std::size_t o = 0; o < compiled.view->operations.size(); ++o) {
            const std::vector<std::int64_t> dues = units_.dues(OperationIndex(o));
            for (std::size_t i = 0; i < dues.size(); ++i) { split(BundleIndex(layout_.first_bundle[o] + i), dues[i], values); }
        }
    }

    RoundingResult run(const Mending& mending, const Helper& helper) {
        thorough_ = mending.integers;
        tries_in_all_ = thorough_ ? 500'000 : std::numeric_limits<std::int64_t>::max();  // quick searches grow with the plan alone
        if (mending.moves) { move_cents(helper); }
        if (mending.integers && (mending.within_caps || !holds())) {
            const std::span<const Cap> caps = mending.within_caps ? helper.caps : std::span<const Cap>();
            repair_in_integers(compiled_, cents_, units_, {.values = values_, .caps = caps}, helper);
            move_cents(helper);
        }
        if (holds() && !mending.within_caps) { hand_out(helper); }  // what is handed out may be more than a cap allows
        return {.plan = {.starts = units_.all(), .spends = cents_.all()}, .lacks = rounding_lacks(compiled_, cents_, units_)};
    }

private:
    /// One search tries so many moves: where moves between payers mend a row at all few mostly do it, else a unit is stepped.
    [[nodiscard]] int most_tries() const { return thorough_ ? 20'000 : 200; }

    [[nodiscard]] bool holds() const { return cents_.all_hold() && units_.all_hold(); }

    /// Mends every broken row by single moves, or else by steps of units, as far as that goes.
    void move_cents(const Helper& helper) {
        for (int pass = 0; pass < 4 && !cents_.all_hold(); ++pass) {
            for (std::size_t c = 0; c < cents_.constraint_count(); ++c) {
                if (cents_.broken(c) == 0) { continue; }
                if (helper.out_of_time()) { return; }
                tries_ = most_tries();
                if (repair(c, 3)) { continue; }
                tries_ = most_tries();
                step(c, 2);
            }
        }
    }

    /// Steps may have gone farther down than all rows together ask: units rise again towards what the engine wanted, by halves of
    /// what they lack, wherever money is left and every row holds.
    void hand_out(const Helper& helper) {
        for (std::size_t s = 0; s < wanted_.size(); ++s) {
            if (units_.units(s) < wanted_[s] && helper.out_of_time()) { return; }
            for (std::int64_t lack = wanted_[s].nanos() - units_.units(s).nanos(); lack > 0; lack /= 2) {
                tries_ = most_tries();
                if (units_.units(s) < wanted_[s]) { set_units(s, std::min(wanted_[s], units_.units(s) + Units::from_nanos(lack)), std::nullopt, 0); }
            }
        }
    }

    /// Changes a start with its dues, `preferred` paying first, if what that breaks can be mended; else leaves all as it was.
    bool set_units(std::size_t start, Units units, std::optional<SpendIndex> preferred, int depth) {
        const OperationIndex o = layout_.starts[start].operation;
        const Marks marks = here();
        const std::vector<std::pair<std::size_t, Int128>> broken = broken_around(o);
        const Units before = units_.units(start);
        if (!units_.try_set(start, units)) { return false; }
        unit_log_.emplace_back(start, before);
        follow_dues(o, preferred);
        if (no_worse(broken, depth)) { return true; }
        undo_to(marks);
        return false;
    }

    /// floor(engine's share x due), missing cents to the largest remainders that have room; ties in plan order.
    void split(BundleIndex b, std::int64_t due, const std::vector<double>& values) {
        cents_.set_due(b, due);
        if (due == 0) { return; }
        const Bundle& bundle = layout_.bundle(b);
        double total = 0.0;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) { total += values[layout_.spends[x].column.value()]; }
        const double factor = total > static_cast<double>(due) ? static_cast<double>(due) / total : 1.0;
        std::vector<std::pair<double, SpendIndex>> remainders;
        std::int64_t missing = due;
        for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
            const double wanted = values[layout_.spends[x].column.value()] * factor;
            const double nearest = std::round(wanted);
            const double whole = std::abs(wanted - nearest) < 1e-6 * std::max(1.0, wanted) ? nearest : std::floor(wanted);
            const std::int64_t part = std::clamp(static_cast<std::int64_t>(whole), std::int64_t{0}, std::min(cents_.most(SpendIndex(x)), missing));
            cents_.add(SpendIndex(x), part);
            missing -= part;
            remainders.emplace_back(wanted - static_cast<double>(part), SpendIndex(x));
        }
        std::stable_sort(remainders.begin(), remainders.end(), [](const auto& a, const auto& c) { return a.first > c.first; });
        for (const bool careful : {true, false}) {
            for (bool gave = true; gave && missing > 0;) {
                gave = false;
                for (const auto& [remainder, s] : remainders) {
                    if (missing == 0) { break; }
                    const std::int64_t chunk = std::min({missing, cents_.most(s) - cents_.cents(s),
                                                         std::max(std::int64_t{1}, static_cast<std::int64_t>(remainder))});
                    if (chunk <= 0 || (careful && !harmless(s, chunk))) { continue; }
                    cents_.add(s, chunk);
                    missing -= chunk;
                    gave = true;
                }
            }
        }
    }

    /// Whether more cents break nothing (but the bundle that is being filled).
    bool harmless(SpendIndex s, std::int64_t cents) {
        cents_.add(s, cents);
        bool fine = true;
        for (const std::uint32_t c : cents_.constraints_of(s)) { fine = fine && (cents_.is_bundle(c) || cents_.broken(c) == 0); }
        cents_.add(s, -cents);
        return fine;
    }

    /// Moves cents between payers of one bundle until a constraint holds: too much (too little) spent under it goes to
    /// (comes from) another payer; what that breaks is repaired in turn, `depth` steps deep. All or nothing.
    bool repair(std::size_t c, int depth) {
        if (cents_.is_bundle(c)) { return fill(c, depth); }
        const Marks mark = here();
        const std::vector<SpendIndex>& spends = cents_.spends_of(c);
        for (const SpendIndex from : spends) {
            if (cents_.broken(c) == 0) { return true; }
            if (cents_.cents(from) == 0) { continue; }  // as with most payers
            const Bundle& bundle = layout_.bundle(layout_.spend(from).bundle);
            for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
                const SpendIndex to(x);
                if (to == from || room(from, to) <= 0 || cents_.broken(c) == 0) { continue; }
                const Int128 gain = cents_.weight(c, from) - (contains(c, to) ? cents_.weight(c, to) : 0);
                const int direction = cents_.direction(c);
                if (gain * direction <= 0) { continue; }
                const Int128 wanted = wide::ceil_div(cents_.broken(c), wide::absolute(gain));
                try_move(from, to, wanted, depth);
            }
        }
        if (cents_.broken(c) == 0) { return true; }
        // A payer under the constraint can also receive what others hold: the same moves seen from the other side.
        for (const SpendIndex to : spends) {
            if (cents_.cents(to) >= cents_.most(to)) { continue; }
            const Bundle& bundle = layout_.bundle(layout_.spend(to).bundle);
            for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
                const SpendIndex from(x);
                if (to == from || room(from, to) <= 0 || contains(c, from)) { continue; }
                if (cents_.broken(c) == 0) { return true; }
                if (-cents_.weight(c, to) * cents_.direction(c) <= 0) { continue; }
                const Int128 wanted = wide::ceil_div(cents_.broken(c), wide::absolute(cents_.weight(c, to)));
                try_move(from, to, wanted, depth);
            }
        }
        if (cents_.broken(c) == 0) { return true; }
        undo_to(mark);
        return false;
    }

    /// A due that is not paid, or overpaid: any payer with room that breaks nothing, or whose breach can be repaired.
    bool fill(std::size_t c, int depth) {
        const Marks mark = here();
        for (const SpendIndex s : cents_.spends_of(c)) {
            const Int128 broken = cents_.broken(c);
            if (broken == 0) { return true; }
            const bool too_much = cents_.direction(c) > 0;
            const std::int64_t room = too_much ? cents_.cents(s) : cents_.most(s) - cents_.cents(s);
            const std::int64_t cents = static_cast<std::int64_t>(std::min<Int128>(broken, room));
            if (cents > 0) { apply({{s, too_much ? -cents : cents}}, depth); }
        }
        if (cents_.broken(c) == 0) { return true; }
        undo_to(mark);
        return false;
    }

    /// The most that may be moved.
    [[nodiscard]] std::int64_t room(SpendIndex from, SpendIndex to) const { return std::min(cents_.cents(from), cents_.most(to) - cents_.cents(to)); }

    bool try_move(SpendIndex from, SpendIndex to, Int128 wanted, int depth) {
        for (Int128 cents = std::min<Int128>(wanted, room(from, to)); cents > 0; cents /= 2) {
            const auto amount = static_cast<std::int64_t>(cents);
            if (apply({{from, -amount}, {to, amount}}, depth)) { return true; }
        }
        return false;
    }

    using Move = std::pair<SpendIndex, std::int64_t>;

    /// Applies moves if they break nothing more, or what they break can be repaired; else undoes them.
    bool apply(const std::vector<Move>& moves, int depth) {
        if (tries_ == 0 || tries_in_all_ == 0) { return false; }
        --tries_;
        --tries_in_all_;
        const Marks mark = here();
        std::vector<std::pair<std::size_t, Int128>> before;
        for (const auto& [s, cents] : moves) {
            for (const std::uint32_t c : cents_.constraints_of(s)) { before.emplace_back(c, cents_.broken(c)); }
        }
        for (const auto& [s, cents] : moves) { record(s, cents); }
        for (const auto& [c, broken] : before) {
            if (cents_.broken(c) <= broken) { continue; }
            if (broken != 0 || depth <= 1 || !repair(c, depth - 1)) {
                undo_to(mark);
                return false;
            }
        }
        return true;
    }

    void record(SpendIndex s, std::int64_t cents) {
        cents_.add(s, cents);
        moves_.emplace_back(s, cents);
    }
    /// How long the logs are: everything after can be undone.
    struct Marks { std::size_t moves; std::size_t dues; std::size_t units; };
    [[nodiscard]] Marks here() const { return {.moves = moves_.size(), .dues = due_log_.size(), .units = unit_log_.size()}; }
    void undo_to(const Marks& mark) {
        while (moves_.size() > mark.moves) {
            cents_.add(moves_.back().first, -moves_.back().second);
            moves_.pop_back();
        }
        while (due_log_.size() > mark.dues) {
            cents_.set_due(due_log_.back().first, due_log_.back().second);
            due_log_.pop_back();
        }
        while (unit_log_.size() > mark.units) {
            units_.set(unit_log_.back().first, unit_log_.back().second);
            unit_log_.pop_back();
        }
    }

    [[nodiscard]] bool contains(std::size_t c, SpendIndex s) const {
        const auto& list = cents_.constraints_of(s);
        return std::find(list.begin(), list.end(), static_cast<std::uint32_t>(c)) != list.end();
    }

    /// Lowers (or, where too little is spent, raises) a divisible unit by what the lacking cents buy. What that breaks is
    /// repaired, or stepped in turn, `depth` steps deep; obligations stay.
    bool step(std::size_t c, int depth) {
        for (int round = 0; round < 8 && cents_.broken(c) != 0; ++round) {
            bool changed = false;
            if (cents_.is_bundle(c)) {  // perhaps nobody may pay it at all
                changed = change_units(cents_.bundle(c), std::nullopt, -cents_.broken(c), depth);
            } else {
                for (const SpendIndex s : cents_.spends_of(c)) {
                    if (cents_.broken(c) == 0) { return true; }
                    const bool lower = cents_.direction(c) > 0;
                    const Int128 weight = cents_.weight(c, s);
                    if (weight <= 0 || (lower && cents_.cents(s) == 0)) { continue; }
                    const Int128 cents = wide::ceil_div(cents_.broken(c), weight);
                    changed = change_units(layout_.spend(s).bundle, s, lower ? -cents : cents, depth) || changed;
                }
            }
            if (!changed) { return false; }
        }
        return cents_.broken(c) == 0;
    }

    /// Adds cents to the due of a bundle (takes them off where negative), by units of its operation; `preferred` pays first.
    bool change_units(BundleIndex b, std::optional<SpendIndex> preferred, Int128 cents, int depth) {
        const Bundle& bundle = layout_.bundle(b);
        for (auto cost = bundle.costs.rbegin(); cost != bundle.costs.rend(); ++cost) {
            const ColumnIndex column = layout_.starts[cost->start].column;
            if (compiled_.problem.whole(column) || !(cost->cents > WideRatio(0))) { continue; }
            const Int128 nanos = (WideRatio(wide::absolute(cents)) / cost->cents * WideRatio(Units::nanos_per_unit)).ceil();
            const Units before = units_.units(cost->start);
            const Int128 wanted = before.nanos() + (cents < 0 ? -nanos : nanos);
            const auto most = static_cast<Int128>(compiled_.problem.column_upper()[column.value()]);
            const Units after = Units::from_nanos(wide::narrow(std::clamp<Int128>(wanted, 0, most)));
            if (after != before && set_units(cost->start, after, preferred, depth)) { return true; }
        }
        return false;
    }

    /// Every constraint that the spending of an operation counts in, and by how much it is broken.
    [[nodiscard]] std::vector<std::pair<std::size_t, Int128>> broken_around(OperationIndex o) const {
        std::vector<std::pair<std::size_t, Int128>> list;
        std::set<std::uint32_t> seen;
        for (std::size_t b = layout_.first_bundle[o.value()]; b < layout_.first_bundle[o.value() + 1]; ++b) {
            const Bundle& bundle = layout_.bundles[b];
            const std::size_t own = cents_.constraint_of(BundleIndex(b));
            if (seen.insert(static_cast<std::uint32_t>(own)).second) { list.emplace_back(own, cents_.broken(own)); }
            for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
                for (const std::uint32_t c : cents_.constraints_of(SpendIndex(x))) {
                    if (seen.insert(c).second) { list.emplace_back(c, cents_.broken(c)); }
                }
            }
        }
        return list;
    }

    bool no_worse(const std::vector<std::pair<std::size_t, Int128>>& before, int depth) {
        for (const auto& [c, broken] : before) {
            if (cents_.broken(c) <= broken) { continue; }
            if (broken == 0 && (repair(c, 2) || (depth > 0 && step(c, depth - 1)))) { continue; }
            return false;
        }
        return std::all_of(before.begin(), before.end(), [&](const auto& entry) { return cents_.broken(entry.first) <= entry.second; });
    }

    /// Brings the cents of an operation's bundles to its new dues, `preferred` first.
    void follow_dues(OperationIndex o, std::optional<SpendIndex> preferred) {
        const std::vector<std::int64_t> dues = units_.dues(o);
        for (std::size_t i = 0; i < dues.size(); ++i) {
            const BundleIndex b(layout_.first_bundle[o.value()] + i);
            if (cents_.due(b) == dues[i]) { continue; }
            due_log_.emplace_back(b, cents_.due(b));
            cents_.set_due(b, dues[i]);
            const std::size_t c = cents_.constraint_of(b);
            if (preferred && layout_.spend(*preferred).bundle == b) { follow_due(c, *preferred); }
            for (const SpendIndex s : cents_.spends_of(c)) { follow_due(c, s); }
        }
    }

    /// Moves one payer of a bundle towards its due, as far as it can go.
    void follow_due(std::size_t c, SpendIndex s) {
        const Int128 broken = cents_.broken(c);
        if (broken == 0) { return; }
        const bool too_much = cents_.direction(c) > 0;
        const std::int64_t room = too_much ? cents_.cents(s) : cents_.most(s) - cents_.cents(s);
        const auto cents = static_cast<std::int64_t>(std::min<Int128>(broken, room));
        if (cents > 0) { record(s, too_much ? -cents : cents); }
    }

    const CompiledProblem& compiled_;
    const std::vector<double>& values_;
    const Layout& layout_;
    ExactUnits units_;
    Cents cents_;
    std::vector<Units> wanted_;  ///< by start, as the engine has it
    bool thorough_ = false;
    int tries_ = 0;              ///< moves that the search in hand may still try
    std::int64_t tries_in_all_ = 0;  ///< and all searches together
    std::vector<Move> moves_;
    std::vector<std::pair<BundleIndex, std::int64_t>> due_log_;  ///< what dues were
    std::vector<std::pair<std::size_t, Units>> unit_log_;        ///< what units were
};

}  // namespace

RoundingResult round_to_cents(const CompiledProblem& compiled, const std::vector<double>& values, const Mending& mending, const Helper& helper) {
    return Rounder(compiled, values).run(mending, helper);
}

std::vector<AnnuityPart> split_by_annuity(const CompiledProblem& compiled, const std::vector<std::int64_t>& spends) {
    const Layout& layout = *compiled.layout;
    const PlanView& view = *compiled.view;
    std::vector<AnnuityPart> parts;
    for (std::size_t p = 0; p < layout.purse_kind.size(); ++p) {
        const Purse& purse = view.spendable.purses()[p];
        std::vector<SpendIndex> order = layout.spends_of_purse[p];
        std::stable_sort(order.begin(), order.end(), [&](SpendIndex a, SpendIndex b) {
            return layout.bundle(layout.spend(a).bundle).elementary < layout.bundle(layout.spend(b).bundle).elementary;
        });
        std::vector<std::int64_t> left;
        for (const SpendableIndex a : purse.annuities) { left.push_back(view.spendable[a].amount.cents()); }
        for (const SpendIndex s : order) {
            std::int64_t cents = spends[s.value()];
            const SpendColumn& spend = layout.spend(s);
            const ElementaryPeriod& e = view.timeline[layout.bundle(spend.bundle).elementary];
            for (std::size_t i = 0; cents > 0 && i < purse.annuities.size(); ++i) {
                const SpendableAnnuity& annuity = view.spendable[purse.annuities[i]];
                if (spend.annuity ? *spend.annuity != purse.annuities[i] : annuity.tail != e.tail || !annuity.window.contains(e.span)) { continue; }
                const std::int64_t taken = std::min(cents, left[i]);
                if (taken == 0) { continue; }
                left[i] -= taken;
                cents -= taken;
                parts.push_back({.spend = s, .annuity = purse.annuities[i], .cents = taken});
            }
        }
    }
    return parts;
}

}  // namespace leps
