#pragma once

#include "leps/domain/allocation.hpp"
#include "leps/domain/fund.hpp"

namespace leps {

/// Longer than any span that a file may write: what a row holds until its days are read.
[[nodiscard]] inline Period all_days() { return {Date(1400, 1, 1), Date(9999, 12, 31)}; }

/// A row before its cells are read. Columns that the file leaves empty keep these values.
template <class Row>
[[nodiscard]] Row blank() { return Row{}; }
template <>
inline Annuity blank<Annuity>() {
    return {FundId(), 0, TerritoryId(), Money(), {}, {}, AnnuityStatus::assigned, all_days(), "", {}, {}, {}, {}};
}
template <>
inline SpendRow blank<SpendRow>() {
    return {FundId(), 0, TerritoryId(), "", "", MeasureId(), all_days(), Category::current, Money()};
}
template <>
inline UnitRow blank<UnitRow>() { return {"", MeasureId(), all_days(), Units()}; }
template <>
inline CoverageRow blank<CoverageRow>() {
    return {TerritoryId(), LevelId(), all_days(), Ratio(), Units(), Ratio(), Ratio(), 0, false};
}
template <>
inline FundRow blank<FundRow>() {
    return {FundId(), 0, TerritoryId(), "", all_days(), AnnuityStatus::assigned, false, Money(), Money(), Money(), {}, Money()};
}

}  // namespace leps
