#pragma once

#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
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
template <class Row>
TableOfResult(const char*, Need, std::vector<Row> Allocation::*) -> TableOfResult<Row>;

inline constexpr auto result_tables_list = std::tuple{
    TableOfResult<SpendRow>{"spend", Need::mandatory, &Allocation::spend},
    TableOfResult<UnitRow>{"starts", Need::mandatory, &Allocation::starts},
    TableOfResult<UnitRow>{"units", Need::mandatory, &Allocation::units},
    TableOfResult<CoverageRow>{"coverage", Need::mandatory, &Allocation::coverage},
    TableOfResult<FundRow>{"funds", Need::mandatory, &Allocation::funds},
    TableOfResult<PooledRow>{"pooled", Need::optional_cell, &Allocation::pooled},
    TableOfResult<DuesBeyondRow>{"dues_beyond_horizon", Need::optional_cell, &Allocation::dues_beyond_horizon},
    TableOfResult<ProjectedIndicator>{"projected_indicators", Need::optional_cell, &Allocation::projected},
    TableOfResult<StageRow>{"stages", Need::mandatory, &Allocation::stages},
    TableOfResult<Issue>{"findings", Need::optional_cell, &Allocation::findings}};

template <class Visitor>
constexpr void for_each_result_table(Visitor&& visitor) {
    constexpr std::size_t count = std::tuple_size_v<std::remove_const_t<decltype(result_tables_list)>>;
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (visitor(std::get<i>(result_tables_list)), ...);
    }(std::make_index_sequence<count>());
}

/// The prices of the certificate, and the table that is derived from the plan and never read.
inline constexpr std::string_view certificate_table = "certificate";
inline constexpr std::string_view derived_table = "mappafondo";

}  // namespace leps
