#pragma once

#include <optional>
#include <string>

#include "leps/core/money.hpp"
#include "leps/core/ratio.hpp"
#include "leps/domain/row.hpp"

namespace leps {

/// A stream of public money with one set of rules.
struct Fund {
    FundId fund{};
    std::string name{};
    std::string family{};
    Tier tier = Tier::state;
    bool recurrent = false;
    bool carry_over = false;
    MissingAnnuity missing_annuity = MissingAnnuity::error;
    std::optional<int> preference{};  ///< 1: pays first
    Pooling pooling = Pooling::pooled;
    RoundShare round_share = RoundShare::down;
    std::string legal_source{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const Fund&) const = default;
};

/// The money of one fund for one competence year and one recipient, and the days on which it may be spent.
struct Annuity {
    FundId fund{};
    Year year = 0;
    TerritoryId territory{};        ///< the recipient
    Money amount{};                 ///< what may be planned: gross - bound where both are given
    std::optional<Money> gross{};
    std::optional<Money> bound{};
    AnnuityStatus status = AnnuityStatus::assigned;
    Period window;
    std::string act{};
    std::optional<Date> decree_date{};
    std::optional<Ratio> repair_weight{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const Annuity&) const = default;
};

/// What a fund may pay: no row, no right.
struct Eligibility {
    FundId fund{};
    MeasureId measure{};               ///< a heading covers its children
    Category category = Category::current;
    Scope scope{};
    DateRange valid{};
    std::optional<Ratio> max_share{};  ///< of each bundle's due
    std::optional<Money> max_amount{}; ///< over the horizon; over each tail year apart
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const Eligibility&) const = default;
};

/// The greatest share of a base that a fund may pay, by category of the region.
struct CoFinancing {
    FundId fund{};
    std::string eu_category{};             ///< empty: every category
    std::optional<MeasureId> measure{};
    Ratio max_share{};
    CoFinancingBase base = CoFinancingBase::project;
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const CoFinancing&) const = default;
};

/// A part of a fund kept for, or from, a measure, a group or a territory.
struct Reserve {
    FundId fund{};
    ReserveId reserve{};
    ReserveKind kind = ReserveKind::earmark;
    SubsetKind subset_kind = SubsetKind::measure;
    std::string subset{};
    Ratio share{};
    bool strict = false;
    bool per_recipient = false;
    bool per_year = false;
    std::optional<Ratio> repair_weight{};
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const Reserve&) const = default;
};

/// What must or may at most be spent of a fund in a territory.
struct TerritoryQuota {
    FundId fund{};
    TerritoryId territory{};
    std::optional<Money> min_amount{};
    std::optional<Money> max_amount{};
    std::optional<Year> year{};  ///< competence year; empty: all of the horizon
    Remarks remarks{};
    RowPlace at{};
    bool operator==(const TerritoryQuota&) const = default;
};

}  // namespace leps
