#include "leps/analyze/sweep.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>

#include "leps/core/error.hpp"

namespace leps {
namespace {

/// Threads that take one scenario after another.
class Sweep {
public:
    Sweep(const BasePlan& base, const Scenarios& scenarios, const std::function<void(ScenarioAnswer)>& deliver, const SweepOptions& options,
          const Context& context)
        : base_(base), scenarios_(scenarios), deliver_(deliver), options_(options), context_(context), begin_(std::chrono::steady_clock::now()) {}

    void run() {
        const std::size_t wanted = options_.threads > 0 ? options_.threads : std::max(1U, std::thread::hardware_concurrency());
        std::vector<std::thread> threads;
        for (std::size_t i = 1; i < std::min(wanted, scenarios_.count); ++i) {
            try {
                threads.emplace_back([this] { work(); });
            } catch (const std::system_error&) {
                break;  // there are no more threads to be had: those that are there do the work
            }
        }
        work();
        for (std::thread& thread : threads) { thread.join(); }
        if (error_) { std::rethrow_exception(error_); }
    }

private:
    void work() {
        try {
            while (!context_.stopped() && !failed_) {
                const std::size_t number = next_++;
                if (number >= scenarios_.count) { return; }
                hand_over(answer(number));
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!error_) { error_ = std::current_exception(); }
            failed_ = true;
        }
    }

    ScenarioAnswer answer(std::size_t number) const {
        ScenarioAnswer answer{.number = number};
        try {
            const Plan plan = scenarios_.plan(number);
            answer.allocation = base_.allocate(plan, options_.units, Context{.report = {}, .stop = context_.stop});
        } catch (const DataError& error) {
            answer.findings = error.issues();
        } catch (const InvalidValue& error) {
            const InvalidValue::Fields& fields = error.fields();
            answer.findings.push_back({.code = fields.code, .table = fields.subject, .field = fields.field, .found = fields.got, .expected = fields.limit,
                                       .message = error.what()});
        }
        return answer;
    }

    void hand_over(ScenarioAnswer answer) {
        if (answer.allocation && answer.allocation->status == AllocationStatus::interrupted) { return; }
        const std::lock_guard lock(mutex_);
        if (failed_) { return; }
        deliver_(std::move(answer));
        ++finished_;
        if (!context_.report) { return; }
        Progress progress;
        progress.stage = "scenario " + std::to_string(finished_) + " of " + std::to_string(scenarios_.count);
        progress.stage_number = static_cast<int>(finished_);
        progress.stage_count = static_cast<int>(scenarios_.count);
        progress.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
        context_.report(progress);
    }

    const BasePlan& base_;
    const Scenarios& scenarios_;
    const std::function<void(ScenarioAnswer)>& deliver_;
    const SweepOptions& options_;
    const Context& context_;
    std::chrono::steady_clock::time_point begin_;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> failed_{false};
    std::mutex mutex_;            ///< of what follows
    std::size_t finished_ = 0;
    std::exception_ptr error_;
};

}  // namespace

void sweep(const BasePlan& base, const Scenarios& scenarios, const std::function<void(ScenarioAnswer)>& deliver, const SweepOptions& options,
           const Context& context) {
    Sweep(base, scenarios, deliver, options, context).run();
}

}  // namespace leps
