#pragma once

#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "leps/compile/layout.hpp"
#include "leps/core/money.hpp"

namespace leps {

/// Units that fall away between two consecutive periods: drop >= in service[t] - in service[t + 1], in nano-units.
struct DropColumn {
    OperationIndex operation;
    PeriodIndex period;   ///< t
    Money rate;           ///< sum of the unit_year amounts in force on the first day of t + 1
    ColumnIndex column;
};

/// |x - x0| of one cell of the current plan, in cents.
struct DeviationColumn {
    FundIndex fund;
    BundleIndex bundle;
    Money before;
    ColumnIndex column;
};

/// One part of a leximin: depth x threshold + sum of excess is the sum of the `depth` greatest zone indices, ppb.
struct LeximinColumns {
    ColumnIndex threshold;
    std::vector<ColumnIndex> excess;  ///< by zone with a demand
};

/// Columns that rules add to those of the layout, and the boxes that they give to starts: what stages read.
struct RuleColumns {
    std::vector<ColumnIndex> gap;                                         ///< by demand, ppb
    std::map<std::pair<int, StagePeriods>, ColumnIndex> worst_zone;       ///< by priority class, ppb
    std::map<std::tuple<int, StagePeriods, int>, LeximinColumns> leximin;  ///< by class, periods and depth
    std::vector<DropColumn> drops;
    std::vector<DeviationColumn> deviations;
    std::vector<double> start_tops;                                       ///< of the boxes of starts, as they are stored

    /// All that stages measure beside starts and spending: gaps, zone indices, drops, deviations.
    [[nodiscard]] std::vector<ColumnIndex> measured() const {
        std::vector<ColumnIndex> all = gap;
        for (const auto& [key, column] : worst_zone) { all.push_back(column); }
        for (const auto& [key, part] : leximin) {
            all.push_back(part.threshold);
            all.insert(all.end(), part.excess.begin(), part.excess.end());
        }
        for (const DropColumn& drop : drops) { all.push_back(drop.column); }
        for (const DeviationColumn& deviation : deviations) { all.push_back(deviation.column); }
        return all;
    }
};

}  // namespace leps
