#include "archive.hpp"

namespace leps::fuzz {

namespace {

constexpr std::string_view mark = "\n==== ";

}  // namespace

std::string pack(const Files& files) {
    std::string text;
    for (const auto& [name, bytes] : files) {
        text += mark;
        text += name;
        text += '\n';
        text += bytes;
    }
    return text;
}

Files unpack(std::string_view bytes) {
    Files files;
    std::size_t at = bytes.find(mark);
    while (at != std::string_view::npos) {
        bytes.remove_prefix(at + mark.size());
        const std::size_t line = bytes.find('\n');
        if (line == std::string_view::npos) { break; }
        const std::string name(bytes.substr(0, line));
        // The line feed that ends the name may begin the next mark.
        at = bytes.find(mark, line);
        const std::size_t end = at == std::string_view::npos ? bytes.size() : at;
        files.emplace(name, end > line ? bytes.substr(line + 1, end - line - 1) : std::string_view());
    }
    return files;
}

Files below(const Files& files, std::string_view prefix) {
    Files result;
    for (const auto& [name, bytes] : files) {
        if (name.starts_with(prefix)) { result.emplace(name.substr(prefix.size()), bytes); }
    }
    return result;
}

}  // namespace leps::fuzz
