#include "analyze/datum_words.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "leps/domain/columns/tables.hpp"

namespace leps {
namespace {

std::int64_t row_number(std::size_t index) { return static_cast<std::int64_t>(index) + 1; }

/// A quantity with six decimals at most; those are enough for people.
std::string quantity_words(const WideRatio& value) {
    const Int128 millionths = (value * WideRatio(1'000'000)).round_half_even();
    std::string whole = to_string(wide::floor_div(millionths, 1'000'000));
    std::string part = to_string(millionths - wide::floor_div(millionths, 1'000'000) * 1'000'000);
    part.insert(0, 6 - part.size(), '0');
    part.erase(part.find_last_not_of('0') + 1);
    return with_thousands(std::move(whole)) + (part.empty() ? "" : "." + part);
}

/// Where a row holds: "in zone A", "in each zone of inner", "in each zone".
std::string scope_words(const PlanView& view, const Scope& scope) {
    if (scope.territory) { return "in " + place_words(view, view.territories.at(*scope.territory)); }
    return scope.group.empty() ? "in each place" : "in each place of the group " + scope.group;
}

DatumWords annuity_words(const PlanView& view, const Datum& datum) {
    const SpendableAnnuity& money = view.spendable[SpendableIndex(datum.row)];
    const Fund& fund = view.tables.funds[money.fund.value()];
    const Annuity& first = view.tables.annuities[money.members.front()];
    const std::string year = std::to_string(money.year);
    const std::string recipient = (money.members.size() > 1 ? "the municipalities of " : "") + place_words(view, money.recipient);
    std::string text = fund.fund.text() + " " + year + " of " + recipient + " has " + euro_words(money.amount) + " to spend from " +
                       to_string(first.window.begin()) + " to " + to_string(first.window.last_day());
    if (money.amount != money.assigned) { text += " (of " + euro_words(money.assigned) + " existing supply takes the rest)"; }
    const bool last = std::ranges::none_of(view.spendable.list(), [&](const SpendableAnnuity& other) {
        return !other.tail && other.fund == money.fund && other.recipient == money.recipient && other.year > money.year;
    });
    if (fund.recurrent && last && view.tables.header.tail_years > 0) { text += ", and counts for each year of the tail"; }
    return {.table = "annuities", .row = row_number(money.members.front()), .key = row_key_words(first),
            .subject = fund.fund.text() + ", " + year + ", " + view.territories[money.recipient].territory.text() + (money.act.empty() ? "" : ", " + money.act),
            .statement = text + "."};
}

DatumWords level_words(const PlanView& view, const Datum& datum) {
    const ServiceLevel& level = view.tables.service_levels[datum.row];
    const std::string zone = view.territories[datum.place].territory.text();
    std::string periods;
    for (const Demand& demand : view.demands) {
        if (demand.level.value() != datum.row || demand.zone != datum.place) { continue; }
        const std::string unit = level.unit.empty() ? "" : " " + level.unit;
        periods += (periods.empty() ? "" : "; ") + ("in " + span_words(view.timeline[demand.period].span)) + " " + quantity_words(demand.required.wide()) + unit;
        if (demand.before > Units()) { periods += ", of which " + quantity_words(demand.before.wide()) + " exist"; }
    }
    return {.table = "service_levels", .row = row_number(datum.row), .key = row_key_words(level), .subject = level.level.text() + ", " + zone,
            .statement = "Level " + level.level.text() + " must be reached in " + place_words(view, datum.place) + ": " + periods + "."};
}

std::string subset_words(const PlanView& view, const Reserve& reserve) {
    switch (reserve.subset_kind) {
        case SubsetKind::measure: return "on " + reserve.subset;
        case SubsetKind::group: return "for the group " + reserve.subset;
        case SubsetKind::territory: return "in " + place_words(view, view.territories.at(TerritoryId(reserve.subset)));
    }
    return reserve.subset;
}

DatumWords reserve_words(const PlanView& view, const Datum& datum) {
    const Reserve& reserve = view.tables.reserves[datum.row];
    const std::string fund = reserve.fund.text();
    const std::string share = to_string(reserve.share);
    const std::string subset = subset_words(view, reserve);
    std::string text = "Reserve " + reserve.reserve.text() + ": ";
    switch (reserve.kind) {
        case ReserveKind::earmark: text += share + " of what " + fund + " is assigned may be spent " + subset + " alone"; break;
        case ReserveKind::quota: text += "at least " + share + " of what " + fund + " is assigned must be spent " + subset; break;
        case ReserveKind::cap: text += (reserve.strict ? "less than " : "at most ") + share + " of what " + fund + " is assigned may be spent " + subset; break;
        case ReserveKind::of_spent_min: text += "at least " + share + " of what is spent of " + fund + " must be spent " + subset; break;
        case ReserveKind::of_spent_max: text += "at most " + share + " of what is spent of " + fund + " may be spent " + subset; break;
    }
    if (reserve.per_recipient) { text += ", by each recipient"; }
    if (reserve.per_year) { text += ", of each competence year"; }
    return {.table = "reserves", .row = row_number(datum.row), .key = row_key_words(reserve), .subject = fund + ", " + reserve.reserve.text(), .statement = text + "."};
}

DatumWords quota_words(const PlanView& view, const Datum& datum) {
    const TerritoryQuota& quota = view.tables.territory_quotas[datum.row];
    std::string bounds;
    if (quota.min_amount) { bounds = "at least " + euro_words(*quota.min_amount); }
    if (quota.max_amount) { bounds += (bounds.empty() ? "at most " : " and at most ") + euro_words(*quota.max_amount); }
    return {.table = "territory_quotas", .row = row_number(datum.row), .key = row_key_words(quota), .subject = quota.fund.text() + ", " + quota.territory.text(),
            .statement = "In " + place_words(view, view.territories.at(quota.territory)) + " " + bounds + " of " + quota.fund.text() +
                         (quota.year ? " " + std::to_string(*quota.year) : "") + " must be spent."};
}

DatumWords limit_words(const PlanView& view, const Datum& datum) {
    const MeasureLimit& row = view.tables.measure_limits[datum.row];
    const Measure& measure = view.measures[view.measures.at(row.measure)];
    const std::string unit = measure.unit.empty() ? "units" : measure.unit;
    std::string bounds;
    if (row.kind == LimitKind::obligation && row.min_units) { bounds = "at least " + quantity_words(row.min_units->wide()) + " " + unit + " must"; }
    std::string most;
    if (row.per_indicator && row.per_amount) {
        most = "1 for every " + quantity_words(row.per_amount->wide()) + " of " + row.per_indicator->text();
        if (row.at_least) { most += " (but " + quantity_words(row.at_least->wide()) + " in any case)"; }
    }
    if (row.max_units) { most = quantity_words(row.max_units->wide()) + " " + unit + (most.empty() ? "" : " and " + most); }
    if (!most.empty()) { bounds += (bounds.empty() ? "at most " : ", and at most ") + most + " may"; }
    switch (row.counted) {
        case Counted::in_service: bounds += " be in service"; break;
        case Counted::starts_per_period: bounds += " be started in each period"; break;
        case Counted::starts_in_horizon: bounds += " be started over the horizon"; break;
    }
    const std::string place = row.scope.territory ? row.scope.territory->text() : row.scope.group;
    return {.table = "measure_limits", .row = row_number(datum.row), .key = row_key_words(row), .subject = row.measure.text() + (place.empty() ? "" : ", " + place),
            .statement = "Of " + row.measure.text() + " " + bounds + " " + scope_words(view, row.scope) + "."};
}

DatumWords link_words(const PlanView& view, const Datum& datum) {
    const Link& link = view.tables.links[datum.row];
    const std::string measure = link.measure.text();
    std::string text;
    switch (link.kind) {
        case LinkKind::requires_:
            text = measure + " may be in service in a zone only where " +
                   (link.other_kind == LinkTarget::measure ? link.other + " has been started" : "level " + link.other + " is reached or served");
            break;
        case LinkKind::excludes: text = "No zone may start both " + measure + " and " + link.other; break;
        case LinkKind::one_of: text = "Each zone must start " + measure + " or " + link.other; break;
    }
    return {.table = "links", .row = row_number(datum.row), .key = row_key_words(link), .subject = measure + ", " + link.other, .statement = text + "."};
}

DatumWords record_words(const PlanView& view, const Datum& datum) {
    const Record& record = view.tables.records[datum.row];
    const Money open = record.committed.value_or(Money()) - record.paid.value_or(Money());
    std::string text = euro_words(open) + " of " + record.fund.text() + (record.annuity ? " " + std::to_string(*record.annuity) : "") + " are committed to " +
                       record.measure.text() + " in " + place_words(view, view.territories.at(record.territory));
    if (record.category) { text += ", as " + category_words(*record.category) + " cost"; }
    if (!record.project.empty()) { text += ", project " + record.project; }
    return {.table = "records", .row = row_number(datum.row), .key = row_key_words(record),
            .subject = record.fund.text() + ", " + record.measure.text() + ", " + record.territory.text(), .statement = text + " (as of " + to_string(record.as_of) + ")."};
}

DatumWords right_words(const PlanView& view, const Datum& datum) {
    const Eligibility& right = view.tables.eligibility[datum.row];
    std::string most;
    if (right.max_share) { most = to_string(*right.max_share) + " of each payment"; }
    if (right.max_amount) { most += (most.empty() ? "" : " and ") + euro_words(*right.max_amount) + " in all"; }
    return {.table = "eligibility", .row = row_number(datum.row), .key = row_key_words(right), .subject = right.fund.text() + ", " + right.measure.text(),
            .statement = right.fund.text() + " may pay at most " + most + " of the " + category_words(right.category) + " cost of " + right.measure.text() + " " +
                         scope_words(view, right.scope) + "."};
}

DatumWords co_financing_words(const PlanView& view, const Datum& datum) {
    const CoFinancing& row = view.tables.co_financing[datum.row];
    std::string base;
    switch (row.base) {
        case CoFinancingBase::bundle: base = "each payment"; break;
        case CoFinancingBase::project: base = "each project"; break;
        case CoFinancingBase::fund: base = "all that it may pay"; break;
    }
    std::string text = row.fund.text() + " may pay at most " + to_string(row.max_share) + " of " + base;
    if (row.measure) { text += " of " + row.measure->text(); }
    if (!row.eu_category.empty()) { text += " in places of the category " + row.eu_category; }
    return {.table = "co_financing", .row = row_number(datum.row), .key = row_key_words(row), .subject = row_key_words(row), .statement = text + "."};
}

/// The groups of measures that serve different persons, by name.
std::vector<std::string> distinct_groups(const PlanView& view) {
    std::set<std::string> groups;
    for (const MeasureIndex leaf : view.measures.leaves()) {
        const Measure& measure = view.measures[leaf];
        const bool counts = !measure.distinct_group.empty() && std::ranges::any_of(view.tables.deliveries, [&](const Delivery& delivery) {
            return delivery.measure == measure.measure && std::ranges::any_of(view.tables.service_levels, [&](const ServiceLevel& level) {
                return level.level == delivery.level && level.group;
            });
        });
        if (counts) { groups.insert(measure.distinct_group); }
    }
    return {groups.begin(), groups.end()};
}

DatumWords persons_words(const PlanView& view, const Datum& datum) {
    const std::string zone = view.territories[datum.place].territory.text();
    const std::size_t levels = view.tables.service_levels.size();
    if (datum.row < levels) {
        const ServiceLevel& level = view.tables.service_levels[datum.row];
        return {.table = "service_levels", .row = row_number(datum.row), .key = row_key_words(level), .subject = level.level.text() + ", " + zone,
                .statement = "Level " + level.level.text() + " can serve no more persons in " + place_words(view, datum.place) + " than its group " +
                             level.group->text() + " has there."};
    }
    const std::string group = distinct_groups(view).at(datum.row - levels);
    std::size_t first = 0;
    while (first + 1 < view.tables.measures.size() && view.tables.measures[first].distinct_group != group) { ++first; }
    return {.table = "measures", .row = row_number(first), .key = row_key_words(view.tables.measures[first]), .subject = group + ", " + zone,
            .statement = "Measures of the group " + group + " serve different persons: together no more in " + place_words(view, datum.place) +
                         " than the largest group among their levels has there."};
}

DatumWords shared_words(const PlanView& view, const Datum& datum) {
    const Operation& operation = view.operations[OperationIndex(datum.row)];
    const std::string measure = view.measures[operation.measure].measure.text();
    const std::string place = view.territories[datum.place].territory.text();
    const std::string subject = operation.site + ", " + measure + ", " + place;
    if (view.territories[datum.place].kind == TerritoryKind::municipality) {
        return {.table = "territories", .row = row_number(datum.place.value()), .key = row_key_words(view.territories[datum.place]), .subject = subject,
                .statement = "The money of " + place_words(view, datum.place) + " pays at most its part, by residents, of " + measure + " in " + operation.site + "."};
    }
    const std::string statement = "The money of " + place_words(view, datum.place) + " pays at most its share of " + measure + " of " + operation.site + ".";
    for (std::size_t i = 0; i < view.tables.associations.size(); ++i) {
        const AssociationShare& row = view.tables.associations[i];
        if (row.association.text() != operation.site || row.territory.text() != place || view.measures.at(row.measure) != operation.measure) { continue; }
        return {.table = "associations", .row = row_number(i), .key = row_key_words(row), .subject = subject, .statement = statement};
    }
    const auto first = view.tables.measures.begin();
    const auto found = std::find_if(first, view.tables.measures.end(), [&](const Measure& row) { return row.measure.text() == measure; });
    return {.table = "measures", .row = row_number(static_cast<std::size_t>(found - first)), .key = measure, .subject = subject, .statement = statement};
}

}  // namespace

DatumWords words_of(const PlanView& view, const Datum& datum) {
    switch (datum.rule) {
        case Rule::annuity: return annuity_words(view, datum);
        case Rule::level_floor: return level_words(view, datum);
        case Rule::reserve: return reserve_words(view, datum);
        case Rule::territory_quota: return quota_words(view, datum);
        case Rule::measure_limit: return limit_words(view, datum);
        case Rule::link: return link_words(view, datum);
        case Rule::committed: return record_words(view, datum);
        case Rule::eligibility: return right_words(view, datum);
        case Rule::co_financing: return co_financing_words(view, datum);
        case Rule::persons_cap: return persons_words(view, datum);
        case Rule::shared_dues: return shared_words(view, datum);
        default: break;  // rules that no datum makes
    }
    return {.table = "", .row = 0, .key = "", .subject = std::string(rule_name(datum.rule)), .statement = ""};
}

std::string span_words(const Period& span) {
    const Date first = span.begin();
    const bool year = first.month().as_number() == 1 && first.day().as_number() == 1 && span.end() == add_months(first, 12);
    return year ? std::to_string(year_of(first)) : to_string(span);
}

std::string place_words(const PlanView& view, TerritoryIndex place) {
    const Territory& territory = view.territories[place];
    return std::string(word(territory.kind)) + " " + territory.territory.text();
}

std::string with_thousands(std::string number) {
    const std::size_t first = number.starts_with('-') ? 1 : 0;
    std::size_t end = number.find('.');
    if (end == std::string::npos) { end = number.size(); }
    for (std::size_t at = end; at > first + 3;) {
        at -= 3;
        number.insert(at, ",");
    }
    return number;
}

std::string euro_words(Money money) { return with_thousands(to_string(money)) + " EUR"; }

std::string category_words(Category category) {
    switch (category) {
        case Category::staff_permanent: return "permanent staff";
        case Category::staff_fixed_term: return "fixed-term staff";
        default: return std::string(word(category));
    }
}

}  // namespace leps
