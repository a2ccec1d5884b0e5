#include "allocate/elastic.hpp"

#include <cmath>
#include <set>

#include "leps/compile/compiled_problem.hpp"

namespace leps {
namespace {

Answer solve_elastic(const ElasticProblem& elastic, const Engine& engine, const AllocateOptions& options, const Deadline& deadline, const Context& context) {
    const auto session = engine.open(elastic.compiled.problem);
    Request request{.objective = &elastic.objective, .task = elastic.compiled.problem.has_whole_columns() ? Task::whole : Task::linear};
    request.limits.seconds = deadline.left();
    request.limits.nodes = options.node_limit;
    request.limits.relative_gap = 0.001;
    return session->solve(request, context);
}

/// Whether the engine came to an end, and not to a limit.
bool settled(const Answer& answer) {
    return answer.outcome == Outcome::optimal || answer.outcome == Outcome::gap_limit || answer.outcome == Outcome::infeasible;
}

/// "Only FNA and REG may pay it": the funds of a bundle's payers, in plan order.
std::string payers(const CompiledProblem& compiled, const Bundle& bundle) {
    std::set<std::string> funds;
    for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
        const Purse& purse = compiled.view->spendable.purses()[compiled.layout->spends[x].purse.value()];
        funds.insert(compiled.view->tables.funds[purse.fund.value()].fund.text());
    }
    std::string text;
    for (const std::string& fund : funds) { text += text.empty() ? fund : ", " + fund; }
    return text;
}

Reason uncovered_due(const CompiledProblem& compiled, const SlackColumn& slack, double cents) {
    const Bundle& bundle = compiled.layout->bundles[slack.origin.subject];
    const PlanView& view = *compiled.view;
    const Operation& operation = view.operations[bundle.operation];
    const std::string category(word(bundle.category));
    const std::string period = to_string(view.timeline[bundle.elementary].span);
    const std::string measure = view.measures[operation.measure].measure.text();
    const std::string amount = to_string(Money::from_cents(static_cast<std::int64_t>(std::ceil(cents)))) + " EUR";
    const std::string funds = payers(compiled, bundle);
    if (bundle.spend_count == 0) {
        return {.code = "no_eligible_fund", .rule = "cost_balance", .subject = operation.site + ", " + measure + ", " + category + ", " + period,
                .found = amount, .limit = "0.00 EUR",
                .message = "No fund may pay " + category + " cost of " + measure + " in " + operation.site + " in " + period +
                           ": no eligibility row with an open annuity; about " + amount + " would be due."};
    }
    return {.code = "funds_exhausted", .rule = "cost_balance", .subject = operation.site + ", " + measure + ", " + category + ", " + period,
            .found = amount, .limit = "0.00 EUR",
            .message = "Only " + funds + " may pay " + category + " cost of " + measure + " in " + operation.site + " in " + period +
                       "; about " + amount + " more would be needed there."};
}

Reason missed_duty(const CompiledProblem& compiled, const SlackColumn& slack, double missing) {
    const PlanView& view = *compiled.view;
    const double nanos = static_cast<double>(Units::nanos_per_unit);
    const std::string place = view.territories[slack.place].territory.text();
    const auto units = [&](double value) { return to_string(Units::from_nanos(static_cast<std::int64_t>(std::ceil(value)))); };
    const auto euros = [&](double value) { return to_string(Money::from_cents(static_cast<std::int64_t>(std::ceil(value)))) + " EUR"; };
    switch (slack.origin.rule) {
        case Rule::level_floor: {
            const Demand& demand = view.demands[slack.origin.subject];
            const ServiceLevel& level = view.tables.service_levels[demand.level.value()];
            const std::string period = to_string(view.timeline[demand.period].span);
            return {.code = "hard_level_missed", .rule = "level_floor", .subject = place + ", " + level.level.text() + ", " + period,
                    .found = units(missing) + " missing", .limit = to_string(demand.required),
                    .message = "The hard level " + level.level.text() + " cannot be reached in " + place + " in " + period + ": " +
                               units(missing) + " " + level.unit + " are missing."};
        }
        case Rule::measure_limit: {
            const MeasureLimit& row = view.tables.measure_limits[slack.origin.subject];
            return {.code = "obligation_missed", .rule = "measure_limit", .subject = place + ", " + row.measure.text(),
                    .found = units(missing) + " missing", .limit = row.min_units ? to_string(*row.min_units) : "",
                    .message = "The obligation of " + row.measure.text() + " in " + place + " cannot be met: " + units(missing) + " units are missing."};
        }
        case Rule::reserve: {
            const Reserve& row = view.tables.reserves[slack.origin.subject];
            return {.code = "quota_missed", .rule = "reserve", .subject = row.fund.text() + ", " + row.reserve.text(), .found = euros(missing) + " missing",
                    .limit = to_string(row.share), .message = "The reserve " + row.reserve.text() + " of " + row.fund.text() +
                    " cannot be filled: " + euros(missing) + " find no eligible spending" + (row.per_recipient ? " of " + place : std::string()) + "."};
        }
        case Rule::territory_quota: {
            const TerritoryQuota& row = view.tables.territory_quotas[slack.origin.subject];
            return {.code = "quota_missed", .rule = "territory_quota", .subject = row.fund.text() + ", " + place, .found = euros(missing) + " missing",
                    .limit = to_string(*row.min_amount), .message = "The least spending of " + row.fund.text() + " in " + place +
                    " cannot be reached: " + euros(missing) + " are missing."};
        }
        case Rule::committed: {
            const Record& row = view.tables.records[slack.origin.subject];
            return {.code = "commitment_missed", .rule = "committed", .subject = place + ", " + row.fund.text() + ", " + row.measure.text(),
                    .found = euros(missing) + " missing", .limit = euros(compiled.problem.column_upper()[slack.column.value()]),
                    .message = "The commitment of " + row.fund.text() + " on " + row.measure.text() + " in " + place + " cannot be spent: " +
                               euros(missing) + " are missing."};
        }
        default: {
            const Link& row = view.tables.links[slack.origin.subject];
            return {.code = "link_missed", .rule = "link", .subject = place + ", " + row.measure.text() + ", " + row.other,
                    .found = std::to_string(missing / nanos), .limit = "at least one start",
                    .message = "Neither " + row.measure.text() + " nor " + row.other + " can be started in " + place + "."};
        }
    }
}

}  // namespace

std::vector<Reason> explain_infeasible(const Plan& plan, const Engine& engine, const AllocateOptions& options, const Deadline& deadline,
                                       const Context& context) {
    std::vector<Reason> reasons;
    const ElasticProblem money = compile_elastic(plan, Elastic::money);
    const Answer uncovered = solve_elastic(money, engine, options, deadline, context);
    for (const SlackColumn& slack : money.slacks) {
        if (!uncovered.values.empty() && uncovered.values[slack.column.value()] > 0.5) {
            reasons.push_back(uncovered_due(money.compiled, slack, uncovered.values[slack.column.value()]));
        }
    }
    const ElasticProblem duties = compile_elastic(plan, Elastic::duties);
    const Answer missed = solve_elastic(duties, engine, options, deadline, context);
    for (const SlackColumn& slack : duties.slacks) {
        if (!missed.values.empty() && missed.values[slack.column.value()] > 0.5) {
            reasons.push_back(missed_duty(duties.compiled, slack, missed.values[slack.column.value()]));
        }
    }
    if (reasons.empty() && settled(uncovered) && settled(missed)) {
        reasons.push_back({.code = "rules_conflict", .rule = "", .subject = plan.header().name, .found = "", .limit = "",
                           .message = "The rules exclude each other for whole units: no single due or duty explains it."});
    } else if (reasons.empty()) {
        reasons.push_back({.code = "not_explained", .rule = "", .subject = plan.header().name, .found = "", .limit = "",
                           .message = "The plan cannot be; the search for the reason met a limit of time or work, or was interrupted."});
    }
    return reasons;
}

}  // namespace leps
