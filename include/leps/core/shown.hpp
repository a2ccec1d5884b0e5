#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "leps/core/utf8.hpp"

namespace leps {

/// Whether a character steers a terminal or a line of text instead of being seen in it: control characters, marks of
/// direction (which let a name read otherwise than it is written), and what has no width.
[[nodiscard]] constexpr bool is_unseen(std::uint32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

/// "\x1B", "\u202E": a byte or a character by its number.
[[nodiscard]] inline std::string by_number(std::string_view mark, std::uint32_t number, std::size_t length) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text(mark);
    for (std::size_t i = length; i > 0; --i) { text += digits[(number >> (4 * (i - 1))) & 15U]; }
    return text;
}

/// A text as findings, violations and errors show it: at most `most` bytes of it, characters that are not seen and bytes that
/// are not UTF-8 by their number. So no file can flood a report or steer a terminal. Time O(most).
[[nodiscard]] inline std::string shown(std::string_view text, std::size_t most = 80) {
    std::string result;
    while (!text.empty() && result.size() < most) {
        const std::size_t length = utf8_length(text);
        if (length == 0) {
            result += by_number("\\x", static_cast<unsigned char>(text.front()), 2);
        } else if (const std::uint32_t c = utf8_character(text, length); is_unseen(c)) {
            result += c < 0x80 ? by_number("\\x", c, 2) : c < 0x10000 ? by_number("\\u", c, 4) : by_number("\\U", c, 8);
        } else {
            result += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return text.empty() ? result : result + "...";
}

}  // namespace leps
