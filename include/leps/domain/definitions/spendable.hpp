#pragma once

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "leps/core/money.hpp"
#include "leps/domain/definitions/requirement.hpp"
#include "leps/domain/definitions/territory_tree.hpp"
#include "leps/domain/definitions/timeline.hpp"

namespace leps {

using FundIndex = Index<FundTag>;
using SpendableIndex = Index<struct SpendableTag>;
using PurseIndex = Index<struct PurseTag>;

/// The act of the projected annuities of recurrent funds; no annuity of a plan may name it.
inline constexpr std::string_view projected_act = "projected";

/// Money as it may be spent: an annuity within the horizon, the pooled annuities of a zone's municipalities as one, or the
/// projected annuity of a recurrent fund in a year of the tail.
struct SpendableAnnuity {
    FundIndex fund;
    Year year = 0;
    TerritoryIndex recipient;         ///< of pooled money: the zone
    std::string act;                  ///< projected_act in the tail
    Period window;                    ///< ends with the horizon at the latest
    Date ends;                        ///< first day after the annuity's own window, which may lie behind the horizon
    Money assigned;                   ///< sum of amount_eur: what reserves are shares of
    Money amount;                     ///< what can still pay: assigned less what existing supply takes (in_annuities)
    AnnuityStatus status = AnnuityStatus::assigned;
    std::optional<Date> lapses_on;    ///< last day of a window that ends inside the horizon
    bool tail = false;
    std::vector<std::size_t> members; ///< rows of the table annuities; several where pooled
};

/// The annuities of one fund and recipient.
struct Purse {
    FundIndex fund;
    TerritoryIndex recipient;
    std::vector<SpendableIndex> annuities;  ///< published order: earliest window end, older year, plan order
};

/// A part of existing supply that its annuities cannot pay.
struct SupplyLack {
    std::size_t supply_row = 0;  ///< of the table service_supply
    Money missing;
};

/// All spendable money of a plan. O(annuities log annuities).
class Spendable {
public:
    Spendable(const PlanTables& tables, const TerritoryTree& territories, const Timeline& timeline) {
        for (std::size_t f = 0; f < tables.funds.size(); ++f) { funds_.emplace(tables.funds[f].fund, FundIndex(f)); }
        add_horizon(tables, territories, timeline.horizon());
        if (tables.header.baseline == Baseline::in_annuities) { take_supply(tables, territories); }
        add_tail(tables, timeline);
        sort_list();
        std::map<std::pair<FundIndex, TerritoryIndex>, std::vector<SpendableIndex>> purses;
        for (std::size_t i = 0; i < list_.size(); ++i) {
            purses[{list_[i].fund, list_[i].recipient}].push_back(SpendableIndex(i));
        }
        for (auto& [owner, annuities] : purses) {
            std::stable_sort(annuities.begin(), annuities.end(), [this](SpendableIndex a, SpendableIndex b) {
                const SpendableAnnuity& left = (*this)[a];
                const SpendableAnnuity& right = (*this)[b];
                return std::tuple(left.ends, left.year) < std::tuple(right.ends, right.year);
            });
            purses_.push_back({.fund = owner.first, .recipient = owner.second, .annuities = std::move(annuities)});
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }
    [[nodiscard]] const SpendableAnnuity& operator[](SpendableIndex i) const { return list_[i.value()]; }
    [[nodiscard]] const std::vector<SpendableAnnuity>& list() const noexcept { return list_; }
    /// By fund and recipient, in plan order.
    [[nodiscard]] const std::vector<Purse>& purses() const noexcept { return purses_; }
    [[nodiscard]] FundIndex fund(const FundId& id) const { return funds_.at(id); }
    /// Where existing supply lacks money (an error, checks/).
    [[nodiscard]] const std::vector<SupplyLack>& lacks() const noexcept { return lacks_; }

    [[nodiscard]] std::optional<SpendableIndex> find(FundIndex fund, Year year, TerritoryIndex recipient, const std::string& act) const {
        const auto wanted = std::tie(fund, year, recipient, act);
        const auto found = std::lower_bound(list_.begin(), list_.end(), wanted,
                                            [](const SpendableAnnuity& a, const auto& sought) { return key(a) < sought; });
        if (found == list_.end() || key(*found) != wanted) { return std::nullopt; }
        return SpendableIndex(static_cast<std::size_t>(found - list_.begin()));
    }

private:
    static std::tuple<const FundIndex&, const Year&, const TerritoryIndex&, const std::string&> key(const SpendableAnnuity& a) {
        return std::tie(a.fund, a.year, a.recipient, a.act);
    }

    /// Each annuity, heavy to move, is moved once.
    void sort_list() {
        std::vector<std::size_t> order(list_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return key(list_[a]) < key(list_[b]); });
        std::vector<SpendableAnnuity> sorted;
        sorted.reserve(list_.size());
        for (const std::size_t i : order) { sorted.push_back(std::move(list_[i])); }
        list_ = std::move(sorted);
    }

    void add_horizon(const PlanTables& tables, const TerritoryTree& territories, const Period& horizon) {
        std::map<std::tuple<FundIndex, Year, TerritoryIndex, Date, Date>, std::size_t> pools;
        for (std::size_t row = 0; row < tables.annuities.size(); ++row) {
            const Annuity& annuity = tables.annuities[row];
            const FundIndex fund = funds_.at(annuity.fund);
            TerritoryIndex recipient = territories.at(annuity.territory);
            const bool municipal = territories[recipient].kind == TerritoryKind::municipality;
            const bool pooled = municipal && tables.funds[fund.value()].pooling == Pooling::pooled;
            if (pooled) { recipient = territories.zone_of(recipient).value(); }
            if (!annuity.window.meets(horizon)) { continue; }
            if (pooled) {
                const auto [pool, fresh] = pools.try_emplace(
                    {fund, annuity.year, recipient, annuity.window.begin(), annuity.window.end()}, list_.size());
                if (!fresh) {
                    SpendableAnnuity& joint = list_[pool->second];
                    joint.assigned += annuity.amount;
                    joint.amount += annuity.amount;
                    joint.members.push_back(row);
                    if (joint.status == AnnuityStatus::none) { joint.status = annuity.status; }
                    if (annuity.status == AnnuityStatus::expected) { joint.status = AnnuityStatus::expected; }
                    continue;
                }
            }
            const Period window(std::max(annuity.window.begin(), horizon.begin()), std::min(annuity.window.end(), horizon.end()));
            list_.push_back({.fund = fund, .year = annuity.year, .recipient = recipient, .act = annuity.act, .window = window,
                             .ends = annuity.window.end(), .assigned = annuity.amount, .amount = annuity.amount, .status = annuity.status,
                             .lapses_on = annuity.window.end() <= horizon.end() ? std::optional(annuity.window.last_day()) : std::nullopt,
                             .tail = false, .members = {row}});
        }
        for (SpendableAnnuity& annuity : list_) {
            if (annuity.members.size() > 1) { annuity.act = joint_act(tables, annuity.members); }
        }
    }

    /// The acts of pooled annuities, each once, ascending.
    static std::string joint_act(const PlanTables& tables, const std::vector<std::size_t>& members) {
        std::set<std::string> acts;
        for (const std::size_t row : members) { acts.insert(tables.annuities[row].act); }
        acts.erase("");
        std::string text;
        for (const std::string& act : acts) { text += text.empty() ? act : "; " + act; }
        return text;
    }

    /// Existing supply that a fund pays takes ceil(units x unit cost) first, year by year, from the annuities of the zone (or
    /// else of its nearest ancestor that has any) whose own window, horizon or not, meets the calendar year, earliest end first.
    void take_supply(const PlanTables& tables, const TerritoryTree& territories) {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < tables.service_supply.size(); ++row) {
            if (tables.service_supply[row].paid_by) { rows.push_back(row); }
        }
        std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
            return tables.service_supply[a].year < tables.service_supply[b].year;
        });
        for (const std::size_t row : rows) {
            const ServiceSupply& supply = tables.service_supply[row];
            Money needed = Money::from_cents(wide::narrow((WideRatio(supply.unit_cost.value_or(Money()).cents()) * supply.units.wide()).ceil()));
            const Period year(Date(static_cast<unsigned short>(supply.year), 1, 1), Date(static_cast<unsigned short>(supply.year + 1), 1, 1));
            for (SpendableAnnuity* annuity : paying(tables, funds_.at(*supply.paid_by), territories.at(supply.territory), year, territories)) {
                const Money taken = std::min(needed, annuity->amount);
                annuity->amount -= taken;
                needed -= taken;
            }
            if (needed > Money()) { lacks_.push_back({.supply_row = row, .missing = needed}); }
        }
    }

    std::vector<SpendableAnnuity*> paying(const PlanTables& tables, FundIndex fund, TerritoryIndex zone, const Period& year, const TerritoryTree& territories) {
        for (std::optional<TerritoryIndex> up = zone; up; up = territories.parent(*up)) {
            std::vector<SpendableAnnuity*> own;
            bool any = false;
            for (SpendableAnnuity& annuity : list_) {
                if (annuity.fund != fund || annuity.recipient != *up) { continue; }
                any = true;
                if (tables.annuities[annuity.members.front()].window.meets(year)) { own.push_back(&annuity); }
            }
            if (any) {
                std::stable_sort(own.begin(), own.end(), [](const SpendableAnnuity* a, const SpendableAnnuity* b) {
                    return std::tuple(a->ends, a->year) < std::tuple(b->ends, b->year);
                });
                return own;
            }
        }
        return {};
    }

    /// Per recipient and tail year, the amount of the recipient's last competence year, all acts together and before what
    /// existing supply takes. (MODEL.md 5, sustainability)
    void add_tail(const PlanTables& tables, const Timeline& timeline) {
        std::map<std::pair<FundIndex, TerritoryIndex>, SpendableAnnuity> last;
        for (const SpendableAnnuity& annuity : list_) {
            if (!tables.funds[annuity.fund.value()].recurrent) { continue; }
            const auto [found, fresh] = last.try_emplace({annuity.fund, annuity.recipient}, annuity);
            if (fresh) { continue; }
            if (annuity.year > found->second.year) {
                found->second = annuity;
            } else if (annuity.year == found->second.year) {
                found->second.assigned += annuity.assigned;
            }
        }
        for (std::size_t t = timeline.horizon_periods(); t < timeline.periods().size(); ++t) {
            const Period& span = timeline.periods()[t].span;
            for (const auto& [owner, source] : last) {
                list_.push_back({.fund = owner.first, .year = year_of(span.begin()), .recipient = owner.second, .act = std::string(projected_act),
                                 .window = span, .ends = span.end(), .assigned = source.assigned, .amount = source.assigned, .status = source.status,
                                 .lapses_on = std::nullopt, .tail = true, .members = {}});
            }
        }
    }

    std::vector<SpendableAnnuity> list_;
    std::vector<Purse> purses_;
    std::map<FundId, FundIndex> funds_;
    std::vector<SupplyLack> lacks_;
};

}  // namespace leps
