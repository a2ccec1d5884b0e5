#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace leps {

/// The length in bytes of the character at the start of a text that is not empty; 0 if it is not well-formed UTF-8
/// (surrogates, overlong forms and what lies beyond U+10FFFF are not; RFC 3629).
[[nodiscard]] inline std::size_t utf8_length(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) { return 1; }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) { return 0; }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) { return 0; }
    }
    const unsigned char second = byte(1);
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
        (lead == 0xF4 && second > 0x8F)) {
        return 0;
    }
    return length;
}

/// The character at the start of a text, given its length by utf8_length() (not 0).
[[nodiscard]] inline std::uint32_t utf8_character(std::string_view text, std::size_t length) noexcept {
    const auto lead = static_cast<unsigned char>(text.front());
    std::uint32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) { c = (c << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU); }
    return c;
}

/// Whether some character of a text is one that `is` names; bytes that are not UTF-8 are none.
template <class Is>
[[nodiscard]] bool any_character(std::string_view text, Is is) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length > 0 && is(utf8_character(text, length))) { return true; }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return false;
}

/// Position of the first byte that is not UTF-8; npos if there is none.
[[nodiscard]] inline std::size_t first_bad_byte(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = utf8_length(text.substr(i));
        if (length == 0) { return i; }
        i += length;
    }
    return std::string_view::npos;
}

}  // namespace leps
