#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leps/analyze/compared.hpp"
#include "leps/domain/allocation.hpp"

namespace leps {

/// Rows of two answers, joined by their ids. A row that only one of them has is kept, and says so in `side`; the other's values
/// and the deltas (second - first) are then absent. Of an answer without tables (infeasible, out of time) every row is.

/// A zone as a whole.
struct ZoneComparison {
    TerritoryId zone{};                       ///< column `territory`
    Side side = Side::both;
    std::optional<int> priority_class{};      ///< the most urgent class in which something is due there, in either answer
    Compared<std::int64_t> gap_ppb{};         ///< index of the zone in that class; the other classes have it in ClassComparison
    Compared<std::int64_t> levels_due{};      ///< levels, counted in each period anew
    Compared<std::int64_t> levels_reached{};  ///< of these
    Compared<Units> covered_persons{};        ///< the sum of its rows in PersonsComparison
    Compared<Money> spent{};                  ///< what counts as spent there in the horizon; shared cents go to the largest remainders
    bool operator==(const ZoneComparison&) const = default;
};

/// How far a zone stays behind in one class: the index that the stage worst_zone takes the greatest of, over all periods.
struct ClassComparison {
    TerritoryId zone{};
    int priority_class = 0;
    Side side = Side::both;
    Compared<std::int64_t> gap_ppb{};
    bool operator==(const ClassComparison&) const = default;
};

/// A level in a zone and period where it is due.
struct LevelComparison {
    TerritoryId zone{};
    LevelId level{};
    Period period;
    Side side = Side::both;
    Compared<Ratio> required{};   ///< unit of the level, as in the table `coverage`
    Compared<Ratio> after{};
    Compared<Ratio> shortfall{};
    Compared<std::int64_t> gap_ppb{};
    Compared<bool> reached{};
    bool operator==(const LevelComparison&) const = default;
};

/// One annuity and what became of it.
struct FundComparison {
    FundId fund{};
    Year year = 0;
    TerritoryId recipient{};
    std::string act{};
    bool projected = false;
    Side side = Side::both;
    Compared<Money> amount{};
    Compared<Money> used{};
    Compared<Money> left{};
    Compared<Money> lapses{};     ///< of `left`: where its window ends inside the horizon
    Compared<Date> lapses_on{};
    bool operator==(const FundComparison&) const = default;
};

/// Average persons in service over the horizon (persons_in_service.hpp), down to nano-persons. An answer has the row where its plan
/// has the zone and a measure that counts persons of the level.
struct PersonsComparison {
    TerritoryId zone{};
    LevelId level{};
    Side side = Side::both;
    Compared<Units> persons{};
    bool operator==(const PersonsComparison&) const = default;
};

/// What a fund spends on a measure in the horizon, where either answer spends. An answer has the row where its plan has both.
struct MoneyComparison {
    FundId fund{};
    MeasureId measure{};
    Side side = Side::both;
    Compared<Money> spent{};
    bool operator==(const MoneyComparison&) const = default;
};

/// The sign of a stage's delta in words: every stage is minimized. Proved where the best of the one plan is on that side of the best
/// of the other, whatever the answers left open.
enum class Verdict { better, better_proved, same, worse, worse_proved };
template <> struct Words<Verdict> {
    static constexpr std::array<std::string_view, 5> list = {"better", "better, proved", "the same", "worse", "worse, proved"};
};

/// One objective, in its own unit (StageRow).
struct StageComparison {
    StageObjective objective = StageObjective::shortfall;
    std::optional<int> priority_class{};
    std::optional<int> depth{};
    StagePeriods periods = StagePeriods::all;
    Side side = Side::both;
    Compared<Int128> value{};
    Compared<Int128> bound{};
    std::optional<Int128> delta{};        ///< of the values
    std::optional<Int128> delta_least{};  ///< bound of the second - value of the first: the best of the two plans (within the caps of
    std::optional<Int128> delta_most{};   ///< earlier stages) differ by no less, and by no more than value of the second - bound of the first
    std::optional<Verdict> verdict{};
    bool operator==(const StageComparison&) const = default;
};

/// Whose answers were compared.
struct ComparedAnswer {
    std::string plan_name{};
    std::string plan_hash{};
    AllocationStatus status = AllocationStatus::unknown;
    bool operator==(const ComparedAnswer&) const = default;
};

/// Two answers beside each other. Tables are ordered by their keys, stages as they were minimized in the first answer, then those that
/// only the second has.
struct Comparison {
    ComparedAnswer first{};
    ComparedAnswer second{};
    std::vector<ZoneComparison> zones{};
    std::vector<ClassComparison> classes{};
    std::vector<LevelComparison> levels{};
    std::vector<FundComparison> funds{};
    std::vector<PersonsComparison> persons{};
    std::vector<MoneyComparison> money{};
    std::vector<StageComparison> stages{};

    /// The levels that are reached in the first answer and not in the second: which zones fall below a level, and when.
    [[nodiscard]] std::vector<LevelComparison> falls() const {
        std::vector<LevelComparison> list;
        for (const LevelComparison& row : levels) {
            if (row.reached.first == true && row.reached.second == false) { list.push_back(row); }
        }
        return list;
    }
    bool operator==(const Comparison&) const = default;
};

}  // namespace leps
