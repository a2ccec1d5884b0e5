#include "leps/compile/row_subject.hpp"

#include <algorithm>
#include <initializer_list>

namespace leps {
namespace {

/// The parts that are not empty, with commas between them.
std::string joined(std::initializer_list<std::string> parts) {
    std::string text;
    for (const std::string& part : parts) {
        if (!part.empty()) { text += (text.empty() ? "" : ", ") + part; }
    }
    return text;
}

/// Of an annuity, or of all that a recipient has of a fund in one elementary period. (money_rows.cpp)
std::string of_money(const PlanView& view, const Origin& origin) {
    const auto fund = [&](FundIndex f) { return view.tables.funds[f.value()].fund.text(); };
    if (origin.part == 0) {
        const SpendableAnnuity& annuity = view.spendable[SpendableIndex(origin.subject)];
        return joined({fund(annuity.fund), std::to_string(annuity.year), view.territories[annuity.recipient].territory.text(), annuity.act});
    }
    const Purse& purse = view.spendable.purses()[origin.subject];
    return joined({fund(purse.fund), view.territories[purse.recipient].territory.text(), to_string(view.timeline.elementary()[origin.part - 1U].span)});
}

std::string of_demand(const PlanView& view, const Demand& demand) {
    return joined({view.territories[demand.zone].territory.text(), view.tables.service_levels[demand.level.value()].level.text(),
                   to_string(view.timeline[demand.period].span)});
}

/// The territory that owns a row; none where it is the whole plan's.
std::string place_of(const CompiledProblem& compiled, RowIndex row) {
    const std::vector<NodeIndex>& nodes = compiled.layout->node_of_territory;
    const auto found = std::ranges::find(nodes, compiled.problem.pattern().row_owner()[row.value()]);
    return found == nodes.end() ? std::string() : compiled.view->territories[TerritoryIndex(static_cast<std::size_t>(found - nodes.begin()))].territory.text();
}

}  // namespace

std::string bundle_subject(const CompiledProblem& compiled, BundleIndex b) {
    const PlanView& view = *compiled.view;
    const Bundle& bundle = compiled.layout->bundle(b);
    const Operation& operation = view.operations[bundle.operation];
    return joined({operation.site, view.measures[operation.measure].measure.text(), to_string(view.timeline[bundle.elementary].span),
                   std::string(word(bundle.category))});
}

std::string row_subject(const CompiledProblem& compiled, RowIndex row) {
    const PlanView& view = *compiled.view;
    const PlanTables& tables = view.tables;
    const Origin origin = Origin::unpacked(compiled.problem.origin(row));
    const std::size_t i = origin.subject;
    const std::string place = place_of(compiled, row);
    switch (origin.rule) {
        case Rule::starts:
        case Rule::spending: break;  // columns, without rows of their own
        case Rule::cost_balance:
        case Rule::shared_dues:
        case Rule::stability: return bundle_subject(compiled, BundleIndex(i));
        case Rule::annuity: return of_money(view, origin);
        case Rule::eligibility: {
            const Eligibility& right = tables.eligibility[i];
            return joined({right.fund.text(), right.measure.text(), std::string(word(right.category)), place});
        }
        case Rule::co_financing: {
            const CoFinancing& share = tables.co_financing[i];
            return joined({share.fund.text(), share.eu_category, share.measure ? share.measure->text() : "", place});
        }
        case Rule::reserve: return joined({tables.reserves[i].fund.text(), tables.reserves[i].reserve.text(), place});
        case Rule::territory_quota: return joined({tables.territory_quotas[i].fund.text(), tables.territory_quotas[i].territory.text()});
        case Rule::level_floor: return of_demand(view, view.demands[i]);
        case Rule::worst_zone:
        case Rule::leximin: return view.territories[TerritoryIndex(i)].territory.text();
        case Rule::measure_limit: return joined({tables.measure_limits[i].measure.text(), place});
        case Rule::link: return joined({tables.links[i].measure.text(), tables.links[i].other, place});
        case Rule::committed: return joined({tables.records[i].fund.text(), tables.records[i].measure.text(), tables.records[i].territory.text()});
        case Rule::persons_cap:  // a level, or the levels of a distinct group
            return joined({i < tables.service_levels.size() ? tables.service_levels[i].level.text() : "a distinct group", place});
        case Rule::continuity: {
            const Operation& operation = view.operations[OperationIndex(i)];
            return joined({operation.site, view.measures[operation.measure].measure.text()});
        }
    }
    return place;
}

}  // namespace leps
