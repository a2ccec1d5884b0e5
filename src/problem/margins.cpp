#include "leps/problem/margins.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "leps/core/error.hpp"
#include "leps/problem/outward.hpp"

namespace leps {

namespace {

[[noreturn]] void refuse(const char* code, RowIndex row, const std::string& got, const std::string& limit) {
    throw InvalidValue({.code = code, .subject = "row " + std::to_string(row.value()), .field = "margin", .got = got, .limit = limit});
}

}  // namespace

Problem draw_in(const Problem& problem, const RowMargins& margins) {
    auto values = std::make_shared<Values>(*problem.values_);
    for (const auto& [row, margin] : margins) {
        if (row.value() >= problem.row_count()) { refuse("unknown_row", row, to_string(margin), "a row of the problem"); }
        double& lower = values->row_lower_[row.value()];
        double& upper = values->row_upper_[row.value()];
        const Int128 least = std::isinf(lower) ? 0 : wide::add(static_cast<Int128>(lower), margin);
        const Int128 most = std::isinf(upper) ? 0 : wide::add(static_cast<Int128>(upper), -margin);
        if (!std::isinf(lower) && !std::isinf(upper) && least > most) { refuse("empty_row", row, to_string(margin), "half the width of the row"); }
        bool rounded = false;
        if (!std::isinf(lower)) {
            lower = round_down(least);
            rounded = static_cast<Int128>(lower) != least;
        }
        if (!std::isinf(upper)) {
            upper = round_up(most);
            rounded = rounded || static_cast<Int128>(upper) != most;
        }
        const auto place = std::ranges::lower_bound(values->rounded_rows_, row);
        if (rounded && (place == values->rounded_rows_.end() || *place != row)) { values->rounded_rows_.insert(place, row); }
    }
    return {problem.pattern_, std::move(values)};
}

}  // namespace leps
