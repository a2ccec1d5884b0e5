#include "leps/problem/exact_ray.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "leps/core/error.hpp"

namespace leps {

namespace {

using Fraction = boost::multiprecision::cpp_rational;

/// Parts of a sum below this share of it are noise.
constexpr double noise = 1e-9;
/// Rows of a ray, and terms of the system at any time: beyond them the exact ray is not looked for.
constexpr std::size_t most_rows = 4000;
constexpr std::size_t most_terms = 200'000;

/// Linear in the prices that are left free: row -> factor.
using Terms = std::map<std::size_t, Fraction>;

void add_multiple(Terms& to, const Terms& other, const Fraction& factor) {
    for (const auto& [row, value] : other) {
        const auto [found, fresh] = to.try_emplace(row, 0);
        found->second += factor * value;
        if (found->second == 0) { to.erase(found); }
    }
}

/// The columns of a few rows.
struct RayColumn {
    std::vector<std::pair<std::size_t, double>> entries;  ///< row, coefficient
    double sum = 0.0;                                     ///< of y'A, in floating point
    double size = 0.0;                                    ///< of its parts
};

class ExactRay {
public:
    ExactRay(const Problem& problem, std::span<const double> ray) : problem_(problem), ray_(ray) {}

    bool proves() {
        gather();
        if (columns_.empty() || rows_.size() > most_rows || !solve()) { return false; }
        settle();
        return evaluate();
    }

private:
    /// The bound that a price speaks for.
    [[nodiscard]] double bound(std::size_t row, bool positive) const { return positive ? problem_.row_lower()[row] : problem_.row_upper()[row]; }

    void gather() {
        for (std::size_t i = 0; i < ray_.size(); ++i) {
            if (ray_[i] != 0.0 && std::isfinite(ray_[i]) && std::isfinite(bound(i, ray_[i] > 0.0))) { rows_.push_back(i); }
        }
        add_columns();
        const auto counts = [&](std::size_t i) {
            const auto columns = problem_.columns(RowIndex(i));
            const auto coefficients = problem_.coefficients(RowIndex(i));
            for (std::size_t k = 0; k < columns.size(); ++k) {
                if (coefficients[k] == 0.0 || held_at_zero(columns[k])) { continue; }
                if (std::abs(coefficients[k] * ray_[i]) > noise * columns_.at(columns[k].value()).size) { return true; }
            }
            return columns.empty() && bound(i, ray_[i] > 0.0) != 0.0;
        };
        std::erase_if(rows_, [&](std::size_t i) { return !counts(i); });
        columns_.clear();
        add_columns();
    }

    [[nodiscard]] bool held_at_zero(ColumnIndex column) const {
        return problem_.column_lower()[column.value()] == 0.0 && problem_.column_upper()[column.value()] == 0.0;
    }

    void add_columns() {
        for (const std::size_t i : rows_) {
            const auto columns = problem_.columns(RowIndex(i));
            const auto coefficients = problem_.coefficients(RowIndex(i));
            for (std::size_t k = 0; k < columns.size(); ++k) {
                if (coefficients[k] == 0.0 || held_at_zero(columns[k])) { continue; }
                RayColumn& column = columns_[columns[k].value()];
                column.entries.emplace_back(i, coefficients[k]);
                column.sum += coefficients[k] * ray_[i];
                column.size += std::abs(coefficients[k] * ray_[i]);
            }
        }
    }

    /// Each equation gives one price in terms of the others. False where there are too many terms.
    bool solve() {
        std::vector<const RayColumn*> equations;
        for (const auto& [index, column] : columns_) {
            if (std::abs(column.sum) <= 1e-6 * column.size) { equations.push_back(&column); }
        }
        std::ranges::stable_sort(equations, {}, [](const RayColumn* column) { return column->entries.size(); });
        std::size_t terms = 0;
        for (const RayColumn* equation : equations) {
            Terms left;
            for (const auto& [row, coefficient] : equation->entries) {
                const auto known = solved_.find(row);
                add_multiple(left, known == solved_.end() ? Terms{{row, Fraction(1)}} : known->second, Fraction(coefficient));
            }
            if (left.empty()) { continue; }
            const std::size_t pivot = left.begin()->first;
            const Fraction factor = Fraction(-1) / left.begin()->second;
            left.erase(left.begin());
            Terms expression;
            add_multiple(expression, left, factor);
            for (auto& [row, other] : solved_) {
                const auto found = other.find(pivot);
                if (found == other.end()) { continue; }
                const Fraction of_pivot = found->second;
                other.erase(found);
                add_multiple(other, expression, of_pivot);
                terms += expression.size();
            }
            terms += expression.size();
            if (terms > most_terms) { return false; }
            solved_.emplace(pivot, std::move(expression));
        }
        return true;
    }

    /// Free prices stay as they were; the others follow.
    void settle() {
        const auto known = [&](std::size_t row) { return Fraction(ray_[row]); };
        for (const std::size_t row : rows_) {
            const auto found = solved_.find(row);
            Fraction price = 0;
            if (found == solved_.end()) {
                price = known(row);
            } else {
                for (const auto& [free, factor] : found->second) { price += factor * known(free); }
            }
            prices_.emplace_back(row, std::move(price));
        }
    }

    /// sum of y b - max over the boxes of y'A x > 0; a price that speaks for an infinite bound proves nothing.
    [[nodiscard]] bool evaluate() const {
        Fraction total = 0;
        std::map<std::size_t, Fraction> sums;
        for (const auto& [row, price] : prices_) {
            if (price == 0) { continue; }
            const double of_row = bound(row, price > 0);
            if (!std::isfinite(of_row)) { return false; }
            total += price * Fraction(of_row);
            const auto columns = problem_.columns(RowIndex(row));
            const auto coefficients = problem_.coefficients(RowIndex(row));
            for (std::size_t k = 0; k < columns.size(); ++k) {
                if (!held_at_zero(columns[k])) { sums[columns[k].value()] += price * Fraction(coefficients[k]); }
            }
        }
        for (const auto& [column, sum] : sums) {
            if (sum == 0) { continue; }
            total -= sum * Fraction(sum > 0 ? problem_.column_upper()[column] : problem_.column_lower()[column]);
        }
        return total > 0;
    }

    const Problem& problem_;
    std::span<const double> ray_;
    std::vector<std::size_t> rows_;                        ///< with a price that counts
    std::map<std::size_t, RayColumn> columns_;             ///< that these rows use
    std::map<std::size_t, Terms> solved_;                  ///< price of a row in terms of free ones
    std::vector<std::pair<std::size_t, Fraction>> prices_;
};

}  // namespace

bool exact_ray_proved(const Problem& problem, std::span<const double> ray) {
    if (ray.size() != problem.row_count()) {
        throw InvalidValue({.code = "bad_bound_request", .subject = "exact ray", .field = "row prices", .got = std::to_string(ray.size()) + " values",
                            .limit = std::to_string(problem.row_count())});
    }
    return ExactRay(problem, ray).proves();
}

}  // namespace leps
