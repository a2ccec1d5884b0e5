#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "../domain/plan_fixture.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/verify/verification.hpp"

namespace leps::fixture {

[[nodiscard]] inline Period calendar_year(int year) {
    const auto y = static_cast<unsigned short>(year);
    return days(Date(y, 1, 1), Date(y, 12, 31));
}

/// One payment, in few words: cents of `fund` of competence year `year` given to `from`, for `measure` at `site`, in the
/// calendar year `in` or the elementary period `span`.
struct Pay {
    const char* fund = "STATE";
    int year = 2024;
    const char* from = "A";
    const char* site = "A";
    const char* measure = "HOURS";
    int in = 2024;
    Category category = Category::current;
    std::int64_t cents = 0;
    std::optional<Period> span{};
};

/// One start: nano-units at a site on the first day of a calendar year.
struct Start {
    const char* site = "A";
    const char* measure = "HOURS";
    int in = 2024;
    std::int64_t nanos = 0;
};

inline constexpr std::int64_t unit = Units::nanos_per_unit;

[[nodiscard]] inline SpendRow row(const Pay& pay) {
    return {.fund = FundId(pay.fund), .year = pay.year, .recipient = TerritoryId(pay.from), .act = {}, .site = pay.site,
            .measure = MeasureId(pay.measure), .period = pay.span ? *pay.span : calendar_year(pay.in), .category = pay.category,
            .amount = Money::from_cents(pay.cents)};
}
[[nodiscard]] inline UnitRow row(const Start& start) {
    return {.site = start.site, .measure = MeasureId(start.measure), .period = calendar_year(start.in), .units = Units::from_nanos(start.nanos)};
}

/// Starts and payments alone: enough to judge a rule; the published tables are left out.
[[nodiscard]] inline Allocation decisions(const std::vector<Start>& starts, const std::vector<Pay>& payments) {
    Allocation result{.status = AllocationStatus::allocated};
    for (const Start& start : starts) { result.starts.push_back(row(start)); }
    for (const Pay& pay : payments) { result.spend.push_back(row(pay)); }
    return result;
}

[[nodiscard]] inline std::vector<Violation> broken(const Verification& verification, const std::string& rule) {
    std::vector<Violation> found;
    std::copy_if(verification.violations.begin(), verification.violations.end(), std::back_inserter(found),
                 [&](const Violation& v) { return v.rule == rule; });
    return found;
}

/// verify(make_plan(tables), result), with the plan's hash where the result has none: a whole plan is slow to compile, so it is
/// made in one place.
[[nodiscard]] Verification audit(const PlanTables& tables, Allocation result);
[[nodiscard]] std::string hash_of(const PlanTables& tables);
/// What make_plan(tables) warns of.
[[nodiscard]] std::vector<Issue> warnings_of(const PlanTables& tables);
/// The ordered stages of make_plan(tables).
[[nodiscard]] std::vector<StageSpec> stages_of(const PlanTables& tables);

using Lines = std::vector<std::string>;

/// Violations of one rule in a plan, as "subject: found, limit".
[[nodiscard]] inline Lines broken(const PlanTables& plan, const Allocation& result, const std::string& rule) {
    Lines lines;
    for (const Violation& v : broken(audit(plan, result), rule)) { lines.push_back(v.subject + ": " + v.found + ", " + v.limit); }
    return lines;
}

/// Every violation, for messages of tests.
[[nodiscard]] inline std::string listing(const Verification& verification) {
    std::string text;
    for (const Violation& v : verification.violations) { text += v.rule + " | " + v.subject + " | " + v.found + " | " + v.limit + " | " + v.message + "\n"; }
    return text;
}

}  // namespace leps::fixture
