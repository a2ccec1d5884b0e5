#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "leps/core/money.hpp"
#include "leps/core/units.hpp"
#include "leps/core/wide.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// What is to be paid for one category of one operation in one elementary period: the key of a bundle.
struct Bundle {
    OperationIndex operation;
    ElementaryIndex elementary;
    Category category = Category::current;
    friend bool operator==(const Bundle&, const Bundle&) noexcept = default;
    friend auto operator<=>(const Bundle&, const Bundle&) noexcept = default;
};

/// Cents of one annuity for one bundle. Sums are kept in 128 bits, so that no result can make them overflow.
struct Payment {
    SpendableIndex annuity;
    Bundle bundle;
    Int128 cents = 0;
};

/// The decisions of a result, with their references resolved: all that a verification believes of it.
struct Decisions {
    std::vector<std::vector<Units>> starts;  ///< by operation, then period of the horizon
    std::vector<Payment> payments;           ///< ordered by fund, annuity, bundle
};

/// Units of a measure in a zone (own, and its shares of regions' and associations'), by period; or of a region's measure.
struct Service {
    std::vector<WideRatio> started;  ///< on the first day of each period of the horizon
    std::vector<WideRatio> average;  ///< in service, by period of horizon and tail
    std::vector<WideRatio> at_end;   ///< in service on the last day, by period of horizon and tail
};

/// What a result's starts and cents amount to, exactly.
struct Achieved {
    std::map<Bundle, Int128> dues;                                        ///< cents; only where something is due
    std::vector<Service> operations;                                      ///< by operation; empty vectors where never started
    std::map<std::pair<TerritoryIndex, MeasureIndex>, Service> zones;     ///< only where something is started
    std::vector<CoverageRow> coverage;                                    ///< by demand
    std::vector<WideRatio> reached;                                       ///< supply and deliveries, by demand
    std::vector<UnitRow> units;                                           ///< rounded down to nano-units, horizon and tail
    std::vector<FundRow> funds;                                           ///< by annuity; `unusable` is left 0
    std::vector<DuesBeyondRow> beyond;                                    ///< one row per operation, category and kind
};

/// Dues, services, coverage, money left and dues after the tail of some decisions. Throws InvalidValue where a number
/// leaves its width. Time O(n log n).
[[nodiscard]] Achieved evaluate(const PlanView& plan, const Decisions& decisions);

/// The exact value of one stage, in the stage's own unit (StageRow). Throws Unsupported for leximin, InvalidValue where a
/// number leaves its width. Time O(n log n).
[[nodiscard]] Int128 stage_value(const StageSpec& stage, const PlanView& plan, const Decisions& decisions, const Achieved& achieved);

}  // namespace leps
