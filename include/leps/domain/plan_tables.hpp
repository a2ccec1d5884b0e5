#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "leps/core/ratio.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/fund.hpp"
#include "leps/domain/indicator.hpp"
#include "leps/domain/measure.hpp"
#include "leps/domain/record.hpp"
#include "leps/domain/row.hpp"
#include "leps/domain/service_level.hpp"
#include "leps/domain/territory.hpp"

namespace leps {

/// One objective of the ordered list.
struct StageSpec {
    StageObjective objective = StageObjective::shortfall;
    std::optional<int> priority_class{};  ///< shortfall, worst_zone, leximin
    Ratio keep{1, 100'000'000};
    std::optional<int> depth{};           ///< leximin: how many of the worst zones; of an ordered stage: how many its sum counts
    StagePeriods periods = StagePeriods::all;
    std::optional<Ratio> keep_to{};       ///< later stages may let the value rise to this, and then by `keep`; in the unit that tables write (stage_value_text)
    bool operator==(const StageSpec&) const = default;
};

/// datapackage.json.
struct PlanHeader {
    std::string name{};
    std::string title{};
    Period horizon;
    PeriodLength period = PeriodLength::year;
    int tail_years = 1;
    CutAt cut = CutAt::month;
    Baseline baseline = Baseline::outside;
    std::vector<StageSpec> stages{};      ///< empty: the preset, or else the default order of MODEL.md 6
    std::optional<StagePreset> preset{};  ///< instead of a list: it follows the classes that the plan has
    std::string licences{};               ///< JSON text, carried along
    std::string sources{};                ///< JSON text, carried along
    bool operator==(const PlanHeader&) const = default;
};

/// A table whose rows are shared between the plans that have them in common.
template <class Row>
class Table {
public:
    Table() : rows_(std::make_shared<const std::vector<Row>>()) {}
    /* implicit */ Table(std::vector<Row> rows) : rows_(std::make_shared<const std::vector<Row>>(std::move(rows))) {}

    [[nodiscard]] const std::vector<Row>& rows() const noexcept { return *rows_; }
    [[nodiscard]] auto begin() const noexcept { return rows_->begin(); }
    [[nodiscard]] auto end() const noexcept { return rows_->end(); }
    [[nodiscard]] std::size_t size() const noexcept { return rows_->size(); }
    [[nodiscard]] bool empty() const noexcept { return rows_->empty(); }
    [[nodiscard]] const Row& operator[](std::size_t i) const { return (*rows_)[i]; }
    [[nodiscard]] bool same_rows(const Table& other) const { return rows_ == other.rows_ || *rows_ == *other.rows_; }

    friend bool operator==(const Table& a, const Table& b) { return a.same_rows(b); }

private:
    std::shared_ptr<const std::vector<Row>> rows_;
};

/// The core tables of a plan, as read. Plan checks them as a whole.
struct PlanTables {
    PlanHeader header;
    Table<Territory> territories{};
    Table<Indicator> indicators{};
    Table<IndicatorValue> indicator_values{};
    Table<BeneficiaryGroup> beneficiary_groups{};
    Table<ServiceLevel> service_levels{};
    Table<LevelTarget> level_targets{};
    Table<ServiceSupply> service_supply{};
    Table<Measure> measures{};
    Table<MeasureCost> measure_costs{};
    Table<Delivery> deliveries{};
    Table<MeasureLimit> measure_limits{};
    Table<Link> links{};
    Table<Fund> funds{};
    Table<Annuity> annuities{};
    Table<Eligibility> eligibility{};
    Table<CoFinancing> co_financing{};
    Table<Reserve> reserves{};
    Table<TerritoryQuota> territory_quotas{};
    Table<AssociationShare> associations{};
    Table<Record> records{};
    Table<SpendRow> current_plan{};

    bool operator==(const PlanTables&) const = default;
};

}  // namespace leps
