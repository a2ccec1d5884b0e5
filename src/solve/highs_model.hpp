#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "leps/core/context.hpp"
#include "leps/problem/objective.hpp"
#include "leps/problem/problem.hpp"
#include "leps/solve/option.hpp"
#include "leps/solve/request.hpp"
#include "solve/scaling.hpp"

namespace leps {

/// Listens to HiGHS while it runs: passes progress on, at most ten times a second, obeys stop, measures silence.
class HighsWatch {
public:
    explicit HighsWatch(const Context& context);

    void begin(int objective_exponent);
    void end();
    [[nodiscard]] double longest_silence_seconds() const noexcept { return silence_; }
    [[nodiscard]] double seconds() const;  ///< since it was made

    /// What HiGHS shows when it calls back, in its own units.
    struct Sight {
        std::int64_t iterations = 0;
        std::int64_t nodes = 0;
        double primal = 0.0;
        double bound = 0.0;
    };
    /// True if HiGHS is to stop.
    [[nodiscard]] bool look(const Sight& sight);

private:
    using Clock = std::chrono::steady_clock;

    const Context& context_;
    Clock::time_point start_;
    Clock::time_point last_look_;
    std::optional<Clock::time_point> last_report_;
    double silence_ = 0.0;
    int objective_exponent_ = 0;
    std::exception_ptr error_;  ///< thrown by Context::report; HiGHS must not see it
};

/// One HiGHS object that holds a scaled problem. Errors of HiGHS are thrown as SolverError.
class HighsModel {
public:
    enum class Kind { linear, whole };

    HighsModel(const Problem& problem, const Scaling& scaling, Kind kind, const EngineOptions& options);
    HighsModel(const HighsModel&) = delete;
    HighsModel& operator=(const HighsModel&) = delete;
    ~HighsModel();

    void add_cap(const Cap& cap);
    /// Takes the numbers that its problem and scaling have now, without caps, as if it were new.
    void rewrite();
    void set_objective(const Objective& objective);

    /// Whole columns held at the given values (one per column), or back in their boxes if empty.
    void hold(std::span<const double> fixed);
    void set_start(std::span<const double> values);
    void set_basis(const SimplexBasis& basis);

    void set(const char* option, double value);
    void set(const char* option, int value);
    void set(const char* option, const char* value);
    void set(const char* option, bool value);

    void forget();  ///< basis, solution, everything but the problem
    [[nodiscard]] Outcome run(HighsWatch& watch);

    [[nodiscard]] std::shared_ptr<const SimplexBasis> basis() const;     ///< null: none
    [[nodiscard]] bool has_values() const;
    [[nodiscard]] std::int64_t iterations() const;
    [[nodiscard]] std::int64_t nodes() const;
    [[nodiscard]] double claimed_bound() const;   ///< of branch and bound

    struct Solution {
        std::vector<double> values;
        std::vector<double> row_prices;
        std::vector<double> cap_prices;
        std::vector<double> reduced_costs;
    };
    [[nodiscard]] Solution solution() const;      ///< in the units of the problem

    struct Ray {
        std::vector<double> rows;
        std::vector<double> caps;
    };
    [[nodiscard]] std::optional<Ray> ray() const; ///< in the units of the problem but for one common factor

private:
    void pass();
    void check(int status, const char* call) const;
    [[nodiscard]] int info(const char* name) const;

    void* highs_;
    Kind kind_;
    const Problem& problem_;
    const Scaling& scaling_;
    std::vector<int> cap_exponent_;
    std::vector<int> whole_;
    bool held_ = false;
    int objective_exponent_ = 0;
};

}  // namespace leps
