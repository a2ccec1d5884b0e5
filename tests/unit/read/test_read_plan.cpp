#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "leps/core/error.hpp"
#include "leps/read/findings.hpp"
#include "leps/read/read_plan.hpp"
#include "package_fixture.hpp"

namespace leps {
namespace {

using fixture::Package;
using fixture::TempFolder;

using Briefs = std::vector<std::string>;

/// The findings of a package, written to a folder of its own.
std::vector<Issue> check(const Package& package) {
    const TempFolder folder;
    package.write(folder.path());
    return check_package(folder.path());
}

Plan read(const Package& package) {
    const TempFolder folder;
    package.write(folder.path());
    return read_plan(folder.path());
}

bool has(const std::vector<Issue>& issues, const std::string& brief) {
    return std::any_of(issues.begin(), issues.end(), [&](const Issue& issue) { return fixture::in_brief(issue) == brief; });
}

void replace_text(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
}

TEST(ReadPlan, a_valid_package_has_no_findings_and_its_values) {
    EXPECT_EQ(fixture::in_brief(check(Package())), Briefs());
    const Plan plan = read(Package());
    const PlanTables& tables = plan.tables();
    EXPECT_EQ(plan.header().name, "tiny");
    EXPECT_EQ(plan.header().horizon, Period(Date(2024, 1, 1), Date(2026, 1, 1)));
    ASSERT_EQ(tables.annuities.size(), 4U);
    EXPECT_EQ(tables.annuities[0].territory, TerritoryId("A"));
    EXPECT_EQ(tables.annuities[0].amount, Money::from_cents(100000));
    EXPECT_EQ(tables.annuities[0].window, Period(Date(2024, 1, 1), Date(2026, 1, 1)));
    EXPECT_EQ(tables.service_supply[2].units, Units::from_nanos(12'500'000'000));
    EXPECT_EQ(tables.service_levels[0].ratio, Ratio(1, 2));
    EXPECT_EQ(tables.service_levels[0].resolution, Ratio(1, 1000));
    EXPECT_EQ(tables.measures[0].life_months, 12);
}

TEST(ReadPlan, rows_stand_in_the_order_of_their_keys_and_know_their_lines) {
    const Plan plan = read(Package());
    ASSERT_EQ(plan.tables().territories.size(), 3U);
    EXPECT_EQ(plan.tables().territories[0].territory, TerritoryId("A"));
    EXPECT_EQ(plan.tables().territories[2].territory, TerritoryId("R"));
    EXPECT_EQ(plan.tables().territories[2].at.row, 1);
    EXPECT_EQ(plan.tables().territories[2].at.line, 2);
}

TEST(ReadPlan, the_datapackage_json_itself_may_be_named) {
    const TempFolder folder;
    Package().write(folder.path());
    EXPECT_EQ(read_plan(folder.path() / "datapackage.json"), read_plan(folder.path()));
}

TEST(ReadPlan, the_order_of_rows_and_columns_changes_nothing) {
    Package shuffled;
    shuffled.tables["territories"] = "parent,kind,name,territory\nR,zone,Borgo,B\n,region,Region,R\nR,zone,Alba,A\n";
    const Plan plan = read(Package());
    EXPECT_EQ(read(shuffled), plan);
    EXPECT_EQ(read(shuffled).hash(), plan.hash());
}

TEST(ReadPlan, equal_values_written_differently_have_one_hash) {
    Package other;
    replace_text(other.tables["service_levels"], "1/2", "50 %");
    replace_text(other.tables["annuities"], "500.50", "500.5");
    EXPECT_EQ(read(other).hash(), read(Package()).hash());
    replace_text(other.tables["annuities"], "500.5,", "500.51,");
    EXPECT_NE(read(other).hash(), read(Package()).hash());
}

TEST(ReadPlan, a_missing_folder_is_an_error_of_the_call) {
    const TempFolder folder;
    EXPECT_THROW((void)read_plan(folder.path() / "none"), FileError);
    EXPECT_THROW((void)check_package(folder.path() / "none"), FileError);
}

TEST(ReadPlan, a_folder_without_datapackage_json_is_a_finding) {
    const TempFolder folder;
    EXPECT_EQ(fixture::in_brief(check_package(folder.path())), Briefs{" 0 path missing_file: datapackage.json -> a file of this name"});
}

TEST(ReadPlan, several_errors_in_files_cells_and_the_whole_are_found_at_once) {
    Package package;
    package.tables["territories"] = "territory,name,kind,parent\nR,Region,region,\nA,Alba,zon,R\nB,Borgo,zone,R\n";
    replace_text(package.tables["annuities"], "1000.00", "\"1.234,56\"");
    replace_text(package.tables["annuities"], "2025-01-01,2025-12-31\nSTATE,2024,B,500.50", "2025-01-01,2025-12-31\nSTATE,2024,B,NaN");
    package.tables["eligibility"] = "fund,measure,category\nSTATE,HOURS,current\nGHOST,HOURS,current\n";
    package.header["tail_years"] = "11";
    const std::vector<Issue> issues = check(package);
    EXPECT_TRUE(has(issues, "territories 2 kind unknown_word: zon -> nation, region, zone, municipality"));
    EXPECT_TRUE(has(issues, "annuities 1 amount_eur decimal_comma: 1.234,56 -> euro with at most two decimals, such as 1234.56"));
    EXPECT_TRUE(has(issues, "annuities 3 amount_eur not_finite: NaN -> euro with at most two decimals, such as 1234.56"));
    EXPECT_TRUE(has(issues, " 0 tail_years out_of_range: 11 -> a whole number from 0 to 10"));
    EXPECT_TRUE(std::any_of(issues.begin(), issues.end(), [](const Issue& issue) {
        return issue.table == "eligibility" && issue.row == 2 && issue.line == 3 && issue.field == "fund" && issue.found == "GHOST";
    })) << ::testing::PrintToString(issues);
}

TEST(ReadPlan, a_data_error_carries_every_finding) {
    Package package;
    replace_text(package.tables["annuities"], "1000.00", "1e400");
    replace_text(package.tables["measure_costs"], "24.00", "+24");
    try {
        (void)read(package);
        FAIL() << "the plan was accepted";
    } catch (const DataError& error) {
        EXPECT_TRUE(has(error.issues(), "annuities 1 amount_eur exponent: 1e400 -> euro with at most two decimals, such as 1234.56"));
        EXPECT_TRUE(has(error.issues(), "measure_costs 1 amount_eur leading_plus: +24 -> euro with at most two decimals, such as 1234.56"));
    }
}

TEST(ReadPlan, a_number_with_two_readings_is_refused_with_both) {
    Package package;
    replace_text(package.tables["annuities"], "1000.00", "330.000");
    const std::vector<Issue> issues = check(package);
    ASSERT_TRUE(has(issues, "annuities 1 amount_eur ambiguous_number: 330.000 -> euro with at most two decimals, such as 1234.56"));
}

TEST(ReadPlan, three_decimals_of_a_quantity_are_read_and_doubted) {
    Package package;
    replace_text(package.tables["indicator_values"], "1000", "378.839");
    const std::vector<Issue> issues = check(package);
    EXPECT_TRUE(has(issues, "indicator_values 1 value ambiguous_number: 378.839 -> a number without doubt"));
    EXPECT_EQ(read(package).warnings().at(0).severity, Severity::warning);
}

TEST(ReadPlan, negative_money_is_a_finding) {
    Package package;
    replace_text(package.tables["annuities"], "1000.00", "-1000.00");
    const std::vector<Issue> issues = check(package);
    EXPECT_TRUE(std::any_of(issues.begin(), issues.end(), [](const Issue& issue) {
        return issue.table == "annuities" && issue.row == 1 && issue.field == "amount_eur" && issue.found == "-1000.00";
    })) << ::testing::PrintToString(issues);
}

TEST(ReadPlan, an_empty_mandatory_cell_is_a_finding_and_an_empty_other_cell_is_not) {
    Package package;
    replace_text(package.tables["annuities"], "1000.00", "");
    EXPECT_TRUE(has(check(package), "annuities 1 amount_eur missing_cell:  -> a value"));
}

TEST(ReadPlan, unknown_columns_suggest_the_nearest_name) {
    Package package;
    replace_text(package.tables["annuities"], "amount_eur", "ammount_eur");
    const std::vector<Issue> issues = check(package);
    EXPECT_TRUE(has(issues, "annuities 0 ammount_eur unknown_column: ammount_eur -> a column of the table, or x_..."));
    EXPECT_TRUE(has(issues, "annuities 0 amount_eur missing_column:  -> the column amount_eur"));
    EXPECT_TRUE(std::any_of(issues.begin(), issues.end(), [](const Issue& issue) { return issue.message == "did you mean 'amount_eur'?"; }));
}

TEST(ReadPlan, columns_of_the_user_are_carried_along) {
    Package package;
    package.tables["funds"] = "fund,name,tier,recurrent,carry_over,preference,x_note,x_code,note\nSTATE,State fund,state,true,true,1,mine,7,ours\n";
    const Plan plan = read(package);
    using Own = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(plan.tables().funds[0].remarks.own, (Own{{"x_code", "7"}, {"x_note", "mine"}}));
    EXPECT_EQ(plan.tables().funds[0].remarks.note, "ours");
    EXPECT_NE(plan.hash(), read(Package()).hash());
}

TEST(ReadPlan, repeated_and_unnamed_columns_are_findings) {
    Package package;
    package.tables["eligibility"] = "fund,measure,category,fund,\nSTATE,HOURS,current,STATE,\n";
    const std::vector<Issue> issues = check(package);
    EXPECT_TRUE(has(issues, "eligibility 0 fund duplicate_column: fund twice -> each column once"));
    EXPECT_TRUE(has(issues, "eligibility 0  unnamed_column: column 5 without a name -> a name"));
}

TEST(ReadPlan, two_rows_of_one_key_are_an_error) {
    Package package;
    package.tables["eligibility"] += "STATE,HOURS,current\n";
    const std::vector<Issue> issues = check(package);
    EXPECT_TRUE(std::any_of(issues.begin(), issues.end(), [](const Issue& issue) {
        return issue.severity == Severity::error && issue.table == "eligibility" && issue.row == 2;
    })) << ::testing::PrintToString(issues);
}

TEST(ReadPlan, a_cycle_of_territories_is_a_finding) {
    Package package;
    package.tables["territories"] = "territory,name,kind,parent\nR,Region,region,A\nA,Alba,zone,R\nB,Borgo,zone,R\n";
    const std::vector<Issue> issues = check(package);
    EXPECT_TRUE(std::any_of(issues.begin(), issues.end(), [](const Issue& issue) { return issue.table == "territories" && issue.field == "parent"; }))
        << ::testing::PrintToString(issues);
}

TEST(ReadPlan, ids_with_spaces_around_or_line_feeds_inside_are_refused) {
    Package package;
    package.tables["eligibility"] = "fund,measure,category\nSTATE ,HOURS,current\n\"STA\nTE\",HOURS,current\n";
    const std::vector<Issue> issues = check(package);
    EXPECT_TRUE(has(issues, "eligibility 1 fund spaces_around: STATE  -> an id without spaces around it"));
    EXPECT_TRUE(has(issues, "eligibility 2 fund control_character: STA\\x0ATE -> an id in one line, of characters that are seen"));
}

TEST(ReadPlan, ids_that_read_otherwise_than_they_are_written_are_refused) {
    for (const std::string unseen : {"\xC2\x9B", "\xE2\x80\xAE", "\xE2\x80\x8B"}) {
        Package package;
        package.tables["eligibility"] = "fund,measure,category\nSTA" + unseen + "TE,HOURS,current\n";
        const std::vector<Issue> issues = check(package);
        EXPECT_TRUE(std::any_of(issues.begin(), issues.end(), [](const Issue& i) { return i.code == "control_character" && i.field == "fund"; }));
        for (const Issue& issue : issues) { EXPECT_EQ(describe(issue).find(unseen), std::string::npos); }
    }
}

TEST(ReadPlan, a_window_that_ends_before_it_starts_is_a_finding) {
    Package package;
    replace_text(package.tables["annuities"], "2024-01-01,2025-12-31", "2024-01-01,2023-12-31");
    EXPECT_TRUE(has(check(package), "annuities 1 spend_to ends_before_start: 2023-12-31 -> a day not before 2024-01-01"));
}

TEST(ReadPlan, tables_of_the_second_stage_are_not_supported_yet_by_name) {
    for (const char* name : {"scenarios", "threshold_grants", "tranches", "staff", "local_plan_sections"}) {
        Package package;
        package.tables[name] = "scenario\nx\n";
        EXPECT_TRUE(has(check(package), std::string(name) + " 0  not_supported: " + name + " -> a core table"));
    }
}

TEST(ReadPlan, an_unknown_table_suggests_the_nearest_name) {
    Package package;
    package.tables["anuities"] = "fund\nx\n";
    const std::vector<Issue> issues = check(package);
    ASSERT_EQ(issues.size(), 1U);
    EXPECT_EQ(fixture::in_brief(issues[0]), "anuities 0  unknown_table: anuities -> a table of a plan");
    EXPECT_EQ(issues[0].message, "did you mean 'annuities'?");
}

TEST(ReadPlan, missing_mandatory_tables_are_findings_without_noise) {
    Package package;
    package.tables.erase("funds");
    package.tables.erase("annuities");
    EXPECT_EQ(fixture::in_brief(check(package)), (Briefs{"funds 0  missing_table:  -> the table", "annuities 0  missing_table:  -> the table"}));
}

/// Two slips of the pen that have nothing to do with what else is wrong.
Package with_two_slips() {
    Package package;
    package.tables["territories"] = "territory,name,kind,parent\nR,Region,region,\nA,Alba,zone,nope\nB,Borgo,zone,R\n";
    package.tables["reserves"] = "fund,reserve,kind,subset_kind,subset,share,per_recipient,per_year\nSTATE,MINORS,cap,measure,HOURS,7,true,false\n";
    return package;
}

const Briefs two_slips = {"reserves 1 share out_of_range: 7 -> a share from 0 to 1", "territories 2 parent unknown_id: nope -> an id of the table territories"};

/// The findings of the files of a package after somebody changed them, in ascending order.
Briefs after(const Package& package, const std::function<void(const std::filesystem::path&)>& damage) {
    const TempFolder folder;
    package.write(folder.path());
    damage(folder.path());
    Briefs found = fixture::in_brief(check_package(folder.path()));
    std::sort(found.begin(), found.end());
    return found;
}

TEST(ReadPlan, a_file_that_cannot_be_read_hides_no_other_finding_and_makes_none) {
    const auto expect = [](const Package& package, const std::function<void(const std::filesystem::path&)>& damage, const std::string& finding) {
        Briefs expected = two_slips;
        expected.push_back(finding);
        std::sort(expected.begin(), expected.end());
        EXPECT_EQ(after(package, damage), expected);
    };
    Package package = with_two_slips();
    package.tables["links"] = "kind,measure,other_kind,other\nrequires,HOURS,level,CARE\n";
    expect(package, [](const auto& folder) { std::filesystem::remove(folder / "links.csv"); }, "links 0 path missing_file: links.csv -> a file of this name");
    expect(package, [](const auto& folder) { fixture::write_file(folder / "funds.csv", ""); },
           "funds 0  empty_file: no header -> a line with the names of the columns");
    expect(package, [](const auto& folder) { fixture::write_file(folder / "measures.csv", "measure;name\nHOURS;Hours\n"); },
           "measures 0  wrong_separator: semicolons between the columns -> commas between the columns");
    package.header["horizon"] = R"({"from": "2024-13-01", "to": "2025-12-31", "period": "year"})";
    expect(package, [](const auto&) {}, " 0 horizon.from not_a_date: 2024-13-01 -> a day of the calendar");
}

TEST(ReadPlan, a_misspelt_key_column_is_two_findings_and_not_one_for_each_mention) {
    Package package;
    replace_text(package.tables["funds"], "fund,name", "found,name");
    EXPECT_EQ(fixture::in_brief(check(package)), (Briefs{"funds 0 found unknown_column: found -> a column of the table, or x_...",
                                                      "funds 0 fund missing_column:  -> the column fund"}));
}

TEST(ReadPlan, suggestions_ignore_case) {
    Package package;
    replace_text(package.tables["eligibility"], "STATE", "state");
    const std::vector<Issue> issues = check(package);
    EXPECT_TRUE(std::any_of(issues.begin(), issues.end(), [](const Issue& i) { return i.message == "did you mean \"STATE\"?"; })) << ::testing::PrintToString(issues);
}

TEST(ReadPlan, a_number_in_quotes_is_said_to_be_a_text) {
    Package package;
    package.header["tail_years"] = "\"1\"";
    const std::vector<Issue> issues = check(package);
    EXPECT_EQ(fixture::in_brief(issues), Briefs{" 0 tail_years out_of_range: the text \"1\" -> a whole number from 0 to 10"});
    EXPECT_EQ(issues[0].message, "write the number without quotes");
}

TEST(ReadPlan, endless_names_make_short_findings) {
    Package package;
    const std::string endless(1 << 20, 'z');
    package.tables["funds"] = "fund,name,tier,recurrent,carry_over,x_" + endless + "\nSTATE,State,state,true,true,a\"b\n";
    for (int i = 0; i < 20; ++i) { package.tables["eligibility"] += endless + std::to_string(i) + ",HOURS,current\n"; }
    std::size_t bytes = 0;
    for (const Issue& issue : check(package)) { bytes += describe(issue).size(); }
    EXPECT_GT(bytes, 0U);
    EXPECT_LT(bytes, 25U * 1000U);
}

TEST(ReadPlan, paths_that_leave_the_package_are_refused) {
    for (const std::string path : {"../funds.csv", "/etc/passwd", "sub/../../funds.csv", "https://example.org/funds.csv", "..\\\\funds.csv"}) {
        Package package;
        package.paths["funds"] = path;
        const std::vector<Issue> issues = check(package);
        ASSERT_EQ(issues.size(), 1U) << path;
        EXPECT_EQ(issues[0].code, "path_leaves_package") << path;
        EXPECT_EQ(issues[0].table, "funds");
        EXPECT_EQ(issues[0].expected, "a file of the package");
    }
}

TEST(ReadPlan, links_folders_and_missing_files_are_refused) {
    const TempFolder elsewhere;
    fixture::write_file(elsewhere.path() / "funds.csv", Package().tables.at("funds"));
    const auto code_with = [&](auto&& prepare) {
        const TempFolder folder;
        Package package;
        package.paths["funds"] = "data/funds.csv";
        package.write(folder.path());
        prepare(folder.path());
        const std::vector<Issue> issues = check_package(folder.path());
        return issues.size() == 1 ? fixture::in_brief(issues[0]) : std::to_string(issues.size());
    };
    namespace fs = std::filesystem;
    EXPECT_EQ(code_with([](const fs::path&) {}), "funds 0 path missing_file: data/funds.csv -> a file of this name");
    EXPECT_EQ(code_with([&](const fs::path& folder) { fs::create_directory_symlink(elsewhere.path(), folder / "data"); }),
              "funds 0 path link_refused: data/funds.csv -> a plain file");
    EXPECT_EQ(code_with([&](const fs::path& folder) {
                  fs::create_directory(folder / "data");
                  fs::create_symlink(elsewhere.path() / "funds.csv", folder / "data" / "funds.csv");
              }),
              "funds 0 path link_refused: data/funds.csv -> a plain file");
    EXPECT_EQ(code_with([&](const fs::path& folder) { fs::create_directories(folder / "data" / "funds.csv"); }),
              "funds 0 path unreadable_file: data/funds.csv -> a plain file");
    EXPECT_EQ(code_with([&](const fs::path& folder) {
                  fs::create_directory(folder / "data");
                  fs::copy_file(elsewhere.path() / "funds.csv", folder / "data" / "funds.csv");
              }),
              "0");
}

TEST(ReadPlan, a_table_that_breaks_off_is_one_finding_without_noise) {
    Package package;
    package.tables["funds"] += "\"never closed";
    EXPECT_EQ(fixture::in_brief(check(package)), Briefs{"funds 0  open_quote: a quote that opens on line 3 and never closes -> a closing quote"});
}

TEST(ReadPlan, quoted_line_feeds_carriage_returns_and_a_byte_order_mark_are_read) {
    Package package;
    package.tables["funds"] = "\xEF\xBB\xBF" "fund,name,tier,recurrent,carry_over,preference\r\nSTATE,\"State\nfund\",state,true,true,1\r\n";
    const Plan plan = read(package);
    EXPECT_EQ(plan.tables().funds[0].name, "State\nfund");
    ASSERT_EQ(plan.warnings().size(), 1U);
    EXPECT_EQ(fixture::in_brief(plan.warnings()[0]), "funds 0  byte_order_mark: EF BB BF -> the header");
    EXPECT_TRUE(plan.table_warnings().empty());
}

TEST(ReadPlan, warnings_of_reading_stand_before_those_of_the_tables_which_another_form_of_the_plan_has_too) {
    Package package;
    package.tables["funds"] = "\xEF\xBB\xBF" "fund,name,tier,recurrent,carry_over,missing_annuity\nSTATE,State,state,true,true,zero\nZERO,Zero,state,false,true,zero\n";
    const Plan plan = read(package);
    ASSERT_GT(plan.warnings().size(), 1U);
    EXPECT_EQ(plan.warnings().front().code, "byte_order_mark");
    const std::vector<Issue> of_tables(plan.table_warnings().begin(), plan.table_warnings().end());
    EXPECT_EQ(of_tables, std::vector<Issue>(plan.warnings().begin() + 1, plan.warnings().end()));
    package.tables["funds"].erase(0, 3);
    const Plan plain = read(package);
    EXPECT_EQ(plain.hash(), plan.hash());
    EXPECT_EQ(plain.warnings(), of_tables);
}

TEST(ReadPlan, a_measure_with_children_is_a_heading_whose_fields_stay_empty) {
    Package package;
    package.tables["measures"] =
        "measure,name,parent,unit,whole,life_months,legal_source\nCARE_ALL,All care,,,,,a law\nHOURS,Hours,CARE_ALL,hours/year,false,12,\n";
    const Plan plan = read(package);
    EXPECT_TRUE(plan.tables().measures[0].heading);
    EXPECT_FALSE(plan.tables().measures[1].heading);
    replace_text(package.tables["measures"], "CARE_ALL,All care,,,,", "CARE_ALL,All care,,hours,,");
    EXPECT_TRUE(has(check(package), "measures 1 unit heading_field: hours -> an empty cell"));
}

TEST(ReadPlan, a_unit_line_without_a_profile_is_due_at_the_start) {
    Package package;
    package.tables["measure_costs"] += "HOURS,capital,1.00,unit\n";
    const Plan plan = read(package);
    EXPECT_EQ(plan.tables().measure_costs[0].profile, (std::vector<ProfileStep>{{0, Ratio(1)}}));
    EXPECT_TRUE(plan.tables().measure_costs[1].profile.empty());
}

TEST(ReadPlan, a_payment_profile_has_ascending_months) {
    Package package;
    package.tables["measure_costs"] = "measure,category,amount_eur,per,profile\nHOURS,current,24.00,unit,12:1/2 0:1/2\n";
    const std::vector<Issue> issues = check(package);
    ASSERT_FALSE(issues.empty());
    EXPECT_EQ(issues[0].code, "not_a_profile");
    EXPECT_EQ(issues[0].found, "12:1/2 0:1/2");
    replace_text(package.tables["measure_costs"], "12:1/2 0:1/2", "0:1/5 12:1/2 24:3/10");
    EXPECT_EQ(read(package).tables().measure_costs[0].profile.size(), 3U);
}

TEST(ReadPlan, a_current_plan_is_read_and_cannot_carry_remarks) {
    Package package;
    package.header["stages"] = R"([{"objective": "shortfall", "class": 1}, {"objective": "stability"}])";
    package.tables["current_plan"] = "fund,year,recipient,act,territory,measure,period,category,amount_eur,note\n"
                                     "STATE,2024,A,,A,HOURS,2024-01-01/2024-12-31,current,12.00,old\n";
    const Plan plan = read(package);
    ASSERT_EQ(plan.tables().current_plan.size(), 1U);
    EXPECT_EQ(plan.tables().current_plan[0].period, Period(Date(2024, 1, 1), Date(2025, 1, 1)));
    EXPECT_EQ(plan.tables().current_plan[0].amount, Money::from_cents(1200));
    EXPECT_TRUE(has(plan.warnings(), "current_plan 0 note not_kept: note -> the columns of spend"));
}

TEST(ReadPlan, years_and_months_that_leave_the_calendar_are_findings) {
    Package package;
    replace_text(package.tables["annuities"], "STATE,2024,A", "STATE,20240,A");
    replace_text(package.tables["measures"], "false,12,", "false,99999,");
    const std::vector<Issue> issues = check(package);
    EXPECT_TRUE(has(issues, "annuities 1 year out_of_range: 20240 -> a whole number from 1900 to 2199"));
    EXPECT_TRUE(has(issues, "measures 1 life_months out_of_range: 99999 -> months from 1 to 1200, or unlimited"));
}

TEST(ReadPlan, more_than_a_thousand_findings_end_with_a_count) {
    Package package;
    std::string& rows = package.tables["eligibility"];
    for (int i = 0; i < 3000; ++i) { rows += "STATE,HOURS,nothing\n"; }
    const std::vector<Issue> issues = check(package);
    ASSERT_EQ(issues.size(), 1001U);
    EXPECT_EQ(issues.back().code, "more_findings");
    EXPECT_EQ(issues.back().found, "2000");
}

TEST(ReadPlan, the_plan_of_three_zones_is_read) {
    const std::filesystem::path folder = fixture::shared_plans() / "three_zones";
    if (!std::filesystem::exists(folder)) { GTEST_SKIP() << "the shared plans are not here: set LEPS_SHARED_PLANS"; }
    const Plan plan = read_plan(folder);
    EXPECT_EQ(plan.header().name, "three-zones");
    EXPECT_EQ(plan.tables().annuities.size(), 62U);  // lines of annuities.csv without the header
    EXPECT_EQ(plan.header().stages.size(), 7U);
}

}  // namespace
}  // namespace leps
