#pragma once

#include <algorithm>

#include "leps/domain/definitions/spendable.hpp"

namespace leps {

/// Whether a record speaks of an annuity: of its fund, and of the competence year, recipient and act that it names. Municipal
/// money that is pooled answers to the name of its zone, and to the acts of all its municipalities.
[[nodiscard]] inline bool speaks_of(const Record& record, const SpendableAnnuity& annuity, const PlanTables& tables, const TerritoryTree& territories) {
    const Fund& fund = tables.funds[annuity.fund.value()];
    if (record.fund != fund.fund || (record.annuity && *record.annuity != annuity.year)) { return false; }
    if (record.recipient) {
        TerritoryIndex recipient = territories.at(*record.recipient);
        const bool pooled = fund.pooling == Pooling::pooled && territories[recipient].kind == TerritoryKind::municipality;
        if (pooled) { recipient = territories.zone_of(recipient).value_or(recipient); }
        if (recipient != annuity.recipient) { return false; }
    }
    return record.act.empty() || record.act == annuity.act ||
           std::any_of(annuity.members.begin(), annuity.members.end(), [&](std::size_t row) { return tables.annuities[row].act == record.act; });
}

}  // namespace leps
