#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>

#include "leps/core/error.hpp"
#include "leps/read/read_allocation.hpp"
#include "leps/read/write_package.hpp"
#include "package_fixture.hpp"

namespace leps {
namespace {

namespace fs = std::filesystem;
using fixture::Package;
using fixture::TempFolder;

const Period first_half(Date(2024, 1, 1), Date(2024, 7, 1));
const Period whole_window(Date(2024, 1, 1), Date(2026, 1, 1));

/// Something in every field; not the answer of any plan.
Allocation everything() {
    Allocation result;
    result.status = AllocationStatus::time_limit;
    result.reproducible = false;
    result.plan_hash = "0f1e2d";
    result.unique = Uniqueness::proved;
    result.plan_name = "tiny";
    result.engine = "HiGHS 1.15.1";
    result.spend = {{FundId("STATE"), 2024, TerritoryId("A"), "DM 1", "A", MeasureId("HOURS"), first_half, Category::current, Money::from_cents(123)},
                    {FundId("STATE"), 2024, TerritoryId("A"), "DM 1", "=cmd()", MeasureId("HOURS"), first_half, Category::capital, Money::from_cents(1)}};
    result.starts = {{"A", MeasureId("HOURS"), whole_window, Units::from_nanos(1)}};
    result.units = {{"A", MeasureId("HOURS"), whole_window, Units::from_nanos(1'500'000'000)}};
    result.coverage = {{TerritoryId("A"), LevelId("CARE"), whole_window, Ratio(1000, 3), Units::whole(17), Ratio(52, 3), Ratio(316), 948'000'000, false}};
    result.funds = {{FundId("STATE"), 2024, TerritoryId("A"), "DM 1", whole_window, AnnuityStatus::assigned, false, Money::from_cents(90000),
                     Money::from_cents(124), Money::from_cents(89876), Date(2025, 12, 31), Money::from_cents(5)},
                    {FundId("STATE"), 2026, TerritoryId("A"), "", whole_window, AnnuityStatus::expected, true, Money(), Money(), Money(), std::nullopt, Money()}};
    result.pooled = {{TerritoryId("M"), FundId("FSC"), 2024, "", Money::from_cents(7)}};
    result.dues_beyond_horizon = {{"A", MeasureId("HOURS"), Category::current, Date(2027, 1, 1), Money::from_cents(8), true}};
    result.projected = {{IndicatorId("POP"), TerritoryId("A"), 2025, 2024}};
    result.assumptions = {{RestingPart::money, Basis::assumption, Money::from_cents(123), {}, Ratio(123, 124)},
                          {RestingPart::requirement, {}, {}, Ratio(916'259'689'813, 549'755'813'888), {}}};
    const Int128 large = static_cast<Int128>(std::numeric_limits<std::int64_t>::max()) * 1000 + 7;
    result.stages = {{StageObjective::shortfall, 1, std::nullopt, StagePeriods::all, large, large - 1, large + 3, large - 2, 1, 2, 3, large - 5, true},
                     {StageObjective::leximin, 1, 2, StagePeriods::last, 1'500'000'000, 1'500'000'000, 1'500'000'020, 1'500'000'000, 0, 0, 0, std::nullopt, false},
                     {StageObjective::persons, std::nullopt, std::nullopt, StagePeriods::last, -1'500'000'001, -1, 0, -7, 0, 0, 0, std::nullopt, false},
                     {StageObjective::cost, std::nullopt, std::nullopt, StagePeriods::all, 123, 123, 124, -5, 0, 0, 0, 0, false},
                     {StageObjective::tie_break, std::nullopt, std::nullopt, StagePeriods::all, large, 0, 0, 0, 0, 0, 0, std::nullopt, false}};
    result.reasons = {{"funds_exhausted", "cost_balance", "A, HOURS", "1.00", "0.50", "eligible funds exhausted: STATE"}};
    result.findings = {{Severity::warning, "many_cuts", "annuities", 3, 4, "spend_to", "-5", "@x", "=said \"so\",\nand more"},
                        {Severity::information, "rounded_outward", "certificate", 0, 0, "level_floor", "1 row: A", "x", "y"}};
    result.mappafondo = {{FundId("STATE"), "DM 1", Tier::state, 2024, TerritoryId("A"), "HOURS", Category::current, Date(2025, 12, 31), Money::from_cents(123),
                          Money(), Money(), Money::from_cents(123)},
                         {FundId("STATE"), "DM 1", Tier::state, 2024, TerritoryId("A"), "", std::nullopt, Date(2025, 12, 31), Money::from_cents(129876),
                          Money::from_cents(40000), Money::from_cents(89876), Money()}};
    result.certificate = {result.plan_hash, "abc", "keep=1/100000000", "HiGHS 1.15.1", "0.1.0", {}};
    result.certificate.prices = {{0, false, 12, 0.1}, {1, true, 0, -1e-300}, {1, false, 3, 1e300}, {2, false, 4, std::numeric_limits<double>::denorm_min()}};
    return result;
}

TEST(WriteAllocation, an_allocation_that_is_written_and_read_is_equal) {
    const TempFolder folder;
    const Allocation allocation = everything();
    write_allocation(allocation, folder.path() / "out", Overwrite::refuse);
    EXPECT_EQ(read_allocation(folder.path() / "out"), allocation);
    EXPECT_EQ(read_allocation(folder.path() / "out" / "datapackage.json"), allocation);
}

TEST(WriteAllocation, an_empty_allocation_is_written_with_all_its_tables) {
    const TempFolder folder;
    Allocation allocation;
    allocation.plan_hash = "h";
    write_allocation(allocation, folder.path() / "out", Overwrite::refuse);
    for (const char* table : {"spend", "starts", "units", "coverage", "funds", "pooled", "dues_beyond_horizon", "assumptions", "stages", "certificate", "findings",
                              "mappafondo"}) {
        EXPECT_TRUE(fs::exists(folder.path() / "out" / (std::string(table) + ".csv"))) << table;
    }
    EXPECT_EQ(read_allocation(folder.path() / "out"), allocation);
}

TEST(WriteAllocation, values_stand_in_the_units_that_people_read) {
    const TempFolder folder;
    Allocation allocation = everything();
    allocation.stages = {{.objective = StageObjective::worst_zone, .priority_class = 1, .value = 500'000'000},
                         {.objective = StageObjective::leximin, .priority_class = 2, .depth = 3, .value = 2'100'000'000},
                         {.objective = StageObjective::persons, .priority_class = {}, .value = -1'500'000'000},
                         {.objective = StageObjective::cost, .priority_class = {}, .value = 123456}};
    write_allocation(allocation, folder.path() / "out", Overwrite::refuse);
    EXPECT_EQ(fixture::read_file(folder.path() / "out" / "stages.csv"),
              "objective,class,depth,periods,value,reached,cap,bound,gap_engine,gap_whole_units,gap_rounding,claimed,sensitive_to_keep\n"
              "worst_zone,1,,all,1/2,0,0,0,0,0,0,,false\n"
              "leximin,2,3,all,21/10,0,0,0,0,0,0,,false\n"
              "persons,,,all,-1.5,0,0,0,0,0,0,,false\n"
              "cost,,,all,1234.56,0.00,0.00,0.00,0.00,0.00,0.00,,false\n");
    EXPECT_EQ(fixture::read_file(folder.path() / "out" / "spend.csv"),
              "fund,year,recipient,act,territory,measure,period,category,amount_eur\n"
              "STATE,2024,A,DM 1,A,HOURS,2024-01-01/2024-06-30,current,1.23\n"
              "STATE,2024,A,DM 1,'=cmd(),HOURS,2024-01-01/2024-06-30,capital,0.01\n");
}

TEST(WriteAllocation, the_map_of_funds_is_a_table_like_the_others) {
    const TempFolder folder;
    write_allocation(everything(), folder.path() / "out", Overwrite::refuse);
    EXPECT_EQ(fixture::read_file(folder.path() / "out" / "mappafondo.csv"),
              "fund,act,tier,year,recipient,use,category,deadline,assigned_eur,bound_eur,free_eur,used_eur\n"
              "STATE,DM 1,state,2024,A,HOURS,current,2025-12-31,1.23,0.00,0.00,1.23\n"
              "STATE,DM 1,state,2024,A,,,2025-12-31,1298.76,400.00,898.76,0.00\n");
}

TEST(WriteAllocation, the_same_allocation_gives_the_same_bytes) {
    const TempFolder folder;
    write_allocation(everything(), folder.path() / "a", Overwrite::refuse);
    write_allocation(everything(), folder.path() / "b", Overwrite::refuse);
    for (const auto& entry : fs::directory_iterator(folder.path() / "a")) {
        EXPECT_EQ(fixture::read_file(entry.path()), fixture::read_file(folder.path() / "b" / entry.path().filename())) << entry.path();
    }
}

/// The findings of a result after somebody changed one of its files.
std::vector<std::string> findings_after(const std::function<void(const fs::path&)>& damage) {
    const TempFolder folder;
    write_allocation(everything(), folder.path() / "out", Overwrite::refuse);
    damage(folder.path() / "out");
    try {
        (void)read_allocation(folder.path() / "out");
    } catch (const DataError& error) {
        return fixture::in_brief(error.issues());
    }
    return {};
}

TEST(ReadAllocation, nonsense_of_somebody_else_is_a_list_of_findings) {
    const auto found = findings_after([](const fs::path& out) {
        fixture::write_file(out / "spend.csv", "fund,year,recipient,act,territory,measure,period,category,amount_eur\nSTATE,20x4,A,,A,HOURS,2024,current,1.234\n");
        fixture::write_file(out / "certificate.csv", "stage,kind,index,price\n0,row,1,inf\n0,column,1,0x1p+0\n");
        fixture::write_file(out / "stages.csv", "objective,value\nshortfall,1/3\n");
    });
    const std::vector<std::string> expected = {
        "spend 1 year not_a_number: 20x4 -> a whole number",
        "spend 1 period not_a_period: 2024 -> first and last day, such as 2026-01-01/2026-06-30",
        "spend 1 amount_eur ambiguous_number: 1.234 -> euro with at most two decimals, such as 1234.56",
        "stages 0 periods missing_column:  -> the column periods",
        "certificate 1 price not_a_number: inf -> a hexadecimal number such as 0x1.8p+1",
        "certificate 2 kind unknown_word: column -> cap, row"};
    for (const std::string& brief : expected) { EXPECT_NE(std::find(found.begin(), found.end(), brief), found.end()) << brief << ::testing::PrintToString(found); }
}

TEST(ReadAllocation, a_stage_value_that_is_no_multiple_of_its_unit_is_a_finding) {
    const auto found = findings_after([](const fs::path& out) {
        fixture::write_file(out / "stages.csv",
                            "objective,class,periods,value,reached,cap,bound,gap_engine,gap_whole_units,gap_rounding,claimed,sensitive_to_keep\n"
                            "cost,,all,1.234,0,0,0,0,0,0,,false\n");
    });
    EXPECT_EQ(found, std::vector<std::string>{"stages 1 value too_many_decimals: 1.234 -> a multiple of 1/100"});
}

TEST(ReadAllocation, missing_and_unknown_tables_are_found_together) {
    const auto found = findings_after([](const fs::path& out) {
        fixture::write_file(out / "datapackage.json",
                            R"({"plan_hash": "h", "status": "done", "certificate": {}, "resources": [{"name": "spent", "path": "spend.csv"}]})");
    });
    EXPECT_EQ(found, (std::vector<std::string>{
                         " 0 status unknown_word: done -> allocated, infeasible, not_roundable, time_limit, interrupted, unknown",
                         "spent 0  unknown_table: spent -> a table of a result", "spend 0  missing_table:  -> the table",
                         "starts 0  missing_table:  -> the table", "units 0  missing_table:  -> the table", "coverage 0  missing_table:  -> the table",
                         "funds 0  missing_table:  -> the table", "stages 0  missing_table:  -> the table"}));
}

TEST(ReadAllocation, a_result_is_unique_only_where_it_says_so) {
    const TempFolder folder;
    const auto read = [&](const std::string& unique) {
        write_allocation(Allocation{.plan_hash = "h", .plan_name = {}, .engine = {}}, folder.path() / "out", Overwrite::replace);
        std::string text = fixture::read_file(folder.path() / "out" / "datapackage.json");
        const std::string said = R"("unique": "not proved",)";
        text.replace(text.find(said), said.size(), unique);
        fixture::write_file(folder.path() / "out" / "datapackage.json", text);
        return read_allocation(folder.path() / "out").unique;
    };
    EXPECT_EQ(read(""), Uniqueness::not_proved);
    EXPECT_EQ(read(R"("unique": "not proved",)"), Uniqueness::not_proved);
    EXPECT_EQ(read(R"("unique": "proved",)"), Uniqueness::proved);
    EXPECT_THROW((void)read(R"("unique": "perhaps",)"), DataError);
}

TEST(ReadAllocation, a_result_is_reproducible_only_where_it_says_so) {
    const TempFolder folder;
    const auto read = [&](const std::string& reproducible) {
        write_allocation(Allocation{.plan_hash = "h", .plan_name = {}, .engine = {}}, folder.path() / "out", Overwrite::replace);
        std::string text = fixture::read_file(folder.path() / "out" / "datapackage.json");
        const std::string said = R"("reproducible": true,)";
        text.replace(text.find(said), said.size(), reproducible);
        fixture::write_file(folder.path() / "out" / "datapackage.json", text);
        return read_allocation(folder.path() / "out").reproducible;
    };
    EXPECT_FALSE(read(""));
    EXPECT_FALSE(read(R"("reproducible": false,)"));
    EXPECT_TRUE(read(R"("reproducible": true,)"));
    EXPECT_THROW((void)read(R"("reproducible": "true",)"), DataError);
}

TEST(ReadAllocation, a_plan_is_no_result) {
    const TempFolder folder;
    Package().write(folder.path());
    EXPECT_THROW((void)read_allocation(folder.path()), DataError);
    EXPECT_THROW((void)read_allocation(folder.path() / "none"), FileError);
}

TEST(ReadAllocation, the_map_of_funds_is_read_as_it_stands_there) {
    const TempFolder folder;
    write_allocation(everything(), folder.path() / "out", Overwrite::refuse);
    std::string map = fixture::read_file(folder.path() / "out" / "mappafondo.csv");
    map.replace(map.find("898.76"), 6, "898.77");
    fixture::write_file(folder.path() / "out" / "mappafondo.csv", map);
    Allocation moved = everything();
    moved.mappafondo[1].free += Money::from_cents(1);
    EXPECT_EQ(read_allocation(folder.path() / "out"), moved);
}

TEST(ReadAllocation, a_map_of_funds_that_is_promised_and_not_there_is_a_finding) {
    EXPECT_EQ(findings_after([](const fs::path& out) { fs::remove(out / "mappafondo.csv"); }).size(), 1U);
}

}  // namespace
}  // namespace leps
