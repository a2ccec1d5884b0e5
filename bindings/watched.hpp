#pragma once

#include <pybind11/pybind11.h>

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <optional>
#include <utility>

#include "leps/core/context.hpp"

namespace leps::python {

/// Progress as Python is shown it.
struct ShownProgress : Progress {
    bool stopping = false;  ///< Ctrl-C was seen
};

/// Where the computing thread leaves its latest progress and the calling thread takes it.
class ProgressBox {
public:
    void put(const Progress& progress) {
        const std::lock_guard lock(mutex_);
        latest_ = progress;
    }
    [[nodiscard]] std::optional<Progress> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(latest_, std::nullopt);
    }

private:
    std::mutex mutex_;
    std::optional<Progress> latest_;
};

/// How often the calling thread looks for Ctrl-C and for progress.
inline constexpr std::chrono::milliseconds watch_slice{40};

/// Runs work(context) in a thread of its own while the calling thread, which holds the interpreter only for moments,
/// delivers progress to `report` (a callable or None) and watches for signals. A signal whose handler raises, or a report
/// that raises, sets Context::stop, is said to `report` at once, and is raised when the work has ended: nothing half-done
/// is returned.
template <class Work>
auto watched(Work work, const pybind11::object& report) {
    namespace py = pybind11;
    ProgressBox box;
    std::atomic<bool> stop{false};
    const Context context{.report = [&box](const Progress& progress) { box.put(progress); }, .stop = &stop};
    auto result = std::async(std::launch::async, [&work, &context] { return work(context); });

    std::optional<py::error_already_set> raised;
    Progress last;
    while (true) {
        {
            const py::gil_scoped_release released;
            if (result.wait_for(watch_slice) == std::future_status::ready) { break; }
        }
        if (raised) { continue; }
        try {
            if (PyErr_CheckSignals() != 0) { throw py::error_already_set(); }
            if (const std::optional<Progress> news = box.take(); news && !report.is_none()) {
                last = *news;
                report(ShownProgress{last, false});
            }
        } catch (py::error_already_set& error) {
            stop = true;
            raised.emplace(std::move(error));
            if (!report.is_none()) {
                try {
                    report(ShownProgress{last, true});
                } catch (py::error_already_set& second) {
                    second.discard_as_unraisable("leps progress");
                }
            }
        }
    }
    if (raised) { throw std::move(*raised); }
    return result.get();
}

}  // namespace leps::python
