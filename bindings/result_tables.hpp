#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "leps/domain/allocation.hpp"

namespace leps::python {

/// A result table by name: where an allocation holds its rows.
template <class Row>
struct ResultTable {
    std::string_view name;
    const std::vector<Row>& (*rows)(const Allocation&);
    [[nodiscard]] std::span<const Row> of(const Allocation& allocation) const { return rows(allocation); }
};

template <auto Member>
const auto& rows_of(const Allocation& allocation) { return allocation.*Member; }
inline const std::vector<CertificatePrice>& prices_of(const Allocation& allocation) { return allocation.certificate.prices; }

/// Every result table, in the order of PLAN_FORMAT.
inline const auto result_tables_list = std::tuple{
    ResultTable<SpendRow>{"spend", &rows_of<&Allocation::spend>},
    ResultTable<UnitRow>{"starts", &rows_of<&Allocation::starts>},
    ResultTable<UnitRow>{"units", &rows_of<&Allocation::units>},
    ResultTable<CoverageRow>{"coverage", &rows_of<&Allocation::coverage>},
    ResultTable<FundRow>{"funds", &rows_of<&Allocation::funds>},
    ResultTable<PooledRow>{"pooled", &rows_of<&Allocation::pooled>},
    ResultTable<DuesBeyondRow>{"dues_beyond_horizon", &rows_of<&Allocation::dues_beyond_horizon>},
    ResultTable<ProjectedIndicator>{"projected_indicators", &rows_of<&Allocation::projected>},
    ResultTable<AssumptionRow>{"assumptions", &rows_of<&Allocation::assumptions>},
    ResultTable<StageRow>{"stages", &rows_of<&Allocation::stages>},
    ResultTable<CertificatePrice>{"certificate", &prices_of},
    ResultTable<Issue>{"findings", &rows_of<&Allocation::findings>},
    ResultTable<MappafondoRow>{"mappafondo", &rows_of<&Allocation::mappafondo>}};

/// Calls visitor(ResultTable<Row>) for every table.
template <class Visitor>
void for_each_result_table(Visitor&& visitor) {
    std::apply([&](const auto&... table) { (visitor(table), ...); }, result_tables_list);
}

}  // namespace leps::python
