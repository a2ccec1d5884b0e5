#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "leps/read/number_text.hpp"

namespace leps {
namespace {

template <class Value>
std::string code(const Parsed<Value>& parsed) {
    return parsed.index() == 0 ? "" : std::get<TextProblem>(parsed).code;
}

TEST(NumberText, money_is_read_exactly_to_the_cent) {
    EXPECT_EQ(std::get<Money>(parse_money("12")), Money::from_cents(1200));
    EXPECT_EQ(std::get<Money>(parse_money("12.3")), Money::from_cents(1230));
    EXPECT_EQ(std::get<Money>(parse_money("-0.01")), Money::from_cents(-1));
    EXPECT_EQ(std::get<Money>(parse_money("92233720368547758.07")).cents(), 9223372036854775807);
}

TEST(NumberText, money_beyond_64_bits_is_a_finding) {
    EXPECT_EQ(code(parse_money("92233720368547758.08")), "number_overflow");
    EXPECT_EQ(code(parse_money(std::string(1000, '9'))), "number_overflow");
}

TEST(NumberText, three_decimals_of_money_are_refused_with_both_readings) {
    const Parsed<Money> parsed = parse_money("330.000");
    ASSERT_EQ(code(parsed), "ambiguous_number");
    EXPECT_EQ(std::get<TextProblem>(parsed).message, "write 330000 if the point marks thousands, 330 if it marks decimals");
    EXPECT_EQ(code(parse_money("1.2345")), "too_many_decimals");
}

template <class Value>
std::string message(const Parsed<Value>& parsed) {
    return parsed.index() == 0 ? "" : std::get<TextProblem>(parsed).message;
}

TEST(NumberText, what_is_advised_instead_of_an_amount_is_itself_accepted) {
    EXPECT_EQ(message(parse_money("123.456")), "write 123456 if the point marks thousands, or round 123.456 to cents if it marks decimals");
    EXPECT_EQ(message(parse_money("-12.340")), "write -12340 if the point marks thousands, -12.34 if it marks decimals");
    for (const char* no_thousands : {"0.005", "1234.567", "1234.000"}) {
        EXPECT_EQ(code(parse_money(no_thousands)), "too_many_decimals") << no_thousands;
        EXPECT_EQ(message(parse_money(no_thousands)), "round the amount to cents") << no_thousands;
    }
}

TEST(NumberText, other_ways_to_write_a_number_are_told_what_to_write) {
    EXPECT_EQ(message(parse_money(".5")), "write a digit before the point: 0.5");
    EXPECT_EQ(message(parse_money("5.")), "write the number without the point at its end");
    EXPECT_EQ(message(parse_money("1/3")), "write the number with a decimal point: this column holds no fractions");
    EXPECT_EQ(message(parse_money("40 %")), "write the number itself: a percentage has no meaning in this column");
    EXPECT_EQ(message(parse_integer("0x10")), "write the number with the digits 0 to 9 alone");
    EXPECT_EQ(message(parse_money("n.d.")), "write digits: what is unknown is an empty cell, where the column may be empty");
    EXPECT_EQ(message(parse_ratio("1/2/3")), "write digits: what is unknown is an empty cell, where the column may be empty");
}

TEST(NumberText, each_way_of_not_being_a_number_has_its_own_code) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"+5", "leading_plus"},     {"1e5", "exponent"},          {"1E400", "exponent"},       {"2.5e-3", "exponent"},
        {"NaN", "not_finite"},      {"inf", "not_finite"},        {"-Infinity", "not_finite"}, {"1.234,56", "decimal_comma"},
        {"1,5", "decimal_comma"},   {"1.234.567", "thousands_mark"}, {" 5", "spaces_around"},  {"5 ", "spaces_around"},
        {"\xE2\x82\xAC 5", "currency_sign"}, {"EUR 5", "currency_sign"}, {"\xD9\xA5", "foreign_digits"},
        {"1\xC2\xA0" "000", "foreign_digits"}, {"n.d.", "not_a_number"}, {"-", "not_a_number"}, {"1 000", "not_a_number"},
        {".5", "not_a_number"},     {"5.", "not_a_number"},       {"", "not_a_number"},        {"--5", "not_a_number"}};
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(code(parse_money(text)), expected) << text;
        EXPECT_EQ(code(parse_ratio(text)), expected) << text;
        EXPECT_EQ(code(parse_units(text)), expected) << text;
    }
}

TEST(NumberText, shares_are_read_as_fractions_percentages_and_decimals) {
    EXPECT_EQ(std::get<Ratio>(parse_ratio("1/5000")), Ratio(1, 5000));
    EXPECT_EQ(std::get<Ratio>(parse_ratio("2/4")), Ratio(1, 2));
    EXPECT_EQ(std::get<Ratio>(parse_ratio("40 %")), Ratio(2, 5));
    EXPECT_EQ(std::get<Ratio>(parse_ratio("12.5%")), Ratio(1, 8));
    EXPECT_EQ(std::get<Ratio>(parse_ratio("0.4")), Ratio(2, 5));
    EXPECT_EQ(std::get<Ratio>(parse_ratio("-3/2")), Ratio(-3, 2));
}

TEST(NumberText, a_fraction_over_zero_or_beyond_64_bits_is_refused) {
    EXPECT_EQ(code(parse_ratio("1/0")), "zero_denominator");
    EXPECT_EQ(code(parse_ratio("1/9223372036854775808")), "number_overflow");
    EXPECT_EQ(code(parse_ratio("1/2/3")), "not_a_number");
    EXPECT_EQ(code(parse_ratio("1/-2")), "not_a_number");
}

TEST(NumberText, a_number_that_ends_in_three_zeros_after_a_point_is_ambiguous) {
    EXPECT_EQ(code(parse_ratio("378.000")), "ambiguous_number");
    EXPECT_EQ(std::get<Ratio>(parse_ratio("0.125")), Ratio(1, 8));
    EXPECT_TRUE(looks_like_thousands("378.839"));
    EXPECT_FALSE(looks_like_thousands("0.125"));
    EXPECT_FALSE(looks_like_thousands("3788.839"));
    EXPECT_FALSE(looks_like_thousands("37.83"));
}

TEST(NumberText, units_have_nine_decimals_at_most) {
    EXPECT_EQ(std::get<Units>(parse_units("12.5")), Units::from_nanos(12'500'000'000));
    EXPECT_EQ(std::get<Units>(parse_units("0.000000001")), Units::from_nanos(1));
    EXPECT_EQ(std::get<Units>(parse_units("1/8")), Units::from_nanos(125'000'000));
    EXPECT_EQ(code(parse_units("0.0000000001")), "too_many_decimals");
    EXPECT_EQ(code(parse_units("1/3")), "too_many_decimals");
    EXPECT_EQ(code(parse_units("10000000000")), "number_overflow");
}

TEST(NumberText, whole_numbers_have_no_decimals) {
    EXPECT_EQ(std::get<std::int64_t>(parse_integer("-9223372036854775808")), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(code(parse_integer("2024.0")), "not_an_integer");
    EXPECT_EQ(code(parse_integer("9223372036854775808")), "number_overflow");
    EXPECT_EQ(code(parse_integer("1e3")), "exponent");
}

TEST(NumberText, days_are_iso_days_of_the_calendar) {
    EXPECT_EQ(std::get<Date>(parse_date("2024-02-29")), Date(2024, 2, 29));
    EXPECT_EQ(code(parse_date("2023-02-29")), "not_a_date");
    EXPECT_EQ(code(parse_date("31/12/2024")), "not_a_date");
    EXPECT_EQ(code(parse_date("2024-1-1")), "not_a_date");
    EXPECT_EQ(code(parse_date("2024-13-01")), "not_a_date");
    EXPECT_EQ(code(parse_date("0000-01-01")), "date_out_of_range");
    EXPECT_EQ(code(parse_date("9999-12-31")), "date_out_of_range");
}

TEST(NumberText, a_period_is_its_first_and_last_day) {
    EXPECT_EQ(std::get<Period>(parse_period("2026-01-01/2026-06-30")), Period(Date(2026, 1, 1), Date(2026, 7, 1)));
    EXPECT_EQ(std::get<Period>(parse_period("2026-01-01/2026-01-01")), Period(Date(2026, 1, 1), Date(2026, 1, 2)));
    EXPECT_EQ(code(parse_period("2026-06-30/2026-01-01")), "not_a_period");
    EXPECT_EQ(code(parse_period("2026")), "not_a_period");
}

TEST(NumberText, booleans_are_two_words) {
    EXPECT_TRUE(std::get<bool>(parse_boolean("true")));
    EXPECT_FALSE(std::get<bool>(parse_boolean("false")));
    EXPECT_EQ(code(parse_boolean("TRUE")), "not_a_boolean");
    EXPECT_EQ(code(parse_boolean("1")), "not_a_boolean");
}

TEST(NumberText, hexadecimal_prices_are_exact_and_finite) {
    EXPECT_EQ(std::get<double>(parse_hexadecimal("0x1.8p+1")), 3.0);
    EXPECT_EQ(std::get<double>(parse_hexadecimal("-0x1.999999999999ap-4")), -0.1);
    for (const char* text : {"1.5", "0x", "0xinf", "0xnan", "inf", "0x-1p+0", "0x1p+99999", "0x1.8p+1 "}) {
        EXPECT_EQ(code(parse_hexadecimal(text)), "not_a_number") << text;
    }
}

TEST(NumberText, a_scaled_number_must_be_a_multiple_of_its_unit) {
    EXPECT_EQ(std::get<Int128>(parse_scaled("1/20", 100)), 5);
    EXPECT_EQ(std::get<Int128>(parse_scaled("-0.05", 100)), -5);
    EXPECT_EQ(code(parse_scaled("1/3", 100)), "too_many_decimals");
}

}  // namespace
}  // namespace leps
