#pragma once

#include <string>
#include <string_view>

namespace leps::fuzz {

/// What is said of an input that ends the process: its bytes are written to a file, and which it was.
struct Watched {
    std::string_view target;
    std::string_view bytes;
    const std::string* file = nullptr;  ///< where the bytes go if it comes to that
};

/// From now on a crash, a sanitizer's report or `seconds` of work without an end are of this input. Work, not time: what the machine
/// does beside it is not counted. Valid until the next call; the views have to stay.
void watch(const Watched& input, int seconds);
/// Nothing is watched any longer.
void watch_nothing();
/// Writes the bytes of the watched input to its file.
void keep_watched() noexcept;

}  // namespace leps::fuzz
