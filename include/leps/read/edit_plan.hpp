#pragma once

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "leps/domain/plan.hpp"
#include "leps/read/table.hpp"

namespace leps {

enum class EditOp { set, multiply, add };
template <> struct Words<EditOp> { static constexpr std::array<std::string_view, 3> list = {"set", "multiply", "add"}; };

/// How many rows an edit has to meet.
enum class EditRows { any, one };
template <> struct Words<EditRows> { static constexpr std::array<std::string_view, 2> list = {"any", "one"}; };

/// One row of the table `scenarios`: what happens to the cells of a column in the rows that `where` names. All are texts of the
/// format: "annuities", "fund=FNA;year=2025", "amount_eur", multiply, "9/10".
struct CellEdit {
    std::string table;
    std::string where;   ///< column=value, joined by ';'; a value may be empty (an empty cell); empty: every row
    std::string column;
    EditOp op = EditOp::set;
    std::string value;   ///< set: the new cell, empty = unknown; multiply: a share >= 0; add: an amount, or "6 months", "-10 days" for dates
    EditRows rows = EditRows::any;
};

/// A plan with the edits applied one after another; unchanged tables are shared. How numbers move:
///
/// | what                             | multiply by q                                                        | add                        |
/// |----------------------------------|----------------------------------------------------------------------|----------------------------|
/// | amount_eur, gross_eur of annuities | floor(total x q) cents, shared over the rows met by largest remainder, ties in plan order | to each row met |
/// | other money                      | floor(cell x q) cents                                                | to each                    |
/// | units, shares, whole numbers     | exactly, or refused                                                  | exactly, to each           |
/// | dates                            | refused                                                              | months or days; the last day as the day after it moves |
///
/// amount_eur = gross_eur - bound_eur is kept: gross_eur follows an edit of amount_eur, and amount_eur one of gross_eur or bound_eur.
/// An empty cell stays unknown and is refused, but for `set`. Source of the rule for cents: MODEL.md 12.
///
/// Throws DataError with every finding of the edits (table `scenarios`, its row from 1), or of the changed plan. Time O(edits x rows of
/// their tables + rows log rows of the plan).
[[nodiscard]] Plan edit_plan(const Plan& plan, std::span<const CellEdit> edits);

/// A plan with these rows beside its own. Throws DataError, as plan_from_tables does.
[[nodiscard]] Plan add_rows(const Plan& plan, const std::vector<RawTable>& rows);

/// A plan without a measure: its own row and every row of other tables that speaks of it alone. Throws DataError where something else
/// rests on it (a heading with children, a reserve or link that names it, a commitment).
[[nodiscard]] Plan drop_measure(const Plan& plan, const MeasureId& measure);

/// A table of scenarios: name and edits, in the order in which the names first stand there. `raw` has the columns scenario, table, where,
/// column, op, value and, if wanted, note. Throws DataError with every finding.
struct EditedScenario {
    std::string name;
    std::vector<CellEdit> edits;
};
[[nodiscard]] std::vector<EditedScenario> read_scenarios(const RawTable& raw);

/// The same of a CSV file. Throws FileError if it cannot be read.
[[nodiscard]] std::vector<EditedScenario> read_scenarios(const std::filesystem::path& csv);

}  // namespace leps
