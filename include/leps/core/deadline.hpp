#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace leps {

/// How long a call may still take.
class Deadline {
public:
    explicit Deadline(std::optional<double> seconds) : seconds_(seconds), begin_(std::chrono::steady_clock::now()) {}
    [[nodiscard]] double elapsed() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count(); }
    [[nodiscard]] bool passed() const { return seconds_ && elapsed() >= *seconds_; }
    /// Nothing: no limit. At least a millisecond: engines want a positive limit.
    [[nodiscard]] std::optional<double> left() const { return seconds_ ? std::optional(std::max(0.001, *seconds_ - elapsed())) : std::nullopt; }

private:
    std::optional<double> seconds_;
    std::chrono::steady_clock::time_point begin_;
};

}  // namespace leps
