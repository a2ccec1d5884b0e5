#include <limits>
#include <set>
#include <tuple>

#include "checks.hpp"

namespace leps {

namespace {

std::string text(const std::optional<Date>& day) {
    if (!day) { return "no date"; }
    return day->is_special() ? "not a date" : to_string(*day);
}

std::string truth(bool value) { return value ? "true" : "false"; }

/// Reports rows of one table.
class TableReport {
public:
    TableReport(Report& report, std::string table) : report_(report), table_(std::move(table)) {}

    void add(const std::string& row, std::string found, std::string limit, std::string message) {
        report_.add({.rule = table_, .subject = "table " + table_ + ", " + row, .found = std::move(found), .limit = std::move(limit),
                     .message = std::move(message)});
    }
    void differs(const std::string& row, const std::string& column, const std::string& found, const std::string& right) {
        if (found != right) { add(row, column + " " + found, column + " " + right, "the published number is not what starts and spending give"); }
    }
    void unknown(const std::string& row) { add(row, "a row", "no row", "the plan and the result's starts know nothing of this row"); }
    void doubled(const std::string& row) { add(row, "a second row", "each key once", "two rows of one key are never a sum"); }
    void missing(const std::string& row, std::string right) { add(row, "no row", std::move(right), "a row is missing"); }

private:
    Report& report_;
    std::string table_;
};

}  // namespace

/// UNITS  for each place, measure and period: units in service averaged over it, rounded down to nano-units. Rows of the
/// horizon must all be there; rows of the tail may be.
void check_units(const Audit& audit, const Allocation& allocation) {
    const PlanView& plan = audit.plan;
    TableReport out(audit.report, "units");
    using Key = std::tuple<std::string, MeasureId, Period>;
    std::map<Key, std::pair<Int128, bool>> expected;
    for (std::size_t o = 0; o < audit.achieved.operations.size(); ++o) {
        const std::vector<WideRatio>& average = audit.achieved.operations[o].average;
        const Operation& operation = plan.operations[OperationIndex(o)];
        for (std::size_t t = 0; t < average.size(); ++t) {
            const Int128 nanos = (average[t] * WideRatio(Units::nanos_per_unit)).floor();
            const PlanPeriod& period = plan.timeline.periods()[t];
            if (nanos != 0) { expected[{operation.site, plan.measures[operation.measure].measure, period.span}] = {nanos, period.tail}; }
        }
    }
    const auto row_name = [](const Key& key) { return std::get<0>(key) + ", measure " + std::get<1>(key).text() + ", " + to_string(std::get<2>(key)); };
    const auto number = [](Int128 nanos) { return to_string(Units::from_nanos(wide::narrow(nanos))); };
    std::set<Key> seen;
    for (const UnitRow& row : allocation.units) {
        const Key key{row.site, row.measure, row.period};
        const auto right = expected.find(key);
        if (!seen.insert(key).second) {
            out.doubled(row_name(key));
        } else if (right == expected.end()) {
            out.unknown(row_name(key));
        } else {
            out.differs(row_name(key), "units", to_string(row.units), number(right->second.first));
        }
    }
    for (const auto& [key, right] : expected) {
        if (!right.second && !seen.contains(key)) { out.missing(row_name(key), "units " + number(right.first)); }
    }
}

/// COVERAGE  a row for each level that is due: required, before, after, shortfall, gap in ppb, reached at the resolution.
/// Fractions that 64 bits do not hold may be published within a nano-unit.
void check_coverage(const Audit& audit, const Allocation& allocation) {
    const PlanView& plan = audit.plan;
    TableReport out(audit.report, "coverage");
    using Key = std::tuple<TerritoryId, LevelId, Period>;
    std::map<Key, std::size_t> expected;
    for (std::size_t d = 0; d < plan.demands.size(); ++d) {
        const Demand& demand = plan.demands[d];
        expected.emplace(Key{plan.territories[demand.zone].territory, plan.tables.service_levels[demand.level.value()].level,
                             plan.timeline[demand.period].span}, d);
    }
    const auto row_name = [](const Key& key) { return "zone " + std::get<0>(key).text() + ", level " + std::get<1>(key).text() + ", " + to_string(std::get<2>(key)); };
    const auto same = [](const Ratio& published, const WideRatio& exact) {
        constexpr Int128 widest = std::numeric_limits<std::int64_t>::max();
        if (wide::absolute(exact.numerator()) <= widest && exact.denominator() <= widest) { return published.wide() == exact; }
        const WideRatio off = max(exact - published.wide(), published.wide() - exact);
        return off <= WideRatio(1, Units::nanos_per_unit);
    };
    std::set<Key> seen;
    for (const CoverageRow& row : allocation.coverage) {
        const Key key{row.zone, row.level, row.period};
        const auto found = expected.find(key);
        if (!seen.insert(key).second) {
            out.doubled(row_name(key));
            continue;
        }
        if (found == expected.end()) {
            out.unknown(row_name(key));
            continue;
        }
        const Demand& demand = plan.demands[found->second];
        const Coverage& right = audit.achieved.coverage[found->second];
        const std::string name = row_name(key);
        out.differs(name, "required", to_string(row.required), to_string(demand.required));
        out.differs(name, "before", to_string(row.before), to_string(demand.before));
        if (!same(row.after, right.after)) { out.differs(name, "after", to_string(row.after), to_string(right.after)); }
        if (!same(row.shortfall, right.shortfall)) { out.differs(name, "shortfall", to_string(row.shortfall), to_string(right.shortfall)); }
        out.differs(name, "gap_ppb", std::to_string(row.gap_ppb), std::to_string(right.gap_ppb));
        out.differs(name, "reached", truth(row.reached), truth(right.reached));
    }
    for (const auto& [key, d] : expected) {
        if (!seen.contains(key)) { out.missing(row_name(key), "after " + to_string(audit.achieved.coverage[d].after)); }
    }
}

/// FUNDS  one row for each annuity of the plan and each projected one: amount, used, left = amount - used, the day on which
/// it lapses. 0 <= unusable <= left.
void check_funds(const Audit& audit, const Allocation& allocation) {
    const PlanView& plan = audit.plan;
    TableReport out(audit.report, "funds");
    using Key = std::tuple<FundId, Year, TerritoryId, std::string>;
    std::map<Key, std::size_t> expected;
    for (std::size_t a = 0; a < plan.spendable.size(); ++a) {
        const SpendableAnnuity& annuity = plan.spendable[SpendableIndex(a)];
        expected.emplace(Key{plan.tables.funds[annuity.fund.value()].fund, annuity.year, plan.territories[annuity.recipient].territory, annuity.act}, a);
    }
    const auto row_name = [](const Key& key) {
        return "fund " + std::get<0>(key).text() + ", year " + std::to_string(std::get<1>(key)) + ", recipient " + std::get<2>(key).text() +
               (std::get<3>(key).empty() ? "" : ", act " + std::get<3>(key));
    };
    std::set<Key> seen;
    for (const FundRow& row : allocation.funds) {
        const Key key{row.fund, row.year, row.recipient, row.act};
        const auto found = expected.find(key);
        if (!seen.insert(key).second) {
            out.doubled(row_name(key));
            continue;
        }
        if (found == expected.end()) {
            out.unknown(row_name(key));
            continue;
        }
        const SpendableAnnuity& right = plan.spendable[SpendableIndex(found->second)];
        const Int128 used = audit.achieved.used[found->second];
        const std::string name = row_name(key);
        out.differs(name, "window", to_string(row.window), to_string(right.window));
        if (row.status != right.status) { out.add(name, "another status", "status " + std::string(word(right.status)), "the plan says otherwise"); }
        out.differs(name, "projected", truth(row.projected), truth(right.tail));
        out.differs(name, "amount_eur", to_string(row.amount), to_string(right.amount));
        out.differs(name, "used_eur", to_string(row.used), euros(used));
        out.differs(name, "left_eur", to_string(row.left), euros(right.amount.cents() - used));
        out.differs(name, "lapses_on", text(row.lapses_on), text(right.lapses_on));
        if (row.unusable < Money() || row.unusable > row.left) {
            out.add(name, "unusable_eur " + to_string(row.unusable), "0.00 to left_eur " + to_string(row.left), "what could not be used is a part of what is left");
        }
    }
    for (const auto& [key, a] : expected) {
        if (!seen.contains(key)) { out.missing(row_name(key), "used_eur " + euros(audit.achieved.used[a])); }
    }
}

/// DUES BEYOND  for each place, measure and category: what falls due after the tail, in all (unit lines, and running cost
/// that ends), and per year (running cost without end). Rows by due date are added up; none is due before the tail ends.
void check_dues_beyond(const Audit& audit, const Allocation& allocation) {
    const PlanView& plan = audit.plan;
    TableReport out(audit.report, "dues_beyond_horizon");
    using Key = std::tuple<std::string, MeasureId, std::string, bool>;
    std::map<Key, std::pair<Int128, Int128>> sums;
    for (const LaterDue& due : audit.achieved.later) {
        const Operation& operation = plan.operations[due.operation];
        const MeasureId& measure = plan.measures[operation.measure].measure;
        const std::string category(word(due.category));
        if (due.total != 0) { sums[{operation.site, measure, category, false}].second = due.total; }
        if (due.per_year != 0) { sums[{operation.site, measure, category, true}].second = due.per_year; }
    }
    const auto row_name = [](const Key& key) {
        return std::get<0>(key) + ", measure " + std::get<1>(key).text() + ", " + std::get<2>(key) + (std::get<3>(key) ? ", per year" : "");
    };
    for (const DuesBeyondRow& row : allocation.dues_beyond_horizon) {
        const bool named = static_cast<std::size_t>(row.category) < Words<Category>::list.size();
        const Key key{row.site, row.measure, named ? std::string(word(row.category)) : "no category", row.per_year};
        sums[key].first += row.amount.cents();
        if (row.due_from.is_special() || row.due_from < plan.timeline.end()) {
            out.add(row_name(key), "due_from " + text(row.due_from), "due_from " + to_string(plan.timeline.end()) + " or later", "what is due before is in the plan itself");
        }
    }
    for (const auto& [key, both] : sums) { out.differs(row_name(key), "amount_eur", euros(both.first), euros(both.second)); }
}

/// PROJECTED  a value that is listed as carried on was indeed taken from that earlier year.
void check_projected(const Audit& audit, const Allocation& allocation) {
    TableReport out(audit.report, "projected");
    for (const ProjectedIndicator& row : allocation.projected) {
        const auto value = audit.plan.indicators.find(row.indicator, row.territory, row.year);
        const std::string name = row.indicator.text() + " of " + row.territory.text() + ", year " + std::to_string(row.year);
        out.differs(name, "taken_from", std::to_string(row.taken_from), value && value->taken_from != row.year ? std::to_string(value->taken_from) : "no earlier year");
    }
}

}  // namespace leps
