#include "allocate/run_stages.hpp"

#include <gtest/gtest.h>

#include "plan_source.hpp"

namespace leps {
namespace {

using namespace fixture;

#if LEPS_HAS_HIGHS

/// HiGHS for the first stage, and "infeasible" from then on: what an engine says that fails over its own tolerances.
class FailingSession final : public Session {
public:
    explicit FailingSession(std::unique_ptr<Session> session) : session_(std::move(session)) {}
    void add_cap(Cap cap) override {
        capped_ = true;
        session_->add_cap(std::move(cap));
    }
    void rewrite(const Problem& problem) override { session_->rewrite(problem); }
    Answer solve(const Request& request, const Context& context) override {
        if (!capped_) { return session_->solve(request, context); }
        Answer answer;
        answer.outcome = Outcome::infeasible;
        return answer;
    }

private:
    std::unique_ptr<Session> session_;
    bool capped_ = false;
};

class FailingEngine final : public Engine {
public:
    [[nodiscard]] const Capabilities& capabilities() const noexcept override { return engine_->capabilities(); }
    [[nodiscard]] std::unique_ptr<Session> open(const Problem& problem) const override { return std::make_unique<FailingSession>(engine_->open(problem)); }

private:
    std::unique_ptr<Engine> engine_ = make_engine("highs");
};

// tiny_plan() has whole stations and divisible hours; an answer of the first stage keeps every rule and every later cap.
TEST(RunStages, KeepThePlanOfTheStageBeforeWhereTheEngineFails) {
    const CompiledProblem compiled = compile(plan_of(tiny_plan()));
    const StagesResult result = run_stages(compiled, FailingEngine(), {}, Deadline(std::nullopt), {});
    const StagesResult solved = run_stages(compiled, *make_engine("highs"), {}, Deadline(std::nullopt), {});
    ASSERT_EQ(result.status, AllocationStatus::allocated);
    ASSERT_EQ(result.stages.size(), compiled.stages.size());
    EXPECT_FALSE(result.values.empty());
    EXPECT_EQ(result.stages.front().reached, solved.stages.front().reached);
    for (std::size_t i = 0; i < result.stages.size(); ++i) {
        const StageRow& row = result.stages[i];
        EXPECT_LE(row.bound, solved.stages[i].reached) << i;  // still a bound of the optimum
        EXPECT_EQ(row.reached, row.bound + row.gap_engine + row.gap_whole_units + row.gap_rounding) << i;
        EXPECT_GE(row.cap, row.reached) << i;
    }
    const StageRow& cost = *std::ranges::find(result.stages, StageObjective::cost, &StageRow::objective);
    EXPECT_GT(cost.gap_whole_units, 0);  // nothing is proved without prices but that money is not negative
    EXPECT_EQ(cost.gap_engine, 0);       // ten times which later stages might move it (MODEL.md 6), so that this would undo the stage
    EXPECT_LT(cost.cap - cost.reached, cost.gap_whole_units);
}

#endif

}  // namespace
}  // namespace leps
