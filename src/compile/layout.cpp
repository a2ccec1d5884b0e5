#include "leps/compile/layout.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace leps {
namespace {

void make_tree(const PlanView& view, Layout& layout) {
    const TerritoryTree& territories = view.territories;
    std::vector<TerritoryIndex> order;
    for (std::size_t i = 0; i < territories.size(); ++i) { order.emplace_back(i); }
    std::stable_sort(order.begin(), order.end(),
                     [&](TerritoryIndex a, TerritoryIndex b) { return territories.depth(a) < territories.depth(b); });
    layout.node_of_territory.assign(territories.size(), NodeTree::root());
    for (const TerritoryIndex territory : order) {
        const auto parent = territories.parent(territory);
        const NodeIndex above = parent ? layout.node_of_territory[parent->value()] : NodeTree::root();
        layout.node_of_territory[territory.value()] = layout.tree.add(above);
    }
}

void make_starts(const PlanView& view, Layout& layout) {
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        layout.first_start.push_back(layout.starts.size());
        const Measure& measure = view.measures[view.operations.list()[o].measure];
        for (std::size_t s = 0; s < view.timeline.horizon_periods(); ++s) {
            if (may_start(measure, view.timeline.periods()[s])) {
                layout.starts.push_back({.operation = OperationIndex(o), .period = PeriodIndex(s), .column = ColumnIndex()});
            }
        }
    }
    layout.first_start.push_back(layout.starts.size());
}

/// A term is exact where whole units always make whole cents.
bool exact_for(bool whole, const WideRatio& cents_per_unit) { return whole && cents_per_unit.is_integer(); }

struct BundleParts {
    std::map<PeriodIndex, WideRatio> cents;
    int rounded_up = 0;
    int rounded_down = 0;
    bool running_rounded = false;
};

void make_bundles(const PlanView& view, Layout& layout) {
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        layout.first_bundle.push_back(layout.bundles.size());
        const Operation& operation = view.operations.list()[o];
        const bool whole = view.measures[operation.measure].whole;
        const CostSchedule schedule = cost_schedule(operation, view.timeline, view.measures, view.territories, view.costs);
        std::map<std::pair<ElementaryIndex, Category>, BundleParts> parts;
        for (const CohortPayment& payment : schedule.payments) {
            if (!payment.due || payment.after == payment.before) { continue; }
            BundleParts& part = parts[{*payment.due, payment.category}];
            part.cents[payment.start] += payment.after - payment.before;
            if (!exact_for(whole, payment.after) || !exact_for(whole, payment.before)) {
                ++part.rounded_up;
                if (payment.before > WideRatio(0)) { ++part.rounded_down; }
            }
        }
        std::map<std::tuple<PeriodIndex, Category, ElementaryIndex>, WideRatio> until;
        for (const RunningCost& cost : schedule.running) { until[{cost.start, cost.category, cost.due}] = cost.until; }
        for (const RunningCost& cost : schedule.running) {
            WideRatio before = 0;
            if (cost.due != view.timeline[view.timeline[cost.due].period].first) {
                const auto earlier = until.find({cost.start, cost.category, ElementaryIndex(cost.due.value() - 1)});
                if (earlier != until.end()) { before = earlier->second; }
            }
            BundleParts& part = parts[{cost.due, cost.category}];
            if (cost.until != before) { part.cents[cost.start] += cost.until - before; }
            if (!exact_for(whole, cost.until) || !exact_for(whole, before)) { part.running_rounded = true; }
        }
        for (const auto& [key, part] : parts) {
            const bool first_of_period = key.first == view.timeline[view.timeline[key.first].period].first;
            Bundle bundle{.operation = OperationIndex(o), .elementary = key.first, .category = key.second, .costs = {},
                          .rounded_up = part.rounded_up + (part.running_rounded ? 1 : 0),
                          .rounded_down = part.rounded_down + (part.running_rounded && !first_of_period ? 1 : 0)};
            for (std::size_t s = layout.first_start[o]; s < layout.first_start[o + 1]; ++s) {
                const auto found = part.cents.find(layout.starts[s].period);
                if (found != part.cents.end()) { bundle.costs.push_back({.start = s, .cents = found->second}); }
            }
            if (!bundle.costs.empty()) { layout.bundles.push_back(std::move(bundle)); }
        }
    }
    layout.first_bundle.push_back(layout.bundles.size());
}

/// Funds of which a rule names single annuities: reserves by year, quotas of a year, commitments on an annuity.
std::set<FundId> funds_with_named_annuities(const PlanTables& tables) {
    std::set<FundId> funds;
    for (const Reserve& row : tables.reserves) {
        if (row.per_year) { funds.insert(row.fund); }
    }
    for (const TerritoryQuota& row : tables.territory_quotas) {
        if (row.year) { funds.insert(row.fund); }
    }
    for (const Record& row : tables.records) {
        if (row.annuity || !row.act.empty()) { funds.insert(row.fund); }
    }
    return funds;
}

void classify_purses(const PlanView& view, Layout& layout) {
    const std::set<FundId> named = funds_with_named_annuities(view.tables);
    for (const Purse& purse : view.spendable.purses()) {
        if (named.contains(view.tables.funds[purse.fund.value()].fund)) {
            layout.purse_kind.push_back(PurseKind::carried);
            continue;
        }
        bool overlap = false;
        for (std::size_t i = 0; i < purse.annuities.size(); ++i) {
            for (std::size_t j = i + 1; j < purse.annuities.size(); ++j) {
                overlap = overlap || view.spendable[purse.annuities[i]].window.meets(view.spendable[purse.annuities[j]].window);
            }
        }
        layout.purse_kind.push_back(overlap ? PurseKind::split : PurseKind::disjoint);
    }
}

/// The purses that may pay each operation, in plan order.
std::vector<std::vector<PurseIndex>> payers_of_operations(const PlanView& view) {
    const TerritoryTree& territories = view.territories;
    std::vector<std::vector<PurseIndex>> purses_of(territories.size());
    for (std::size_t p = 0; p < view.spendable.purses().size(); ++p) {
        purses_of[view.spendable.purses()[p].recipient.value()].emplace_back(p);
    }
    std::vector<std::vector<TerritoryIndex>> inside_zone(territories.size());
    for (std::size_t i = 0; i < territories.size(); ++i) {
        if (const auto zone = territories.zone_of(TerritoryIndex(i))) { inside_zone[zone->value()].emplace_back(i); }
    }
    std::vector<std::vector<PurseIndex>> payers(view.operations.size());
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const Operation& operation = view.operations.list()[o];
        std::set<TerritoryIndex> recipients;
        for (std::optional<TerritoryIndex> up = operation.territory; up; up = territories.parent(*up)) { recipients.insert(*up); }
        for (const ZoneShare& served : operation.serves) {
            recipients.insert(inside_zone[served.zone.value()].begin(), inside_zone[served.zone.value()].end());
        }
        for (const TerritoryIndex recipient : recipients) {
            payers[o].insert(payers[o].end(), purses_of[recipient.value()].begin(), purses_of[recipient.value()].end());
        }
        std::sort(payers[o].begin(), payers[o].end());
    }
    return payers;
}

void make_spends(const PlanView& view, Layout& layout) {
    const auto payers = payers_of_operations(view);
    const Eligibility* first_rule = view.eligibility.rows().rows().data();
    layout.spends_of_purse.resize(view.spendable.purses().size());
    const auto append = [&](std::size_t b, PurseIndex purse, std::optional<SpendableIndex> annuity, const Eligibility* rule) {
        layout.spends_of_purse[purse.value()].emplace_back(layout.spends.size());
        layout.spends.push_back({.bundle = BundleIndex(b), .purse = purse, .annuity = annuity,
                                 .rule = static_cast<std::uint32_t>(rule - first_rule), .column = ColumnIndex()});
    };
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const Operation& operation = view.operations.list()[o];
        std::map<std::pair<FundIndex, Category>, std::vector<const Eligibility*>> closest;
        for (std::size_t b = layout.first_bundle[o]; b < layout.first_bundle[o + 1]; ++b) {
            Bundle& bundle = layout.bundles[b];
            const Period& span = view.timeline[bundle.elementary].span;
            const bool tail = view.timeline[bundle.elementary].tail;
            bundle.first_spend = layout.spends.size();
            for (const PurseIndex p : payers[o]) {
                const Purse& purse = view.spendable.purses()[p.value()];
                const auto [rules, fresh] = closest.try_emplace({purse.fund, bundle.category});
                if (fresh) {
                    rules->second = view.eligibility.closest(view.tables.funds[purse.fund.value()].fund, bundle.category, operation);
                }
                const auto rule = std::find_if(rules->second.begin(), rules->second.end(),
                                               [&](const Eligibility* row) { return row->valid.contains(span); });
                if (rule == rules->second.end()) { continue; }
                bool open = false;
                for (const SpendableIndex a : purse.annuities) {
                    const SpendableAnnuity& annuity = view.spendable[a];
                    if (annuity.tail != tail || !annuity.window.contains(span)) { continue; }
                    if (layout.purse_kind[p.value()] == PurseKind::carried) {
                        append(b, p, a, *rule);
                    } else if (!open) {
                        append(b, p, std::nullopt, *rule);
                    }
                    open = true;
                }
            }
            bundle.spend_count = layout.spends.size() - bundle.first_spend;
        }
    }
}

void make_uses(const PlanView& view, Layout& layout) {
    for (std::size_t p = 0; p < view.spendable.purses().size(); ++p) {
        if (layout.purse_kind[p] != PurseKind::split) { continue; }
        std::set<ElementaryIndex> spent;
        for (const SpendIndex s : layout.spends_of_purse[p]) { spent.insert(layout.bundle(layout.spend(s).bundle).elementary); }
        for (const SpendableIndex a : view.spendable.purses()[p].annuities) {
            const SpendableAnnuity& annuity = view.spendable[a];
            for (const ElementaryIndex e : spent) {
                if (annuity.tail == view.timeline[e].tail && annuity.window.contains(view.timeline[e].span)) {
                    layout.uses.push_back({.annuity = a, .elementary = e, .column = ColumnIndex()});
                }
            }
        }
    }
}

}  // namespace

Layout make_layout(const PlanView& view) {
    Layout layout;
    make_tree(view, layout);
    make_starts(view, layout);
    make_bundles(view, layout);
    classify_purses(view, layout);
    make_spends(view, layout);
    make_uses(view, layout);
    return layout;
}

}  // namespace leps
