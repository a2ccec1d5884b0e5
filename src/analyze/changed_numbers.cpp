#include "analyze/changed_numbers.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "leps/domain/columns/stage_value.hpp"

namespace leps {
namespace {

Ratio changed_ratio(const WideRatio& value) {
    constexpr std::int64_t decimals = 1'000'000'000'000'000'000;
    if (wide::fits_64(value.numerator()) && wide::fits_64(value.denominator())) { return Ratio(value); }
    return Ratio(WideRatio((value * WideRatio(decimals)).round_half_even(), decimals));
}

std::string stage_unit_word(StageObjective objective) {
    switch (stage_unit(objective)) {
        case StageUnit::share: return "share";
        case StageUnit::euro: return "euro";
        case StageUnit::persons: return "persons";
        case StageUnit::number: break;
    }
    return "";
}

/// Two results side by side: what is another number.
class ChangedNumbers {
public:
    ChangedNumbers(const PlanView& view, const Allocation& before, const Allocation& after) : view_(view), before_(before), after_(after) {}

    std::vector<ChangedNumber> list() {
        for (std::size_t i = 0; i < std::min(before_.stages.size(), after_.stages.size()); ++i) { stage(before_.stages[i], after_.stages[i]); }
        for (std::size_t i = 0; i < std::min(before_.coverage.size(), after_.coverage.size()); ++i) { level(before_.coverage[i], after_.coverage[i]); }
        for (std::size_t i = 0; i < std::min(before_.funds.size(), after_.funds.size()); ++i) { fund(before_.funds[i], after_.funds[i]); }
        measures();
        return std::move(changes_);
    }

private:
    void add(ChangedNumber number, const WideRatio& before, const WideRatio& after) {
        if (before == after) { return; }
        number.before = changed_ratio(before);
        number.after = changed_ratio(after);
        number.change = changed_ratio(after - before);
        changes_.push_back(std::move(number));
    }

    void stage(const StageRow& before, const StageRow& after) {
        const Int128 scale = stage_scale(before.objective);
        add({.what = ChangedPart::stage, .subject = stage_name(before), .unit = stage_unit_word(before.objective)},
            WideRatio(before.value, scale), WideRatio(after.value, scale));
    }

    void level(const CoverageRow& before, const CoverageRow& after) {
        const auto& levels = view_.tables.service_levels.rows();
        const auto row = std::ranges::find(levels, before.level, &ServiceLevel::level);
        add({.what = ChangedPart::level, .subject = before.level.text() + ", " + before.zone.text(), .period = to_string(before.period),
             .unit = row == levels.end() ? "" : row->unit},
            before.after.wide(), after.after.wide());
    }

    void fund(const FundRow& before, const FundRow& after) {
        const std::string subject = before.fund.text() + ", " + std::to_string(before.year) + ", " + before.recipient.text() +
                                    (before.act.empty() ? "" : ", " + before.act);
        add({.what = ChangedPart::fund, .subject = subject, .unit = "euro"}, WideRatio(before.used.cents(), 100), WideRatio(after.used.cents(), 100));
    }

    void measures() {
        std::map<std::tuple<std::string, MeasureId, Period>, std::pair<Units, Units>> starts;
        for (const UnitRow& row : before_.starts) { starts[{row.site, row.measure, row.period}].first = row.units; }
        for (const UnitRow& row : after_.starts) { starts[{row.site, row.measure, row.period}].second = row.units; }
        for (const auto& [key, units] : starts) {
            const auto& [site, measure, period] = key;
            add({.what = ChangedPart::measure, .subject = measure.text() + ", " + site, .period = to_string(period),
                 .unit = view_.measures[view_.measures.at(measure)].unit},
                units.first.wide(), units.second.wide());
        }
    }

    const PlanView& view_;
    const Allocation& before_;
    const Allocation& after_;
    std::vector<ChangedNumber> changes_;
};

}  // namespace

std::vector<ChangedNumber> changed_numbers(const PlanView& view, const Allocation& before, const Allocation& after) {
    return ChangedNumbers(view, before, after).list();
}

}  // namespace leps
