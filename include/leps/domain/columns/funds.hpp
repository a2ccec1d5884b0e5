#pragma once

#include "leps/domain/columns/column.hpp"
#include "leps/domain/fund.hpp"
#include "leps/domain/record.hpp"

namespace leps {

/// Columns of funds, of their rules and of monitoring records.

template <>
struct Columns<Fund> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &Fund::fund));
        visitor(column::may("name", &Fund::name));
        visitor(column::may("family", &Fund::family));
        visitor(column::must("tier", &Fund::tier));
        visitor(column::must("recurrent", &Fund::recurrent));
        visitor(column::must("carry_over", &Fund::carry_over));
        visitor(column::may("missing_annuity", &Fund::missing_annuity));
        visitor(column::may("preference", &Fund::preference));
        visitor(column::may("pooling", &Fund::pooling));
        visitor(column::may("round_share", &Fund::round_share));
        visitor(column::may("legal_source", &Fund::legal_source));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<Annuity> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &Annuity::fund));
        visitor(column::key("year", &Annuity::year));
        visitor(column::key("territory", &Annuity::territory));
        visitor(column::must("amount_eur", &Annuity::amount));
        visitor(column::may("gross_eur", &Annuity::gross));
        visitor(column::may("bound_eur", &Annuity::bound));
        visitor(column::must("status", &Annuity::status));
        visitor(column::must("spend_from", [](auto& row) { return FirstDay{row.window}; }));
        visitor(column::must("spend_to", [](auto& row) { return LastDay{row.window}; }));
        visitor(column::open_key("act", &Annuity::act));
        visitor(column::may("decree_date", &Annuity::decree_date));
        visitor(column::may("repair_weight", &Annuity::repair_weight));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<Eligibility> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &Eligibility::fund));
        visitor(column::key("measure", &Eligibility::measure));
        visitor(column::key("category", &Eligibility::category));
        visitor(column::open_key("territory", [](auto& row) -> auto& { return row.scope.territory; }));
        visitor(column::open_key("territory_group", [](auto& row) -> auto& { return row.scope.group; }));
        visitor(column::open_key("from", [](auto& row) { return FirstDay{row.valid}; }));
        visitor(column::may("to", [](auto& row) { return LastDay{row.valid}; }));
        visitor(column::may("max_share", &Eligibility::max_share));
        visitor(column::may("max_eur", &Eligibility::max_amount));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<CoFinancing> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &CoFinancing::fund));
        visitor(column::open_key("eu_category", &CoFinancing::eu_category));
        visitor(column::open_key("measure", &CoFinancing::measure));
        visitor(column::must("max_share", &CoFinancing::max_share));
        visitor(column::may("base", &CoFinancing::base));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<Reserve> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &Reserve::fund));
        visitor(column::key("reserve", &Reserve::reserve));
        visitor(column::must("kind", &Reserve::kind));
        visitor(column::must("subset_kind", &Reserve::subset_kind));
        visitor(column::must("subset", &Reserve::subset));
        visitor(column::must("share", &Reserve::share));
        visitor(column::may("strict", &Reserve::strict));
        visitor(column::must("per_recipient", &Reserve::per_recipient));
        visitor(column::must("per_year", &Reserve::per_year));
        visitor(column::may("repair_weight", &Reserve::repair_weight));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<TerritoryQuota> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("fund", &TerritoryQuota::fund));
        visitor(column::key("territory", &TerritoryQuota::territory));
        visitor(column::may("min_eur", &TerritoryQuota::min_amount));
        visitor(column::may("max_eur", &TerritoryQuota::max_amount));
        visitor(column::open_key("year", &TerritoryQuota::year));
        visit_remarks(visitor);
    }
};

template <>
struct Columns<Record> {
    template <class Visitor>
    static constexpr void visit(Visitor&& visitor) {
        visitor(column::key("territory", &Record::territory));
        visitor(column::key("fund", &Record::fund));
        visitor(column::open_key("annuity", &Record::annuity));
        visitor(column::open_key("recipient", &Record::recipient));
        visitor(column::open_key("act", &Record::act));
        visitor(column::key("measure", &Record::measure));
        visitor(column::open_key("category", &Record::category));
        visitor(column::open_key("project", &Record::project));
        visitor(column::may("start", &Record::start));
        visitor(column::may("units", &Record::units));
        visitor(column::may("period", &Record::period));
        visitor(column::may("assigned_eur", &Record::assigned));
        visitor(column::may("programmed_eur", &Record::programmed));
        visitor(column::may("committed_eur", &Record::committed));
        visitor(column::may("paid_eur", &Record::paid));
        visitor(column::may("reported_eur", &Record::reported));
        visitor(column::key("as_of", &Record::as_of));
        visitor(column::open_key("kind", &Record::kind));
        visitor(column::may("repair_weight", &Record::repair_weight));
        visit_remarks(visitor);
    }
};

}  // namespace leps
