#include "compile/stages.hpp"

#include <mutex>

namespace leps {
namespace {

/// What the costs of a stage read, beside the layout and its own line in the list of stages.
Input read_by(StageObjective objective) {
    switch (objective) {
        case StageObjective::shortfall: return Input::levels | Input::deliveries | Input::indicators;
        // Where their columns stand hangs on the other stages.
        case StageObjective::worst_zone:
        case StageObjective::leximin: return Input::stages | Input::levels | Input::deliveries | Input::indicators;
        case StageObjective::persons: return Input::deliveries | Input::indicators;
        case StageObjective::stability: return Input::current_plan;
        case StageObjective::continuity:
        case StageObjective::cost:
        case StageObjective::at_risk:
        case StageObjective::preference:
        case StageObjective::tie_break: return Input::none;
    }
    return Input::all;
}

Int128 money_to_plan(const Spendable& spendable) {
    Int128 cents = 0;
    for (const SpendableAnnuity& annuity : spendable.list()) { cents += annuity.tail ? 0 : annuity.amount.cents(); }
    return cents;
}

Int128 money_that_lapses(const Spendable& spendable) {
    Int128 cents = 0;
    for (const SpendableAnnuity& annuity : spendable.list()) { cents += annuity.lapses_on ? annuity.amount.cents() : 0; }
    return cents;
}

/// What rounded costs of starts can take from an objective inside the boxes.
Int128 most_lost(const Objective& objective, const WideRatio& per_one, const std::vector<double>& start_tops) {
    Int128 lost = 0;
    for (const Objective::Term& term : objective.terms()) {
        lost += (per_one * WideRatio(static_cast<Int128>(start_tops.at(term.column.value())))).ceil();
    }
    return lost;
}

}  // namespace

/// Costs that are made once, by whoever asks first; afterwards the plan that they were made from is let go.
class LazyCosts {
public:
    LazyCosts(StageSource source, const StageSpec& spec) : source_(std::move(source)), spec_(spec) {}

    const StageCosts& get() {
        std::call_once(once_, [this] {
            costs_ = stage_costs(source_, spec_);
            source_ = {};
        });
        return costs_;
    }
    [[nodiscard]] const StageSpec& spec() const noexcept { return spec_; }

private:
    std::once_flag once_;
    StageSource source_;
    StageSpec spec_;
    StageCosts costs_;
};

class StagePrograms::Maker {
public:
    Maker(const StageSource& source, std::shared_ptr<LazyCosts> costs) : view_(source.view), columns_(source.columns), costs_(std::move(costs)) {}

    const StageProgram& program() {
        std::call_once(once_, [this] {
            const StageCosts& costs = costs_->get();
            const StageSpec& spec = costs_->spec();
            program_ = {.spec = spec, .objective = costs.objective, .denominator = costs.denominator, .offset = costs.offset,
                        .scale = costs.scale ? *costs.scale : money_to_plan(view_->spendable), .reserve = costs.reserve};
            if (spec.objective == StageObjective::at_risk) { program_.offset += money_that_lapses(view_->spendable); }
            if (costs.lost) { program_.reserve += most_lost(*costs.objective, *costs.lost, columns_->start_tops); }
            view_.reset();
            columns_.reset();
        });
        return program_;
    }
    [[nodiscard]] const std::shared_ptr<LazyCosts>& costs() const noexcept { return costs_; }

private:
    std::once_flag once_;
    std::shared_ptr<const PlanView> view_;
    std::shared_ptr<const RuleColumns> columns_;
    std::shared_ptr<LazyCosts> costs_;
    StageProgram program_;
};

const StageProgram& StagePrograms::operator[](std::size_t stage) const { return makers_[stage]->program(); }
const StageProgram& StagePrograms::at(std::size_t stage) const { return makers_.at(stage)->program(); }

StagePrograms StageCompiler::programs(const StageSource& source, const StagePrograms& earlier, Input changed) {
    StagePrograms programs;
    for (const StageSpec& spec : source.view->stages) {
        std::shared_ptr<LazyCosts> costs;
        for (const auto& maker : earlier.makers_) {
            if (maker->costs()->spec() == spec && changed != Input::all && !meet(read_by(spec.objective), changed)) { costs = maker->costs(); }
        }
        if (!costs) { costs = std::make_shared<LazyCosts>(source, spec); }
        programs.makers_.push_back(std::make_shared<StagePrograms::Maker>(source, std::move(costs)));
    }
    return programs;
}

}  // namespace leps
