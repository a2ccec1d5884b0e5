#include "analyze/rule_words.hpp"

#include <algorithm>

#include "leps/compile/row_subject.hpp"
#include "leps/domain/definitions/measure_limit.hpp"

namespace leps {
namespace {

std::string first_said(const std::string& own, const std::string& above) { return own.empty() ? above : own; }

/// Looks up what made a row, and says it.
class RuleWords {
public:
    explicit RuleWords(const CompiledProblem& compiled) : compiled_(compiled), view_(*compiled.view), tables_(compiled.view->tables) {}

    [[nodiscard]] BindingRow of(RowIndex row, BindingSide side) const {
        const Origin origin = Origin::unpacked(compiled_.problem.origin(row));
        BindingRow binding{.rule = std::string(rule_name(origin.rule)), .subject = row_subject(compiled_, row), .period = period(origin), .side = side};
        describe(row, binding);
        return binding;
    }

private:
    [[nodiscard]] std::string period(const Origin& origin) const {
        switch (origin.rule) {
            case Rule::persons_cap: return to_string(view_.timeline.periods()[origin.part].span);
            case Rule::measure_limit: {
                const bool once = tables_.measure_limits[origin.subject].counted == Counted::starts_in_horizon;
                return once ? "" : to_string(view_.timeline.periods()[origin.part].span);
            }
            case Rule::level_floor: return to_string(view_.timeline[view_.demands[origin.subject].period].span);
            default: return {};
        }
    }

    [[nodiscard]] const std::string& law_of(const FundId& fund) const { return tables_.funds[view_.spendable.fund(fund).value()].legal_source; }
    [[nodiscard]] const std::string& law_of(const MeasureId& measure) const { return view_.measures[view_.measures.at(measure)].legal_source; }

    /// The zone or region of a limit; nothing where its row spans more, as with associations.
    [[nodiscard]] std::optional<TerritoryIndex> place(RowIndex row) const {
        const std::vector<NodeIndex>& nodes = compiled_.layout->node_of_territory;
        const auto found = std::ranges::find(nodes, compiled_.problem.pattern().row_owner()[row.value()]);
        return found == nodes.end() ? std::nullopt : std::optional(TerritoryIndex(static_cast<std::size_t>(found - nodes.begin())));
    }

    [[nodiscard]] std::string bound(RowIndex row_index, const MeasureLimit& row, BindingSide side) const {
        if (side == BindingSide::least) { return row.min_units ? "at least " + to_string(*row.min_units) : "no less"; }
        const auto where = place(row_index);
        const bool of_zone = where && view_.territories[*where].kind == TerritoryKind::zone;
        if (!row.per_indicator) { return row.max_units ? "at most " + to_string(*row.max_units) : "no more"; }
        const std::string why = ", by the indicator " + row.per_indicator->text();
        if (!of_zone) { return "no more" + why; }
        const std::size_t t = Origin::unpacked(compiled_.problem.origin(row_index)).part;
        const Year year = year_of(view_.timeline.periods()[t].span.begin());
        const auto most = greatest_units(row, view_.territories[*where].territory, year, view_.indicators);
        return most ? "at most " + to_string(*most) + why : "no more" + why;
    }

    static std::string link_words(const Link& row) {
        switch (row.kind) {
            case LinkKind::requires_: return row.measure.text() + " requires " + row.other + ", which is not started";
            case LinkKind::excludes: return row.measure.text() + " and " + row.other + " exclude each other";
            case LinkKind::one_of: break;
        }
        return "One of " + row.measure.text() + " and " + row.other + " has to be started";
    }

    void describe(RowIndex row_index, BindingRow& out) const {
        const Origin origin = Origin::unpacked(compiled_.problem.origin(row_index));
        const std::size_t i = origin.subject;
        const bool most = out.side == BindingSide::most;
        const auto say = [&](const std::string& source, const std::string& statement) {
            out.legal_source = source;
            out.statement = statement + " (" + out.subject + (out.period.empty() ? "" : ", " + out.period) + ").";
        };
        switch (origin.rule) {
            case Rule::eligibility: {
                const Eligibility& row = tables_.eligibility[i];
                const std::string cap = row.max_share ? "at most " + to_string(*row.max_share) + " of it"
                                        : row.max_amount ? "at most " + to_string(*row.max_amount) + " EUR of it" : "no more of it";
                return say(first_said(row.remarks.source, law_of(row.fund)), row.fund.text() + " pays all that its right allows, " + cap);
            }
            case Rule::co_financing: {
                const CoFinancing& row = tables_.co_financing[i];
                return say(first_said(row.remarks.source, law_of(row.fund)),
                           row.fund.text() + " pays all that co-financing allows, " + to_string(row.max_share) + " of the base");
            }
            case Rule::shared_dues: return say("", "A zone's recipients, or a municipality, pay all of their part of a due that is shared");
            case Rule::reserve: {
                const Reserve& row = tables_.reserves[i];
                return say(first_said(row.remarks.source, law_of(row.fund)),
                           "The reserve " + row.reserve.text() + " of " + row.fund.text() + " (" + std::string(word(row.kind)) + " " +
                               to_string(row.share) + ") leaves " + (most ? "no more" : "no less") + " to be spent so");
            }
            case Rule::territory_quota: {
                const TerritoryQuota& row = tables_.territory_quotas[i];
                return say(first_said(row.remarks.source, law_of(row.fund)),
                           row.fund.text() + " spends " + (most ? "the most" : "the least") + " that its quota asks of the place");
            }
            case Rule::level_floor: {
                const ServiceLevel& level = tables_.service_levels[view_.demands[i].level.value()];
                return say(first_said(level.legal_source, level.remarks.source), "The hard level " + level.level.text() + " is just reached");
            }
            case Rule::measure_limit: {
                const MeasureLimit& row = tables_.measure_limits[i];
                return say(first_said(row.remarks.source, law_of(row.measure)),
                           "The " + std::string(word(row.kind)) + " of " + row.measure.text() + " is met: " + bound(row_index, row, out.side) + " (" +
                               std::string(word(row.counted)) + ")");
            }
            case Rule::link: {
                const Link& row = tables_.links[i];
                return say(first_said(row.remarks.source, law_of(row.measure)), link_words(row));
            }
            case Rule::committed: {
                const Record& row = tables_.records[i];
                return say(first_said(row.remarks.source, law_of(row.fund)), "No more than what is committed is spent");
            }
            case Rule::persons_cap: {
                if (i >= tables_.service_levels.size()) { return say("", "Everybody in the groups of a distinct group is served"); }
                const ServiceLevel& level = tables_.service_levels[i];
                return say(level.legal_source, "Everybody in the group of " + level.level.text() + " is served");
            }
            default: return say("", "It holds with nothing to spare");
        }
    }

    const CompiledProblem& compiled_;
    const PlanView& view_;
    const PlanTables& tables_;
};

}  // namespace

BindingRow rule_words(const CompiledProblem& compiled, RowIndex row, BindingSide side) { return RuleWords(compiled).of(row, side); }

std::string with_law(const BindingRow& row) { return row.statement + (row.legal_source.empty() ? "" : " [" + row.legal_source + "]"); }

}  // namespace leps
