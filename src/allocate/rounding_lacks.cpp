#include "allocate/rounding_lacks.hpp"

#include <algorithm>

#include "leps/compile/row_subject.hpp"

namespace leps {
namespace {

RoundingLack lack_of_row(const CompiledProblem& compiled, RowIndex row, Int128 broken) {
    const Origin origin = Origin::unpacked(compiled.problem.origin(row));
    return {.rows = {row}, .rule = std::string(rule_name(origin.rule)), .subject = row_subject(compiled, row), .cents = broken};
}

RoundingLack lack_of_purse(const CompiledProblem& compiled, PurseIndex p, Int128 broken) {
    const PlanView& view = *compiled.view;
    const Purse& purse = view.spendable.purses()[p.value()];
    std::vector<RowIndex> rows;
    for (std::size_t r = 0; r < compiled.problem.row_count(); ++r) {
        const Origin origin = Origin::unpacked(compiled.problem.origin(RowIndex(r)));
        const bool of_annuity = origin.rule == Rule::annuity && origin.part == 0;
        if (of_annuity && std::ranges::find(purse.annuities, SpendableIndex(origin.subject)) != purse.annuities.end()) { rows.emplace_back(r); }
    }
    return {.rows = std::move(rows), .rule = "annuity",
            .subject = view.tables.funds[purse.fund.value()].fund.text() + " of " + view.territories[purse.recipient].territory.text(), .cents = broken};
}

}  // namespace

std::vector<RoundingLack> rounding_lacks(const CompiledProblem& compiled, const Cents& cents, const ExactUnits& units) {
    std::vector<RoundingLack> lacks;
    for (std::size_t c = 0; c < cents.constraint_count(); ++c) {
        const Int128 broken = cents.broken(c);
        if (broken == 0) { continue; }
        lacks.push_back(cents.is_row(c) ? lack_of_row(compiled, cents.row(c), broken)
                                        : cents.is_bundle(c) ? RoundingLack{.rows = {}, .rule = "cost_balance", .subject = bundle_subject(compiled, cents.bundle(c)), .cents = broken} : lack_of_purse(compiled, cents.purse(c), broken));
    }
    for (std::size_t r = 0; r < units.row_count(); ++r) {
        const Int128 broken = -std::min(units.room_above(r).value_or(0), units.room_below(r).value_or(0));
        if (broken > 0) { lacks.push_back(lack_of_row(compiled, units.row(r), broken)); }
    }
    return lacks;
}

}  // namespace leps
