#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/checks/range_check.hpp"
#include "leps/domain/definitions/spendable.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// A date that cuts periods: a column, and the first day after the cut.
struct CutDate {
    const char* field;
    Date day;
};

/// With cut = month, dates that cut periods stand between two months: those of windows in the horizon, with which windows end;
/// those of eligibility in the tail as well. `cuts`: the days that a date of this kind can cut.
inline void check_cut(const PlanHeader& header, const Period& cuts, const CutDate& cut, const RowPlace& at, TableFindings& out) {
    if (header.cut == CutAt::day || cut.day.day().as_number() == 1 || !cuts.contains(cut.day)) { return; }
    const bool first = std::string_view(cut.field).ends_with("from");
    out.error(at, {.code = "cut_inside_month", .field = cut.field, .found = first ? leps::to_string(cut.day) : RangeCheck::last_day(cut.day),
                   .expected = first ? "the first day of a month" : "the last day of a month",
                   .message = "move the date, or set cut to day in datapackage.json"});
}

/// Each annuity by itself and with its fund: amount, status, window, carry-over, cuts. Time O(n).
class AnnuityRowCheck {
public:
    AnnuityRowCheck(const PlanTables& tables, PlanFindings& findings) : tables_(tables), out_(findings, "annuities") {
        for (const Fund& row : tables.funds) {
            if (!row.at.broken) { funds_.emplace(row.fund, &row); }
        }
    }

    void run() {
        for (const Annuity& row : tables_.annuities) {
            if (row.at.broken) { continue; }
            act(row);
            amount(row);
            window(row);
        }
    }

private:
    void act(const Annuity& row) {
        if (row.act == projected_act) {
            out_.error(row.at, {.code = "reserved_act", .field = "act", .found = row.act, .expected = "the act that gives the money",
                                .message = "results call the tail years of recurrent funds so: name the act itself"});
        }
    }

    void amount(const Annuity& row) {
        if (row.bound && !row.gross) {
            out_.error(row.at, {.code = "missing_field", .field = "gross_eur", .found = "", .expected = "gross_eur with bound_eur",
                                .message = "amount_eur = gross_eur - bound_eur: give gross_eur, or empty bound_eur"});
        }
        if (row.gross && row.bound && Money() <= *row.gross && Money() <= *row.bound && row.amount != *row.gross - *row.bound) {
            out_.error(row.at, {.code = "gross_less_bound", .field = "amount_eur", .found = to_string(row.amount),
                                .expected = "gross_eur - bound_eur = " + to_string(*row.gross - *row.bound),
                                .message = "correct one of the three amounts"});
        }
        if (row.gross && !row.bound && *row.gross < row.amount) {
            out_.error(row.at, {.code = "gross_less_bound", .field = "amount_eur", .found = to_string(row.amount),
                                .expected = "at most gross_eur (" + to_string(*row.gross) + ")", .message = "correct amount_eur or gross_eur"});
        }
        if (row.status == AnnuityStatus::none && row.amount != Money()) {
            out_.error(row.at, {.code = "none_with_money", .field = "amount_eur", .found = to_string(row.amount), .expected = "0.00 where status = none",
                                .message = "write status assigned or expected if there is money, else 0.00"});
        }
        if (row.bound && tables_.header.baseline == Baseline::in_annuities) {
            out_.error(row.at, {.code = "bound_and_baseline", .field = "bound_eur", .found = to_string(*row.bound), .expected = "nothing where baseline = in_annuities",
                                .message = "existing supply would be taken out twice: write the whole amount as amount_eur, or set baseline to outside"});
        }
    }

    void window(const Annuity& row) {
        const Period& horizon = tables_.header.horizon;
        if (!row.window.meets(horizon)) {
            out_.error(row.at, {.code = "window_outside_horizon", .field = "spend_to", .found = to_string(row.window), .expected = "days inside " + to_string(horizon),
                                .message = "this money can never be spent in the plan: correct its window, or remove the row"});
            return;
        }
        const auto fund = funds_.find(row.fund);
        const bool dated = first_year <= row.year && row.year <= last_year;
        if (dated && fund != funds_.end() && !fund->second->carry_over && row.window.end() > Date(static_cast<unsigned short>(row.year + 1), 1, 1)) {
            out_.error(row.at, {.code = "window_after_year", .field = "spend_to", .found = to_string(row.window.last_day()),
                                .expected = "at most " + std::to_string(row.year) + "-12-31, as " + row.fund.text() + " has carry_over = false",
                                .message = "end the window with its year, or let the fund carry over"});
        }
        check_cut(tables_.header, horizon, {"spend_from", row.window.begin()}, row.at, out_);
        check_cut(tables_.header, horizon, {"spend_to", row.window.end()}, row.at, out_);
    }

    const PlanTables& tables_;
    TableFindings out_;
    std::unordered_map<FundId, const Fund*> funds_;
};

inline void check_annuity_rows(const PlanTables& tables, PlanFindings& findings) {
    AnnuityRowCheck(tables, findings).run();
    TableFindings out(findings, "eligibility");
    const Period& horizon = tables.header.horizon;
    const long tail = RangeCheck::sensible(horizon.end()) ? 12L * std::clamp(tables.header.tail_years, 0, 10) : 0;
    const Period with_tail(horizon.begin(), tail > 0 ? add_months(horizon.end(), tail) : horizon.end());
    for (const Eligibility& row : tables.eligibility) {
        if (row.at.broken) { continue; }
        if (row.valid.from) { check_cut(tables.header, with_tail, {"from", *row.valid.from}, row.at, out); }
        if (row.valid.until) { check_cut(tables.header, with_tail, {"to", *row.valid.until}, row.at, out); }
    }
}

}  // namespace leps
