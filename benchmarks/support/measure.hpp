#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <type_traits>

namespace leps_benchmark {

class Clock {
public:
    [[nodiscard]] double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count(); }

private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// {"name": value, ...}: what every program here prints. Texts are our own words and need no escape.
class JsonLine {
public:
    JsonLine& add(std::string_view name, std::string_view value) { return put(name, "\"" + std::string(value) + "\""); }
    JsonLine& add(std::string_view name, const char* value) { return add(name, std::string_view(value)); }
    JsonLine& add(std::string_view name, double value) {
        char digits[32];
        return put(name, std::string(digits, static_cast<std::size_t>(std::snprintf(digits, sizeof digits, "%.9g", value))));
    }
    template <class Integer>
        requires std::is_integral_v<Integer>
    JsonLine& add(std::string_view name, Integer value) {
        return put(name, std::to_string(value));
    }
    [[nodiscard]] std::string text() const { return "{" + text_ + "}"; }

private:
    JsonLine& put(std::string_view name, const std::string& value) {
        text_ += (text_.empty() ? "\"" : ", \"") + std::string(name) + "\": " + value;
        return *this;
    }
    std::string text_;
};

/// Kilobytes of a line of /proc/self/status; 0 where the system has no such file.
inline std::size_t status_kilobytes(std::string_view name) {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        if (word == name) {
            std::size_t value = 0;
            status >> value;
            return value;
        }
    }
    return 0;
}

/// The most memory held since it was made (Linux: the high-water mark is set back), the whole process and what was added.
class Peak {
public:
    Peak() {
        std::ofstream("/proc/self/clear_refs") << "5";
        before_ = status_kilobytes("VmRSS:");
    }
    void report(JsonLine& line) const {
        const std::size_t peak = status_kilobytes("VmHWM:");
        line.add("peak_kilobytes", peak).add("before_kilobytes", before_);
    }

private:
    std::size_t before_ = 0;
};

}  // namespace leps_benchmark
