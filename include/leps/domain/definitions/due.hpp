#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "leps/core/money.hpp"
#include "leps/core/units.hpp"
#include "leps/domain/definitions/operations.hpp"
#include "leps/domain/definitions/service.hpp"
#include "leps/domain/definitions/specificity.hpp"

namespace leps {

/// One payment of the profile of a unit line. pay = ceil(after x units) - ceil(before x units), in cents.
struct CohortPayment {
    PeriodIndex start;
    Category category = Category::current;
    std::optional<ElementaryIndex> due;  ///< empty: after the tail
    Date day;
    WideRatio before;                    ///< cumulative cents per unit up to the payment before
    WideRatio after;                     ///< and with this one
};

/// The running cost of one cohort in one elementary period. The part of a period t that falls due in e is
/// ceil(sum over cohorts of until x units) - ceil(the same of the elementary period before it in t).
struct RunningCost {
    PeriodIndex start;
    Category category = Category::current;
    ElementaryIndex due;
    WideRatio until;                     ///< cumulative cents per unit since the first day of t
};

/// What one unit of an operation costs, by start: fixed by the plan, linear in the units but for the rounding.
struct CostSchedule {
    std::vector<CohortPayment> payments;  ///< by start, line, day
    std::vector<RunningCost> running;     ///< by start, category, elementary period; only where money runs
};

/// Cost lines that hold for an operation, closest first, by category. O(lines of the measure).
class CostLines {
public:
    CostLines(const PlanTables& tables, const MeasureTree& measures) {
        for (const MeasureCost& row : tables.measure_costs) {
            const auto measure = measures.find(row.measure);
            if (measure) { by_measure_[*measure].push_back(&row); }
        }
        keep_alive_ = tables.measure_costs;
    }

    /// The rows that hold for a measure in a territory, per category: the closest rows replace the others.
    [[nodiscard]] std::vector<const MeasureCost*> of(MeasureIndex measure, TerritoryIndex place, Per per,
                                                     const TerritoryTree& territories) const {
        std::vector<const MeasureCost*> lines;
        const auto rows = by_measure_.find(measure);
        if (rows == by_measure_.end()) { return lines; }
        for (std::size_t k = 0; k < Words<Category>::list.size(); ++k) {
            const auto winners = most_specific(rows->second, [&](const MeasureCost& row) -> std::optional<Specificity> {
                if (row.per != per || row.category != static_cast<Category>(k)) { return std::nullopt; }
                const auto rank = scope_rank(row.scope, place, territories);
                return rank ? std::optional(Specificity{.measure = 0, .scope = *rank}) : std::nullopt;
            });
            lines.insert(lines.end(), winners.begin(), winners.end());
        }
        return lines;
    }

    /// No row of the measure has a scope: what holds for it somewhere holds everywhere.
    [[nodiscard]] bool same_everywhere(MeasureIndex measure) const {
        const auto rows = by_measure_.find(measure);
        return rows == by_measure_.end() || std::ranges::all_of(rows->second, [](const MeasureCost* row) { return row->scope == Scope{}; });
    }

private:
    Table<MeasureCost> keep_alive_;
    std::map<MeasureIndex, std::vector<const MeasureCost*>> by_measure_;
};

/// S of MODEL.md 4 per unit of an operation started on the first day of each period of the horizon in which it may start.
/// A unit line is priced at the amount in force on the day of the start; running cost is the integral of the rate in force.
[[nodiscard]] inline CostSchedule cost_schedule(const Operation& operation, const Timeline& timeline, const MeasureTree& measures,
                                                const TerritoryTree& territories, const CostLines& costs) {
    CostSchedule schedule;
    const Measure& measure = measures[operation.measure];
    const auto unit_lines = costs.of(operation.measure, operation.territory, Per::unit, territories);
    const auto year_lines = costs.of(operation.measure, operation.territory, Per::unit_year, territories);
    for (std::size_t s = 0; s < timeline.horizon_periods(); ++s) {
        const PlanPeriod& start = timeline.periods()[s];
        if (!may_start(measure, start)) { continue; }
        const Date& day = start.span.begin();
        for (const MeasureCost* line : unit_lines) {
            if (!line->valid.contains(day)) { continue; }
            WideRatio cumulative = 0;
            for (const ProfileStep& step : line->profile) {
                const WideRatio before = cumulative;
                cumulative += WideRatio(line->amount.cents()) * step.share.wide();
                const Date due = add_months(day, step.months);
                schedule.payments.push_back({.start = PeriodIndex(s), .category = line->category, .due = timeline.holding(due),
                                             .day = due, .before = before, .after = cumulative});
            }
        }
        const ServiceSpan service(measure, day);
        for (std::size_t i = 0; i < year_lines.size();) {
            const Category category = year_lines[i]->category;
            std::size_t end = i;
            while (end < year_lines.size() && year_lines[end]->category == category) { ++end; }
            for (const PlanPeriod& period : timeline.periods()) {
                for (std::size_t k = 0; k < period.count; ++k) {
                    const ElementaryIndex e(period.first.value() + k);
                    WideRatio until = 0;
                    for (std::size_t line = i; line < end; ++line) {
                        const DateRange& valid = year_lines[line]->valid;
                        const Date from = valid.from ? std::max(*valid.from, period.span.begin()) : period.span.begin();
                        const Date to = valid.until ? std::min(*valid.until, timeline[e].span.end()) : timeline[e].span.end();
                        until += WideRatio(year_lines[line]->amount.cents()) * service.years_within(from, to);
                    }
                    if (until > WideRatio(0)) {
                        schedule.running.push_back({.start = PeriodIndex(s), .category = category, .due = e, .until = until});
                    }
                }
            }
            i = end;
        }
    }
    return schedule;
}

/// What must be paid for one category in one elementary period.
struct Due {
    ElementaryIndex elementary;
    Category category = Category::current;
    Money amount;
};

/// due[e, k] of an operation for its starts (by period of the horizon), exact cents, zero dues left out, ordered by
/// elementary period and category. (MODEL.md 4) O(schedule log schedule).
[[nodiscard]] inline std::vector<Due> exact_dues(const CostSchedule& schedule, const std::vector<Units>& starts, const Timeline& timeline) {
    std::map<std::pair<ElementaryIndex, Category>, Int128> dues;
    for (const CohortPayment& payment : schedule.payments) {
        const Units units = starts[payment.start.value()];
        if (units.nanos() == 0 || !payment.due) { continue; }
        dues[{*payment.due, payment.category}] += (payment.after * units.wide()).ceil() - (payment.before * units.wide()).ceil();
    }
    std::map<std::pair<ElementaryIndex, Category>, WideRatio> running;
    for (const RunningCost& cost : schedule.running) {
        const Units units = starts[cost.start.value()];
        if (units.nanos() != 0) { running[{cost.due, cost.category}] += cost.until * units.wide(); }
    }
    for (const auto& [key, until] : running) {
        const auto& [e, category] = key;
        Int128 before = 0;
        if (e != timeline[timeline[e].period].first) {
            const auto earlier = running.find({ElementaryIndex(e.value() - 1), category});
            if (earlier != running.end()) { before = earlier->second.ceil(); }
        }
        dues[key] += until.ceil() - before;
    }
    std::vector<Due> list;
    for (const auto& [key, cents] : dues) {
        if (cents != 0) {
            list.push_back({.elementary = key.first, .category = key.second, .amount = Money::from_cents(wide::narrow(cents))});
        }
    }
    return list;
}

}  // namespace leps
