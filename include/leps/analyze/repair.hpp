#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "leps/core/context.hpp"
#include "leps/core/wide.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/columns/column.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// One cell of a plan that a repair changes, or a row that it adds or drops.
struct RepairChange {
    std::string table{};
    std::string key{};     ///< of the row, its parts with commas between them
    std::string column{};  ///< "*": the whole row
    std::string before{};  ///< as tables write it; empty in a new row
    std::string after{};   ///< empty where the row is dropped
    std::string change{};  ///< what it costs, in the datum's own unit: "1,000.00 EUR", "40 hours"; empty in cells that follow
    bool operator==(const RepairChange&) const = default;
};

template <>
struct Columns<RepairChange> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("table", &RepairChange::table));
        visitor(column::key("key", &RepairChange::key));
        visitor(column::key("column", &RepairChange::column));
        visitor(column::may("before", &RepairChange::before));
        visitor(column::may("after", &RepairChange::after));
        visitor(column::may("change", &RepairChange::change));
    }
};

/// A changed plan that can be allocated: it was, and the result passed the audit.
struct Repair {
    std::vector<RepairChange> changes;
    WideRatio cost;                      ///< sum of repair_weight x change, exact
    std::vector<std::string> sentences;  ///< one for each datum that changes
    Plan plan;
};

/// Repairs, the cheapest first, and what there is to know about those that are missing.
struct Repairs {
    std::vector<Repair> repairs;
    std::vector<std::string> notes;  ///< sentences
};

struct RepairOptions {
    std::string engine = "auto";         ///< auto, or a name of available_engines()
    std::optional<double> time_limit{};  ///< seconds, > 0; repairs that are found by then are given
    std::int64_t node_limit = 1000;      ///< of branch and bound, for each repair; >= 1
    int count = 3;                       ///< so many at most; >= 1
};

/// The cheapest changes of data that carry a repair_weight after which the plan can be allocated. (MODEL.md 10)
///
/// | datum      | its unit                                    | what changes                                                            |
/// |------------|---------------------------------------------|-------------------------------------------------------------------------|
/// | annuity    | euro more                                   | amount_eur, and gross_eur with it; status none becomes expected; of pooled money the cheapest row |
/// | hard level | units waived, for each zone and year; its weight: that of the level_targets row, else of the level | required_units of the level_targets row, which is added where there is none |
/// | reserve    | euro less (of a cap: more) of all that its fund is assigned | share, as the exact fraction; one of what is spent has no amount and stays |
/// | measure_limit | units less of a minimum, more of a maximum | min_units, max_units, at_least                                          |
/// | link       | 1 where it is dropped                       | the row goes                                                            |
/// | record     | euro less committed                         | committed_eur                                                           |
///
/// Each is found with whole units, rounded up to cents and nano-units, applied to the tables, allocated with the first stage alone
/// (which decides whether rules can be kept; small plans with all stages, which leave cents less room) and verified; one that fails over cents is widened a little, three times, and then
/// left out with a note. Each next one does without the datum that cost most in those before.
/// Nothing to repair, and no row that carries a repair_weight, are notes.
/// Throws as allocate does, InvalidValue for an option out of range.
[[nodiscard]] Repairs repairs(const Plan& plan, const RepairOptions& options = {}, const Context& context = {});

/// The same for a result of the plan, which may already say that there is nothing to repair.
/// Throws InvalidValue if it answers another plan.
[[nodiscard]] Repairs repairs(const Plan& plan, const Allocation& known, const RepairOptions& options = {}, const Context& context = {});

}  // namespace leps
