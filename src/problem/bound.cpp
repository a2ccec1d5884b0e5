#include "leps/problem/bound.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "problem/dyadic.hpp"
#include "problem/fixed_integer.hpp"

namespace leps {

namespace {

/// The same sums without a limit: the reference, and the way out where prices span too many powers of two.
class UnlimitedInteger {
public:
    void add_product(std::int64_t a, std::int64_t b, int shift) { value_ += (Big(a) * b) << static_cast<unsigned>(shift); }
    void add_multiple(const UnlimitedInteger& other, std::int64_t factor, int shift) {
        value_ += (other.value_ * factor) << static_cast<unsigned>(shift);
    }
    [[nodiscard]] int sign() const { return value_.sign(); }
    [[nodiscard]] bool ceil_shifted(int shift, Int128& result) const {
        const Big size = abs(value_);
        Big quotient = size >> static_cast<unsigned>(shift);
        const bool rest = (quotient << static_cast<unsigned>(shift)) != size;
        if (value_ < 0) { quotient = -quotient; }
        if (rest && value_ > 0) { ++quotient; }
        if ((abs(quotient) >> 127) != 0) { return false; }
        result = static_cast<Int128>(quotient);
        return true;
    }

private:
    using Big = boost::multiprecision::cpp_int;
    Big value_;
};

[[noreturn]] void refuse(const char* field, const std::string& got, const std::string& limit) {
    throw InvalidValue({.code = "bad_bound_request", .subject = "proved bound", .field = field, .got = got, .limit = limit});
}

void check_size(const char* field, std::size_t got, std::size_t expected) {
    if (got != 0 && got != expected) { refuse(field, std::to_string(got) + " values", std::to_string(expected) + " or none"); }
}

/// A price speaks for one bound: value * bound is what it proves by itself.
struct PricedBound {
    double price = 0.0;
    double bound = 0.0;
};

/// Zero where the price speaks for nothing.
PricedBound priced(double price, double lower, double upper) noexcept {
    const double bound = price > 0.0 ? lower : upper;
    return std::isfinite(price) && std::isfinite(bound) ? PricedBound{price, bound} : PricedBound{};
}

/// Everything that is summed, in one place, so that the width can be known before the first sum.
class BoundSum {
public:
    BoundSum(const Problem& problem, const Objective* objective, const Prices& prices, const BoundScope& scope)
        : problem_(problem), objective_(objective), prices_(prices), scope_(scope) {
        check_size("row prices", prices.rows.size(), problem.row_count());
        check_size("cap prices", prices.caps.size(), scope.caps.size());
        check_size("fixed values", scope.fixed.size(), problem.column_count());
        if (objective_ != nullptr) { check_terms("objective", *objective_); }
        for (const Cap& cap : scope.caps) {
            if (cap.objective == nullptr) { refuse("cap", "no objective", "an objective"); }
            if (std::trunc(cap.upper) != cap.upper) { refuse("cap", std::to_string(cap.upper), "an integer"); }
            check_terms("cap", *cap.objective);
        }
        for (std::size_t j = 0; j < scope.fixed.size(); ++j) {
            if (problem.whole(ColumnIndex(j)) && !(std::isfinite(scope.fixed[j]) && std::trunc(scope.fixed[j]) == scope.fixed[j])) {
                refuse("fixed values", std::to_string(scope.fixed[j]), "integers for whole columns");
            }
        }
        settle_width();
    }

    /// Calls use(sum, shift): the bound is sum / 2^shift.
    template <class Use>
    auto evaluate(Use use) const {
        const int width = bits_ - least_exponent_;
        if (width < 256) { return use(sum<FixedInteger<4>>(), -least_exponent_); }
        if (width < 512) { return use(sum<FixedInteger<8>>(), -least_exponent_); }
        return use(sum<UnlimitedInteger>(), -least_exponent_);
    }

private:
    void check_terms(const char* field, const Objective& objective) const {
        if (!objective.terms().empty() && objective.terms().back().column.value() >= problem_.column_count()) {
            refuse(field, "column " + std::to_string(objective.terms().back().column.value()),
                   "below " + std::to_string(problem_.column_count()));
        }
    }

    [[nodiscard]] PricedBound row_price(std::size_t row) const noexcept {
        return prices_.rows.empty() ? PricedBound{} : priced(prices_.rows[row], problem_.row_lower()[row], problem_.row_upper()[row]);
    }
    [[nodiscard]] PricedBound cap_price(std::size_t cap) const noexcept {
        return prices_.caps.empty() ? PricedBound{} : priced(prices_.caps[cap], -std::numeric_limits<double>::infinity(), scope_.caps[cap].upper);
    }

    /// least_exponent_: everything is an integer multiple of 2^least_exponent_. bits_: every sum stays below 2^bits_.
    void settle_width() {
        int price_bits = 0;
        int coefficient_bits = 0;
        int box_bits = 0;
        const auto widen = [](int& bits, double value) { bits = std::max(bits, Dyadic::of(value).bits()); };
        const auto take_price = [&](const PricedBound& price) {
            least_exponent_ = std::min(least_exponent_, Dyadic::of(price.price).exponent);
            widen(price_bits, price.price);
            widen(box_bits, price.bound);
        };
        std::size_t terms = problem_.nonzero_count() + problem_.row_count() + problem_.column_count();
        const auto take_terms = [&](const Objective& objective) {
            terms += objective.terms().size() + 1;
            for (const Objective::Term& term : objective.terms()) { widen(coefficient_bits, term.cost); }
        };
        for (std::size_t i = 0; i < problem_.row_count(); ++i) { take_price(row_price(i)); }
        for (std::size_t k = 0; k < scope_.caps.size(); ++k) {
            take_price(cap_price(k));
            take_terms(*scope_.caps[k].objective);
        }
        if (objective_ != nullptr) { take_terms(*objective_); }
        for (const double value : problem_.coefficient()) { widen(coefficient_bits, value); }
        for (const double value : problem_.column_lower()) { widen(box_bits, value); }
        for (const double value : problem_.column_upper()) { widen(box_bits, value); }
        for (const double value : scope_.fixed) { widen(box_bits, std::isfinite(value) ? value : 0.0); }
        bits_ = std::max(price_bits, 1) + coefficient_bits + box_bits + static_cast<int>(std::bit_width(terms)) + 3;
    }

    template <class Sum>
    [[nodiscard]] Sum sum() const {
        std::vector<Sum> cost(problem_.column_count());  // c - A'y in units of 2^least_exponent_
        Sum total;
        const auto add_row = [&](const PricedBound& price, auto columns, auto coefficient) {
            if (price.price == 0.0) { return; }
            const Dyadic y = Dyadic::of(price.price);
            const int shift = y.exponent - least_exponent_;
            const Dyadic bound = Dyadic::of(price.bound);
            total.add_product(y.mantissa, bound.mantissa, shift + bound.exponent);
            for (std::size_t i = 0; i < columns.size(); ++i) {
                const auto [column, value] = coefficient(i);
                const Dyadic a = Dyadic::of(value);
                cost[column.value()].add_product(-y.mantissa, a.mantissa, shift + a.exponent);
            }
        };
        for (std::size_t i = 0; i < problem_.row_count(); ++i) {
            const auto columns = problem_.columns(RowIndex(i));
            const auto coefficients = problem_.coefficients(RowIndex(i));
            add_row(row_price(i), columns, [&](std::size_t k) { return Objective::Term{columns[k], coefficients[k]}; });
        }
        for (std::size_t i = 0; i < scope_.caps.size(); ++i) {
            const auto terms = scope_.caps[i].objective->terms();
            add_row(cap_price(i), terms, [&](std::size_t k) { return terms[k]; });
        }
        if (objective_ != nullptr) {
            for (const Objective::Term& term : objective_->terms()) {
                const Dyadic c = Dyadic::of(term.cost);
                cost[term.column.value()].add_product(c.mantissa, 1, c.exponent - least_exponent_);
            }
        }
        for (std::size_t j = 0; j < cost.size(); ++j) {
            const int sign = cost[j].sign();
            if (sign == 0) { continue; }
            const bool held = !scope_.fixed.empty() && problem_.whole(ColumnIndex(j));
            const double value = held ? scope_.fixed[j] : sign > 0 ? problem_.column_lower()[j] : problem_.column_upper()[j];
            const Dyadic x = Dyadic::of(value);
            if (x.mantissa != 0) { total.add_multiple(cost[j], x.mantissa, x.exponent); }
        }
        return total;
    }

    const Problem& problem_;
    const Objective* objective_;
    const Prices& prices_;
    const BoundScope& scope_;
    int least_exponent_ = 0;
    int bits_ = 0;
};

}  // namespace

Int128 proved_bound(const Problem& problem, const Objective& objective, const Prices& prices, const BoundScope& scope) {
    return BoundSum(problem, &objective, prices, scope).evaluate([](const auto& sum, int shift) {
        Int128 bound = 0;
        if (!sum.ceil_shifted(shift, bound)) { refuse("bound", "a number beyond 128 bits", "one within"); }
        return bound;
    });
}

bool farkas_proved(const Problem& problem, const Prices& ray, const BoundScope& scope) {
    return BoundSum(problem, nullptr, ray, scope).evaluate([](const auto& sum, int) { return sum.sign() > 0; });
}

}  // namespace leps
