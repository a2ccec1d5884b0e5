#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "leps/read/findings.hpp"
#include "leps/read/table.hpp"
#include "package_fixture.hpp"

namespace leps {
namespace {

TEST(RawTable, short_rows_are_filled_and_long_ones_cut) {
    RawTable table("t", {"a", "b"});
    table.add_row(std::vector<std::string_view>{"1"});
    table.add_row(std::vector<std::string_view>{"2", "3", "4"});
    EXPECT_EQ(table.cell(0, 0), "1");
    EXPECT_EQ(table.cell(0, 1), "");
    EXPECT_EQ(table.cell(1, 1), "3");
    EXPECT_EQ(table.place(1).row, 2);
    EXPECT_EQ(table.place(1).line, 0);
}

TEST(Findings, texts_are_shown_short_and_visible) {
    EXPECT_EQ(shown("a\tb"), "a\\x09" "b");
    EXPECT_EQ(shown("caff\xC3\xA8"), "caff\xC3\xA8");
    EXPECT_EQ(shown("\xE8"), "\\xE8");
    EXPECT_EQ(shown(std::string(200, 'x')), std::string(80, 'x') + "...");
}

TEST(Findings, what_steers_a_terminal_or_turns_a_line_round_is_shown_by_its_number) {
    EXPECT_EQ(shown("\x1B[2J"), "\\x1B[2J");
    EXPECT_EQ(shown("\xC2\x9B" "31m"), "\\u009B31m");                   // the eight-bit form of ESC [
    EXPECT_EQ(shown("a\xE2\x80\xAE" "fdp.exe"), "a\\u202E" "fdp.exe");  // right-to-left override
    EXPECT_EQ(shown("a\xF3\xA0\x81\x81"), "a\\U000E0041");            // a tag character
    EXPECT_EQ(shown("\xF0\x9F\x8C\xB3"), "\xF0\x9F\x8C\xB3");
}

TEST(Findings, are_short_whatever_stands_in_a_file) {
    Findings findings;
    const std::string long_text(1 << 20, 'x');
    findings.add({.code = "c", .table = "t", .field = long_text, .found = long_text + "\x1B", .expected = long_text, .message = long_text});
    const Issue issue = std::move(findings).take().at(0);
    EXPECT_LT(issue.field.size() + issue.found.size() + issue.expected.size() + issue.message.size(), 3000U);
}

std::vector<Issue> many(std::size_t errors, std::size_t warnings) {
    std::vector<Issue> issues(warnings, Issue{.severity = Severity::warning, .code = "w", .table = {}, .field = {}, .found = {}, .expected = {}, .message = {}});
    issues.insert(issues.end(), errors, Issue{.code = "e", .table = {}, .field = {}, .found = {}, .expected = {}, .message = {}});
    return issues;
}

TEST(Findings, up_to_a_thousand_stay_as_they_are) { EXPECT_EQ(limited(many(400, 600)), many(400, 600)); }

TEST(Findings, errors_come_first_where_not_all_have_room) {
    const std::vector<Issue> issues = limited(many(900, 600));
    ASSERT_EQ(issues.size(), 1001U);
    EXPECT_EQ(issues[899].code, "e");
    EXPECT_EQ(issues[999].code, "w");
    EXPECT_EQ(issues[1000].code, "more_findings");
    EXPECT_EQ(issues[1000].found, "500");
}

TEST(Findings, earlier_counts_are_added_up) {
    std::vector<Issue> issues = limited(many(1500, 0));
    issues.insert(issues.begin(), 10, many(1, 0)[0]);
    issues = limited(std::move(issues));
    EXPECT_EQ(issues.size(), 1001U);
    EXPECT_EQ(issues.back().found, "510");
}

TEST(Findings, memory_is_bounded_while_reading) {
    Findings findings;
    for (const Issue& issue : many(5000, 3000)) { findings.add(issue); }
    EXPECT_EQ(findings.error_count(), 5000U);
    const std::vector<Issue> issues = std::move(findings).take();
    ASSERT_EQ(issues.size(), 2001U);
    EXPECT_EQ(issues.back().found, "6000");
}

}  // namespace
}  // namespace leps
