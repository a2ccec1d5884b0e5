#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "leps/core/issue.hpp"
#include "leps/core/shown.hpp"

namespace leps {

/// How many findings are listed one by one; the rest is counted.
inline constexpr std::size_t issue_limit = 1000;

/// Findings while files are read: however bad a file is, memory stays bounded.
class Findings {
public:
    void add(Issue issue);
    [[nodiscard]] std::size_t error_count() const noexcept { return errors_; }
    /// The findings in the order in which they were made. Beyond issue_limit of each severity only a count is kept,
    /// as a last finding with the code `more_findings`.
    [[nodiscard]] std::vector<Issue> take() &&;

private:
    std::vector<Issue> issues_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
};

/// Errors first if not all have room: the first issue_limit and, last, a `more_findings` with the number of the others.
/// An earlier count is added to it.
[[nodiscard]] std::vector<Issue> limited(std::vector<Issue> issues);

}  // namespace leps
