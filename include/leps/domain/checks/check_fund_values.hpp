#pragma once

#include <string>
#include <vector>

#include "leps/domain/checks/check_measure_values.hpp"
#include "leps/domain/checks/finding.hpp"
#include "leps/domain/checks/range_check.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// Single values of funds, their money and their rules, and of records, row by row. Time O(n).
inline void check_fund_values(const PlanTables& tables, PlanFindings& findings) {
    const auto each = [&findings](const char* name, const auto& rows, auto check) {
        TableFindings out(findings, name);
        RangeCheck range(out);
        for (const auto& row : rows) {
            if (!row.at.broken) { check(row, range.row(row.at), out); }
        }
    };
    each("funds", tables.funds, [](const Fund& row, RangeCheck& range, TableFindings&) {
        if (row.preference) { range.at_least_one("preference", *row.preference); }
    });
    each("annuities", tables.annuities, [](const Annuity& row, RangeCheck& range, TableFindings&) {
        range.year("year", row.year);
        range.not_negative("amount_eur", row.amount);
        range.not_negative("gross_eur", row.gross);
        range.not_negative("bound_eur", row.bound);
        range.day("spend_from", row.window.begin());
        range.day("spend_to", row.window.last_day());
        range.day("decree_date", row.decree_date);
        range.not_negative("repair_weight", row.repair_weight);
    });
    each("eligibility", tables.eligibility, [](const Eligibility& row, RangeCheck& range, TableFindings& out) {
        range.range("from", "to", row.valid);
        range.share("max_share", row.max_share);
        range.not_negative("max_eur", row.max_amount);
        check_scope(row, out);
    });
    each("co_financing", tables.co_financing, [](const CoFinancing& row, RangeCheck& range, TableFindings&) {
        range.share("max_share", row.max_share);
    });
    each("reserves", tables.reserves, [](const Reserve& row, RangeCheck& range, TableFindings& out) {
        range.share("share", row.share);
        range.not_negative("repair_weight", row.repair_weight);
        if (row.strict && row.kind != ReserveKind::cap) {
            out.error(row.at, {.code = "meaningless_field", .field = "strict", .found = "true", .expected = "false or empty, but for a cap",
                               .message = "only a cap can be strict (\"less than\"): empty the cell"});
        }
    });
    each("territory_quotas", tables.territory_quotas, [](const TerritoryQuota& row, RangeCheck& range, TableFindings& out) {
        range.not_negative("min_eur", row.min_amount);
        range.not_negative("max_eur", row.max_amount);
        range.year("year", row.year);
        if (!row.min_amount && !row.max_amount) {
            out.error(row.at, {.code = "missing_field", .field = "min_eur", .found = "", .expected = "min_eur, max_eur or both",
                               .message = "a quota without amounts says nothing: give one, or remove the row"});
        }
        if (row.min_amount && row.max_amount && *row.max_amount < *row.min_amount) {
            out.error(row.at, {.code = "min_above_max", .field = "min_eur", .found = to_string(*row.min_amount),
                               .expected = "at most max_eur (" + to_string(*row.max_amount) + ")",
                               .message = "correct min_eur or max_eur"});
        }
    });
    each("records", tables.records, [](const Record& row, RangeCheck& range, TableFindings&) {
        range.year("annuity", row.annuity);
        range.not_negative("units", row.units);
        range.not_negative("assigned_eur", row.assigned);
        range.not_negative("programmed_eur", row.programmed);
        range.not_negative("committed_eur", row.committed);
        range.not_negative("paid_eur", row.paid);
        range.not_negative("reported_eur", row.reported);
        range.day("as_of", row.as_of);
        range.not_negative("repair_weight", row.repair_weight);
    });
    each("current_plan", tables.current_plan, [](const SpendRow& row, RangeCheck& range, TableFindings&) {
        range.year("year", row.year);
        range.not_negative("amount_eur", row.amount);
    });
}

}  // namespace leps
