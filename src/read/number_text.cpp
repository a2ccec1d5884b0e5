#include "leps/read/number_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace leps {

namespace {

constexpr std::string_view number_expected = "a number such as 12, 12.5, 1/4 or 40 %";

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) noexcept { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) { c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
    return result;
}

/// Digits before and after the point, as written.
struct Decimal {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;
};

std::optional<Decimal> split_decimal(std::string_view text) {
    Decimal result;
    if (text.starts_with('-')) {
        result.negative = true;
        text.remove_prefix(1);
    }
    const std::size_t point = text.find('.');
    result.whole = text.substr(0, point);
    if (!all_digits(result.whole)) { return std::nullopt; }
    if (point == std::string_view::npos) { return result; }
    result.fraction = text.substr(point + 1);
    return all_digits(result.fraction) ? std::optional(result) : std::nullopt;
}

/// The digits of a decimal as one integer. Throws InvalidValue beyond 128 bits.
Int128 digits_of(const Decimal& decimal) {
    Int128 value = 0;
    for (const std::string_view part : {decimal.whole, decimal.fraction}) {
        for (const char c : part) { value = wide::add(wide::multiply(value, 10), static_cast<Int128>(c - '0')); }
    }
    return decimal.negative ? -value : value;
}

Int128 power_of_ten(std::size_t exponent) {
    Int128 value = 1;
    for (std::size_t i = 0; i < exponent; ++i) { value = wide::multiply(value, 10); }
    return value;
}

/// What to write instead of a text that is a number elsewhere.
std::optional<std::string> advice_for_other_forms(std::string_view text, std::string_view expected) {
    const std::string_view size = text.starts_with('-') ? text.substr(1) : text;
    const bool decimals_alone = expected != number_expected && std::any_of(size.begin(), size.end(), is_digit);
    if (size.starts_with('.') && all_digits(size.substr(1))) { return "write a digit before the point: 0" + std::string(size); }
    if (size.ends_with('.') && all_digits(size.substr(0, size.size() - 1))) { return "write the number without the point at its end"; }
    if (size.starts_with("0x") || size.starts_with("0X")) { return "write the number with the digits 0 to 9 alone"; }
    if (decimals_alone && size.find('%') != std::string_view::npos) { return "write the number itself: a percentage has no meaning in this column"; }
    if (decimals_alone && size.find('/') != std::string_view::npos) { return "write the number with a decimal point: this column holds no fractions"; }
    return std::nullopt;
}

/// Names what is wrong with a text that does not follow the grammar of numbers.
TextProblem explain(std::string_view text, std::string_view expected) {
    const auto problem = [&](std::string code, std::string message) {
        return TextProblem{std::move(code), std::string(expected), std::move(message)};
    };
    if (text.empty()) { return problem("not_a_number", "write a number"); }
    if (text.front() == ' ' || text.back() == ' ' || text.front() == '\t' || text.back() == '\t') {
        return problem("spaces_around", "remove the spaces before and after the number");
    }
    if (text.front() == '+') { return problem("leading_plus", "write the number without '+'"); }
    const std::string small = lower(text.front() == '-' ? text.substr(1) : text);
    if (small == "nan" || small == "inf" || small == "infinity") {
        return problem("not_finite", "write a number: what is unknown is an empty cell, where the column may be empty");
    }
    if (text.find("\xE2\x82\xAC") != std::string_view::npos || small.find("eur") != std::string::npos) {
        return problem("currency_sign", "write the number alone: every amount is in euro");
    }
    if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
        return problem("foreign_digits", "use the digits 0 to 9 and '-' of ASCII, without special spaces");
    }
    const std::size_t mark = small.find('e');
    if (mark != std::string::npos && mark > 0 && split_decimal(std::string_view(small).substr(0, mark))) {
        return problem("exponent", "write all digits instead of an exponent");
    }
    if (text.find(',') != std::string_view::npos && text.find_first_not_of("-.,0123456789") == std::string_view::npos) {
        return problem("decimal_comma", "write '.' before the decimals and nothing between the thousands: 1234.56");
    }
    if (std::count(text.begin(), text.end(), '.') > 1 && text.find_first_not_of("-.0123456789") == std::string_view::npos) {
        return problem("thousands_mark", "write nothing between the thousands: 1234567.89");
    }
    if (const std::optional<std::string> advice = advice_for_other_forms(text, expected)) { return problem("not_a_number", *advice); }
    if (text.find(' ') != std::string_view::npos) { return problem("not_a_number", "remove the spaces inside the number"); }
    return problem("not_a_number", "write digits: what is unknown is an empty cell, where the column may be empty");
}

TextProblem overflow(std::string_view expected) {
    return {"number_overflow", std::string(expected), "the number is too large to be stored exactly"};
}

/// A decimal, a fraction or a percentage. Throws InvalidValue on overflow; nullopt if the text is none of them.
std::optional<WideRatio> read_fraction(std::string_view text) {
    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
        const std::string_view over = text.substr(slash + 1);
        std::string_view digits = text.substr(0, slash);
        if (digits.starts_with('-')) { digits.remove_prefix(1); }
        if (!all_digits(digits) || !all_digits(over)) { return std::nullopt; }
        const Int128 denominator = wide::parse(over);
        if (denominator == 0) { return std::nullopt; }
        return WideRatio(wide::parse(text.substr(0, slash)), denominator);
    }
    Int128 hundred = 1;
    if (text.ends_with('%')) {
        hundred = 100;
        text.remove_suffix(1);
        if (text.ends_with(' ')) { text.remove_suffix(1); }
    }
    const std::optional<Decimal> decimal = split_decimal(text);
    if (!decimal) { return std::nullopt; }
    return WideRatio(digits_of(*decimal), wide::multiply(power_of_ten(decimal->fraction.size()), hundred));
}

TextProblem not_a_fraction(std::string_view text) {
    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
        const std::string_view over = text.substr(slash + 1);
        if (!over.empty() && over.find_first_not_of('0') == std::string_view::npos) {
            return {"zero_denominator", std::string(number_expected), "a fraction needs a denominator above 0"};
        }
    }
    return explain(text, number_expected);
}

bool ends_with_zeros(std::string_view text) noexcept { return text.ends_with("000"); }

/// Both readings of a text that looks like thousands. Where zeros at its end do not make it one of cents, the second has to
/// be rounded.
TextProblem ambiguous(std::string_view text, std::string_view expected) {
    const std::size_t point = text.find('.');
    std::string joined(text);
    joined.erase(point, 1);
    std::string decimal(text);
    decimal.erase(decimal.find_last_not_of('0') + 1);
    if (decimal.ends_with('.')) { decimal.pop_back(); }
    const bool fits = decimal.size() <= point + 3;
    return {"ambiguous_number", std::string(expected),
            "write " + joined + " if the point marks thousands, " + (fits ? decimal + " if it marks decimals" : "or round " + decimal + " to cents if it marks decimals")};
}

}  // namespace

bool looks_like_thousands(std::string_view text) noexcept {
    if (text.starts_with('-')) { text.remove_prefix(1); }
    const std::size_t point = text.find('.');
    return point != std::string_view::npos && point >= 1 && point <= 3 && text[0] != '0' && all_digits(text.substr(0, point)) &&
           text.size() == point + 4 && all_digits(text.substr(point + 1));
}

Parsed<Money> parse_money(std::string_view text) {
    constexpr std::string_view expected = "euro with at most two decimals, such as 1234.56";
    const std::optional<Decimal> decimal = split_decimal(text);
    if (!decimal) { return explain(text, expected); }
    if (looks_like_thousands(text)) { return ambiguous(text, expected); }
    if (decimal->fraction.size() > 2) {
        return TextProblem{"too_many_decimals", std::string(expected), "round the amount to cents"};
    }
    try {
        const Int128 scale = power_of_ten(2 - decimal->fraction.size());
        return Money::from_cents(wide::narrow(wide::multiply(digits_of(*decimal), scale)));
    } catch (const InvalidValue&) {
        return overflow("euro below 92 million billion");
    }
}

Parsed<Int128> parse_scaled(std::string_view text, Int128 scale) {
    try {
        const std::optional<WideRatio> value = read_fraction(text);
        if (!value) { return not_a_fraction(text); }
        const WideRatio scaled = *value * WideRatio(scale);
        if (!scaled.is_integer()) {
            return TextProblem{"too_many_decimals", "a multiple of 1/" + to_string(scale), "the number is finer than its unit"};
        }
        return scaled.numerator();
    } catch (const InvalidValue&) {
        return overflow("a number that 128 bits hold");
    }
}

Parsed<Units> parse_units(std::string_view text) {
    if (looks_like_thousands(text) && ends_with_zeros(text)) { return ambiguous(text, number_expected); }
    Parsed<Int128> nanos = parse_scaled(text, Units::nanos_per_unit);
    if (auto* problem = std::get_if<TextProblem>(&nanos)) {
        if (problem->code == "too_many_decimals") {
            problem->expected = "units with at most nine decimals";
            problem->message = "round the number to nine decimals";
        }
        return std::move(*problem);
    }
    try {
        return Units::from_nanos(wide::narrow(std::get<Int128>(nanos)));
    } catch (const InvalidValue&) {
        return overflow("at most 9 billion units");
    }
}

Parsed<Ratio> parse_ratio(std::string_view text) {
    if (looks_like_thousands(text) && ends_with_zeros(text)) { return ambiguous(text, number_expected); }
    try {
        const std::optional<WideRatio> value = read_fraction(text);
        if (!value) { return not_a_fraction(text); }
        return Ratio(*value);
    } catch (const InvalidValue&) {
        return overflow("a fraction of two 64-bit integers");
    }
}

Parsed<std::int64_t> parse_integer(std::string_view text) {
    constexpr std::string_view expected = "a whole number";
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    if (!all_digits(digits)) {
        if (split_decimal(text)) { return TextProblem{"not_an_integer", std::string(expected), "write it without decimals"}; }
        return explain(text, expected);
    }
    try {
        return wide::narrow(wide::parse(text));
    } catch (const InvalidValue&) {
        return overflow("a whole number that 64 bits hold");
    }
}

Parsed<Date> parse_date(std::string_view text) {
    const TextProblem wrong{"not_a_date", "a day such as 2026-06-30", "write year-month-day"};
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !all_digits(text.substr(0, 4)) ||
        !all_digits(text.substr(5, 2)) || !all_digits(text.substr(8, 2))) {
        return wrong;
    }
    const auto number = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (const char c : text.substr(from, count)) { value = value * 10 + (c - '0'); }
        return static_cast<unsigned short>(value);
    };
    const unsigned short year = number(0, 4);
    const unsigned short month = number(5, 2);
    const unsigned short day = number(8, 2);
    if (year < 1900 || year > 2199) {
        return TextProblem{"date_out_of_range", "a day from 1900-01-01 to 2199-12-31", "correct the year: no day is an empty cell, where the column may be empty"};
    }
    if (month < 1 || month > 12 || day < 1 || day > boost::gregorian::gregorian_calendar::end_of_month_day(year, month)) {
        return TextProblem{"not_a_date", "a day of the calendar", "there is no such day"};
    }
    return Date(year, month, day);
}

Parsed<Period> parse_period(std::string_view text) {
    const TextProblem wrong{"not_a_period", "first and last day, such as 2026-01-01/2026-06-30", "write both days, both included"};
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) { return wrong; }
    const Parsed<Date> first = parse_date(text.substr(0, slash));
    const Parsed<Date> last = parse_date(text.substr(slash + 1));
    if (first.index() != 0 || last.index() != 0 || std::get<Date>(last) < std::get<Date>(first)) { return wrong; }
    return Period(std::get<Date>(first), std::get<Date>(last) + boost::gregorian::days(1));
}

Parsed<bool> parse_boolean(std::string_view text) {
    if (text == "true") { return true; }
    if (text == "false") { return false; }
    return TextProblem{"not_a_boolean", "true or false", "write true or false in small letters"};
}

Parsed<double> parse_hexadecimal(std::string_view text) {
    const TextProblem wrong{"not_a_number", "a hexadecimal number such as 0x1.8p+1", "prices are written without loss"};
    const bool negative = text.starts_with('-');
    if (negative) { text.remove_prefix(1); }
    if (!text.starts_with("0x") || text.size() < 3 || text[2] == '-') { return wrong; }
    text.remove_prefix(2);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::hex);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) { return wrong; }
    return negative ? -value : value;
}

}  // namespace leps
