#include "analyze/repair_edits.hpp"

#include <algorithm>
#include <utility>

#include "analyze/datum_words.hpp"
#include "leps/domain/columns/tables.hpp"

namespace leps {
namespace {

Units units_of(Int128 nanos) { return Units::from_nanos(wide::narrow(nanos)); }

/// The row of a pool that is cheapest to raise.
std::optional<std::size_t> raised_row(const PlanView& view, const Datum& datum) {
    std::optional<std::size_t> cheapest;
    for (const std::size_t row : view.spendable[SpendableIndex(datum.row)].members) {
        const auto& weight = view.tables.annuities[row].repair_weight;
        if (weight && (!cheapest || *weight < *view.tables.annuities[*cheapest].repair_weight)) { cheapest = row; }
    }
    return cheapest;
}

const LevelTarget* target_of(const PlanView& view, const Datum& datum, Year year) {
    const LevelId& level = view.tables.service_levels[datum.row].level;
    const TerritoryId& zone = view.territories[datum.place].territory;
    for (const LevelTarget& row : view.tables.level_targets) {
        if (row.level == level && row.territory == zone && row.year == year) { return &row; }
    }
    return nullptr;
}

bool of_spent(const Reserve& reserve) { return reserve.kind == ReserveKind::of_spent_min || reserve.kind == ReserveKind::of_spent_max; }

/// Tables while they are changed, and what is said of it.
class TableEdits {
public:
    explicit TableEdits(const PlanView& view) : view_(view), result_{.tables = view.tables, .changes = {}, .sentences = {}} {}

    void apply(const GivenWay& given) {
        const Datum& datum = given.column.datum;
        switch (datum.rule) {
            case Rule::annuity: return annuity(given);
            case Rule::level_floor: return level(given);
            case Rule::reserve: return reserve(given);
            case Rule::measure_limit: return limit(given);
            case Rule::committed: return record(given);
            case Rule::link: dropped_links_.push_back(datum.row); return;
            default: return;  // no other datum carries a weight
        }
    }

    EditedTables finish() {
        drop_links();
        return std::move(result_);
    }

private:
    /// Changes cells of one row, and lists those that differ; the first of them carries what it costs.
    template <class Row, class Change>
    void edit(Table<Row> PlanTables::*table, std::size_t index, const std::string& cost, Change change) {
        std::vector<Row> rows = (result_.tables.*table).rows();
        const Row before = rows[index];
        change(rows[index]);
        list(before, rows[index], cost);
        result_.tables.*table = Table<Row>(std::move(rows));
    }

    template <class Row>
    void list(const Row& before, const Row& after, std::string cost) {
        for_each_column<Row>([&](const auto& column) {
            const std::string old = cell_text(column, before);
            const std::string now = cell_text(column, after);
            if (old == now) { return; }
            result_.changes.push_back({.table = table_name<Row>(), .key = row_key_words(after), .column = std::string(column.name), .before = old, .after = now,
                                       .change = std::exchange(cost, std::string())});
        });
    }

    template <class Row>
    static std::string table_name() {
        std::string name;
        for_each_table([&]<class Other>(const TableOfPlan<Other>& table) {
            if constexpr (std::is_same_v<Row, Other>) { name = table.name; }
        });
        return name;
    }

    void annuity(const GivenWay& given) {
        const auto row = raised_row(view_, given.column.datum);
        if (!row) { return; }
        const Money more = Money::from_cents(wide::narrow(given.amount));
        edit(&PlanTables::annuities, *row, euro_words(more), [&](Annuity& annuity) {
            annuity.amount += more;
            if (annuity.gross) { *annuity.gross += more; }
            if (annuity.status == AnnuityStatus::none) { annuity.status = AnnuityStatus::expected; }
        });
        const Annuity& changed = result_.tables.annuities[*row];
        say(changed.fund.text() + " " + std::to_string(changed.year) + " of " + place_words(view_, view_.territories.at(changed.territory)) + " gets " + euro_words(more) +
            " more: " + euro_words(changed.amount) + ".");
    }

    void level(const GivenWay& given) {
        const Datum& datum = given.column.datum;
        const ServiceLevel& level = view_.tables.service_levels[datum.row];
        const Year year = given.column.way;
        const TerritoryId& zone = view_.territories[datum.place].territory;
        const Units waived = units_of(given.amount);
        const std::string cost = with_thousands(to_string(waived)) + (level.unit.empty() ? "" : " " + level.unit);
        const LevelTarget* target = target_of(view_, datum, year);
        Ratio required(0);
        for (const Demand& demand : view_.demands) {
            if (demand.level.value() == datum.row && demand.zone == datum.place && year_of(view_.timeline[demand.period].span.begin()) == year) { required = demand.required; }
        }
        const Ratio left(max(0, required.wide() - waived.wide()));
        if (target != nullptr) {
            edit(&PlanTables::level_targets, static_cast<std::size_t>(target - view_.tables.level_targets.rows().data()), cost,
                 [&](LevelTarget& row) { row.required_units = left; });
        } else {
            std::vector<LevelTarget> rows = result_.tables.level_targets.rows();
            rows.push_back({.level = level.level, .territory = zone, .year = year, .required_units = left});
            result_.changes.push_back({.table = "level_targets", .key = row_key_words(rows.back()), .column = "*", .before = "", .after = to_string(left), .change = cost});
            result_.tables.level_targets = std::move(rows);
        }
        say("Level " + level.level.text() + " asks " + cost + " less of " + place_words(view_, datum.place) + " in " + std::to_string(year) + ".");
    }

    void reserve(const GivenWay& given) {
        const Money amount = Money::from_cents(wide::narrow(given.amount));
        const Reserve& before = view_.tables.reserves[given.column.datum.row];
        Int128 total = 0;
        for (const SpendableAnnuity& annuity : view_.spendable.list()) {
            if (!annuity.tail && annuity.fund == view_.spendable.fund(before.fund)) { total += annuity.assigned.cents(); }
        }
        const WideRatio moved(given.amount, total);
        const WideRatio share = before.kind == ReserveKind::cap ? min(1, before.share.wide() + moved) : max(0, before.share.wide() - moved);
        edit(&PlanTables::reserves, given.column.datum.row, euro_words(amount), [&](Reserve& row) { row.share = Ratio(share); });
        say("Reserve " + before.reserve.text() + " of " + before.fund.text() + " becomes " + euro_words(amount) +
            (before.kind == ReserveKind::cap ? " larger." : " smaller."));
    }

    void limit(const GivenWay& given) {
        const std::size_t index = given.column.datum.row;
        const Units by = units_of(given.amount);
        const Measure& measure = view_.measures[view_.measures.at(view_.tables.measure_limits[index].measure)];
        const std::string cost = with_thousands(to_string(by)) + (measure.unit.empty() ? " units" : " " + measure.unit);
        if (given.column.way == way::least) {
            edit(&PlanTables::measure_limits, index, cost, [&](MeasureLimit& row) { row.min_units = std::max(Units(), *row.min_units - by); });
            return say("The obligation of " + measure.measure.text() + " falls by " + cost + ".");
        }
        edit(&PlanTables::measure_limits, index, cost, [&](MeasureLimit& row) {
            const Units counted = units_of(given.most_counted);
            if (row.max_units) { row.max_units = row.per_indicator ? std::max(*row.max_units, counted) : *row.max_units + by; }
            if (row.per_indicator) { row.at_least = std::max(row.at_least.value_or(Units()), counted); }
        });
        say("The limit of " + measure.measure.text() + " rises by " + cost + ".");
    }

    void record(const GivenWay& given) {
        const Money less = Money::from_cents(wide::narrow(given.amount));
        edit(&PlanTables::records, given.column.datum.row, euro_words(less), [&](Record& row) { *row.committed -= less; });
        const Record& row = view_.tables.records[given.column.datum.row];
        say(euro_words(less) + " of " + row.fund.text() + " less are committed to " + row.measure.text() + " in " + place_words(view_, view_.territories.at(row.territory)) + ".");
    }

    /// From the last: rows before it keep their numbers.
    void drop_links() {
        std::ranges::sort(dropped_links_, std::greater());
        std::vector<Link> rows = result_.tables.links.rows();
        for (const std::uint32_t index : dropped_links_) {
            const std::string words = words_of(view_, {.rule = Rule::link, .row = index}).statement;
            result_.changes.push_back({.table = "links", .key = row_key_words(rows[index]), .column = "*", .before = std::string(word(rows[index].kind)), .after = "",
                                       .change = "1 link"});
            say("Dropped: " + words);
            rows.erase(rows.begin() + index);
        }
        result_.tables.links = std::move(rows);
    }

    void say(std::string sentence) { result_.sentences.push_back(std::move(sentence)); }

    const PlanView& view_;
    EditedTables result_;
    std::vector<std::uint32_t> dropped_links_;
};

}  // namespace

std::optional<Ratio> repair_weight(const PlanView& view, const DatumColumn& column) {
    const Datum& datum = column.datum;
    switch (datum.rule) {
        case Rule::annuity: {
            const auto row = raised_row(view, datum);
            return row ? view.tables.annuities[*row].repair_weight : std::nullopt;
        }
        case Rule::level_floor: {
            const LevelTarget* target = target_of(view, datum, column.way);
            return target != nullptr && target->repair_weight ? target->repair_weight : view.tables.service_levels[datum.row].repair_weight;
        }
        case Rule::reserve: return of_spent(view.tables.reserves[datum.row]) ? std::nullopt : view.tables.reserves[datum.row].repair_weight;
        case Rule::measure_limit: return view.tables.measure_limits[datum.row].repair_weight;
        case Rule::link: return view.tables.links[datum.row].repair_weight;
        case Rule::committed: return view.tables.records[datum.row].repair_weight;
        default: return std::nullopt;
    }
}

WideRatio unit_of_grid(const Datum& datum) {
    switch (datum.rule) {
        case Rule::level_floor:
        case Rule::measure_limit: return {1, Units::nanos_per_unit};
        case Rule::link: return 1;
        default: return {1, 100};
    }
}

EditedTables edited(const PlanView& view, const std::vector<GivenWay>& ways) {
    TableEdits edits(view);
    for (const GivenWay& given : ways) { edits.apply(given); }
    return edits.finish();
}

}  // namespace leps
