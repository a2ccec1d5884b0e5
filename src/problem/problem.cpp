#include "leps/problem/problem.hpp"

#include <algorithm>

#include "leps/problem/builder.hpp"

namespace leps {

Problem::Problem() : Problem(ProblemBuilder{NodeTree{}}.finish()) {}

bool Problem::has_whole_columns() const noexcept {
    return std::ranges::any_of(pattern_->column_whole(), [](std::uint8_t whole) { return whole != 0; });
}

bool operator==(const Problem& a, const Problem& b) {
    return (a.pattern_ == b.pattern_ || *a.pattern_ == *b.pattern_) &&
           (a.values_ == b.values_ || *a.values_ == *b.values_);
}

}  // namespace leps
