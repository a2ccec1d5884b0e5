#include <gtest/gtest.h>

#include <array>
#include <sstream>
#include <string>
#include <vector>

#include "leps/core/error.hpp"
#include "leps/read/csv.hpp"
#include "leps/read/read_plan.hpp"
#include "leps/read/write_package.hpp"
#include "package_fixture.hpp"

namespace leps {
namespace {

using fixture::Package;
using fixture::TempFolder;

/// A CSV text as a data frame would come: without lines.
RawTable frame(const std::string& name, const std::string& csv) {
    std::istringstream in(csv);
    Findings findings;
    const RawTable read = read_csv(in, name, findings).value();
    RawTable table(name, read.header());
    for (std::size_t row = 0; row < read.row_count(); ++row) {
        std::vector<std::string_view> cells;
        for (std::size_t i = 0; i < read.column_count(); ++i) { cells.push_back(read.cell(row, i)); }
        table.add_row(cells);
    }
    return table;
}

std::vector<RawTable> frames(const Package& package) {
    std::vector<RawTable> tables;
    for (const auto& [name, csv] : package.tables) { tables.push_back(frame(name, csv)); }
    return tables;
}

Plan on_disk(const Package& package) {
    const TempFolder folder;
    package.write(folder.path());
    return read_plan(folder.path());
}

std::vector<std::string> findings_of(const auto& act) {
    try {
        act();
    } catch (const DataError& error) {
        return fixture::in_brief(error.issues());
    }
    return {};
}

TEST(Frames, tables_of_texts_make_the_same_plan_as_files) {
    const Package package;
    EXPECT_EQ(plan_from_tables(package.document(), frames(package)), on_disk(package));
}

TEST(Frames, findings_have_rows_and_no_lines) {
    Package package;
    package.tables["eligibility"] = "fund,measure,category\nSTATE,HOURS,current\nSTATE,HOURS,curent\n";
    try {
        (void)plan_from_tables(package.document(), frames(package));
        FAIL() << "the plan was accepted";
    } catch (const DataError& error) {
        EXPECT_EQ(error.issues().at(0).row, 2);
        EXPECT_EQ(error.issues().at(0).line, 0);
    }
}

TEST(Frames, unknown_repeated_and_missing_tables_are_found_together) {
    Package package;
    package.tables.erase("funds");
    std::vector<RawTable> tables = frames(package);
    tables.push_back(frame("measures", package.tables.at("measures")));
    tables.push_back(frame("scenarios", "a\n1\n"));
    EXPECT_EQ(findings_of([&] { (void)plan_from_tables(package.document(), tables); }),
              (std::vector<std::string>{"measures 0  duplicate_table: measures twice -> each table once",
                                        "scenarios 0  not_supported: scenarios -> a core table", "funds 0  missing_table:  -> the table"}));
}

TEST(Frames, a_broken_header_is_a_finding) {
    EXPECT_EQ(findings_of([] { (void)plan_from_tables("{", frames(Package())); }).at(0).substr(0, 11), " 0  bad_jso");
}

TEST(Replace, a_table_is_replaced_whole_and_the_original_stays) {
    const Plan plan = on_disk(Package());
    const std::string hash = plan.hash();
    const Plan changed = replace(plan, {.tables = {frame("funds", "fund,tier,recurrent,carry_over\nSTATE,region,true,true\n")}, .header_json = ""});
    EXPECT_EQ(changed.tables().funds[0].tier, Tier::region);
    EXPECT_EQ(plan.tables().funds[0].tier, Tier::state);
    EXPECT_EQ(plan.hash(), hash);
    EXPECT_NE(changed.hash(), hash);
    EXPECT_EQ(&changed.tables().annuities.rows(), &plan.tables().annuities.rows()) << "unchanged tables are shared";
}

TEST(Replace, header_properties_change_one_by_one) {
    const Plan plan = on_disk(Package());
    const Plan changed = replace(plan, {.tables = {}, .header_json = R"({"tail_years": 0, "title": "Other"})"});
    EXPECT_EQ(changed.header().tail_years, 0);
    EXPECT_EQ(changed.header().title, "Other");
    EXPECT_EQ(changed.header().name, plan.header().name);
    EXPECT_EQ(changed.header().horizon, plan.header().horizon);
    EXPECT_EQ(replace(changed, {.tables = {}, .header_json = header_json(plan.header())}), plan);
}

TEST(Replace, a_change_is_validated_as_a_whole) {
    const Plan plan = on_disk(Package());
    EXPECT_EQ(findings_of([&] { (void)replace(plan, {.tables = {}, .header_json = R"({"tail_years": 99})"}); }),
              std::vector<std::string>{" 0 tail_years out_of_range: 99 -> a whole number from 0 to 10"});
    EXPECT_FALSE(findings_of([&] {
                     (void)replace(plan, {.tables = {frame("eligibility", "fund,measure,category\nGHOST,HOURS,current\n")}, .header_json = ""});
                 }).empty());
}

TEST(Replace, a_row_that_is_not_whole_is_refused_whoever_read_it) {
    RawTable raw("eligibility", {"fund", "measure", "category"});
    const std::array<std::string_view, 3> cells = {"GHOST", "HOURS", "current"};
    raw.add_row(cells, {.row = 1, .line = 2, .ragged = true});
    const std::vector<std::string> findings = findings_of([&] { (void)replace(on_disk(Package()), {.tables = {raw}, .header_json = ""}); });
    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings.front(), "eligibility 1  ragged_row: a row that is not whole -> 3 cells, as in the header");
}

TEST(Replace, an_unchanged_copy_is_equal) {
    const Plan plan = on_disk(Package());
    EXPECT_EQ(replace(plan, {}), plan);
}

TEST(Frames, the_parsing_step_alone_gives_rows_and_findings) {
    std::vector<Issue> issues;
    const PlanHeader header = on_disk(Package()).header();
    Package package;
    package.tables["funds"] = "fund,tier,recurrent,carry_over\nSTATE,sate,true,true\n";
    const PlanTables tables = parse_tables(frames(package), header, issues);
    EXPECT_EQ(fixture::in_brief(issues), std::vector<std::string>{"funds 1 tier unknown_word: sate -> eu, state, region, municipality"});
    ASSERT_EQ(tables.funds.size(), 1U) << "a row whose key is known stays";
    EXPECT_TRUE(tables.funds[0].at.broken);
    EXPECT_FALSE(tables.measures[0].at.broken);
}

}  // namespace
}  // namespace leps
