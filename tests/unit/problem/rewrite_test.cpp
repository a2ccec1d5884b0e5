#include <cstring>
#include <functional>

#include <gtest/gtest.h>

#include "leps/problem/builder.hpp"

namespace leps {

namespace {

enum FamilyId { columns_family = 1, rows_family = 2, wide_family = 3 };

struct Data {
    std::int64_t budget = 100;
    WideRatio share{1, 3};
    Int128 wide = (Int128{1} << 60) + 1;
    std::int64_t box = 50;
    std::uint64_t origin = 9;
    bool second_column_in_row = true;
};

void emit_columns(ProblemBuilder& out, const Data& data) {
    out.begin_family(columns_family);
    out.column({.owner = NodeTree::root(), .upper = data.box, .origin = data.origin});
    out.column({.owner = NodeTree::root(), .upper = data.box, .whole = true});
    out.end_family();
}

void emit_rows(ProblemBuilder& out, const Data& data) {
    out.begin_family(rows_family);
    RowBuilder row = out.row({.owner = NodeTree::root(), .upper = data.budget});
    row.add(ColumnIndex(0), data.share);
    if (data.second_column_in_row) { row.add(ColumnIndex(1), 1); }
    out.row({.owner = NodeTree::root(), .lower = 0}).add(ColumnIndex(0), 0).add(ColumnIndex(1), 4);
    out.end_family();
}

void emit_wide(ProblemBuilder& out, const Data& data) {
    out.begin_family(wide_family);
    out.row({.owner = NodeTree::root(), .upper = data.budget}).add(ColumnIndex(0), WideRatio(data.wide)).add(ColumnIndex(1), 1);
    out.end_family();
}

Problem fresh(const Data& data) {
    ProblemBuilder out{NodeTree{}};
    emit_columns(out, data);
    emit_rows(out, data);
    emit_wide(out, data);
    return out.finish();
}

bool same_bytes(std::span<const double> a, std::span<const double> b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

bool same_bytes(const Problem& a, const Problem& b) {
    return same_bytes(a.coefficient(), b.coefficient()) && same_bytes(a.row_lower(), b.row_lower()) &&
           same_bytes(a.row_upper(), b.row_upper()) && same_bytes(a.column_lower(), b.column_lower()) &&
           same_bytes(a.column_upper(), b.column_upper()) && a == b;
}

}  // namespace

TEST(Rewriting, with_the_same_data_gives_the_same_bytes_in_the_same_pattern) {
    const Problem first = fresh({});
    ProblemBuilder out{first};
    emit_columns(out, {});
    emit_rows(out, {});
    emit_wide(out, {});
    const Problem second = out.finish();
    EXPECT_TRUE(same_bytes(first, second));
    EXPECT_EQ(first.shared_pattern(), second.shared_pattern());
}

TEST(Rewriting, with_other_data_gives_what_a_fresh_build_gives_and_leaves_the_first_alone) {
    const Data other{.budget = 77, .share = WideRatio(2, 7), .wide = 12};
    const Problem first = fresh({});
    ProblemBuilder out{first};
    ASSERT_TRUE(out.keep_family(columns_family));
    emit_rows(out, other);
    emit_wide(out, other);
    const Problem second = out.finish();
    EXPECT_TRUE(same_bytes(second, fresh(other)));
    EXPECT_TRUE(same_bytes(first, fresh({})));
    EXPECT_FALSE(first == second);
    EXPECT_EQ(first.rounded_rows().size(), 1U);
    EXPECT_TRUE(second.rounded_rows().empty());
}

TEST(Rewriting, keeps_whole_families_with_their_rounded_rows) {
    const Problem first = fresh({});
    ProblemBuilder out{first};
    ASSERT_TRUE(out.keep_family(columns_family));
    emit_rows(out, {.budget = 5});
    ASSERT_TRUE(out.keep_family(wide_family));
    const Problem second = out.finish();
    ASSERT_EQ(second.rounded_rows().size(), 1U);
    EXPECT_EQ(second.rounded_rows()[0], RowIndex(2));
    EXPECT_EQ(second.row_upper()[0], 15.0);  // x/3 + y <= 5, times 3
}

TEST(Rewriting, does_not_keep_a_rounded_row_over_a_box_that_has_changed) {
    const Problem first = fresh({});
    ProblemBuilder out{first};
    emit_columns(out, {.box = 51});
    emit_rows(out, {});
    EXPECT_FALSE(out.keep_family(wide_family));
    emit_wide(out, {.box = 51});
    EXPECT_TRUE(same_bytes(out.finish(), fresh({.box = 51})));
}

TEST(Rewriting, keeps_single_columns_and_rows_of_an_origin) {
    const auto emit = [](ProblemBuilder& out, int second) {
        out.begin_family(1);
        for (const std::uint64_t origin : {1U, 2U}) {
            if (!out.keep_column(origin)) { out.column({.owner = NodeTree::root(), .upper = 10, .origin = origin}); }
        }
        if (!out.keep_row(7)) { out.row({.owner = NodeTree::root(), .upper = 5, .origin = 7}).add(ColumnIndex(0), 1); }
        out.row({.owner = NodeTree::root(), .upper = second, .origin = 8}).add(ColumnIndex(1), 1);
        EXPECT_FALSE(out.keep_row(9));
        out.end_family();
        return out.finish();
    };
    ProblemBuilder first_builder{NodeTree{}};
    const Problem first = emit(first_builder, 6);
    ProblemBuilder again{first};
    const Problem second = emit(again, 7);
    EXPECT_EQ(second.row_upper()[0], 5.0);
    EXPECT_EQ(second.row_upper()[1], 7.0);
    EXPECT_EQ(first.shared_pattern(), second.shared_pattern());
}

TEST(Rewriting, notices_every_change_of_the_pattern) {
    const Problem first = fresh({});
    const auto attempt = [&](const std::function<void(ProblemBuilder&)>& emit) {
        ProblemBuilder out{first};
        emit(out);
        return out.finish();
    };
    EXPECT_THROW(attempt([](ProblemBuilder& out) { emit_columns(out, {.origin = 10}); }), PatternChanged);
    EXPECT_THROW(attempt([](ProblemBuilder& out) { emit_rows(out, {}); }), PatternChanged);
    EXPECT_THROW(attempt([](ProblemBuilder& out) { (void)out.keep_family(rows_family); }), PatternChanged);
    EXPECT_THROW(attempt([](ProblemBuilder& out) {
                     (void)out.keep_family(columns_family);
                     emit_rows(out, {.second_column_in_row = false});
                 }),
                 PatternChanged);
    EXPECT_THROW(attempt([](ProblemBuilder& out) { (void)out.keep_family(columns_family); }), PatternChanged);
    EXPECT_THROW(attempt([](ProblemBuilder& out) {
                     out.begin_family(columns_family);
                     out.end_family();
                 }),
                 PatternChanged);
    EXPECT_THROW(attempt([](ProblemBuilder& out) {
                     out.begin_family(columns_family);
                     out.column({.owner = NodeTree::root(), .upper = 1, .whole = true, .origin = 9});
                 }),
                 PatternChanged);
}

TEST(Families, come_once_do_not_nest_and_end) {
    ProblemBuilder out{NodeTree{}};
    EXPECT_THROW((void)out.keep_family(1), InvalidValue);
    EXPECT_THROW(out.end_family(), InvalidValue);
    out.begin_family(1);
    EXPECT_THROW(out.begin_family(2), InvalidValue);
    EXPECT_THROW((void)out.finish(), InvalidValue);
    out.end_family();
    EXPECT_THROW(out.begin_family(1), InvalidValue);
}

}  // namespace leps
