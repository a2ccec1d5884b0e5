#include "compile_fixture.hpp"

#include <cmath>
#include <ostream>

#include "leps/domain/make_plan.hpp"

namespace leps::fixture {
namespace {

bool same_stage(const StageProgram& a, const StageProgram& b) {
    return a.spec == b.spec && *a.objective == *b.objective && a.denominator == b.denominator && a.offset == b.offset && a.scale == b.scale &&
           a.reserve == b.reserve;
}

bool same_drop(const DropColumn& a, const DropColumn& b) {
    return a.operation == b.operation && a.period == b.period && a.rate == b.rate && a.column == b.column;
}

bool same_deviation(const DeviationColumn& a, const DeviationColumn& b) {
    return a.fund == b.fund && a.bundle == b.bundle && a.before == b.before && a.column == b.column;
}

bool same_leximin(const std::pair<const std::tuple<int, StagePeriods, int>, LeximinColumns>& a,
                  const std::pair<const std::tuple<int, StagePeriods, int>, LeximinColumns>& b) {
    return a.first == b.first && a.second.threshold == b.second.threshold && a.second.excess == b.second.excess;
}

std::optional<double> finite(double bound) { return std::isfinite(bound) ? std::optional(bound) : std::nullopt; }

}  // namespace

Plan plan_of(const PlanTables& tables) { return make_plan(tables); }

void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

void PrintTo(const StoredRow& row, std::ostream* out) {
    if (row.lower) { *out << *row.lower << " <="; }
    for (const auto& [column, coefficient] : row.terms) { *out << " " << std::showpos << coefficient << std::noshowpos << " x" << column; }
    if (row.upper) { *out << " <= " << *row.upper; }
}

StoredRow stored(const Problem& problem, RowIndex row) {
    StoredRow found{.terms = {}, .lower = finite(problem.row_lower()[row.value()]), .upper = finite(problem.row_upper()[row.value()])};
    const auto columns = problem.columns(row);
    for (std::size_t i = 0; i < columns.size(); ++i) { found.terms[columns[i].value()] = problem.coefficients(row)[i]; }
    return found;
}

std::vector<RowIndex> places_of(const CompiledProblem& compiled, Rule rule) {
    std::vector<RowIndex> places;
    for (std::size_t r = 0; r < compiled.problem.row_count(); ++r) {
        if (Origin::unpacked(compiled.problem.origin(RowIndex(r))).rule == rule) { places.emplace_back(r); }
    }
    return places;
}

std::vector<StoredRow> rows_of(const CompiledProblem& compiled, Rule rule) {
    std::vector<StoredRow> rows;
    for (const RowIndex row : places_of(compiled, rule)) { rows.push_back(stored(compiled.problem, row)); }
    return rows;
}

bool same(const CompiledProblem& a, const CompiledProblem& b) {
    const RuleColumns& left = *a.columns;
    const RuleColumns& right = *b.columns;
    if (a.stages.size() != b.stages.size()) { return false; }
    for (std::size_t i = 0; i < a.stages.size(); ++i) {
        if (!same_stage(a.stages[i], b.stages[i])) { return false; }
    }
    return a.problem == b.problem && left.gap == right.gap && left.worst_zone == right.worst_zone && left.start_tops == right.start_tops &&
           std::equal(left.leximin.begin(), left.leximin.end(), right.leximin.begin(), right.leximin.end(), same_leximin) &&
           std::equal(left.drops.begin(), left.drops.end(), right.drops.begin(), right.drops.end(), same_drop) &&
           std::equal(left.deviations.begin(), left.deviations.end(), right.deviations.begin(), right.deviations.end(), same_deviation);
}

PlanTables two_bundles() {
    const Period year_2024 = days(Date(2024, 1, 1), Date(2024, 12, 31));
    PlanTables plan{.header = {.name = "two-bundles", .title = "Two bundles", .horizon = year_2024, .period = PeriodLength::year, .tail_years = 0}};
    plan.header.stages = {{.objective = StageObjective::shortfall, .priority_class = 1}, {.objective = StageObjective::worst_zone, .priority_class = 1},
                          {.objective = StageObjective::cost}, {.objective = StageObjective::at_risk}, {.objective = StageObjective::preference}};
    plan.territories = std::vector<Territory>{
        {.territory = TerritoryId("R"), .name = "R", .kind = TerritoryKind::region, .eu_category = "more_developed"},
        {.territory = TerritoryId("Z"), .name = "Z", .kind = TerritoryKind::zone, .parent = TerritoryId("R")}};
    plan.indicators = std::vector<Indicator>{{.indicator = IndicatorId("POP"), .name = "Residents", .population = true}};
    plan.indicator_values = std::vector<IndicatorValue>{{.indicator = IndicatorId("POP"), .territory = TerritoryId("Z"), .year = 2024, .value = Ratio(500)}};
    plan.service_levels = std::vector<ServiceLevel>{{.level = LevelId("L"), .name = "L", .unit = "units", .required_units = Ratio(4), .hard = true}};
    plan.service_supply = std::vector<ServiceSupply>{{.level = LevelId("L"), .territory = TerritoryId("Z"), .year = 2024, .units = Units::whole(1)}};
    plan.measures = std::vector<Measure>{{.measure = MeasureId("M"), .name = "M", .unit = "units", .life_months = 12}};
    plan.measure_costs = std::vector<MeasureCost>{
        {.measure = MeasureId("M"), .category = Category::capital, .amount = Money::from_cents(300), .per = Per::unit, .profile = {{0, Ratio(1)}}},
        {.measure = MeasureId("M"), .category = Category::current, .amount = Money::from_cents(7), .per = Per::unit_year}};
    plan.deliveries = std::vector<Delivery>{{.measure = MeasureId("M"), .level = LevelId("L"), .units_per_unit = Ratio(1, 2)}};
    plan.measure_limits = std::vector<MeasureLimit>{{.measure = MeasureId("M"), .max_units = Units::whole(8), .counted = Counted::in_service}};
    plan.funds = std::vector<Fund>{{.fund = FundId("EU"), .name = "EU", .tier = Tier::eu, .preference = 2},
                                   {.fund = FundId("REG"), .name = "REG", .tier = Tier::region, .preference = 1}};
    plan.annuities = std::vector<Annuity>{
        {.fund = FundId("EU"), .year = 2024, .territory = TerritoryId("Z"), .amount = euros(10), .window = year_2024},
        {.fund = FundId("REG"), .year = 2024, .territory = TerritoryId("Z"), .amount = euros(20), .window = year_2024}};
    plan.eligibility = std::vector<Eligibility>{
        {.fund = FundId("EU"), .measure = MeasureId("M"), .category = Category::capital},
        {.fund = FundId("EU"), .measure = MeasureId("M"), .category = Category::current},
        {.fund = FundId("REG"), .measure = MeasureId("M"), .category = Category::capital},
        {.fund = FundId("REG"), .measure = MeasureId("M"), .category = Category::current, .max_share = Ratio(1, 3), .max_amount = Money::from_cents(30)}};
    plan.co_financing = std::vector<CoFinancing>{{.fund = FundId("EU"), .max_share = Ratio(2, 5), .base = CoFinancingBase::project}};
    plan.reserves = std::vector<Reserve>{
        {.fund = FundId("EU"), .reserve = ReserveId("CAP"), .kind = ReserveKind::cap, .subset_kind = SubsetKind::territory, .subset = "Z",
         .share = Ratio(1, 2), .strict = true},
        {.fund = FundId("REG"), .reserve = ReserveId("THIRD"), .kind = ReserveKind::quota, .subset_kind = SubsetKind::measure, .subset = "M",
         .share = Ratio(1, 3)}};
    plan.territory_quotas = std::vector<TerritoryQuota>{
        {.fund = FundId("REG"), .territory = TerritoryId("Z"), .min_amount = euros(5), .max_amount = euros(15)}};
    number_rows(plan.territories);
    number_rows(plan.indicators);
    number_rows(plan.indicator_values);
    number_rows(plan.service_levels);
    number_rows(plan.service_supply);
    number_rows(plan.measures);
    number_rows(plan.measure_costs);
    number_rows(plan.deliveries);
    number_rows(plan.measure_limits);
    number_rows(plan.funds);
    number_rows(plan.annuities);
    number_rows(plan.eligibility);
    number_rows(plan.co_financing);
    number_rows(plan.reserves);
    number_rows(plan.territory_quotas);
    return plan;
}

}  // namespace leps::fixture
