#pragma once

#include <map>
#include <string>
#include <string_view>

namespace leps::fuzz {

/// The files of a package, or of several with a prefix each, by name.
using Files = std::map<std::string, std::string>;

/// One text for all of them, as a fuzzer wants its input: "==== name" on a line of its own, then the bytes.
[[nodiscard]] std::string pack(const Files& files);

/// The files of any bytes; what stands before the first such line belongs to none.
[[nodiscard]] Files unpack(std::string_view bytes);

/// Those whose name begins with the prefix, without it.
[[nodiscard]] Files below(const Files& files, std::string_view prefix);

}  // namespace leps::fuzz
