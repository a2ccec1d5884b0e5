#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "leps/read/csv.hpp"
#include "package_fixture.hpp"

namespace leps {
namespace {

struct Outcome {
    std::optional<RawTable> table;
    std::vector<Issue> issues;
};

Outcome read(const std::string& bytes, const CsvLimits& limits = {}) {
    std::istringstream in(bytes);
    Findings findings;
    std::optional<RawTable> table = read_csv(in, "t", findings, limits);
    return {std::move(table), std::move(findings).take()};
}

std::string only_code(const Outcome& outcome) { return outcome.issues.size() == 1 ? outcome.issues[0].code : "(" + std::to_string(outcome.issues.size()) + " findings)"; }

TEST(Csv, quoted_cells_may_hold_commas_quotes_and_line_feeds) {
    const Outcome outcome = read("a,b\n\"x, y\",\"say \"\"no\"\"\"\n\"two\nlines\",\"\"\n");
    ASSERT_TRUE(outcome.issues.empty());
    EXPECT_EQ(outcome.table->cell(0, 0), "x, y");
    EXPECT_EQ(outcome.table->cell(0, 1), "say \"no\"");
    EXPECT_EQ(outcome.table->cell(1, 0), "two\nlines");
    EXPECT_EQ(outcome.table->cell(1, 1), "");
}

TEST(Csv, rows_count_from_one_and_lines_are_physical) {
    const Outcome outcome = read("a\n\"1\n2\"\nx\n");
    ASSERT_TRUE(outcome.issues.empty());
    EXPECT_EQ(outcome.table->place(0).row, 1);
    EXPECT_EQ(outcome.table->place(0).line, 2);
    EXPECT_EQ(outcome.table->place(1).row, 2);
    EXPECT_EQ(outcome.table->place(1).line, 4);
}

TEST(Csv, carriage_returns_before_line_feeds_and_a_missing_last_line_feed_are_fine) {
    const Outcome outcome = read("a,b\r\n1,2\r\n3,4");
    ASSERT_TRUE(outcome.issues.empty());
    EXPECT_EQ(outcome.table->row_count(), 2U);
    EXPECT_EQ(outcome.table->cell(1, 1), "4");
}

TEST(Csv, a_byte_order_mark_is_a_warning) {
    const Outcome outcome = read("\xEF\xBB\xBF" "a\n1\n");
    EXPECT_EQ(only_code(outcome), "byte_order_mark");
    EXPECT_EQ(outcome.issues[0].severity, Severity::warning);
    EXPECT_EQ(outcome.table->header()[0], "a");
}

TEST(Csv, utf16_is_refused_at_once) {
    const Outcome outcome = read(std::string("\xFF\xFE" "a\0\n\0", 6));
    EXPECT_EQ(only_code(outcome), "wrong_encoding");
    EXPECT_FALSE(outcome.table);
}

TEST(Csv, utf16_without_a_mark_is_refused_as_well) {
    EXPECT_EQ(only_code(read(std::string("a\0b\0\n\0", 6))), "wrong_encoding");
    EXPECT_EQ(only_code(read(std::string("\0a\0b\0\n", 6))), "wrong_encoding");
}

TEST(Csv, another_separator_is_named_once_and_the_table_left_alone) {
    for (const auto& [bytes, found] : {std::pair("fund;year;x_a,b\nSTATE;2024;1,5\n", "semicolons between the columns"),
                                       std::pair("fund\tyear\nSTATE\t2024\n", "tabs between the columns")}) {
        const Outcome outcome = read(bytes);
        ASSERT_EQ(only_code(outcome), "wrong_separator") << bytes;
        EXPECT_EQ(outcome.issues[0].found, found);
        EXPECT_FALSE(outcome.table);
    }
    EXPECT_TRUE(read("fund,x_a;b\nSTATE,1\n").table);
}

TEST(Csv, bytes_that_are_not_utf8_are_a_finding_with_their_cell) {
    const Outcome outcome = read("a,b\n1,Citt\xE0\n");
    ASSERT_EQ(outcome.issues.size(), 1U);
    EXPECT_EQ(fixture::in_brief(outcome.issues[0]), "t 1 b wrong_encoding: Citt\\xE0 -> UTF-8");
    EXPECT_EQ(outcome.issues[0].line, 2);
    EXPECT_TRUE(outcome.table->place(0).ragged);
}

TEST(Csv, overlong_forms_and_surrogates_are_not_utf8) {
    EXPECT_EQ(only_code(read("a\n\xC0\xAF\n")), "wrong_encoding");
    EXPECT_EQ(only_code(read("a\n\xED\xA0\x80\n")), "wrong_encoding");
    EXPECT_EQ(only_code(read("a\n\xF5\x80\x80\x80\n")), "wrong_encoding");
    EXPECT_TRUE(read("a\n\xF0\x9F\x98\x80\n").issues.empty());
}

TEST(Csv, a_nul_byte_is_a_finding) { EXPECT_EQ(only_code(read(std::string("a\n1\0" "2\n", 6))), "nul_byte"); }

TEST(Csv, rows_with_too_few_or_too_many_cells_are_findings_and_stay) {
    const Outcome outcome = read("a,b,c\n1,2\n1,2,3,4\n1,2,3\n");
    EXPECT_EQ(fixture::in_brief(outcome.issues), (std::vector<std::string>{"t 1  ragged_row: 2 cells -> 3 cells, as in the header",
                                                                      "t 2  ragged_row: 4 cells -> 3 cells, as in the header"}));
    EXPECT_EQ(outcome.table->row_count(), 3U);
    EXPECT_TRUE(outcome.table->place(1).ragged);
    EXPECT_FALSE(outcome.table->place(2).ragged);
}

TEST(Csv, an_empty_line_between_rows_is_a_finding_and_counts_as_a_row) {
    const Outcome outcome = read("a,b\n1,2\n\n3,4\n");
    EXPECT_EQ(fixture::in_brief(outcome.issues), std::vector<std::string>{"t 2  blank_row: an empty line -> 2 cells"});
    EXPECT_EQ(outcome.table->place(1).row, 3);
}

TEST(Csv, stray_quotes_are_findings) {
    EXPECT_EQ(only_code(read("a\nx\"y\n")), "stray_quote");
    EXPECT_EQ(only_code(read("a\n\"x\"y\n")), "text_after_quote");
}

TEST(Csv, a_quote_that_never_closes_is_one_finding_with_its_line) {
    const Outcome outcome = read("a,b\n1,2\n3,\"4\n5,6\n");
    EXPECT_EQ(only_code(outcome), "open_quote");
    EXPECT_EQ(outcome.issues[0].line, 3);
    EXPECT_FALSE(outcome.table);
}

TEST(Csv, carriage_returns_alone_do_not_end_lines) {
    EXPECT_EQ(only_code(read("a\r1\r2\r")), "bare_return");
}

TEST(Csv, a_file_without_a_header_is_a_finding) { EXPECT_EQ(only_code(read("")), "empty_file"); }

TEST(Csv, a_cell_beyond_the_limit_ends_the_reading) {
    const Outcome outcome = read("a,b\n1,\"" + std::string(std::size_t{2} << 20, 'x'));
    EXPECT_EQ(fixture::in_brief(outcome.issues), std::vector<std::string>{"t 1 b cell_too_large: more than 1048576 bytes in a cell -> at most 1048576"});
    EXPECT_FALSE(outcome.table);
}

/// A file of any size that is never held in memory: the same byte for ever, up to `left`.
class Endless : public std::streambuf {
public:
    explicit Endless(std::uint64_t bytes, char byte) : left_(bytes), chunk_(1 << 16, byte) {}
    [[nodiscard]] std::uint64_t left() const { return left_; }

protected:
    int_type underflow() override {
        if (left_ == 0) { return traits_type::eof(); }
        left_ -= std::min<std::uint64_t>(left_, chunk_.size());
        setg(chunk_.data(), chunk_.data(), chunk_.data() + chunk_.size());
        return traits_type::to_int_type(chunk_[0]);
    }

private:
    std::uint64_t left_;
    std::string chunk_;
};

TEST(Csv, a_cell_of_a_gigabyte_is_given_up_after_a_megabyte) {
    Endless bytes(std::uint64_t{1} << 30, 'x');
    std::istream in(&bytes);
    Findings findings;
    EXPECT_FALSE(read_csv(in, "t", findings));
    EXPECT_EQ(std::move(findings).take().at(0).code, "cell_too_large");
    EXPECT_GT(bytes.left(), std::uint64_t{1} << 29);
}

TEST(Csv, a_million_columns_are_given_up_after_a_thousand) {
    Endless bytes(1'000'000, ',');
    std::istream in(&bytes);
    Findings findings;
    EXPECT_FALSE(read_csv(in, "t", findings));
    EXPECT_EQ(std::move(findings).take().at(0).code, "too_many_columns");
}

TEST(Csv, tables_rows_and_files_have_limits) {
    EXPECT_EQ(only_code(read("a\n1\n2\n3\n", {.table_bytes = 5})), "table_too_large");
    EXPECT_EQ(only_code(read("a\n1\n2\n3\n", {.rows = 2})), "too_many_rows");
    EXPECT_EQ(only_code(read("a,b\n123,456\n", {.row_bytes = 5})), "row_too_large");
}

TEST(Csv, a_thousand_findings_are_listed_and_the_rest_is_counted) {
    std::string bytes = "a,b\n";
    for (int i = 0; i < 1500; ++i) { bytes += "1\n"; }
    const Outcome outcome = read(bytes);
    ASSERT_EQ(outcome.issues.size(), 1001U);
    EXPECT_EQ(outcome.issues.back().code, "more_findings");
    EXPECT_EQ(outcome.issues.back().found, "500");
}

TEST(Csv, what_is_written_is_read_back) {
    RawTable table("t", {"a", "x, \"y\""});
    const std::vector<std::string_view> first = {"line\nfeed", "quote\" comma,"};
    const std::vector<std::string_view> second = {"", " spaces "};
    table.add_row(first);
    table.add_row(second);
    std::string bytes;
    write_csv(table, bytes);
    const Outcome outcome = read(bytes);
    ASSERT_TRUE(outcome.issues.empty());
    EXPECT_EQ(outcome.table->header(), table.header());
    for (std::size_t row = 0; row < 2; ++row) {
        for (std::size_t column = 0; column < 2; ++column) { EXPECT_EQ(outcome.table->cell(row, column), table.cell(row, column)); }
    }
}

TEST(Csv, a_lone_empty_cell_is_not_written_as_an_empty_line) {
    RawTable table("t", {"a"});
    table.add_row(std::vector<std::string_view>{""});
    std::string bytes;
    write_csv(table, bytes);
    EXPECT_EQ(bytes, "a\n\"\"\n");
    EXPECT_EQ(read(bytes).table->row_count(), 1U);
}

}  // namespace
}  // namespace leps
