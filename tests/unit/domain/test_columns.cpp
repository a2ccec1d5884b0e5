#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "leps/domain/columns/canonical.hpp"
#include "plan_fixture.hpp"

namespace leps {
namespace {

template <class Row>
std::vector<std::string> texts(const Row& row) {
    std::vector<std::string> result;
    for_each_column<Row>([&](const auto& column) { result.push_back(std::string(column.name) + "=" + cell_text(column, row)); });
    return result;
}

template <class Row>
std::vector<std::string> keys() {
    std::vector<std::string> result;
    for_each_column<Row>([&]<class Access, Part part>(const Column<Access, part>& column) {
        if (part == Part::key) { result.emplace_back(column.name); }
    });
    return result;
}

template <class Row>
std::vector<std::string> mandatory() {
    std::vector<std::string> result;
    for_each_column<Row>([&](const auto& column) {
        if (column.need == Need::mandatory) { result.emplace_back(column.name); }
    });
    return result;
}

using Names = std::vector<std::string>;

TEST(Text, every_kind_of_value_has_one_text) {
    EXPECT_EQ(to_text(Money::from_cents(-5)), "-0.05");
    EXPECT_EQ(to_text(Units::from_nanos(12'500'000'000)), "12.5");
    EXPECT_EQ(to_text(Ratio(2, 4)), "1/2");
    EXPECT_EQ(to_text(Ratio(4, 2)), "2");
    EXPECT_EQ(to_text(Date(2026, 6, 30)), "2026-06-30");
    EXPECT_EQ(to_text(Period(Date(2026, 1, 1), Date(2026, 7, 1))), "2026-01-01/2026-06-30");
    EXPECT_EQ(to_text(true), "true");
    EXPECT_EQ(to_text(LinkKind::requires_), "requires");
    EXPECT_EQ(to_text(std::optional<Money>()), "");
    EXPECT_EQ(to_text(std::vector<std::string>{"a", "b"}), "a;b");
    EXPECT_EQ(to_text(std::vector<ProfileStep>{{0, Ratio(1, 5)}, {12, Ratio(4, 5)}}), "0:1/5 12:4/5");
    EXPECT_EQ(to_text(0.1), "0x1.999999999999ap-4");
    EXPECT_EQ(to_text(-3.0), "-0x1.8p+1");
}

TEST(Columns, first_and_last_day_are_both_included) {
    const Eligibility row{.fund = FundId("F"), .measure = MeasureId("M"), .category = Category::current,
                          .scope = {.territory = TerritoryId("A"), .group = ""}, .valid = {.from = Date(2026, 1, 1), .until = Date(2026, 7, 1)},
                          .max_share = Ratio(2, 5), .max_amount = {}, .remarks = {}, .at = {}};
    EXPECT_EQ(texts(row), (Names{"fund=F", "measure=M", "category=current", "territory=A", "territory_group=", "from=2026-01-01", "to=2026-06-30",
                                 "max_share=2/5", "max_eur=", "source=", "basis=", "note="}));
}

TEST(Columns, an_unlimited_life_and_an_outside_payer_are_words) {
    Measure measure;
    const auto life = [&] { return texts(measure)[6]; };
    EXPECT_EQ(life(), "life_months=unlimited");
    measure.life_months = 12;
    EXPECT_EQ(life(), "life_months=12");
    EXPECT_EQ(texts(ServiceSupply())[5], "paid_by=outside");
}

TEST(Columns, a_heading_writes_nothing_that_only_a_measure_to_start_has) {
    Measure measure;
    measure.measure = MeasureId("ALL");
    measure.heading = true;
    measure.legal_source = "a law";
    EXPECT_EQ(texts(measure), (Names{"measure=ALL", "name=", "parent=", "unit=", "whole=", "delay_months=", "life_months=", "start_from=", "start_to=",
                                     "owner=", "serve_by=", "distinct_group=", "legal_source=a law", "source=", "basis=", "note="}));
}

TEST(Columns, keys_are_those_of_the_format) {
    // PLAN_FORMAT, "Keys".
    EXPECT_EQ(keys<IndicatorValue>(), (Names{"indicator", "territory", "year"}));
    EXPECT_EQ(keys<MeasureCost>(), (Names{"measure", "category", "per", "territory", "territory_group", "from"}));
    EXPECT_EQ(keys<MeasureLimit>(), (Names{"measure", "territory", "territory_group", "counted", "kind"}));
    EXPECT_EQ(keys<Link>(), (Names{"kind", "measure", "other_kind", "other"}));
    EXPECT_EQ(keys<Annuity>(), (Names{"fund", "year", "territory", "act"}));
    EXPECT_EQ(keys<Eligibility>(), (Names{"fund", "measure", "category", "territory", "territory_group", "from"}));
    EXPECT_EQ(keys<CoFinancing>(), (Names{"fund", "eu_category", "measure"}));
    EXPECT_EQ(keys<Reserve>(), (Names{"fund", "reserve"}));
    EXPECT_EQ(keys<TerritoryQuota>(), (Names{"fund", "territory", "year"}));
    EXPECT_EQ(keys<AssociationShare>(), (Names{"association", "measure", "territory"}));
    EXPECT_EQ(keys<Record>(), (Names{"territory", "fund", "annuity", "recipient", "act", "measure", "category", "project", "as_of", "kind"}));
}

TEST(Columns, mandatory_columns_are_those_of_the_format) {
    // PLAN_FORMAT, "Core tables", marked m.
    EXPECT_EQ(mandatory<Territory>(), (Names{"territory", "name", "kind"}));
    EXPECT_EQ(mandatory<ServiceLevel>(), (Names{"level", "unit", "priority", "weight", "hard"}));
    EXPECT_EQ(mandatory<Measure>(), (Names{"measure", "unit", "whole", "life_months"}));
    EXPECT_EQ(mandatory<Fund>(), (Names{"fund", "tier", "recurrent", "carry_over"}));
    EXPECT_EQ(mandatory<Annuity>(), (Names{"fund", "year", "territory", "amount_eur", "status", "spend_from", "spend_to"}));
    EXPECT_EQ(mandatory<Reserve>(), (Names{"fund", "reserve", "kind", "subset_kind", "subset", "share", "per_recipient", "per_year"}));
    EXPECT_EQ(mandatory<Record>(), (Names{"territory", "fund", "measure", "as_of"}));
}

TEST(Columns, no_table_names_a_column_twice) {
    for_each_table([]<class Row>(const TableOfPlan<Row>& table) {
        std::set<std::string_view> names;
        for_each_column<Row>([&](const auto& column) { EXPECT_TRUE(names.insert(column.name).second) << table.name << "." << column.name; });
    });
}

TEST(StageValue, each_objective_has_its_unit) {
    const Int128 whole = Int128{1'000'000'000} << 40;
    EXPECT_EQ(stage_value_text(StageObjective::shortfall, whole / 4), "1/4");
    EXPECT_EQ(stage_value_text(StageObjective::worst_zone, 50'000'000), "1/20");
    EXPECT_EQ(stage_value_text(StageObjective::leximin, 1'000'000'000), "1");
    EXPECT_EQ(stage_value_text(StageObjective::persons, -1), "-0.000000001");
    EXPECT_EQ(stage_value_text(StageObjective::persons, -2'000'000'000), "-2");
    EXPECT_EQ(stage_value_text(StageObjective::cost, 5), "0.05");
    EXPECT_EQ(stage_value_text(StageObjective::continuity, -123456), "-1234.56");
    EXPECT_EQ(stage_value_text(StageObjective::tie_break, 100), "100");
    EXPECT_EQ(stage_value_text(StageObjective::at_risk, 0), "0.00");
}

TEST(PlanOrder, rows_are_sorted_by_their_keys_with_years_in_time_and_bytes_ascending) {
    PlanTables tables = fixture::tiny_plan();
    const auto value = [](const char* indicator, const char* territory, Year year) {
        return IndicatorValue{.indicator = IndicatorId(indicator), .territory = TerritoryId(territory), .year = year, .value = Ratio(0), .remarks = {}, .at = {}};
    };
    tables.indicator_values = std::vector{value("b", "\xC3\xA8", 2024), value("b", "z", 2024), value("b", "a", 10000), value("b", "a", 2024), value("B", "z", 1)};
    sort_into_plan_order(tables);
    std::vector<std::string> order;
    for (const IndicatorValue& row : tables.indicator_values) {
        order.push_back(row.indicator.text() + row.territory.text() + std::to_string(row.year));
    }
    EXPECT_EQ(order, (Names{"Bz1", "ba2024", "ba10000", "bz2024", "b\xC3\xA8" "2024"}));
}

TEST(PlanOrder, an_absent_part_of_a_key_comes_first_and_days_are_compared_in_time) {
    MeasureCost general;
    MeasureCost dated;
    dated.valid.from = Date(2024, 1, 1);
    MeasureCost local;
    local.scope.territory = TerritoryId("A");
    EXPECT_TRUE(key_before(general, dated));
    EXPECT_TRUE(key_before(dated, local));
    EXPECT_FALSE(key_before(local, general));
    EXPECT_TRUE(same_key(general, general));
    dated.valid.until = Date(2025, 1, 1);
    general.valid.from = Date(2024, 1, 1);
    EXPECT_TRUE(same_key(dated, general)) << "the last day is no part of the key";
}

TEST(PlanOrder, tables_in_order_stay_shared) {
    PlanTables tables = fixture::tiny_plan();
    sort_into_plan_order(tables);
    const PlanTables before = tables;
    sort_into_plan_order(tables);
    EXPECT_EQ(&tables.annuities.rows(), &before.annuities.rows());
}

TEST(CanonicalHash, places_of_rows_do_not_count_and_every_value_does) {
    PlanTables tables = fixture::tiny_plan();
    sort_into_plan_order(tables);
    const std::string hash = canonical_hash(tables);
    EXPECT_EQ(hash.size(), 64U);
    const auto changed = [&](auto&& change) {
        PlanTables copy = tables;
        change(copy);
        return canonical_hash(copy);
    };
    EXPECT_EQ(changed([](PlanTables& t) { fixture::edit(t.funds, 0, [](Fund& row) { row.at.line = 99; }); }), hash);
    EXPECT_NE(changed([](PlanTables& t) { fixture::edit(t.funds, 0, [](Fund& row) { row.name += "x"; }); }), hash);
    EXPECT_NE(changed([](PlanTables& t) { fixture::edit(t.funds, 0, [](Fund& row) { row.remarks.own = {{"x_a", "1"}}; }); }), hash);
    EXPECT_NE(changed([](PlanTables& t) { fixture::remove(t.annuities, 0); }), hash);
    EXPECT_NE(changed([](PlanTables& t) { t.header.tail_years = 2; }), hash);
    EXPECT_NE(changed([](PlanTables& t) { t.header.stages = {{}}; }), hash);
    EXPECT_NE(changed([](PlanTables& t) { t.header.stages = {{.keep_to = Ratio(1, 2)}}; }), changed([](PlanTables& t) { t.header.stages = {{}}; }));
}

TEST(CanonicalHash, text_cannot_move_from_one_cell_to_the_next) {
    CanonicalText first;
    first.add("ab");
    first.add("c");
    CanonicalText second;
    second.add("a");
    second.add("bc");
    EXPECT_NE(first.finish(), second.finish());
}

TEST(CanonicalHash, it_is_sha256_of_texts_behind_their_lengths) {
    CanonicalText text;
    text.add("leps");
    text.add("");
    EXPECT_EQ(text.finish(), to_hex(sha256("4:leps0:")));
}

}  // namespace
}  // namespace leps
