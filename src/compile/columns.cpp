#include "compile/columns.hpp"

#include <map>

namespace leps {

Columns::Columns(const PlanView& plan_view, const Layout& plan_layout)
    : view(plan_view), layout(plan_layout), serving_(plan_view.territories.size()), deliveries_(plan_view.tables.measures.size()) {
    for (std::size_t o = 0; o < view.operations.size(); ++o) {
        for (const ZoneShare& served : view.operations.list()[o].serves) {
            serving_[served.zone.value()].push_back({.operation = OperationIndex(o), .share = served.share});
        }
    }
    std::map<LevelId, LevelIndex> levels;
    for (std::size_t l = 0; l < view.tables.service_levels.size(); ++l) { levels.emplace(view.tables.service_levels[l].level, l); }
    for (const Delivery& row : view.tables.deliveries) {
        deliveries_[view.measures.at(row.measure).value()].push_back({.level = levels.at(row.level), .row = &row});
    }
}

}  // namespace leps
