#include "leps/solve/highs.hpp"

#include "leps/core/error.hpp"

#if defined(LEPS_HAS_HIGHS)
#include <interfaces/highs_c_api.h>

#include "solve/highs_session.hpp"
#endif

namespace leps {

#if defined(LEPS_HAS_HIGHS)

namespace {

std::vector<OptionDescription> descriptions() {
    return {
        {.name = "method",
         .description = "Algorithm of linear solves: simplex begins from the last basis, ipx is an interior point followed by "
                        "crossover, choose leaves it to HiGHS (simplex in 1.15)",
         .default_value = std::string("choose"),
         .choices = {"choose", "simplex", "ipx"}},
        {.name = "feasibility_tolerance",
         .description = "By how much a scaled row may be broken, and a whole column differ from an integer",
         .default_value = 1e-9,
         .least = 1e-10,
         .greatest = 1e-3},
        {.name = "optimality_tolerance",
         .description = "By how much a scaled reduced cost may have the wrong sign",
         .default_value = 1e-9,
         .least = 1e-10,
         .greatest = 1e-3},
        {.name = "neighborhood_search",
         .description = "Whole solves look for better plans by solving smaller whole problems in between: better plans at the "
                        "same number of nodes, but several times slower, and silent for as long as one of them takes",
         .default_value = false},
        {.name = "seed", .description = "Seed of every random choice", .default_value = std::int64_t{0}, .least = 0.0, .greatest = 2147483647.0},
    };
}

class HighsEngine : public Engine {
public:
    explicit HighsEngine(const EngineOptions& options) {
        capabilities_.name = "highs";
        capabilities_.version = Highs_version();
        capabilities_.linear = true;
        capabilities_.whole_units = true;
        capabilities_.start = true;
        capabilities_.node_limit = true;
        capabilities_.basis = true;
        capabilities_.infeasibility_ray = true;
        capabilities_.deterministic = true;
        capabilities_.options = descriptions();
        options_ = complete_options(capabilities_.options, options);
    }

    [[nodiscard]] const Capabilities& capabilities() const noexcept override { return capabilities_; }
    [[nodiscard]] std::unique_ptr<Session> open(const Problem& problem) const override {
        return std::make_unique<HighsSession>(problem, options_);
    }

private:
    Capabilities capabilities_;
    EngineOptions options_;
};

}  // namespace

bool has_highs() noexcept { return true; }

std::unique_ptr<Engine> make_highs_engine(const EngineOptions& options) { return std::make_unique<HighsEngine>(options); }

#else

bool has_highs() noexcept { return false; }

std::unique_ptr<Engine> make_highs_engine(const EngineOptions&) {
    throw Unsupported("engine highs: this build has no HiGHS");
}

#endif

}  // namespace leps
