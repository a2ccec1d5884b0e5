#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/checks/known_ids.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// The ids that the tables of a plan declare.
struct PlanIds {
    KnownIds territories, territory_groups, indicators, groups, levels, measures, funds, associations;
};

namespace detail {

template <class Row, class Id>
[[nodiscard]] KnownIds declared(const std::string& table, const Table<Row>& rows, Id Row::*id, const Unread& unread) {
    if (unread.table(table)) { return KnownIds::unread(table); }
    std::vector<std::string> ids;
    ids.reserve(rows.size());
    for (const Row& row : rows) { ids.push_back((row.*id).text()); }
    return {table, std::move(ids)};
}

}  // namespace detail

/// Time O(n log n).
[[nodiscard]] inline PlanIds plan_ids(const PlanTables& tables, const Unread& unread = {}) {
    std::vector<std::string> groups;
    for (const Territory& row : tables.territories) { groups.insert(groups.end(), row.groups.begin(), row.groups.end()); }
    return {.territories = detail::declared("territories", tables.territories, &Territory::territory, unread),
            .territory_groups = unread.table("territories") ? KnownIds::unread("territories") : KnownIds("territories (column groups)", std::move(groups)),
            .indicators = detail::declared("indicators", tables.indicators, &Indicator::indicator, unread),
            .groups = detail::declared("beneficiary_groups", tables.beneficiary_groups, &BeneficiaryGroup::group, unread),
            .levels = detail::declared("service_levels", tables.service_levels, &ServiceLevel::level, unread),
            .measures = detail::declared("measures", tables.measures, &Measure::measure, unread),
            .funds = detail::declared("funds", tables.funds, &Fund::fund, unread),
            .associations = detail::declared("associations", tables.associations, &AssociationShare::association, unread)};
}

/// Every mention of an id that no table declares, with the nearest one that is. Time O(n log n).
class ReferenceCheck {
public:
    ReferenceCheck(const PlanTables& tables, const PlanIds& ids, PlanFindings& findings)
        : tables_(tables), ids_(ids), findings_(findings) {}

    void run() {
        each("territories", tables_.territories, [this](const Territory& row) { one(ids_.territories, row.parent, "parent", row); });
        each("indicator_values", tables_.indicator_values, [this](const IndicatorValue& row) {
            one(ids_.indicators, row.indicator, "indicator", row);
            one(ids_.territories, row.territory, "territory", row);
        });
        each("beneficiary_groups", tables_.beneficiary_groups,
             [this](const BeneficiaryGroup& row) { one(ids_.indicators, row.indicator, "indicator", row); });
        levels();
        measures();
        funds();
        records();
    }

private:
    template <class Row, class Check>
    void each(const char* table, const Table<Row>& rows, Check check) {
        out_ = TableFindings(findings_, table);
        for (const Row& row : rows) {
            if (!row.at.broken) { check(row); }
        }
    }
    template <class IdType, class Row>
    void one(const KnownIds& known, const IdType& id, const char* field, const Row& row) {
        check_known(known, id.text(), field, row.at, *out_);
    }
    template <class IdType, class Row>
    void one(const KnownIds& known, const std::optional<IdType>& id, const char* field, const Row& row) {
        if (id) { check_known(known, id->text(), field, row.at, *out_); }
    }
    template <class Row>
    void group(const std::string& name, const Row& row) {
        if (!name.empty()) { check_known(ids_.territory_groups, name, "territory_group", row.at, *out_); }
    }
    template <class Row>
    void scope(const Row& row) {
        one(ids_.territories, row.scope.territory, "territory", row);
        group(row.scope.group, row);
    }

    void levels() {
        each("service_levels", tables_.service_levels, [this](const ServiceLevel& row) {
            one(ids_.groups, row.group, "group", row);
            one(ids_.indicators, row.indicator, "indicator", row);
            group(row.territory_group, row);
        });
        each("level_targets", tables_.level_targets, [this](const LevelTarget& row) {
            one(ids_.levels, row.level, "level", row);
            one(ids_.territories, row.territory, "territory", row);
        });
        each("service_supply", tables_.service_supply, [this](const ServiceSupply& row) {
            one(ids_.levels, row.level, "level", row);
            one(ids_.territories, row.territory, "territory", row);
            one(ids_.funds, row.paid_by, "paid_by", row);
        });
    }

    void measures() {
        each("measures", tables_.measures, [this](const Measure& row) {
            one(ids_.measures, row.parent, "parent", row);
            one(ids_.indicators, row.serve_by, "serve_by", row);
        });
        each("measure_costs", tables_.measure_costs, [this](const MeasureCost& row) {
            one(ids_.measures, row.measure, "measure", row);
            scope(row);
        });
        each("deliveries", tables_.deliveries, [this](const Delivery& row) {
            one(ids_.measures, row.measure, "measure", row);
            one(ids_.levels, row.level, "level", row);
        });
        each("measure_limits", tables_.measure_limits, [this](const MeasureLimit& row) {
            one(ids_.measures, row.measure, "measure", row);
            one(ids_.indicators, row.per_indicator, "per_indicator", row);
            scope(row);
        });
        each("links", tables_.links, [this](const Link& row) {
            one(ids_.measures, row.measure, "measure", row);
            check_known(row.other_kind == LinkTarget::measure ? ids_.measures : ids_.levels, row.other, "other", row.at, *out_);
        });
        each("associations", tables_.associations, [this](const AssociationShare& row) {
            one(ids_.measures, row.measure, "measure", row);
            one(ids_.territories, row.territory, "territory", row);
        });
    }

    void funds() {
        each("annuities", tables_.annuities, [this](const Annuity& row) {
            one(ids_.funds, row.fund, "fund", row);
            one(ids_.territories, row.territory, "territory", row);
        });
        each("eligibility", tables_.eligibility, [this](const Eligibility& row) {
            one(ids_.funds, row.fund, "fund", row);
            one(ids_.measures, row.measure, "measure", row);
            scope(row);
        });
        each("co_financing", tables_.co_financing, [this](const CoFinancing& row) {
            one(ids_.funds, row.fund, "fund", row);
            one(ids_.measures, row.measure, "measure", row);
        });
        each("reserves", tables_.reserves, [this](const Reserve& row) {
            one(ids_.funds, row.fund, "fund", row);
            check_known(row.subset_kind == SubsetKind::measure ? ids_.measures
                        : row.subset_kind == SubsetKind::group ? ids_.groups : ids_.territories,
                        row.subset, "subset", row.at, *out_);
        });
        each("territory_quotas", tables_.territory_quotas, [this](const TerritoryQuota& row) {
            one(ids_.funds, row.fund, "fund", row);
            one(ids_.territories, row.territory, "territory", row);
        });
    }

    void records() {
        each("records", tables_.records, [this](const Record& row) {
            one(ids_.territories, row.territory, "territory", row);
            one(ids_.funds, row.fund, "fund", row);
            one(ids_.territories, row.recipient, "recipient", row);
            one(ids_.measures, row.measure, "measure", row);
        });
        each("current_plan", tables_.current_plan, [this](const SpendRow& row) {
            one(ids_.funds, row.fund, "fund", row);
            one(ids_.territories, row.recipient, "recipient", row);
            one(ids_.measures, row.measure, "measure", row);
            if (!ids_.associations.contains(row.site)) { check_known(ids_.territories, row.site, "territory", row.at, *out_); }
        });
    }

    const PlanTables& tables_;
    const PlanIds& ids_;
    PlanFindings& findings_;
    std::optional<TableFindings> out_;
};

inline void check_references(const PlanTables& tables, const PlanIds& ids, PlanFindings& findings) {
    ReferenceCheck(tables, ids, findings).run();
}

}  // namespace leps
