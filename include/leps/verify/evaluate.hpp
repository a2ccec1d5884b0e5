#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "leps/core/units.hpp"
#include "leps/core/wide.hpp"
#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// What is to be paid for one category of one operation in one elementary period: the key of a bundle.
struct BundleKey {
    OperationIndex operation;
    ElementaryIndex elementary;
    Category category = Category::current;
    friend bool operator==(const BundleKey&, const BundleKey&) noexcept = default;
    friend auto operator<=>(const BundleKey&, const BundleKey&) noexcept = default;
};

/// Cents of one annuity for one bundle. Sums are kept in 128 bits, so that no result can make them overflow.
struct Payment {
    SpendableIndex annuity;
    BundleKey bundle;
    Int128 cents = 0;
};

/// The decisions of a result, with their references resolved: all that a verification believes of it.
struct Decisions {
    std::vector<std::vector<Units>> starts;  ///< by operation, then period of the horizon
    std::vector<Payment> payments;           ///< ordered by annuity (hence by fund) and bundle
};

/// Units of an operation, or of a measure in a zone (own units, and its shares of regions' and associations').
struct Service {
    std::vector<WideRatio> started;  ///< on the first day of each period of the horizon
    std::vector<WideRatio> average;  ///< in service, averaged over each period of horizon and tail
    std::vector<WideRatio> at_end;   ///< in service on the last day of each period of horizon and tail
};

/// One demand, after what the decisions deliver. Exact: the published fractions may be rounded where 64 bits are too few.
struct Coverage {
    WideRatio after;
    WideRatio shortfall;
    std::int64_t gap_ppb = 0;
    bool reached = false;
};

/// Cents that fall due after the tail for one operation and category.
struct LaterDue {
    OperationIndex operation;
    Category category = Category::current;
    Date due_from;          ///< of unit lines the day; of running cost the first day after the tail
    bool per_year = false;  ///< running cost without end, at the rates in force when the tail ends; else all of it
    Int128 cents = 0;
};

/// What a result's starts and cents amount to.
struct Achieved {
    std::map<BundleKey, Int128> dues;                                     ///< cents; only where something is due
    std::vector<Service> operations;                                   ///< by operation; empty where nothing is started
    std::map<std::pair<TerritoryIndex, MeasureIndex>, Service> zones;  ///< by zone; only where something is started
    std::vector<Coverage> coverage;                                    ///< by demand
    std::vector<Int128> used;                                          ///< cents, by annuity
    std::vector<LaterDue> later;                                       ///< only where not zero
};

/// Dues, services, coverage, money left and dues after the tail of some decisions. Throws InvalidValue where a number
/// leaves its width. Time O(n log n).
[[nodiscard]] Achieved evaluate(const PlanView& plan, const Decisions& decisions);

/// The exact value of one ordered stage, in the stage's own unit (StageRow). Throws InvalidValue where a number leaves its
/// width. Time O(n log n).
[[nodiscard]] Int128 stage_value(const StageSpec& stage, const PlanView& plan, const Decisions& decisions, const Achieved& achieved);

}  // namespace leps
