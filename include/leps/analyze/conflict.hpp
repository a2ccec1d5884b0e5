#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leps/core/context.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/columns/column.hpp"
#include "leps/domain/plan.hpp"

namespace leps {

/// What stands behind a statement: a Farkas ray that exact arithmetic has checked, or the word of the engine.
enum class Claim { proved, engine };
template <> struct Words<Claim> { static constexpr std::array<std::string_view, 2> list = {"proved", "engine"}; };

/// What clashes.
enum class Clash {
    none,         ///< nothing: a plan keeps every rule, as far as has been looked
    rules,        ///< rules over money and units, whatever is whole
    whole_units,  ///< only whole units and decisions: fractions of them would do
    whole_cents,  ///< only whole cents and nano-units
    not_settled   ///< a limit of time or work, or Ctrl-C, ended the search before anything was found
};
template <> struct Words<Clash> {
    static constexpr std::array<std::string_view, 5> list = {"none", "rules", "whole_units", "whole_cents", "not_settled"};
};

/// One datum of a conflict. Table and row say where it stands in the plan: a level stands for itself in one zone, in all its years.
struct ConflictMember {
    std::string table{};
    std::int64_t row = 0;      ///< in plan order, from 1; of pooled annuities the first
    std::string key{};         ///< the row's key, its parts with commas between them
    std::string rule{};        ///< that its rows state
    std::string subject{};     ///< in ids: "HOME, A"
    std::string statement{};   ///< a sentence
    Claim claim = Claim::engine;
    bool operator==(const ConflictMember&) const = default;
};

template <>
struct Columns<ConflictMember> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("table", &ConflictMember::table));
        visitor(column::key("row", &ConflictMember::row));
        visitor(column::must("key", &ConflictMember::key));
        visitor(column::must("rule", &ConflictMember::rule));
        visitor(column::must("subject", &ConflictMember::subject));
        visitor(column::must("statement", &ConflictMember::statement));
        visitor(column::must("claim", &ConflictMember::claim));
    }
};

/// Data that cannot all hold. Without any one of them the rest can, if `irreducible`. (MODEL.md 10)
struct Conflict {
    Clash clash = Clash::none;
    Claim claim = Claim::engine;             ///< that the members cannot all hold
    bool irreducible = false;                ///< that each is needed is always the engine's word; false where a limit ended the search
    std::string summary{};                   ///< a sentence: what clashes, and what it rests on
    std::vector<ConflictMember> members{};   ///< in the order of tables, then rows and zones
    std::vector<std::string> circumstances{};  ///< sentences on what is no datum that could give way: who may pay at all
    std::int64_t solves = 0;
    bool operator==(const Conflict&) const = default;

    /// Members, then circumstances.
    [[nodiscard]] std::vector<std::string> sentences() const;
};

struct ConflictOptions {
    std::string engine = "auto";           ///< auto, or a name of available_engines()
    std::optional<double> time_limit{};    ///< seconds, > 0; what is found by then need not be irreducible
    std::int64_t node_limit = 1000;        ///< of branch and bound, for each set that is tried; >= 1
};

/// Why a plan cannot be: an irreducible set of its data that no allocation keeps together, whatever the other data say.
///
/// First without whole units: all data elastic, the prices of what must give way name the candidates, which are then left out one by
/// one (deletion filter: J. W. Chinneck, *Feasibility and Infeasibility in Optimization*, 2008), each try from where the last one ended.
/// That the set clashes is `proved` where its ray passes the exact check. Only if fractions of units would do, sets are tried with
/// whole units (QuickXplain: U. Junker, 2004), by the word of the engine.
/// A proof holds however many units and cents there are; what only the engine says holds within wide boxes, derived from all that the
/// plan asks for and has.
/// A plan without conflict gives an empty one that says so; infeasible within a limit is not infeasible (Clash::not_settled).
/// Time: about as many linear solves as candidates, most of them of a few iterations.
/// Throws as allocate does.
[[nodiscard]] Conflict conflict(const Plan& plan, const ConflictOptions& options = {}, const Context& context = {});

/// The same for a result of the plan, which may already say that nothing clashes, or only whole cents.
/// Throws InvalidValue if it answers another plan.
[[nodiscard]] Conflict conflict(const Plan& plan, const Allocation& known, const ConflictOptions& options = {}, const Context& context = {});

}  // namespace leps
