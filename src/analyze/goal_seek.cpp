#include "leps/analyze/goal_seek.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "analyze/counted_work.hpp"
#include "analyze/goal_looks.hpp"
#include "analyze/goal_plan.hpp"
#include "leps/allocate/base_plan.hpp"
#include "leps/core/error.hpp"

namespace leps {
namespace {

constexpr Money cent = Money::from_cents(1);
/// Totals that whole units are asked about, at most.
constexpr int most_whole_looks = 60;

void check_goal_options(const GoalOptions& options) {
    const auto refuse = [](const char* field, const std::string& got, const std::string& limit) {
        throw InvalidValue({.code = "option_out_of_range", .subject = "goal_seek", .field = field, .got = got, .limit = limit});
    };
    if (options.most && *options.most < Money()) { refuse("most", to_string(*options.most), "0 or more"); }
    if (options.proof_nodes < 0) { refuse("proof_nodes", std::to_string(options.proof_nodes), "0 or more"); }
    if (options.tries < 1) { refuse("tries", std::to_string(options.tries), "1 or more"); }
}

Money middle_of(Money low, Money high) { return Money::from_cents(low.cents() + (high.cents() - low.cents()) / 2); }

/// 100 times all money, so that boxes and rows still hold its numbers.
Money most_by_default(const GoalPlan& plan) {
    const Money least = Money::from_cents(10'000'000'000);
    const Int128 wide = wide::multiply(plan.all_money().cents(), 100);
    return wide::fits_64(wide) ? std::max(least, Money::from_cents(wide::narrow(wide))) : plan.all_money();
}

class GoalSearch {
public:
    GoalSearch(const Plan& plan, const GoalQuestion& question, const GoalOptions& options, const Context& context)
        : plan_(plan, question), options_(options), work_(context, options.tries), looks_(plan_, options.allocate, work_) {
        answer_.now = plan_.now();
        answer_.most = options.most.value_or(most_by_default(plan_));
        answer_.goal_level = plan_.goal_level();
    }

    GoalAnswer run() {
        relaxed_ = looks_.threshold(Money(), answer_.most);
        keep_failing(relaxed_.proved, relaxed_.proof);
        if (!relaxed_.can) {
            say_why_not();
            return finished();
        }
        least_whole_ = *relaxed_.can;
        whole_failing_ = *relaxed_.can - cent;
        if (looks_.has_whole_units(*relaxed_.can) && !find_whole()) { return finished(); }
        find_exact();
        if (answer_.least_found) {
            prove();
            part_distance();
        }
        return finished();
    }

private:
    GoalAnswer finished() {
        if (work_.stopped()) { answer_.status = GoalStatus::interrupted; }
        return std::move(answer_);
    }

    void keep_failing(std::optional<Money> total, FailureProof proof) {
        if (!total || (answer_.greatest_failing && *total <= *answer_.greatest_failing)) { return; }
        answer_.greatest_failing = total;
        answer_.proof = proof;
    }

    /// The allocation of the greatest total says in words what is missing; the ray says which rules cannot be kept together.
    void say_why_not() {
        answer_.status = relaxed_.proved_throughout ? GoalStatus::out_of_reach : GoalStatus::not_found;
        if (work_.stopped()) { return; }
        try {
            answer_.reasons = leps::allocate(plan_.at(answer_.most), options_.allocate, work_.within("why not")).reasons;
        } catch (const DataError& error) {
            for (const Issue& issue : error.issues()) {
                answer_.reasons.push_back({.code = issue.code, .rule = issue.table, .subject = issue.field, .found = issue.found, .limit = issue.expected,
                                           .message = issue.message});
            }
        }
        for (Reason& reason : looks_.reasons(answer_.most, relaxed_.row_ray)) { answer_.reasons.push_back(std::move(reason)); }
    }

    /// The least total for which branch and bound has whole units. Each find is lowered to what those units need; then one cent less is
    /// asked for, and the middle of what is left.
    bool find_whole() {
        std::optional<Money> can;
        Money failing = *relaxed_.can - cent;
        std::int64_t step = 1;
        int looks = 0;
        const auto found_at = [&](Money total) {
            ++looks;
            Look look = looks_.look(total, Task::whole);
            if (look.verdict != Finding::can) {
                failing = std::max(failing, total);
                return false;
            }
            units_ = std::move(look.values);
            const Threshold lowered = looks_.threshold(std::max(*relaxed_.can, failing), total, &units_);
            can = lowered.can.value_or(total);
            return true;
        };
        for (Money total = *relaxed_.can; !can && looks < most_whole_looks && !work_.stopped(); step *= 2) {
            if (found_at(total)) { break; }
            if (total == answer_.most) { break; }
            total = Money::from_cents(std::min(total.cents() + step, answer_.most.cents()));
        }
        if (!can) {
            answer_.reasons.push_back({.code = "no_whole_units", .rule = "", .subject = plan_.goal_level().text(), .found = to_string(failing), .limit = "",
                                       .message = "Parts of whole units could reach the goal from " + to_string(*relaxed_.can) +
                                                  " EUR on; branch and bound found no whole ones up to " + to_string(failing) + " EUR."});
            return false;
        }
        while (failing + cent < *can && looks < most_whole_looks && !work_.stopped()) {
            if (found_at(*can - cent)) {
                if (failing + cent < *can) { found_at(middle_of(failing, *can)); }
            }
        }
        least_whole_ = *can;
        whole_failing_ = failing;
        return true;
    }

    /// Exact cents: the least total first, then greater ones in doubled steps, then halves of what is left.
    void find_exact() {
        Money total = least_whole_;
        exact_failing_ = least_whole_ - cent;
        std::int64_t step = 1;
        int tries = 0;
        for (; tries < options_.tries && !answer_.least_found && !work_.stopped(); step *= 2) {
            ++tries;
            if (try_exact(total) || total >= answer_.most) { break; }
            total = Money::from_cents(std::min(total.cents() + step, answer_.most.cents()));
        }
        while (answer_.least_found && exact_failing_ + cent < *answer_.least_found && tries < options_.tries && !work_.stopped()) {
            ++tries;
            try_exact(middle_of(exact_failing_, *answer_.least_found));
        }
    }

    bool try_exact(Money total) {
        std::optional<Plan> plan;
        try {
            plan = plan_.at(total);
        } catch (const DataError&) {
            exact_failing_ = total;
            return false;
        }
        Footing footing;
        if (!units_.empty()) { footing.stages.push_back({.settled = nullptr, .relaxed = nullptr, .values = units_}); }
        const BasePlan base(*plan, options_.allocate, std::move(footing));
        for (const WholeUnits units : {WholeUnits::decided, WholeUnits::held}) {
            if (units == WholeUnits::held && units_.empty()) { break; }
            Allocation allocation = base.allocate(*plan, units, work_.within("total " + to_string(total)));
            if (allocation.status == AllocationStatus::allocated && plan_.reached(allocation)) {
                answer_.status = GoalStatus::found;
                answer_.least_found = total;
                answer_.plan = std::move(plan);
                answer_.allocation = std::move(allocation);
                answer_.changed_plan = plan_.changed(total);
                work_.finish(1);
                return true;
            }
            if (work_.stopped()) { return false; }
            answer_.reasons = std::move(allocation.reasons);
        }
        exact_failing_ = total;
        work_.finish(1);
        return false;
    }

    /// That one cent less than was found fails; else one cent less than whole units need.
    void prove() {
        answer_.reasons.clear();
        for (const Money total : {*answer_.least_found - cent, least_whole_ - cent}) {
            if (total < Money() || (answer_.greatest_failing && total <= *answer_.greatest_failing) || work_.stopped()) { continue; }
            if (looks_.enumerated(total, options_.proof_nodes)) {
                keep_failing(total, FailureProof::enumeration);
                return;
            }
        }
    }

    /// Each total strictly between what fails and what was found belongs to the first part that it is not beyond.
    void part_distance() {
        Money open = answer_.greatest_failing.value_or(Money() - cent) + cent;
        const auto part = [&](Money end) {
            const Money size = std::max(Money(), end - open);
            open = std::max(open, end);
            return size;
        };
        GoalDistance& distance = answer_.distance;
        distance.engine = part(*relaxed_.can);
        distance.whole_units = part(whole_failing_ + cent);
        distance.search = part(least_whole_);
        distance.rounding = part(exact_failing_ + cent);
        distance.search += part(*answer_.least_found);
    }

    GoalPlan plan_;
    const GoalOptions& options_;
    CountedWork work_;
    GoalLooks looks_;
    GoalAnswer answer_;
    Threshold relaxed_;
    std::vector<double> units_;  ///< whole ones, by column, with which the goal is reached
    Money least_whole_;          ///< for which whole units can
    Money whole_failing_;        ///< the greatest below it for which they cannot, says branch and bound
    Money exact_failing_;        ///< the greatest below least_found that gave no exact answer
};

}  // namespace

GoalAnswer goal_seek(const Plan& plan, const GoalQuestion& question, const GoalOptions& options, const Context& context) {
    check_goal_options(options);
    return GoalSearch(plan, question, options, context).run();
}

}  // namespace leps
