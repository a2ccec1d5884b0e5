#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "leps/core/error.hpp"
#include "leps/read/read_plan.hpp"
#include "package_fixture.hpp"

namespace leps {
namespace {

using fixture::Package;
using fixture::TempFolder;

using Briefs = std::vector<std::string>;

Briefs findings_of(const Package& package) {
    const TempFolder folder;
    package.write(folder.path());
    return fixture::in_brief(check_package(folder.path()));
}

Briefs check_document(const std::string& text) {
    const TempFolder folder;
    Package().write(folder.path());
    fixture::write_file(folder.path() / "datapackage.json", text);
    return fixture::in_brief(check_package(folder.path()));
}

TEST(Header, stages_have_an_objective_a_class_and_a_share_that_keeps_them) {
    Package package;
    package.header["stages"] = R"([{"objective": "shortfall", "class": 1}, {"objective": "worst_zone", "class": 1, "keep": "1/1000",
                                    "periods": "last"}, {"objective": "cost", "keep": "1/100000000", "keep_to": "12.34"},
                                    {"objective": "leximin", "class": 1, "depth": 2}])";
    const TempFolder folder;
    package.write(folder.path());
    const std::vector<StageSpec> stages = read_plan(folder.path()).header().stages;
    ASSERT_EQ(stages.size(), 4U);
    EXPECT_EQ(stages[0], (StageSpec{.objective = StageObjective::shortfall, .priority_class = 1}));
    EXPECT_EQ(stages[1], (StageSpec{.objective = StageObjective::worst_zone, .priority_class = 1, .keep = Ratio(1, 1000),
                                    .periods = StagePeriods::last}));
    EXPECT_EQ(stages[2].keep, Ratio(1, 100'000'000));
    EXPECT_EQ(stages[2].keep_to, Ratio(1234, 100));
    EXPECT_EQ(stages[2].depth, std::nullopt);
    EXPECT_EQ(stages[3], (StageSpec{.objective = StageObjective::leximin, .priority_class = 1, .depth = 2}));
}

TEST(Header, a_stage_that_is_wrong_is_named_by_its_place) {
    Package package;
    package.header["stages"] = R"([{"objective": "shortfal", "class": 1}, {"objective": "cost", "keep": 1e-8}, {"objective": "persons", "weight": 3},
                                   {"objective": "leximin", "class": 1, "depth": 0}, "cost"])";
    EXPECT_EQ(findings_of(package),
              (Briefs{" 0 stages[0].objective unknown_word: shortfal -> shortfall, worst_zone, leximin, continuity, persons, cost, at_risk, "
                      "preference, stability, tie_break",
                      " 0 stages[1].keep wrong_type: a number with a decimal point or an exponent -> a text",
                      " 0 stages[2].weight unknown_property: weight -> a property of the format",
                      " 0 stages[3].depth out_of_range: 0 -> a whole number from 1 to 1000000",
                      " 0 stages[4] wrong_type: the text \"cost\" -> {objective, class, keep, depth, periods, keep_to}"}));
}

TEST(Header, stages_may_be_the_name_of_a_list) {
    Package package;
    package.header["stages"] = R"("equity_first")";
    const TempFolder folder;
    package.write(folder.path());
    const PlanHeader header = read_plan(folder.path()).header();
    EXPECT_EQ(header.preset, StagePreset::equity_first);
    EXPECT_TRUE(header.stages.empty());
    package.header["stages"] = R"("equity_frist")";
    EXPECT_EQ(findings_of(package), Briefs{" 0 stages unknown_word: equity_frist -> equity_first"});
    package.header["stages"] = "[]";
    EXPECT_EQ(findings_of(package), Briefs{" 0 stages wrong_type: a list -> a list of stages, or the name of one: equity_first"});
}

TEST(Header, unknown_properties_are_findings_and_standard_ones_are_not) {
    Package package;
    package.header["profile"] = "\"tabular-data-package\"";
    package.header["description"] = "\"x\"";
    package.header["licenses"] = R"([{"name": "CC-BY-4.0"}])";
    package.header["sources"] = R"([{"title": "t"}])";
    package.header["keywords"] = R"(["a"])";
    EXPECT_EQ(findings_of(package), Briefs());
    package.header["tail_year"] = "1";
    EXPECT_EQ(findings_of(package), Briefs{" 0 tail_year unknown_property: tail_year -> a property of the format"});
}

TEST(Header, licences_and_sources_are_carried_along_in_one_form) {
    Package package;
    package.header["licences"] = R"([ {"title": "T", "name": "N"} ])";
    const TempFolder folder;
    package.write(folder.path());
    EXPECT_EQ(read_plan(folder.path()).header().licences, R"([{"name":"N","title":"T"}])");
}

TEST(Header, what_is_missing_is_named_and_the_rest_is_still_read) {
    Package package;
    package.header.erase("horizon");
    package.header.erase("baseline");
    package.tables["eligibility"] = "fund,measure,category\nSTATE,HOURS,curent\n";
    EXPECT_EQ(findings_of(package), (Briefs{" 0 horizon missing_property:  -> {from, to, period}", " 0 baseline missing_property:  -> a text",
                                      "eligibility 1 category unknown_word: curent -> capital, cash, current, staff_fixed_term, staff_permanent"}));
}

TEST(Header, a_horizon_that_ends_before_it_starts_is_a_finding) {
    Package package;
    package.header["horizon"] = R"({"from": "2025-01-01", "to": "2024-12-31", "period": "year"})";
    EXPECT_EQ(findings_of(package), Briefs{" 0 horizon.to ends_before_start: 2024-12-31 -> a day not before 2025-01-01"});
    package.header["horizon"] = R"({"from": "01/01/2025", "to": "2025-12-31", "period": "month"})";
    EXPECT_EQ(findings_of(package), (Briefs{" 0 horizon.from not_a_date: 01/01/2025 -> a day such as 2026-06-30",
                                      " 0 horizon.period unknown_word: month -> year, half, quarter"}));
}

TEST(Header, other_currencies_are_not_supported_yet) {
    Package package;
    package.header["currency"] = "\"USD\"";
    EXPECT_EQ(findings_of(package), Briefs{" 0 currency not_supported: USD -> EUR"});
}

TEST(Header, a_property_that_stands_twice_is_a_finding) {
    EXPECT_EQ(check_document(R"({"name": "a", "name": "b"})"), Briefs{" 0 name duplicate_property: name twice -> each property once"});
}

TEST(Header, broken_json_is_a_finding_with_its_line) {
    const TempFolder folder;
    fixture::write_file(folder.path() / "datapackage.json", "{\n \"name\": \"a\",\n oops\n}");
    const std::vector<Issue> issues = check_package(folder.path());
    ASSERT_EQ(issues.size(), 1U);
    EXPECT_EQ(issues[0].code, "bad_json");
    EXPECT_EQ(issues[0].line, 3);
    for (const std::string text : {"", "{", "[1, 2", "{} {}", "{\"a\": NaN}", "\"\xE0\""}) {
        fixture::write_file(folder.path() / "datapackage.json", text);
        EXPECT_EQ(check_package(folder.path()).at(0).code, "bad_json") << text;
    }
}

TEST(Header, nesting_beyond_64_levels_is_refused) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_EQ(check_document(nested(65)), Briefs{" 0  json_too_deep: more than 64 levels -> at most 64 levels"});
    EXPECT_EQ(check_document(nested(64)), Briefs{" 0  wrong_type: a list -> an object"});
    EXPECT_EQ(check_document(std::string(1'000'000, '[')), Briefs{" 0  json_too_deep: more than 64 levels -> at most 64 levels"});
}

TEST(Header, resources_must_be_comma_separated_utf8_files_of_the_package) {
    Package package;
    package.tables.erase("funds");
    std::string text = package.document();
    const std::string added = R"({"name": "funds", "path": ["funds.csv"], "encoding": "latin-1", "dialect": {"delimiter": ";"}, "format": "CSV",
                                  "schema": {"fields": [], "missingValues": ["NA"]}, "colour": "red"},)";
    text.insert(text.find("\"resources\": [") + 14, added);
    EXPECT_EQ(check_document(text), (Briefs{" 0 resources[0].path wrong_type: a list -> one file of the package",
                                            " 0 resources[0].encoding not_supported: the text \"latin-1\" -> \"utf-8\"",
                                            " 0 resources[0].dialect.delimiter not_supported: the text \";\" -> \",\"",
                                            " 0 resources[0].schema.missingValues not_supported: a list -> [\"\"]",
                                            " 0 resources[0].colour unknown_property: colour -> a property of the format"}));
}

TEST(Header, a_table_named_twice_is_a_finding) {
    std::string text = Package().document();
    text.insert(text.find("\"resources\": [") + 14, R"({"name": "funds", "path": "funds.csv"},)");
    const Briefs found = check_document(text);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NE(found[0].find("duplicate_table: funds twice -> each table once"), std::string::npos);
}

}  // namespace
}  // namespace leps
