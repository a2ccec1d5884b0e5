#pragma once

#include <algorithm>
#include <set>
#include <vector>

#include "leps/domain/definitions/year_fraction.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

using PeriodIndex = Index<struct PlanPeriodTag>;
using ElementaryIndex = Index<struct ElementaryTag>;

/// A year, half-year or quarter of the horizon, or a year of the tail.
struct PlanPeriod {
    Period span;
    bool tail = false;
    ElementaryIndex first;    ///< its elementary periods are first ... first + count - 1
    std::size_t count = 0;
};

/// A part of a period in which every window is either open throughout or closed throughout.
struct ElementaryPeriod {
    Period span;
    PeriodIndex period;
    bool tail = false;
};

/// The periods of the horizon and the tail, cut at every window and eligibility date strictly inside them. Windows end
/// with the horizon, so that only eligibility dates cut the tail. O(rows log rows).
class Timeline {
public:
    explicit Timeline(const PlanTables& tables) : horizon_(tables.header.horizon) {
        std::set<Date> cuts;
        const auto cut = [&cuts](const std::optional<Date>& day) {
            if (day) { cuts.insert(*day); }
        };
        for (const Annuity& annuity : tables.annuities) {
            if (annuity.window.begin() < horizon_.end()) { cut(annuity.window.begin()); }
            if (annuity.window.end() < horizon_.end()) { cut(annuity.window.end()); }
        }
        for (const Eligibility& row : tables.eligibility) {
            cut(row.valid.from);
            cut(row.valid.until);
        }
        const long months = months_of(tables.header.period);
        for (Date begin = horizon_.begin(); begin < horizon_.end(); begin = add_months(begin, months)) {
            append(Period(begin, std::min(add_months(begin, months), horizon_.end())), false, cuts);
        }
        for (int year = 0; year < tables.header.tail_years; ++year) {
            append(Period(add_months(horizon_.end(), 12L * year), add_months(horizon_.end(), 12L * (year + 1))), true, cuts);
        }
    }

    [[nodiscard]] const Period& horizon() const noexcept { return horizon_; }
    /// The first day after the tail.
    [[nodiscard]] const Date& end() const { return periods_.back().span.end(); }
    [[nodiscard]] const std::vector<PlanPeriod>& periods() const noexcept { return periods_; }
    [[nodiscard]] const std::vector<ElementaryPeriod>& elementary() const noexcept { return elementary_; }
    [[nodiscard]] const PlanPeriod& operator[](PeriodIndex t) const { return periods_[t.value()]; }
    [[nodiscard]] const ElementaryPeriod& operator[](ElementaryIndex e) const { return elementary_[e.value()]; }
    /// Periods of the horizon come first: 0 ... horizon_periods() - 1.
    [[nodiscard]] std::size_t horizon_periods() const noexcept { return horizon_periods_; }

    /// The elementary period that holds a day, if the horizon and the tail do.
    [[nodiscard]] std::optional<ElementaryIndex> holding(const Date& day) const {
        const auto after = std::upper_bound(elementary_.begin(), elementary_.end(), day,
                                            [](const Date& d, const ElementaryPeriod& e) { return d < e.span.begin(); });
        if (after == elementary_.begin() || day >= end()) { return std::nullopt; }
        return ElementaryIndex(static_cast<std::size_t>(after - elementary_.begin() - 1));
    }

    /// lambda_t: the share of the horizon that a period is.
    [[nodiscard]] WideRatio weight(PeriodIndex t) const { return year_fraction((*this)[t].span) / year_fraction(horizon_); }

    [[nodiscard]] static long months_of(PeriodLength length) noexcept {
        switch (length) {
            case PeriodLength::year: return 12;
            case PeriodLength::half: return 6;
            case PeriodLength::quarter: return 3;
        }
        return 12;
    }

private:
    void append(const Period& span, bool tail, const std::set<Date>& cuts) {
        const PeriodIndex index(periods_.size());
        PlanPeriod period{.span = span, .tail = tail, .first = ElementaryIndex(elementary_.size()), .count = 0};
        Date begin = span.begin();
        for (auto day = cuts.upper_bound(span.begin()); day != cuts.end() && *day < span.end(); ++day) {
            elementary_.push_back({.span = Period(begin, *day), .period = index, .tail = tail});
            begin = *day;
        }
        elementary_.push_back({.span = Period(begin, span.end()), .period = index, .tail = tail});
        period.count = elementary_.size() - period.first.value();
        periods_.push_back(period);
        if (!tail) { horizon_periods_ = periods_.size(); }
    }

    Period horizon_;
    std::vector<PlanPeriod> periods_;
    std::vector<ElementaryPeriod> elementary_;
    std::size_t horizon_periods_ = 0;
};

}  // namespace leps
