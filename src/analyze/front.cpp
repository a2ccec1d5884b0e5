#include "leps/analyze/front.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "analyze/changed_plan.hpp"
#include "analyze/counted_work.hpp"
#include "leps/analyze/sweep.hpp"
#include "leps/core/error.hpp"
#include "leps/domain/columns/stage_value.hpp"

namespace leps {
namespace {

/// The stages of a plan, parted by the two objectives of a front.
class FrontStages {
public:
    FrontStages(const Plan& plan, const FrontQuestion& question) {
        if (question.points < 2) { refuse("points", std::to_string(question.points), "2 or more: both ends"); }
        const std::vector<StageSpec> listed = listed_stages(plan);
        const auto place_of = [&](const StageSpec& wanted, const char* field) {
            if (wanted.objective == StageObjective::leximin) { refuse(field, "leximin", "one objective: leximin is several"); }
            return place_of_stage(listed, wanted, {.subject = "front", .field = field});
        };
        const std::size_t first = place_of(question.first, "first");
        const std::size_t second = place_of(question.second, "second");
        if (first == second) { refuse("second", stage_name(listed[second]), "another objective than the first"); }
        first_ = listed[first];
        second_ = listed[second];
        std::set<std::size_t> before;
        for (const StageSpec& stage : question.before) {
            const std::size_t place = place_of_stage(listed, stage, {.subject = "front", .field = "before"});
            if (place == first || place == second) { refuse("before", stage_name(listed[place]), "another stage than the two objectives"); }
            before.insert(place);
        }
        for (std::size_t i = 0; i < listed.size(); ++i) {
            if (i != first && i != second) { (before.contains(i) ? before_ : after_).push_back(listed[i]); }
        }
    }

    [[nodiscard]] const StageSpec& first() const noexcept { return first_; }
    [[nodiscard]] const StageSpec& second() const noexcept { return second_; }

    /// The first objective minimized and kept to a limit, then the second, and nothing more.
    [[nodiscard]] std::vector<StageSpec> held(std::optional<Int128> limit) const {
        std::vector<StageSpec> stages = before_;
        stages.push_back(kept(first_, limit));
        stages.push_back(second_);
        return stages;
    }
    /// The second minimized and kept to a limit, then the first, then whatever else the plan wants.
    [[nodiscard]] std::vector<StageSpec> whole(std::optional<Int128> limit) const {
        std::vector<StageSpec> stages = before_;
        stages.push_back(kept(second_, limit));
        stages.push_back(first_);
        stages.insert(stages.end(), after_.begin(), after_.end());
        return stages;
    }
    /// Where the row of an objective stands in an answer: a leximin before them is as many rows as its depth.
    [[nodiscard]] const StageRow& row(const Allocation& answer, const StageSpec& of) const {
        return *std::ranges::find_if(answer.stages, [&](const StageRow& row) {
            return row.objective == of.objective && row.priority_class == of.priority_class && row.periods == of.periods;
        });
    }

private:
    static StageSpec kept(StageSpec stage, std::optional<Int128> limit) {
        stage.keep_to.reset();
        if (limit) { stage.keep_to = kept_to(stage.objective, *limit); }
        return stage;
    }
    [[noreturn]] static void refuse(const char* field, const std::string& got, const std::string& limit) {
        throw InvalidValue({.code = "not_a_front", .subject = "front", .field = field, .got = got, .limit = limit});
    }

    StageSpec first_;
    StageSpec second_;
    std::vector<StageSpec> before_;
    std::vector<StageSpec> after_;
};

/// A step of a point: its plan and, once it is solved, its answer.
struct Step {
    Int128 limit = 0;
    Plan plan;
    std::optional<Allocation> answer{};

    [[nodiscard]] bool allocated() const { return answer && answer->status == AllocationStatus::allocated; }
};

/// Solves every step from a base, several at once.
void solve_steps(const BasePlan& base, std::vector<Step>& steps, const FrontOptions& options, CountedWork& work) {
    sweep(base, {.count = steps.size(), .plan = [&](std::size_t i) { return steps[i].plan; }},
          [&](ScenarioAnswer answer) { steps[answer.number].answer = std::move(answer.allocation); }, {.threads = options.threads},
          work.counting("point"));
    work.finish(static_cast<int>(steps.size()));
}

/// A point, or why there is none.
struct Candidate {
    Step held;
    std::optional<Step> whole;
};

class FrontSearch {
public:
    FrontSearch(const Plan& plan, const FrontQuestion& question, const FrontOptions& options, const Context& context)
        : plan_(plan), question_(question), options_(options), stages_(plan, question), work_(context, 2 * question.points) {
        front_.first = stages_.first();
        front_.second = stages_.second();
    }

    Front run() {
        const Plan least_first = with_stages(plan_, stages_.held(std::nullopt));
        auto [first_end, held_base] = allocate_base(least_first, options_.allocate, work_.within("least " + stage_name(stages_.first())));
        work_.finish(1);
        if (!usable(first_end)) { return std::move(front_); }
        const Plan least_second = with_stages(plan_, stages_.whole(std::nullopt));
        auto [second_end, whole_base] = allocate_base(least_second, options_.allocate, work_.within("least " + stage_name(stages_.second())));
        work_.finish(1);
        if (!usable(second_end)) { return std::move(front_); }

        const Int128 least = value(first_end, stages_.first());
        const Int128 most = std::max(least, value(second_end, stages_.first()));
        std::vector<Step> held{{.limit = least, .plan = least_first, .answer = std::move(first_end)}};
        std::vector<Step> between;
        for (int i = 1; i + 1 < question_.points; ++i) {
            const Int128 limit = least + wide::multiply(most - least, i) / (question_.points - 1);
            if (limit > least && limit < most) { between.push_back({.limit = limit, .plan = with_stages(plan_, stages_.held(limit))}); }
        }
        solve_steps(held_base, between, options_, work_);
        // The second end proves its own bound: what it is within is kept by every plan.
        std::ranges::move(between, std::back_inserter(held));

        std::vector<Candidate> candidates;
        std::vector<Step> whole;
        for (Step& step : held) {
            if (!step.allocated()) {
                candidates.push_back({.held = std::move(step), .whole = std::nullopt});
                continue;
            }
            whole.push_back({.limit = step.limit, .plan = with_stages(plan_, stages_.whole(value(*step.answer, stages_.second())))});
            candidates.push_back({.held = std::move(step), .whole = whole.back()});
        }
        solve_steps(whole_base, whole, options_, work_);
        auto solved = whole.begin();
        for (Candidate& candidate : candidates) {
            if (candidate.whole) { candidate.whole = std::move(*solved++); }
        }
        const Step last{.limit = most, .plan = least_second, .answer = std::move(second_end)};
        candidates.push_back({.held = last, .whole = last});
        for (Candidate& candidate : candidates) { take(std::move(candidate)); }
        drop_dominated();
        return std::move(front_);
    }

private:
    bool usable(const Allocation& end) {
        if (end.status == AllocationStatus::allocated) { return true; }
        front_.status = end.status;
        front_.reasons = end.reasons;
        return false;
    }

    [[nodiscard]] Int128 value(const Allocation& answer, const StageSpec& of) const { return stages_.row(answer, of).value; }

    void take(Candidate candidate) {
        Step& held = candidate.held;
        if (!candidate.whole || !candidate.whole->allocated()) {
            const std::optional<Allocation>& failed = candidate.whole ? candidate.whole->answer : held.answer;
            front_.dropped.push_back({.limit = held.limit, .why = FrontLoss::not_allocated,
                                      .status = failed ? failed->status : AllocationStatus::unknown});
            return;
        }
        Step& whole = *candidate.whole;
        const StageRow first = stages_.row(*whole.answer, stages_.first());
        const Int128 second = value(*whole.answer, stages_.second());
        const Int128 second_bound = stages_.row(*held.answer, stages_.second()).bound;
        front_.points.push_back({.limit = held.limit, .first = first.value, .second = second, .first_bound = first.bound, .second_bound = second_bound,
                                 .plan = std::move(whole.plan), .allocation = std::move(*whole.answer), .held_plan = std::move(held.plan),
                                 .held = std::move(*held.answer)});
    }

    void drop_dominated() {
        std::ranges::stable_sort(front_.points, {}, [](const FrontPoint& point) { return std::pair(point.first, point.second); });
        std::vector<FrontPoint> kept;
        for (FrontPoint& point : front_.points) {
            if (kept.empty() || point.second < kept.back().second) {
                kept.push_back(std::move(point));
                continue;
            }
            const bool equal = point.first == kept.back().first && point.second == kept.back().second;
            front_.dropped.push_back({.limit = point.limit, .why = equal ? FrontLoss::equal : FrontLoss::dominated, .first = point.first,
                                      .second = point.second});
        }
        front_.points = std::move(kept);
        std::ranges::stable_sort(front_.dropped, {}, &DroppedPoint::limit);
    }

    const Plan& plan_;
    const FrontQuestion& question_;
    const FrontOptions& options_;
    FrontStages stages_;
    CountedWork work_;
    Front front_;
};

}  // namespace

Front front(const Plan& plan, const FrontQuestion& question, const FrontOptions& options, const Context& context) {
    return FrontSearch(plan, question, options, context).run();
}

}  // namespace leps
