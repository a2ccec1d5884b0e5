#pragma once

#include <string_view>
#include <vector>

#include "leps/domain/allocation.hpp"
#include "leps/domain/columns/results.hpp"

namespace leps {

/// Which rows of an allocation make a table of a result.
template <class Row>
struct TableOfResult {
    std::string_view name;
    Need need;
    std::vector<Row> Allocation::*rows;
};
template <class Visitor>
constexpr void for_each_result_table(Visitor&& visitor) {
    visitor(TableOfResult<SpendRow>{"spend", Need::mandatory, &Allocation::spend});
    visitor(TableOfResult<UnitRow>{"starts", Need::mandatory, &Allocation::starts});
    visitor(TableOfResult<UnitRow>{"units", Need::mandatory, &Allocation::units});
    visitor(TableOfResult<CoverageRow>{"coverage", Need::mandatory, &Allocation::coverage});
    visitor(TableOfResult<FundRow>{"funds", Need::mandatory, &Allocation::funds});
    visitor(TableOfResult<PooledRow>{"pooled", Need::optional_cell, &Allocation::pooled});
    visitor(TableOfResult<DuesBeyondRow>{"dues_beyond_horizon", Need::optional_cell, &Allocation::dues_beyond_horizon});
    visitor(TableOfResult<ProjectedIndicator>{"projected_indicators", Need::optional_cell, &Allocation::projected});
    visitor(TableOfResult<AssumptionRow>{"assumptions", Need::optional_cell, &Allocation::assumptions});
    visitor(TableOfResult<StageRow>{"stages", Need::mandatory, &Allocation::stages});
    visitor(TableOfResult<Issue>{"findings", Need::optional_cell, &Allocation::findings});
    visitor(TableOfResult<MappafondoRow>{"mappafondo", Need::optional_cell, &Allocation::mappafondo});
}

/// The prices of the certificate.
inline constexpr std::string_view certificate_table = "certificate";

}  // namespace leps
