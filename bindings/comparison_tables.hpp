#pragma once

#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "leps/analyze/comparison_columns.hpp"

namespace leps::python {

/// A table of a comparison by name.
template <class Row>
struct ComparisonTable {
    std::string_view name;
    std::vector<Row> Comparison::* rows;
    [[nodiscard]] std::span<const Row> of(const Comparison& comparison) const { return comparison.*rows; }
};

/// Calls visitor(ComparisonTable<Row>) for every table, what is asked first before the rest.
template <class Visitor>
void for_each_comparison_table(Visitor&& visitor) {
    visitor(ComparisonTable<ZoneComparison>{"zones", &Comparison::zones});
    visitor(ComparisonTable<ClassComparison>{"classes", &Comparison::classes});
    visitor(ComparisonTable<LevelComparison>{"levels", &Comparison::levels});
    visitor(ComparisonTable<FundComparison>{"funds", &Comparison::funds});
    visitor(ComparisonTable<PersonsComparison>{"persons", &Comparison::persons});
    visitor(ComparisonTable<MoneyComparison>{"money", &Comparison::money});
    visitor(ComparisonTable<StageComparison>{"stages", &Comparison::stages});
}

}  // namespace leps::python
