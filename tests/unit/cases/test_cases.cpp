// The small plans of tests/cases, whose answers were derived by hand (README.md there). tests/python/test_cases.py reads the
// same folders.

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/allocate/certificate.hpp"
#include "leps/core/error.hpp"
#include "leps/read/number_text.hpp"
#include "leps/read/read_plan.hpp"
#include "leps/verify/verify.hpp"

namespace leps {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

json::object expected_of(const fs::path& folder) {
    std::ifstream file(folder / "expected.json");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return json::parse(text).as_object();
}

std::string text_of(const json::object& object, const char* field) {
    const json::value* value = object.if_contains(field);
    return value == nullptr ? std::string() : json::value_to<std::string>(*value);
}

const json::array& list_of(const json::object& object, const char* field) {
    static const json::array none;
    const json::value* value = object.if_contains(field);
    return value == nullptr ? none : value->as_array();
}

std::vector<std::string> folders(const std::string& status) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(LEPS_CASES)) {
        if (fs::exists(entry.path() / "expected.json") && text_of(expected_of(entry.path()), "status") == status) {
            names.push_back(entry.path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

WideRatio fraction(const std::string& text) { return std::get<Ratio>(parse_ratio(text)).wide(); }
Money euros(const std::string& text) { return std::get<Money>(parse_money(text)); }

bool is_money(StageObjective objective) {
    return objective == StageObjective::cost || objective == StageObjective::at_risk || objective == StageObjective::continuity;
}

/// What 1 of an expected value is in the unit of the stage.
WideRatio scale_of(StageObjective objective) {
    if (objective == StageObjective::shortfall) { return wide::multiply(Int128{1} << 40, 1'000'000'000); }
    return is_money(objective) ? 100 : 1'000'000'000;
}

class Case : public testing::TestWithParam<std::string> {
protected:
    [[nodiscard]] fs::path folder() const { return fs::path(LEPS_CASES) / GetParam(); }
    [[nodiscard]] json::object expected() const { return expected_of(folder()); }
};

class WrongData : public Case {};
class Impossible : public Case {};
class Possible : public Case {};

TEST_P(WrongData, IsFoundWhereTheContradictionIs) {
    std::vector<Issue> found;
    try {
        (void)read_plan(folder());
    } catch (const DataError& error) {
        found = error.issues();
    }
    ASSERT_FALSE(found.empty());
    const auto names = [](const json::array& list, const std::string& text) {
        return std::any_of(list.begin(), list.end(), [&](const json::value& name) { return (", " + text + ",").find(", " + json::value_to<std::string>(name) + ",") != std::string::npos; });
    };
    const json::object wanted = expected();
    for (const json::value& one : list_of(wanted, "issues")) {
        const json::object& issue = one.as_object();
        EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const Issue& i) {
            return i.severity == Severity::error && names(list_of(issue, "tables"), i.table) && names(list_of(issue, "fields"), i.field);
        })) << issue << "\nfirst finding: " << describe(found.front());
    }
}

TEST_P(Impossible, IsAValueWithItsReasons) {
    const Allocation result = allocate(read_plan(folder()));
    EXPECT_EQ(result.status, AllocationStatus::infeasible);
    EXPECT_FALSE(result.reasons.empty());
    EXPECT_TRUE(result.spend.empty());
    const json::object wanted = expected();
    const json::array& missed = list_of(wanted, "hard_levels_missed");
    EXPECT_TRUE(missed.empty() || std::any_of(missed.begin(), missed.end(), [&](const json::value& level) {
        return std::any_of(result.reasons.begin(), result.reasons.end(), [&](const Reason& reason) {
            return reason.code == "hard_level_missed" &&
                   reason.subject.starts_with(text_of(level.as_object(), "territory") + ", " + text_of(level.as_object(), "level"));
        });
    }));
}

void check_stages(const json::array& wanted, const Allocation& result) {
    for (const json::value& one : wanted) {
        const json::object& stage = one.as_object();
        const StageObjective objective = from_word<StageObjective>(text_of(stage, "objective")).value();
        const std::optional<int> priority = stage.contains("class") ? std::optional(stage.at("class").to_number<int>()) : std::nullopt;
        const std::optional<int> depth = stage.contains("depth") ? std::optional(stage.at("depth").to_number<int>()) : std::nullopt;
        const auto row = std::find_if(result.stages.begin(), result.stages.end(), [&](const StageRow& r) {
            return r.objective == objective && r.priority_class == priority && r.depth == depth;
        });
        ASSERT_NE(row, result.stages.end()) << stage;
        const WideRatio scale = scale_of(objective);
        const WideRatio optimum = fraction(text_of(stage, "value")) * scale;
        if (stage.at("exact").as_bool()) {
            EXPECT_EQ(WideRatio(row->value), optimum) << stage << " found " << to_string(row->value);
        } else {  // later stages may use what the published cap of this one allows
            const WideRatio room = is_money(objective) ? WideRatio(1) + optimum / WideRatio(1'000'000) : scale / WideRatio(10'000'000);
            EXPECT_LE(WideRatio(row->value), optimum + room) << stage << " found " << to_string(row->value);
            EXPECT_GE(WideRatio(row->value), is_money(objective) ? optimum - room : optimum) << stage << " found " << to_string(row->value);
        }
        EXPECT_LE(WideRatio(row->bound), optimum) << stage;
        EXPECT_LE(row->value, row->cap) << stage;
    }
}

void check_units(const json::array& wanted, const Plan& plan, const Allocation& result) {
    for (const json::value& one : wanted) {
        const json::object& row = one.as_object();
        std::int64_t nanos = 0;
        for (const UnitRow& found : result.units) {
            if (found.site == text_of(row, "territory") && found.measure.text() == text_of(row, "measure") && to_string(found.period) == text_of(row, "period")) {
                nanos = found.units.nanos();
            }
        }
        const auto& measures = plan.tables().measures;
        const auto measure = std::find_if(measures.begin(), measures.end(), [&](const Measure& m) { return m.measure.text() == text_of(row, "measure"); });
        ASSERT_NE(measure, measures.end());
        const WideRatio difference = WideRatio(nanos) - fraction(text_of(row, "units")) * WideRatio(Units::nanos_per_unit);
        const WideRatio tolerance = measure->whole ? 0 : 1000;
        EXPECT_LE(difference, tolerance) << row;
        EXPECT_GE(difference, -tolerance) << row;
    }
}

void check_money(const json::object& wanted, const Allocation& result) {
    const auto matches = [](const json::object& row, const char* field, const std::string& found) {
        return !row.contains(field) || text_of(row, field) == found;
    };
    for (const json::value& one : list_of(wanted, "spend")) {
        const json::object& row = one.as_object();
        Money total;
        for (const SpendRow& spend : result.spend) {
            if (matches(row, "fund", spend.fund.text()) && matches(row, "recipient", spend.recipient.text()) && matches(row, "territory", spend.site) &&
                matches(row, "measure", spend.measure.text()) && row.at("year").to_number<int>() == static_cast<int>(spend.period.begin().year())) {
                total += spend.amount;
            }
        }
        EXPECT_EQ(total, euros(text_of(row, "amount_eur"))) << row << " found " << to_string(total);
    }
    for (const json::value& one : list_of(wanted, "pooled")) {
        const json::object& row = one.as_object();
        EXPECT_TRUE(std::any_of(result.pooled.begin(), result.pooled.end(), [&](const PooledRow& found) {
            return found.municipality.text() == text_of(row, "municipality") && found.fund.text() == text_of(row, "fund") &&
                   found.year == row.at("year").to_number<int>() && found.amount == euros(text_of(row, "amount_eur"));
        })) << row;
    }
    for (const json::value& one : list_of(wanted, "funds")) {
        const json::object& row = one.as_object();
        EXPECT_TRUE(std::any_of(result.funds.begin(), result.funds.end(), [&](const FundRow& found) {
            return found.fund.text() == text_of(row, "fund") && found.year == row.at("year").to_number<int>() && found.recipient.text() == text_of(row, "recipient") &&
                   found.act == text_of(row, "act") && found.used == euros(text_of(row, "used")) && found.left == euros(text_of(row, "left"));
        })) << row;
    }
}

TEST_P(Possible, ReachesTheAnswerByHandVerifiesAndIsCertified) {
    const Plan plan = read_plan(folder());
    const Allocation result = allocate(plan);
    for (const Reason& reason : result.reasons) { ADD_FAILURE() << reason.message; }
    ASSERT_EQ(result.status, AllocationStatus::allocated);
    for (const Violation& violation : verify(plan, result).violations) { ADD_FAILURE() << violation.rule << ": " << violation.message; }
    for (const std::string& problem : check_certificate(plan, result).problems) { ADD_FAILURE() << problem; }
    const json::object wanted = expected();
    check_stages(list_of(wanted, "stages"), result);
    check_units(list_of(wanted, "units"), plan, result);
    check_money(wanted, result);
}

const auto by_name = [](const testing::TestParamInfo<std::string>& info) { return info.param; };
INSTANTIATE_TEST_SUITE_P(Folder, WrongData, testing::ValuesIn(folders("data_error")), by_name);
INSTANTIATE_TEST_SUITE_P(Folder, Impossible, testing::ValuesIn(folders("infeasible")), by_name);
INSTANTIATE_TEST_SUITE_P(Folder, Possible, testing::ValuesIn(folders("allocated")), by_name);

TEST(Cases, HoldEveryCounterExampleThatTheModelStatesInFull) {
    const std::vector<std::string> possible = folders("allocated");
    for (const char* name : {"half_year_fraction", "two_funds_end_30_june", "odd_cents_300_7", "nested_windows", "share_split_1_01",
                             "exact_400_projects", "exact_400_minus_one_cent", "per_head_indifference"}) {
        EXPECT_EQ(std::count(possible.begin(), possible.end(), name), 1) << name;
    }
    EXPECT_EQ(folders("infeasible"), (std::vector<std::string>{"nested_windows_obliged", "obligation_unpaid"}));
}

}  // namespace
}  // namespace leps
