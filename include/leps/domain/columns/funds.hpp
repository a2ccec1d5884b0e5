#pragma once

#include <tuple>

#include "leps/domain/columns/column.hpp"
#include "leps/domain/fund.hpp"
#include "leps/domain/record.hpp"

namespace leps {

/// Columns of funds, of their rules and of monitoring records.

template <>
struct Columns<Fund> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("fund", &Fund::fund), column::may("name", &Fund::name), column::may("family", &Fund::family),
                   column::must("tier", &Fund::tier), column::must("recurrent", &Fund::recurrent),
                   column::must("carry_over", &Fund::carry_over), column::may("missing_annuity", &Fund::missing_annuity),
                   column::may("preference", &Fund::preference), column::may("pooling", &Fund::pooling),
                   column::may("round_share", &Fund::round_share), column::may("legal_source", &Fund::legal_source)},
        remarks_columns<Fund>());
};

template <>
struct Columns<Annuity> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("fund", &Annuity::fund), column::key("year", &Annuity::year),
                   column::key("territory", &Annuity::territory), column::must("amount_eur", &Annuity::amount),
                   column::may("gross_eur", &Annuity::gross), column::may("bound_eur", &Annuity::bound),
                   column::must("status", &Annuity::status),
                   column::must("spend_from", [](auto& row) { return FirstDay{row.window}; }),
                   column::must("spend_to", [](auto& row) { return LastDay{row.window}; }),
                   column::open_key("act", &Annuity::act), column::may("decree_date", &Annuity::decree_date),
                   column::may("repair_weight", &Annuity::repair_weight)},
        remarks_columns<Annuity>());
};

template <>
struct Columns<Eligibility> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("fund", &Eligibility::fund), column::key("measure", &Eligibility::measure),
                   column::key("category", &Eligibility::category),
                   column::open_key("territory", [](auto& row) -> auto& { return row.scope.territory; }),
                   column::open_key("territory_group", [](auto& row) -> auto& { return row.scope.group; }),
                   column::open_key("from", [](auto& row) { return FirstDay{row.valid}; }),
                   column::may("to", [](auto& row) { return LastDay{row.valid}; }),
                   column::may("max_share", &Eligibility::max_share), column::may("max_eur", &Eligibility::max_amount)},
        remarks_columns<Eligibility>());
};

template <>
struct Columns<CoFinancing> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("fund", &CoFinancing::fund), column::open_key("eu_category", &CoFinancing::eu_category),
                   column::open_key("measure", &CoFinancing::measure), column::must("max_share", &CoFinancing::max_share),
                   column::may("base", &CoFinancing::base)},
        remarks_columns<CoFinancing>());
};

template <>
struct Columns<Reserve> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("fund", &Reserve::fund), column::key("reserve", &Reserve::reserve),
                   column::must("kind", &Reserve::kind), column::must("subset_kind", &Reserve::subset_kind),
                   column::must("subset", &Reserve::subset), column::must("share", &Reserve::share),
                   column::may("strict", &Reserve::strict), column::must("per_recipient", &Reserve::per_recipient),
                   column::must("per_year", &Reserve::per_year), column::may("repair_weight", &Reserve::repair_weight)},
        remarks_columns<Reserve>());
};

template <>
struct Columns<TerritoryQuota> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("fund", &TerritoryQuota::fund), column::key("territory", &TerritoryQuota::territory),
                   column::may("min_eur", &TerritoryQuota::min_amount), column::may("max_eur", &TerritoryQuota::max_amount),
                   column::open_key("year", &TerritoryQuota::year)},
        remarks_columns<TerritoryQuota>());
};

template <>
struct Columns<Record> {
    static constexpr auto list = std::tuple_cat(
        std::tuple{column::key("territory", &Record::territory), column::key("fund", &Record::fund),
                   column::open_key("annuity", &Record::annuity), column::open_key("recipient", &Record::recipient),
                   column::open_key("act", &Record::act), column::key("measure", &Record::measure),
                   column::open_key("category", &Record::category), column::open_key("project", &Record::project),
                   column::may("start", &Record::start), column::may("units", &Record::units),
                   column::may("period", &Record::period), column::may("assigned_eur", &Record::assigned),
                   column::may("programmed_eur", &Record::programmed), column::may("committed_eur", &Record::committed),
                   column::may("paid_eur", &Record::paid), column::may("reported_eur", &Record::reported),
                   column::key("as_of", &Record::as_of), column::open_key("kind", &Record::kind),
                   column::may("repair_weight", &Record::repair_weight)},
        remarks_columns<Record>());
};

}  // namespace leps
