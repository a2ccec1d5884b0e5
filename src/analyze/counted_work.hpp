#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "leps/core/context.hpp"

namespace leps {

/// Shows the progress of many solves as one: so many of them are finished, and what the one at hand does.
class CountedWork {
public:
    CountedWork(const Context& context, int expected) : context_(context), expected_(expected) {}

    [[nodiscard]] bool stopped() const noexcept { return context_.stopped(); }
    void finish(int more) noexcept { finished_ += more; }

    /// For one solve. It must not outlive this object.
    [[nodiscard]] Context within(std::string name) const {
        Context told = context_;
        if (context_.report) {
            told.report = [this, name = std::move(name)](const Progress& progress) {
                Progress shown = progress;
                shown.stage = name + (progress.stage.empty() ? "" : ": " + progress.stage);
                show(shown, finished_ + 1);
            };
        }
        return told;
    }

    /// For a sweep, whose progress counts finished scenarios.
    [[nodiscard]] Context counting(std::string name) const {
        Context told = context_;
        if (context_.report) {
            told.report = [this, name = std::move(name)](const Progress& progress) {
                Progress shown = progress;
                shown.stage = name + " " + std::to_string(progress.stage_number) + " of " + std::to_string(progress.stage_count);
                show(shown, finished_ + progress.stage_number);
            };
        }
        return told;
    }

private:
    void show(Progress& shown, int number) const {
        shown.stage_number = number;
        shown.stage_count = std::max(expected_, number);
        context_.report(shown);
    }

    const Context& context_;
    int expected_;
    int finished_ = 0;
};

}  // namespace leps
