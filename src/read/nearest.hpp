#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leps {

/// The name with the fewest changed letters, if it is near enough to be a slip of the pen; else empty. Ties: the first.
[[nodiscard]] std::string nearest(std::string_view text, const std::vector<std::string_view>& names);

/// "did you mean 'measure'?", or the advice if no name is near.
[[nodiscard]] std::string did_you_mean(std::string_view text, const std::vector<std::string_view>& names, std::string_view advice);

}  // namespace leps
