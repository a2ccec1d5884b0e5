#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "leps/read/findings.hpp"

namespace leps {

/// Nesting beyond this is refused.
inline constexpr std::size_t json_depth = 64;

/// Parses a JSON text (RFC 8259). A syntax error, bytes that are not UTF-8, nesting beyond json_depth and a key that stands
/// twice in an object are findings; nothing is returned then. A byte order mark is passed over with a warning.
[[nodiscard]] std::optional<boost::json::value> parse_json(std::string_view text, Findings& findings);

/// With the keys of objects in ascending order and no white space: one text for one value.
[[nodiscard]] std::string canonical_json(const boost::json::value& value);

/// With line feeds and two spaces for each level, keys in the order of the value.
[[nodiscard]] std::string pretty_json(const boost::json::value& value);

}  // namespace leps
