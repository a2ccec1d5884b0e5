#pragma once

#include <compare>
#include <cstdint>

#include "leps/compile/origin.hpp"
#include "leps/domain/definitions/territory_tree.hpp"
#include "leps/problem/index.hpp"

namespace leps {

/// One datum of a plan with all the rows that it makes: what a conflict names and a repair changes. (MODEL.md 10)
///
/// | rule            | row                                                               | place                    |
/// |-----------------|-------------------------------------------------------------------|--------------------------|
/// | annuity         | a SpendableIndex of the horizon: an annuity, or pooled ones as one | –                        |
/// | eligibility, co_financing, reserve, territory_quota, measure_limit, link | row of that table | –               |
/// | committed       | row of the table records                                          | –                        |
/// | level_floor     | row of the table service_levels                                   | the zone, all its periods |
/// | persons_cap     | row of service_levels; from their number on: of the distinct groups by name | the zone, all its periods |
/// | shared_dues     | an OperationIndex                                                 | the zone or municipality |
struct Datum {
    Rule rule = Rule::annuity;
    std::uint32_t row = 0;
    TerritoryIndex place{};

    friend auto operator<=>(const Datum&, const Datum&) noexcept = default;
};

/// By which of its numbers a datum gives way. Of a level: the year.
namespace way {
inline constexpr int least = 0;     ///< what is asked for at least falls
inline constexpr int greatest = 1;  ///< what is allowed at most rises
}  // namespace way

/// A column by which a datum gives way, from 0: cents of money (of a reserve: of all that its fund is assigned), nano-units, 1 for a
/// link that is dropped; where a row has one of its own (shares, caps of persons), whatever that row counts.
struct DatumColumn {
    Datum datum;
    int way = way::least;
    ColumnIndex column;
    double size = 1.0;  ///< what the datum is now, in the unit of the column; at least 1
};

}  // namespace leps
