#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "leps/core/issue.hpp"
#include "leps/core/money.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"
#include "leps/domain/row.hpp"

namespace leps {

/// Rows of the result tables, in the words of PLAN_FORMAT. A place where a measure is started is a territory, or the id
/// of an association: `site` holds either.

/// Cents of one annuity that pay one bundle.
struct SpendRow {
    FundId fund{};
    Year year = 0;           ///< competence year; in the tail the year of the projected annuity
    TerritoryId recipient{};
    std::string act{};
    std::string site{};        ///< column `territory`
    MeasureId measure{};
    Period period;           ///< elementary
    Category category = Category::current;
    Money amount{};            ///< > 0
    RowPlace at{};             ///< of the table current_plan
    bool operator==(const SpendRow&) const = default;
};

/// Units started on the first day of a period (table `starts`), or in service averaged over it (table `units`).
struct UnitRow {
    std::string site{};
    MeasureId measure{};
    Period period;
    Units units{};             ///< > 0; averages that nano-units do not hold are rounded down
    bool operator==(const UnitRow&) const = default;
};

/// A level in a zone and period where it is due.
struct CoverageRow {
    TerritoryId zone{};        ///< column `territory`
    LevelId level{};
    Period period;
    Ratio required{};
    Units before{};            ///< existing supply
    Ratio after{};             ///< supply and what is delivered; after and shortfall: down to nano-units where 64 bits are too few
    Ratio shortfall{};         ///< max(0, required - after)
    std::int64_t gap_ppb = 0;
    bool reached = false;    ///< shortfall <= resolution of the level
    bool operator==(const CoverageRow&) const = default;
};

/// One annuity and what became of it.
struct FundRow {
    FundId fund{};
    Year year = 0;
    TerritoryId recipient{};
    std::string act{};
    Period window;
    AnnuityStatus status = AnnuityStatus::assigned;
    bool projected = false;  ///< a tail year of a recurrent fund
    Money amount{};
    Money used{};
    Money left{};
    std::optional<Date> lapses_on{};  ///< last day of the window where it ends inside the horizon
    Money unusable{};          ///< of `left`: what no measure could take for want of an eligible one that is not complete
    bool operator==(const FundRow&) const = default;
};

/// A municipality's part of what a pooled annuity paid.
struct PooledRow {
    TerritoryId municipality{};
    FundId fund{};
    Year year = 0;
    std::string act{};
    Money amount{};
    bool operator==(const PooledRow&) const = default;
};

/// What is still due after the tail for what was started.
struct DuesBeyondRow {
    std::string site{};
    MeasureId measure{};
    Category category = Category::current;
    Date due_from;
    Money amount{};            ///< of unit lines; running cost without end is reported per year
    bool per_year = false;
    bool operator==(const DuesBeyondRow&) const = default;
};

/// One line of the map of funds: a part of an annuity that is used for one thing, or the rest, bound elsewhere or free.
/// assigned = bound + used + free.
struct MappafondoRow {
    FundId fund{};
    std::string act{};
    Tier tier = Tier::state;
    Year year = 0;
    TerritoryId recipient{};
    std::string use{};         ///< a measure; empty for what is bound elsewhere or free
    std::optional<Category> category{};
    Date deadline{};           ///< last day of the annuity's own window
    Money assigned{};
    Money bound{};
    Money free{};
    Money used{};
    bool operator==(const MappafondoRow&) const = default;
};

/// What a number of the plan was taken from: an indicator carried on from an earlier year.
struct ProjectedIndicator {
    IndicatorId indicator{};
    TerritoryId territory{};
    Year year = 0;
    Year taken_from = 0;
    bool operator==(const ProjectedIndicator&) const = default;
};

/// What of a result rests on something: the money used in the horizon, or what is due.
enum class RestingPart { money, requirement };
template <> struct Words<RestingPart> { static constexpr std::array<std::string_view, 2> list = {"money", "requirement"}; };

/// How much of it rests on one basis. (definitions/assumptions.hpp)
struct AssumptionRow {
    RestingPart what = RestingPart::money;
    std::optional<Basis> basis{};   ///< empty: what says no basis
    std::optional<Money> amount{};  ///< of money
    std::optional<Ratio> weight{};  ///< of the requirement: as shortfall weighs it
    std::optional<Ratio> share{};   ///< of all of it; empty where there is nothing of it
    bool operator==(const AssumptionRow&) const = default;
};

/// One objective in the order of minimization. Values are integers in the stage's own unit:
/// shortfall 1/(2^40 10^9), worst_zone and leximin ppb, persons nano-persons (negative), money stages cents, preference rank cents.
struct StageRow {
    StageObjective objective = StageObjective::shortfall;
    std::optional<int> priority_class{};
    std::optional<int> depth{};  ///< leximin: the value is the sum of so many greatest zone indices
    StagePeriods periods = StagePeriods::all;
    Int128 value = 0;            ///< exact, of the published cents and units
    Int128 reached = 0;          ///< what the engine reached, rounded up
    Int128 cap = 0;              ///< K: later stages stay within
    Int128 bound = 0;            ///< L: proved for all rules and value_j <= K_j of earlier stages
    Int128 gap_engine = 0;       ///< reached - bound with the same whole units: the engine's own error
    Int128 gap_whole_units = 0;  ///< bound with the same whole units - bound
    Int128 gap_rounding = 0;     ///< value - reached, and what it costs that earlier stages leave room for rounding
    std::optional<Int128> claimed_bound{};  ///< branch and bound's own; a claim, not a proof
    bool sensitive_to_keep = false;       ///< a later stage would move by more than 1 % at ten times keep
    bool operator==(const StageRow&) const = default;
};

/// A price on one row (or cap) of the compiled problem, as an exact binary number in hexadecimal notation.
struct CertificatePrice {
    std::int32_t stage = 0;      ///< from 0
    bool cap = false;            ///< of an earlier stage's cap; else of a row
    std::int64_t index = 0;      ///< of the row, or the stage whose cap it is
    double price = 0.0;
    bool operator==(const CertificatePrice&) const = default;
};

struct Certificate {
    std::string plan_hash{};
    std::string problem_hash{};    ///< of the compiled integer rows, columns and boxes
    std::string options{};         ///< the options that decide the answer, one line
    std::string engine{};          ///< name and version
    std::string leps_version{};
    std::vector<CertificatePrice> prices{};
    bool operator==(const Certificate&) const = default;
};

/// allocated: rules kept to the cent. The others carry what is known instead.
enum class AllocationStatus { allocated, infeasible, not_roundable, time_limit, interrupted, unknown };
template <> struct Words<AllocationStatus> {
    static constexpr std::array<std::string_view, 6> list = {"allocated", "infeasible", "not_roundable", "time_limit", "interrupted", "unknown"};
};

/// Whether it is proved that no other plan keeps all rules and is as good. Reported, never assumed. (MODEL.md 13)
enum class Uniqueness { proved, not_proved };
template <> struct Words<Uniqueness> { static constexpr std::array<std::string_view, 2> list = {"proved", "not proved"}; };

/// One reason why a plan cannot be, or could not be rounded: the elastic answer of MODEL.md 10.
struct Reason {
    std::string code{};       ///< no_eligible_fund, funds_exhausted, hard_level_missed, rounding ...
    std::string rule{};
    std::string subject{};
    std::string found{};
    std::string limit{};
    std::string message{};
    bool operator==(const Reason&) const = default;
};

/// What an answer cost. Not part of the answer: two allocations that differ only here are equal, and packages leave it out.
struct Work {
    double compile_seconds = 0.0;
    double solve_seconds = 0.0;
    double engine_seconds = 0.0;           ///< of them inside the engine
    double round_seconds = 0.0;
    double verify_seconds = 0.0;
    double longest_silence_seconds = 0.0;  ///< between two looks at Context::stop
    std::int64_t iterations = 0;
    std::int64_t nodes = 0;
    friend bool operator==(const Work&, const Work&) noexcept { return true; }
};

/// The answer: which annuity pays which bundle, what is started, what is reached, and how good it is proved to be.
struct Allocation {
    AllocationStatus status = AllocationStatus::unknown;
    bool reproducible = true;     ///< false after a time limit or an interruption
    Uniqueness unique = Uniqueness::not_proved;  ///< no proof is tried yet, so that leps never says more
    std::string plan_hash{};
    std::string plan_name{};
    std::string engine{};
    std::vector<SpendRow> spend{};
    std::vector<UnitRow> starts{};
    std::vector<UnitRow> units{};
    std::vector<CoverageRow> coverage{};
    std::vector<FundRow> funds{};
    std::vector<PooledRow> pooled{};
    std::vector<DuesBeyondRow> dues_beyond_horizon{};
    std::vector<ProjectedIndicator> projected{};
    std::vector<AssumptionRow> assumptions{};
    std::vector<StageRow> stages{};
    std::vector<Reason> reasons{};  ///< empty where allocated
    std::vector<Issue> findings{};  ///< result_findings.hpp: warnings of the plan as a whole, stages that hang on keep; rows that were rounded outward
    std::vector<MappafondoRow> mappafondo{};
    Certificate certificate{};
    Work work{};
    bool operator==(const Allocation&) const = default;
};

}  // namespace leps
