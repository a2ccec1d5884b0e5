#pragma once

#include <vector>

#include "leps/compile/layout.hpp"

namespace leps {

/// An operation that serves a zone, and the zone's part of it.
struct Serving {
    OperationIndex operation;
    Ratio share;
};

/// A delivery, and the level that it names.
struct DeliveryTo {
    LevelIndex level;
    const Delivery* row = nullptr;
};

/// A plan and its columns side by side: what families of rows and stages look up.
class Columns {
public:
    Columns(const PlanView& plan_view, const Layout& plan_layout);

    const PlanView& view;
    const Layout& layout;

    [[nodiscard]] NodeIndex node(TerritoryIndex territory) const { return layout.node_of_territory[territory.value()]; }
    [[nodiscard]] const std::vector<Serving>& serving(TerritoryIndex zone) const { return serving_[zone.value()]; }
    /// In plan order.
    [[nodiscard]] const std::vector<DeliveryTo>& deliveries(MeasureIndex m) const { return deliveries_[m.value()]; }
    [[nodiscard]] const std::vector<DeliveryTo>& deliveries(OperationIndex o) const { return deliveries(view.operations[o].measure); }
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

    /// visit(start, phi) for the starts of an operation that are in service in a period.
    template <class Visit>
    void visit_service(OperationIndex o, PeriodIndex t, Measured measured, Visit visit) const {
        const MeasureIndex m = view.operations[o].measure;
        for (std::size_t s = layout.first_start[o.value()]; s < layout.first_start[o.value() + 1]; ++s) {
            const PeriodIndex start = layout.starts[s].period;
            if (start > t) { break; }
            const WideRatio& phi = layout.service->of(m, start, t, measured);
            if (phi.numerator() > 0) { visit(s, phi); }
        }
    }

    /// visit(fund, first, end) for the spending columns first ... end - 1 of each fund in a bundle: they stand side by side,
    /// because purses are ordered by fund.
    template <class Visit>
    void visit_funds(const Bundle& bundle, Visit visit) const {
        const std::size_t last = bundle.first_spend + bundle.spend_count;
        for (std::size_t first = bundle.first_spend; first < last;) {
            const FundIndex fund = purse(layout.spends[first]).fund;
            std::size_t end = first + 1;
            while (end < last && purse(layout.spends[end]).fund == fund) { ++end; }
            visit(fund, first, end);
            first = end;
        }
    }

private:
    std::vector<std::vector<Serving>> serving_;        ///< by territory
    std::vector<std::vector<DeliveryTo>> deliveries_;  ///< by measure
};

}  // namespace leps
