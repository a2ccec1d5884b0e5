#pragma once

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/checks/parent_cycles.hpp"
#include "leps/domain/columns/tables.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// The part of a plan on which the definitions can stand: rows without a finding so far whose references hold. So checks
/// across tables say what is wrong with the rest instead of repeating what is known. Parents that are gone leave a root.
class SoundTables {
public:
    SoundTables(const PlanTables& tables, const PlanFindings& findings) : tables_(tables), findings_(findings) { build(); }

    [[nodiscard]] const PlanTables& tables() const noexcept { return tables_; }

private:
    using Ids = std::unordered_set<std::string>;

    [[nodiscard]] bool fault(const RowPlace& at) const { return at.broken || findings_.faulty.contains(&at); }

    /// Keeps the rows without fault that hold a condition; a table that keeps all of them stays shared.
    template <class Row, class Holds>
    void keep(Table<Row> PlanTables::*table, Holds holds) {
        const Table<Row>& all = tables_.*table;
        const auto sound = [&](const Row& row) { return !fault(row.at) && holds(row); };
        if (std::all_of(all.begin(), all.end(), sound)) { return; }
        std::vector<Row> rows;
        std::copy_if(all.begin(), all.end(), std::back_inserter(rows), sound);
        tables_.*table = Table<Row>(std::move(rows));
    }

    template <class Row, class IdType>
    [[nodiscard]] static Ids ids_of(const Table<Row>& rows, IdType Row::*id) {
        Ids ids;
        for (const Row& row : rows) { ids.insert((row.*id).text()); }
        return ids;
    }

    /// A tree whose parents are all there and that has no circle.
    template <class Row, class IdType>
    Ids root_orphans(Table<Row> PlanTables::*table, IdType Row::*id) {
        keep(table, [](const Row&) { return true; });
        Ids ids = ids_of(tables_.*table, id);
        std::vector<Row> rows = (tables_.*table).rows();
        bool changed = false;
        std::unordered_set<std::string> circle;
        for (const auto& members : parent_cycles(rows, id)) {
            for (const Row* row : members) { circle.insert((row->*id).text()); }
        }
        for (Row& row : rows) {
            if (row.parent && (!ids.contains(row.parent->text()) || circle.contains((row.*id).text()))) {
                row.parent.reset();
                changed = true;
            }
        }
        if (changed) { tables_.*table = Table<Row>(std::move(rows)); }
        return ids;
    }

    void build() {
        tables_.header.tail_years = std::clamp(tables_.header.tail_years, 0, 10);
        const Ids territories = root_orphans(&PlanTables::territories, &Territory::territory);
        const auto in = [](const Ids& ids, const auto& id) { return ids.contains(id.text()); };
        const auto in_or_none = [](const Ids& ids, const auto& id) { return !id || ids.contains(id->text()); };
        keep(&PlanTables::indicators, [](const Indicator&) { return true; });
        const Ids indicators = ids_of(tables_.indicators, &Indicator::indicator);
        keep(&PlanTables::indicator_values, [&](const IndicatorValue& r) { return in(indicators, r.indicator) && in(territories, r.territory); });
        keep(&PlanTables::beneficiary_groups, [&](const BeneficiaryGroup& r) { return in(indicators, r.indicator); });
        const Ids groups = ids_of(tables_.beneficiary_groups, &BeneficiaryGroup::group);
        keep(&PlanTables::service_levels, [&](const ServiceLevel& r) { return in_or_none(groups, r.group) && in_or_none(indicators, r.indicator); });
        const Ids levels = ids_of(tables_.service_levels, &ServiceLevel::level);
        keep(&PlanTables::level_targets, [&](const LevelTarget& r) { return in(levels, r.level) && in(territories, r.territory); });
        keep(&PlanTables::funds, [](const Fund&) { return true; });
        const Ids funds = ids_of(tables_.funds, &Fund::fund);
        keep(&PlanTables::service_supply, [&](const ServiceSupply& r) {
            return in(levels, r.level) && in(territories, r.territory) && in_or_none(funds, r.paid_by);
        });
        const Ids measures = measures_with_headings(indicators);
        keep(&PlanTables::measure_costs, [&](const MeasureCost& r) { return in(measures, r.measure) && in_or_none(territories, r.scope.territory); });
        keep(&PlanTables::deliveries, [&](const Delivery& r) { return in(measures, r.measure) && in(levels, r.level); });
        keep(&PlanTables::measure_limits, [&](const MeasureLimit& r) {
            return in(measures, r.measure) && in_or_none(territories, r.scope.territory) && in_or_none(indicators, r.per_indicator);
        });
        keep(&PlanTables::links, [&](const Link& r) {
            return in(measures, r.measure) && (r.other_kind == LinkTarget::measure ? measures : levels).contains(r.other);
        });
        keep(&PlanTables::annuities, [&](const Annuity& r) { return in(funds, r.fund) && in(territories, r.territory); });
        keep(&PlanTables::eligibility, [&](const Eligibility& r) {
            return in(funds, r.fund) && in(measures, r.measure) && in_or_none(territories, r.scope.territory);
        });
        keep(&PlanTables::co_financing, [&](const CoFinancing& r) { return in(funds, r.fund) && in_or_none(measures, r.measure); });
        keep(&PlanTables::reserves, [&](const Reserve& r) {
            const Ids& subsets = r.subset_kind == SubsetKind::measure ? measures : r.subset_kind == SubsetKind::group ? groups : territories;
            return in(funds, r.fund) && subsets.contains(r.subset);
        });
        keep(&PlanTables::territory_quotas, [&](const TerritoryQuota& r) { return in(funds, r.fund) && in(territories, r.territory); });
        keep(&PlanTables::associations, [&](const AssociationShare& r) { return in(measures, r.measure) && in(territories, r.territory); });
        keep(&PlanTables::records, [&](const Record& r) {
            return in(territories, r.territory) && in(funds, r.fund) && in(measures, r.measure) &&
                   in_or_none(territories, r.recipient);
        });
        keep(&PlanTables::current_plan, [&](const SpendRow& r) { return in(funds, r.fund) && in(measures, r.measure); });
    }

    Ids measures_with_headings(const Ids& indicators) {
        keep(&PlanTables::measures, [&](const Measure& r) { return !r.serve_by || indicators.contains(r.serve_by->text()); });
        Ids ids = root_orphans(&PlanTables::measures, &Measure::measure);
        std::vector<Measure> rows = tables_.measures.rows();
        Ids parents;
        for (const Measure& row : rows) {
            if (row.parent) { parents.insert(row.parent->text()); }
        }
        bool changed = false;
        for (Measure& row : rows) {
            if (!row.heading && parents.contains(row.measure.text())) { row.heading = changed = true; }
        }
        if (changed) { tables_.measures = Table<Measure>(std::move(rows)); }
        return ids;
    }

    PlanTables tables_;
    const PlanFindings& findings_;
};

}  // namespace leps
