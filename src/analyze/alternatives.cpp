#include "leps/analyze/alternatives.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "analyze/changed_plan.hpp"
#include "analyze/counted_work.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/core/error.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/domain/definitions/current_plan.hpp"

namespace leps {
namespace {

/// What counts as one place for money: a fund, the territory or association of an operation, and its measure.
using MoneyPlace = std::tuple<FundId, std::string, MeasureId>;

std::map<MoneyPlace, Int128> money_by_place(const Allocation& answer, const Date& end) {
    std::map<MoneyPlace, Int128> cents;
    for (const SpendRow& row : answer.spend) {
        if (row.period.begin() < end) { cents[{row.fund, row.site, row.measure}] += row.amount.cents(); }
    }
    return cents;
}

Money money_between(const Allocation& a, const Allocation& b, const Date& end) {
    std::map<MoneyPlace, Int128> difference = money_by_place(a, end);
    for (const auto& [place, cents] : money_by_place(b, end)) { difference[place] -= cents; }
    Int128 sum = 0;
    for (const auto& [place, cents] : difference) { sum += wide::absolute(cents); }
    return Money::from_cents(wide::narrow(sum));
}

bool only_chooses(const StageSpec& stage) { return stage.objective == StageObjective::stability || stage.objective == StageObjective::tie_break; }

bool is_row_of(const StageRow& row, const StageSpec& stage) {
    return row.objective == stage.objective && row.priority_class == stage.priority_class && row.periods == stage.periods && row.depth == stage.depth;
}

class AlternativeSearch {
public:
    AlternativeSearch(const Plan& plan, const AlternativesQuestion& question, const AllocateOptions& options, const Context& context)
        : plan_(plan), question_(question), options_(options), work_(context, question.count + 1), listed_(listed_stages(plan)), compiled_(compile(plan)) {
        const auto refuse = [](const char* field, const std::string& got, const std::string& limit) {
            throw InvalidValue({.code = "option_out_of_range", .subject = "alternatives", .field = field, .got = got, .limit = limit});
        };
        if (question.count < 1) { refuse("count", std::to_string(question.count), "1 or more"); }
        if (question.within <= Ratio(0) || Ratio(1) < question.within) { refuse("within", to_string(question.within), "more than 0, at most 1"); }
        if (!question.stage) { return; }
        only_ = listed_[place_of_stage(listed_, *question.stage, {.subject = "alternatives", .field = "stage"})];
        if (only_chooses(*only_)) { refuse("stage", stage_name(*only_), "a stage that does not only choose among equals"); }
    }

    Alternatives run() {
        out_.base = leps::allocate(plan_, options_, work_.within("the best"));
        work_.finish(1);
        if (out_.base.status != AllocationStatus::allocated) {
            end("the plan itself has no answer: " + std::string(word(out_.base.status)));
            return std::move(out_);
        }
        limits();
        note_used(out_.base);
        for (int i = 0; i < question_.count && !work_.stopped(); ++i) {
            std::vector<SpendRow> far = far_from_used();
            if (far.empty()) {
                end("every fund, territory and measure that may spend is used by one of these answers");
                break;
            }
            const Plan plan = far_plan(std::move(far));
            Allocation allocation = leps::allocate(plan, options_, work_.within("alternative " + std::to_string(i + 1)));
            work_.finish(1);
            if (allocation.status != AllocationStatus::allocated) {
                end("no exact answer for alternative " + std::to_string(i + 1) + ": " + std::string(word(allocation.status)));
                break;
            }
            Alternative found{.plan = plan, .allocation = std::move(allocation), .stages = {}, .distances = {}};
            measure(found);
            if (found.distance() == Money()) {
                end("no further answer within these limits spends differently by fund, territory and measure");
                break;
            }
            note_used(found.allocation);
            out_.found.push_back(std::move(found));
        }
        return std::move(out_);
    }

private:
    void end(std::string message) {
        out_.ended = Reason{.code = "no_more_alternatives", .rule = "", .subject = plan_.header().name, .found = std::to_string(out_.found.size()),
                            .limit = std::to_string(question_.count), .message = std::move(message)};
    }

    [[nodiscard]] bool loosened(const StageSpec& stage) const {
        return !only_ || (only_->objective == stage.objective && only_->priority_class == stage.priority_class && only_->periods == stage.periods);
    }

    /// Of each part of a leximin too; a list of stages names it once, so that only its first part is loosened.
    void limits() {
        for (const StageRow& row : out_.base.stages) {
            const auto stage = std::ranges::find_if(compiled_.view->stages, [&](const StageSpec& spec) { return is_row_of(row, spec); });
            if (stage == compiled_.view->stages.end() || only_chooses(*stage)) { continue; }
            const bool loose = loosened(*stage) && stage->depth.value_or(1) == 1;
            const Int128 part = loose ? (question_.within.wide() * WideRatio(wide::absolute(row.value))).floor() : 0;
            limits_.push_back({.stage = *stage, .best = row.value, .limit = std::max(row.cap, row.value + part), .value = 0});
            rooms_.push_back(row.cap - row.reached);
        }
    }

    void note_used(const Allocation& answer) {
        for (const auto& [place, cents] : money_by_place(answer, plan_.header().horizon.end())) { used_.insert(place); }
    }

    /// The stages at their limits, then the distance, then whatever makes ties unlikely.
    [[nodiscard]] Plan far_plan(std::vector<SpendRow> far) const {
        PlanTables tables = plan_.tables();
        tables.header.preset.reset();
        tables.header.stages.clear();
        for (StageSpec stage : listed_) {
            if (only_chooses(stage)) { continue; }
            const auto known = std::ranges::find_if(limits_, [&](const AlternativeStage& one) {
                return one.stage.objective == stage.objective && one.stage.priority_class == stage.priority_class && one.stage.periods == stage.periods;
            });
            // The cap has room for rounding above what it is kept to; the limit holds both.
            const Int128 room = rooms_[static_cast<std::size_t>(known - limits_.begin())];
            stage.keep_to = kept_to(stage.objective, known->limit - room);
            tables.header.stages.push_back(stage);
        }
        tables.header.stages.push_back({.objective = StageObjective::stability});
        tables.header.stages.push_back({.objective = StageObjective::tie_break});
        tables.current_plan = std::move(far);
        return plan_with(std::move(tables));
    }

    /// Nothing where money was spent, and all that its boxes allow elsewhere.
    [[nodiscard]] std::vector<SpendRow> far_from_used() const {
        const PlanView& view = *compiled_.view;
        std::map<SpendCell, SpendRow> cells;
        for (const SpendColumn& spend : compiled_.layout->spends) {
            const Bundle& bundle = compiled_.layout->bundle(spend.bundle);
            const ElementaryPeriod& elementary = view.timeline[bundle.elementary];
            const Int128 top = static_cast<Int128>(compiled_.problem.column_upper()[spend.column.value()]);
            if (elementary.tail || top <= 0) { continue; }
            const Operation& operation = view.operations[bundle.operation];
            const Purse& purse = view.spendable.purses()[spend.purse.value()];
            const FundId fund = view.tables.funds[purse.fund.value()].fund;
            const MeasureId measure = view.measures[operation.measure].measure;
            if (used_.contains({fund, operation.site, measure})) { continue; }
            const SpendableAnnuity& annuity = view.spendable[spend.annuity.value_or(purse.annuities.front())];
            SpendRow& row = cells.try_emplace({fund, operation.site, measure, elementary.span, bundle.category},
                                              SpendRow{.fund = fund, .year = annuity.year, .recipient = view.territories[annuity.recipient].territory,
                                                       .act = annuity.act, .site = operation.site, .measure = measure, .period = elementary.span,
                                                       .category = bundle.category})
                                .first->second;
            row.amount += Money::from_cents(wide::narrow(top));
        }
        std::vector<SpendRow> rows;
        for (auto& [cell, row] : cells) { rows.push_back(std::move(row)); }
        return rows;
    }

    void measure(Alternative& found) const {
        found.stages = limits_;
        for (AlternativeStage& stage : found.stages) {
            const auto row = std::ranges::find_if(found.allocation.stages, [&](const StageRow& candidate) { return is_row_of(candidate, stage.stage); });
            stage.value = row->value;
        }
        const Date end = plan_.header().horizon.end();
        found.distances.push_back(money_between(found.allocation, out_.base, end));
        for (const Alternative& earlier : out_.found) { found.distances.push_back(money_between(found.allocation, earlier.allocation, end)); }
    }

    const Plan& plan_;
    const AlternativesQuestion& question_;
    const AllocateOptions& options_;
    CountedWork work_;
    std::vector<StageSpec> listed_;
    std::optional<StageSpec> only_;  ///< the one that is loosened; empty: each
    CompiledProblem compiled_;
    std::vector<AlternativeStage> limits_;
    std::vector<Int128> rooms_;      ///< of each limit
    std::set<MoneyPlace> used_;
    Alternatives out_;
};

}  // namespace

bool Alternative::within() const {
    return std::ranges::all_of(stages, [](const AlternativeStage& stage) { return stage.within(); });
}

Money Alternative::distance() const { return distances.empty() ? Money() : *std::ranges::min_element(distances); }

Alternatives alternatives(const Plan& plan, const AlternativesQuestion& question, const AllocateOptions& options, const Context& context) {
    return AlternativeSearch(plan, question, options, context).run();
}

}  // namespace leps
