#include "leps/compile/layout.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace leps {

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
                layout.starts.push_back({.operation = OperationIndex(o), .period = PeriodIndex(s), .column = ColumnIndex(layout.starts.size())});
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

std::map<std::pair<ElementaryIndex, Category>, BundleParts> parts_of(const CostSchedule& schedule, bool whole, const Timeline& timeline) {
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
        if (cost.due != timeline[timeline[cost.due].period].first) {
            const auto earlier = until.find({cost.start, cost.category, ElementaryIndex(cost.due.value() - 1)});
            if (earlier != until.end()) { before = earlier->second; }
        }
        BundleParts& part = parts[{cost.due, cost.category}];
        if (cost.until != before) { part.cents[cost.start] += cost.until - before; }
        if (!exact_for(whole, cost.until) || !exact_for(whole, before)) { part.running_rounded = true; }
    }
    return parts;
}

/// A bundle of every operation of one measure with the same cost lines; its costs are costs[first] ... costs[end - 1].
struct BundleShape {
    ElementaryIndex elementary;
    Category category = Category::current;
    int rounded_up = 0;
    int rounded_down = 0;
    std::size_t first = 0;
    std::size_t end = 0;
};

/// Bundles of an operation, worked out once for all places where the same cost lines hold.
class BundleShapes {
public:
    BundleShapes(const PlanView& view, std::vector<CohortCost>& costs) : view_(&view), costs_(&costs), everywhere_(view.tables.measures.size()) {
        for (const MeasureIndex m : view.measures.leaves()) { everywhere_[m.value()] = view.costs.same_everywhere(m); }
    }

    const std::vector<BundleShape>& of(const Operation& operation) {
        Key key{operation.measure, {}};
        if (!everywhere_[operation.measure.value()]) {
            for (const Per per : {Per::unit, Per::unit_year}) {
                const auto lines = view_->costs.of(operation.measure, operation.territory, per, view_->territories);
                key.second.insert(key.second.end(), lines.begin(), lines.end());
            }
        }
        const auto [shapes, fresh] = shapes_.try_emplace(std::move(key));
        if (fresh) { shapes->second = make(operation); }
        return shapes->second;
    }

private:
    using Key = std::pair<MeasureIndex, std::vector<const MeasureCost*>>;

    std::vector<BundleShape> make(const Operation& operation) {
        const Measure& measure = view_->measures[operation.measure];
        const CostSchedule schedule = cost_schedule(operation, view_->timeline, view_->measures, view_->territories, view_->costs);
        std::vector<BundleShape> shapes;
        for (const auto& [key, part] : parts_of(schedule, measure.whole, view_->timeline)) {
            const auto& [elementary, category] = key;
            const bool first_of_period = elementary == view_->timeline[view_->timeline[elementary].period].first;
            BundleShape shape{.elementary = elementary, .category = category, .rounded_up = part.rounded_up + (part.running_rounded ? 1 : 0),
                              .rounded_down = part.rounded_down + (part.running_rounded && !first_of_period ? 1 : 0), .first = costs_->size()};
            std::uint32_t cohort = 0;
            for (std::size_t s = 0; s < view_->timeline.horizon_periods(); ++s) {
                if (!may_start(measure, view_->timeline.periods()[s])) { continue; }
                const auto found = part.cents.find(PeriodIndex(s));
                if (found != part.cents.end()) { costs_->push_back({.cohort = cohort, .cents = found->second}); }
                ++cohort;
            }
            shape.end = costs_->size();
            if (shape.end > shape.first) { shapes.push_back(shape); }
        }
        return shapes;
    }

    const PlanView* view_;
    std::vector<CohortCost>* costs_;
    std::vector<bool> everywhere_;  ///< by measure: its cost lines hold in every place
    std::map<Key, std::vector<BundleShape>> shapes_;
};

void make_bundles(const PlanView& view, Layout& layout) {
    std::vector<CohortCost> costs;
    BundleShapes shapes(view, costs);
    std::vector<const std::vector<BundleShape>*> shapes_of;
    for (const Operation& operation : view.operations.list()) { shapes_of.push_back(&shapes.of(operation)); }
    layout.costs = std::make_shared<const std::vector<CohortCost>>(std::move(costs));
    for (std::size_t o = 0; o < shapes_of.size(); ++o) {
        layout.first_bundle.push_back(layout.bundles.size());
        for (const BundleShape& shape : *shapes_of[o]) {
            layout.bundles.push_back({.operation = OperationIndex(o), .elementary = shape.elementary, .category = shape.category,
                                      .costs = BundleCosts(layout.costs->data() + shape.first, shape.end - shape.first, layout.first_start[o]),
                                      .rounded_up = shape.rounded_up, .rounded_down = shape.rounded_down});
        }
    }
    layout.first_bundle.push_back(layout.bundles.size());
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

/// The purses that may pay an operation, in plan order.
class Payers {
public:
    explicit Payers(const PlanView& view) : view_(&view), purses_of_(view.territories.size()), inside_zone_(view.territories.size()) {
        for (std::size_t p = 0; p < view.spendable.purses().size(); ++p) {
            purses_of_[view.spendable.purses()[p].recipient.value()].emplace_back(p);
        }
        for (std::size_t i = 0; i < view.territories.size(); ++i) {
            if (const auto zone = view.territories.zone_of(TerritoryIndex(i))) { inside_zone_[zone->value()].emplace_back(i); }
        }
    }

    /// Asked for one operation after another: those of one zone have the same payers.
    const std::vector<PurseIndex>& of(const Operation& operation) {
        if (same_zone_ && !operation.shared && zone_ == operation.territory) { return payers_; }
        same_zone_ = !operation.shared;
        zone_ = operation.territory;
        std::set<TerritoryIndex> recipients;
        for (std::optional<TerritoryIndex> up = operation.territory; up; up = view_->territories.parent(*up)) { recipients.insert(*up); }
        for (const ZoneShare& served : operation.serves) {
            recipients.insert(inside_zone_[served.zone.value()].begin(), inside_zone_[served.zone.value()].end());
        }
        payers_.clear();
        for (const TerritoryIndex recipient : recipients) {
            payers_.insert(payers_.end(), purses_of_[recipient.value()].begin(), purses_of_[recipient.value()].end());
        }
        std::sort(payers_.begin(), payers_.end());
        return payers_;
    }

private:
    const PlanView* view_;
    std::vector<std::vector<PurseIndex>> purses_of_;
    std::vector<std::vector<TerritoryIndex>> inside_zone_;
    TerritoryIndex zone_;     ///< of the operation before
    bool same_zone_ = false;  ///< it was the zone's own
    std::vector<PurseIndex> payers_;
};

/// The row of eligibility that lets a fund pay a category of an operation in an elementary period, or null. Rights of measures
/// whose rows hold everywhere are looked up once for all places.
class Rights {
public:
    explicit Rights(const PlanView& view) : view_(&view), everywhere_(view.tables.measures.size()), rights_(view.tables.measures.size()) {
        for (const MeasureIndex m : view.measures.leaves()) { everywhere_[m.value()] = view.eligibility.same_everywhere(m); }
    }

    void turn_to(const Operation& operation) {
        operation_ = &operation;
        const bool everywhere = everywhere_[operation.measure.value()];
        current_ = everywhere ? &rights_[operation.measure.value()] : &own_;
        if (!everywhere) { own_.clear(); }
        current_->resize(view_->tables.funds.size() * Words<Category>::list.size());
    }

    const Eligibility* governing(FundIndex fund, Category category, ElementaryIndex e) {
        auto& rows = (*current_)[fund.value() * Words<Category>::list.size() + static_cast<std::size_t>(category)];
        if (rows.empty()) {
            const auto closest = view_->eligibility.closest(view_->tables.funds[fund.value()].fund, category, *operation_);
            for (const ElementaryPeriod& elementary : view_->timeline.elementary()) {
                const auto row = std::ranges::find_if(closest, [&](const Eligibility* r) { return r->valid.contains(elementary.span); });
                rows.push_back(row == closest.end() ? nullptr : *row);
            }
        }
        return rows[e.value()];
    }

private:
    using ByFundAndCategory = std::vector<std::vector<const Eligibility*>>;  ///< within: by elementary period

    const PlanView* view_;
    const Operation* operation_ = nullptr;
    std::vector<bool> everywhere_;           ///< by measure: its rights hold in every place
    std::vector<ByFundAndCategory> rights_;  ///< by measure
    ByFundAndCategory own_;                  ///< of the operation at hand
    ByFundAndCategory* current_ = nullptr;
};

/// The annuities of each purse that are open throughout each elementary period.
std::vector<std::vector<SpendableIndex>> open_annuities(const PlanView& view) {
    std::vector<std::vector<SpendableIndex>> open;
    for (const Purse& purse : view.spendable.purses()) {
        for (const ElementaryPeriod& e : view.timeline.elementary()) {
            std::vector<SpendableIndex>& list = open.emplace_back();
            for (const SpendableIndex a : purse.annuities) {
                if (view.spendable[a].tail == e.tail && view.spendable[a].window.contains(e.span)) { list.push_back(a); }
            }
        }
    }
    return open;
}

void make_spends(const PlanView& view, Layout& layout) {
    Payers payers(view);
    Rights rights(view);
    const auto open = open_annuities(view);
    const std::size_t periods = view.timeline.elementary().size();
    const Eligibility* first_rule = view.eligibility.rows().rows().data();
    layout.spends_of_purse.resize(view.spendable.purses().size());
    const auto append = [&](std::size_t b, PurseIndex purse, std::optional<SpendableIndex> annuity, const Eligibility* rule) {
        layout.spends_of_purse[purse.value()].emplace_back(layout.spends.size());
        layout.spends.push_back({.bundle = BundleIndex(b), .purse = purse, .annuity = annuity, .rule = static_cast<std::uint32_t>(rule - first_rule),
                                 .column = ColumnIndex(layout.starts.size() + layout.spends.size())});
    };
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        const Operation& operation = view.operations.list()[o];
        rights.turn_to(operation);
        const std::vector<PurseIndex>& purses = payers.of(operation);
        for (std::size_t b = layout.first_bundle[o]; b < layout.first_bundle[o + 1]; ++b) {
            Bundle& bundle = layout.bundles[b];
            bundle.first_spend = layout.spends.size();
            for (const PurseIndex p : purses) {
                const std::vector<SpendableIndex>& annuities = open[p.value() * periods + bundle.elementary.value()];
                if (annuities.empty()) { continue; }
                const Eligibility* rule = rights.governing(view.spendable.purses()[p.value()].fund, bundle.category, bundle.elementary);
                if (rule == nullptr) { continue; }
                if (layout.purse_kind[p.value()] == PurseKind::carried) {
                    for (const SpendableIndex a : annuities) { append(b, p, a, rule); }
                } else {
                    append(b, p, std::nullopt, rule);
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
                    layout.uses.push_back({.annuity = a, .elementary = e,
                                           .column = ColumnIndex(layout.starts.size() + layout.spends.size() + layout.uses.size())});
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
    layout.service = std::make_shared<const ServiceFractions>(view);
    return layout;
}

}  // namespace leps
