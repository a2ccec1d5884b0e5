#include "analyze/changed_annuity.hpp"

#include <utility>
#include <vector>

#include "leps/domain/make_plan.hpp"

namespace leps {

Plan with_changed_annuity(const Plan& plan, std::size_t row, Money change) {
    PlanTables tables = plan.tables();
    std::vector<Annuity> annuities = tables.annuities.rows();
    Annuity& changed = annuities.at(row);
    changed.amount += change;
    if (changed.gross) { *changed.gross += change; }
    tables.annuities = std::move(annuities);
    return make_plan(std::move(tables));
}

}  // namespace leps
