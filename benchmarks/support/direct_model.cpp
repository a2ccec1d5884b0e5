#include "support/direct_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace leps_benchmark {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double money_unit = 100'000.0;  ///< cents in a thousand euros
constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Days as months since 1 January of the first year: every window of a generated plan ends with a month.
struct Elementary {
    int from;
    int until;
    int period;
    bool tail;
    bool first;  ///< of its period
};

struct Window {
    int from;
    int until;
    double money;
    bool tail;
};

struct Purse {
    std::vector<Window> windows;
    bool split = false;                            ///< several annuities open at once
    std::vector<double> open;                      ///< money by elementary period
    std::vector<std::vector<int>> spends;          ///< columns by elementary period
    std::vector<std::vector<int>> uses;            ///< columns by window x elementary period, -1 where there is none
};

struct Spend {
    int column;
    std::size_t fund;
};

struct Bundle {
    std::size_t elementary;
    std::size_t category;
    std::array<double, 8> cents{};                 ///< of a unit, by start
    int rounded_up = 0;
    int rounded_down = 0;
    std::size_t first_spend = 0;
    std::size_t spend_count = 0;
};

class Filler {
public:
    explicit Filler(const PlainPlan& plan) : plan_(plan), years_(static_cast<std::size_t>(plan.years)), horizon_(12 * plan.years) {}

    DirectModel run() {
        model_.start.push_back(0);
        make_periods();
        make_purses();
        for (std::size_t m = 0; m < plan_.measures.size(); ++m) { templates_.push_back(bundles_of(plan_.measures[m])); }
        make_columns();
        money_rows();
        share_rows();
        reserve_rows();
        level_rows();
        limit_rows();
        continuity_rows();
        return std::move(model_);
    }

private:
    void make_periods() {
        const bool cut = std::ranges::any_of(plan_.funds, [](const PlainFund& fund) { return fund.closes_mid_2026; });
        for (int y = 0; y <= plan_.years; ++y) {
            const bool tail = y == plan_.years;
            if (y == 1 && cut) {
                elementary_.push_back({12, 18, y, tail, true});
                elementary_.push_back({18, 24, y, tail, false});
            } else {
                elementary_.push_back({12 * y, 12 * y + 12, y, tail, true});
            }
        }
    }

    void make_purses() {
        for (const PlainFund& fund : plan_.funds) {
            std::vector<Purse>& purses = purses_.emplace_back(plan_.recipients(fund.payee));
            for (std::size_t r = 0; r < purses.size(); ++r) {
                Purse& purse = purses[r];
                for (int y = 0; y < (fund.closes_mid_2026 ? 1 : plan_.years); ++y) {
                    const double money = static_cast<double>(fund.cents[r * years_ + static_cast<std::size_t>(y)]) / money_unit;
                    const int until = fund.closes_mid_2026 ? 18 : std::min(12 * (y + fund.years_open), horizon_);
                    purse.windows.push_back({12 * y, until, money, false});
                }
                if (fund.recurrent) { purse.windows.push_back({horizon_, horizon_ + 12, purse.windows.back().money, true}); }
                purse.split = fund.years_open > 1;
                for (const Elementary& e : elementary_) {
                    double money = 0.0;
                    for (const Window& window : purse.windows) { money += open(window, e) ? window.money : 0.0; }
                    purse.open.push_back(money);
                }
                purse.spends.resize(elementary_.size());
            }
        }
    }

    static bool open(const Window& window, const Elementary& e) { return window.tail == e.tail && window.from <= e.from && e.until <= window.until; }

    static int months_in_service(const PlainMeasure& measure, int start, int from, int until) {
        const int begin = 12 * start + measure.delay_months;
        const int end = measure.life_months == 0 ? std::numeric_limits<int>::max() : begin + measure.life_months;
        return std::max(0, std::min(until, end) - std::max(from, begin));
    }
    static double phi(const PlainMeasure& measure, int start, int period) {
        return months_in_service(measure, start, 12 * period, 12 * period + 12) / 12.0;
    }

    std::vector<Bundle> bundles_of(const PlainMeasure& measure) const {
        std::vector<Bundle> bundles;
        for (std::size_t e = 0; e < elementary_.size(); ++e) {
            for (std::size_t category = 0; category < category_count; ++category) {
                Bundle bundle{.elementary = e, .category = category};
                bool any = false;
                bool running = false;
                for (const CostLine& line : measure.costs) {
                    if (line.category != category) { continue; }
                    for (int s = 0; s < measure.start_years; ++s) {
                        double cents = 0.0;
                        if (line.yearly) {
                            const Elementary& now = elementary_[e];
                            running = running || months_in_service(measure, s, 12 * now.period, now.until) > 0;
                            cents = static_cast<double>(line.cents) * months_in_service(measure, s, now.from, now.until) / 12.0;
                        } else {
                            for (const ProfilePart& part : line.profile) {
                                const int day = 12 * s + part.months;
                                if (day < elementary_[e].from || day >= elementary_[e].until) { continue; }
                                cents += static_cast<double>(line.cents * part.numerator / part.denominator);
                                bundle.rounded_up += measure.whole ? 0 : 1;
                            }
                        }
                        bundle.cents[static_cast<std::size_t>(s)] += cents;
                        any = any || cents > 0.0;
                    }
                }
                if (running && !measure.whole) {
                    bundle.rounded_up += 1;
                    bundle.rounded_down += elementary_[e].first ? 0 : 1;
                }
                if (any) { bundles.push_back(bundle); }
            }
        }
        return bundles;
    }

    void columns_of(const char* name) { model_.column_blocks.push_back({name, model_.columns()}); }
    void rows_of(const char* name) { model_.row_blocks.push_back({name, model_.rows()}); }

    int column(double upper, bool whole = false, double cost = 0.0) {
        model_.cost.push_back(cost);
        model_.column_lower.push_back(0.0);
        model_.column_upper.push_back(upper);
        model_.integrality.push_back(whole ? 1 : 0);
        return static_cast<int>(model_.cost.size() - 1);
    }
    void entry(int column, double value) {
        model_.index.push_back(column);
        model_.value.push_back(value);
    }
    void end_row(double lower, double upper) {
        model_.row_lower.push_back(lower);
        model_.row_upper.push_back(upper);
        model_.start.push_back(static_cast<int>(model_.index.size()));
    }
    [[nodiscard]] bool row_empty() const { return model_.start.back() == static_cast<int>(model_.index.size()); }

    [[nodiscard]] std::size_t recipient(const PlainFund& fund, std::size_t zone) const {
        return fund.payee == Payee::nation ? 0 : fund.payee == Payee::region ? plan_.zones[zone].region : zone;
    }
    [[nodiscard]] int start_column(std::size_t operation, int s) const { return first_start_[operation] + s; }
    [[nodiscard]] std::size_t operation(std::size_t zone, std::size_t measure) const { return zone * plan_.measures.size() + measure; }

    /// The greatest start that limits and money allow: whole ones must not be let loose above their last whole unit.
    double greatest_start(const PlainMeasure& measure, std::size_t zone, const std::vector<Bundle>& bundles, std::size_t m, int s) const {
        double most = infinity;
        for (int t = s; t < plan_.years; ++t) {
            if (const double part = phi(measure, s, t); part > 0.0) { most = std::min(most, static_cast<double>(measure.greatest) / part); }
        }
        for (const Bundle& bundle : bundles) {
            const double cents = bundle.cents[static_cast<std::size_t>(s)];
            if (!(cents > 0.0)) { continue; }
            double money = 0.0;
            for (std::size_t f = 0; f < plan_.funds.size(); ++f) {
                if (plan_.funds[f].may_pay(m, bundle.category)) { money += purses_[f][recipient(plan_.funds[f], zone)].open[bundle.elementary]; }
            }
            most = std::min(most, (money * money_unit + bundle.rounded_down) / cents);
        }
        return measure.whole ? std::floor(most) : most;
    }

    void make_columns() {
        columns_of("start");
        for (std::size_t z = 0; z < plan_.zones.size(); ++z) {
            for (std::size_t m = 0; m < plan_.measures.size(); ++m) {
                const PlainMeasure& measure = plan_.measures[m];
                first_start_.push_back(static_cast<int>(model_.columns()));
                for (int s = 0; s < measure.start_years; ++s) { column(greatest_start(measure, z, templates_[m], m, s), measure.whole); }
            }
        }
        columns_of("spend");
        for (std::size_t z = 0; z < plan_.zones.size(); ++z) {
            for (std::size_t m = 0; m < plan_.measures.size(); ++m) {
                first_bundle_.push_back(bundles_.size());
                for (Bundle bundle : templates_[m]) {
                    bundle.first_spend = spends_.size();
                    for (std::size_t f = 0; f < plan_.funds.size(); ++f) {
                        const PlainFund& fund = plan_.funds[f];
                        Purse& purse = purses_[f][recipient(fund, z)];
                        if (!fund.may_pay(m, bundle.category) || !is_open(purse, bundle.elementary)) { continue; }
                        const int x = column(purse.open[bundle.elementary]);
                        spends_.push_back({x, f});
                        purse.spends[bundle.elementary].push_back(x);
                    }
                    bundle.spend_count = spends_.size() - bundle.first_spend;
                    bundles_.push_back(bundle);
                }
            }
        }
        first_bundle_.push_back(bundles_.size());
        columns_of("use");
        for (std::vector<Purse>& purses : purses_) {
            for (Purse& purse : purses) {
                if (!purse.split) { continue; }
                for (const Window& window : purse.windows) {
                    std::vector<int>& uses = purse.uses.emplace_back(elementary_.size(), -1);
                    for (std::size_t e = 0; e < elementary_.size(); ++e) {
                        if (!purse.spends[e].empty() && open(window, elementary_[e])) { uses[e] = column(window.money); }
                    }
                }
            }
        }
    }

    [[nodiscard]] bool is_open(const Purse& purse, std::size_t e) const {
        return std::ranges::any_of(purse.windows, [&](const Window& window) { return open(window, elementary_[e]); });
    }

    void money_rows() {
        rows_of("cost_balance");
        for (std::size_t o = 0; o + 1 < first_bundle_.size(); ++o) {
            const PlainMeasure& measure = plan_.measures[o % plan_.measures.size()];
            for (std::size_t b = first_bundle_[o]; b < first_bundle_[o + 1]; ++b) {
                const Bundle& bundle = bundles_[b];
                for (int s = 0; s < measure.start_years; ++s) {
                    const double cents = bundle.cents[static_cast<std::size_t>(s)];
                    if (cents > 0.0) { entry(start_column(o, s), -cents / money_unit); }
                }
                for (std::size_t x = 0; x < bundle.spend_count; ++x) { entry(spends_[bundle.first_spend + x].column, 1.0); }
                end_row(-bundle.rounded_down / money_unit, bundle.rounded_up / money_unit);
            }
        }
        rows_of("annuity");
        for (const std::vector<Purse>& purses : purses_) {
            for (const Purse& purse : purses) { annuity_rows(purse); }
        }
    }

    void annuity_rows(const Purse& purse) {
        if (purse.split) {
            for (std::size_t e = 0; e < elementary_.size(); ++e) {
                if (purse.spends[e].empty()) { continue; }
                for (const int x : purse.spends[e]) { entry(x, 1.0); }
                for (const std::vector<int>& uses : purse.uses) {
                    if (uses[e] >= 0) { entry(uses[e], -1.0); }
                }
                end_row(0.0, 0.0);
            }
        }
        for (std::size_t w = 0; w < purse.windows.size(); ++w) {
            for (std::size_t e = 0; e < elementary_.size(); ++e) {
                if (purse.split) {
                    if (purse.uses[w][e] >= 0) { entry(purse.uses[w][e], 1.0); }
                } else if (open(purse.windows[w], elementary_[e])) {
                    for (const int x : purse.spends[e]) { entry(x, 1.0); }
                }
            }
            if (!row_empty()) { end_row(-infinity, purse.windows[w].money); }
        }
    }

    void share_rows() {
        rows_of("share");
        for (const Bundle& bundle : bundles_) {
            for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
                const PlainFund& fund = plan_.funds[spends_[x].fund];
                if (fund.share_percent >= 100) { continue; }
                const double share = static_cast<double>(fund.share_percent) / 100.0;
                for (std::size_t i = bundle.first_spend; i < bundle.first_spend + bundle.spend_count; ++i) {
                    entry(spends_[i].column, (i == x ? 1.0 : 0.0) - share);
                }
                end_row(-infinity, 0.0);
            }
        }
        for (std::size_t o = 0; o + 1 < first_bundle_.size(); ++o) {
            for (std::size_t f = 0; f < plan_.funds.size(); ++f) {
                if (plan_.funds[f].project_percent.empty()) { continue; }
                const std::size_t z = o / plan_.measures.size();
                const auto category = static_cast<std::size_t>(plan_.regions[plan_.zones[z].region].category);
                const double share = static_cast<double>(plan_.funds[f].project_percent[category]) / 100.0;
                for (const bool tail : {false, true}) { project_row(o, f, share, tail); }
            }
        }
    }

    void project_row(std::size_t o, std::size_t f, double share, bool tail) {
        std::array<bool, category_count> pays{};
        for (std::size_t b = first_bundle_[o]; b < first_bundle_[o + 1]; ++b) {
            const Bundle& bundle = bundles_[b];
            if (elementary_[bundle.elementary].tail != tail) { continue; }
            for (std::size_t x = 0; x < bundle.spend_count; ++x) { pays[bundle.category] = pays[bundle.category] || spends_[bundle.first_spend + x].fund == f; }
        }
        for (std::size_t b = first_bundle_[o]; b < first_bundle_[o + 1]; ++b) {
            const Bundle& bundle = bundles_[b];
            if (elementary_[bundle.elementary].tail != tail || !pays[bundle.category]) { continue; }
            for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
                entry(spends_[x].column, (spends_[x].fund == f ? 1.0 : 0.0) - share);
            }
        }
        if (!row_empty()) { end_row(-infinity, 0.0); }
    }

    /// The spending columns of a fund for one recipient (none: all), inside the horizon or in the tail.
    template <class Visit>
    void visit_spends(std::size_t f, std::size_t wanted, bool tail, Visit visit) const {
        for (std::size_t o = 0; o + 1 < first_bundle_.size(); ++o) {
            const std::size_t z = o / plan_.measures.size();
            if (wanted != none && recipient(plan_.funds[f], z) != wanted) { continue; }
            for (std::size_t b = first_bundle_[o]; b < first_bundle_[o + 1]; ++b) {
                const Bundle& bundle = bundles_[b];
                if (elementary_[bundle.elementary].tail != tail) { continue; }
                for (std::size_t x = bundle.first_spend; x < bundle.first_spend + bundle.spend_count; ++x) {
                    if (spends_[x].fund == f) { visit(spends_[x].column, o % plan_.measures.size()); }
                }
            }
        }
    }

    void reserve_rows() {
        rows_of("reserve");
        for (std::size_t f = 0; f < plan_.funds.size(); ++f) {
            const PlainFund& fund = plan_.funds[f];
            for (const PlainReserve& reserve : fund.reserves) {
                const bool in_tail = reserve.kind != PlainReserve::Kind::of_spent_max && reserve.kind != PlainReserve::Kind::quota;
                for (std::size_t r = 0; r < (reserve.per_recipient ? purses_[f].size() : 1); ++r) {
                    reserve_row(f, reserve, reserve.per_recipient ? r : none, false);
                    if (in_tail && fund.recurrent) { reserve_row(f, reserve, reserve.per_recipient ? r : none, true); }
                }
            }
            if (fund.quota_cents) {
                visit_spends(f, 0, false, [&](int x, std::size_t) { entry(x, 1.0); });
                end_row(-infinity, static_cast<double>(*fund.quota_cents) / money_unit);
            }
        }
    }

    void reserve_row(std::size_t f, const PlainReserve& reserve, std::size_t wanted, bool tail) {
        double assigned = 0.0;
        for (std::size_t r = 0; r < purses_[f].size(); ++r) {
            if (wanted != none && wanted != r) { continue; }
            for (const Window& window : purses_[f][r].windows) { assigned += window.tail == tail ? window.money : 0.0; }
        }
        const double share = static_cast<double>(reserve.numerator) / static_cast<double>(reserve.denominator);
        const double cents = share * assigned * money_unit;
        visit_spends(f, wanted, tail, [&](int x, std::size_t m) {
            const bool inside = m == reserve.measure;
            switch (reserve.kind) {
                case PlainReserve::Kind::cap:
                case PlainReserve::Kind::quota:
                    if (inside) { entry(x, 1.0); }
                    break;
                case PlainReserve::Kind::earmark:
                    if (!inside) { entry(x, 1.0); }
                    break;
                case PlainReserve::Kind::of_spent_max: entry(x, (inside ? 1.0 : 0.0) - share); break;
            }
        });
        if (row_empty()) { return; }
        switch (reserve.kind) {
            case PlainReserve::Kind::cap: end_row(-infinity, std::floor(cents) / money_unit); break;
            case PlainReserve::Kind::quota: end_row(std::ceil(cents) / money_unit, infinity); break;
            case PlainReserve::Kind::earmark: end_row(-infinity, assigned - std::ceil(cents) / money_unit); break;
            case PlainReserve::Kind::of_spent_max: end_row(-infinity, 0.0); break;
        }
    }

    void level_rows() {
        double residents = 0.0;
        for (const PlainZone& zone : plan_.zones) { residents += static_cast<double>(zone.residents); }
        std::array<double, 3> weights{};
        for (const PlainLevel& level : plan_.levels) { weights[static_cast<std::size_t>(level.priority)] += static_cast<double>(level.weight); }
        rows_of("level_floor");
        columns_of("gap");
        const int first_gap = static_cast<int>(model_.columns());
        for (std::size_t z = 0; z < plan_.zones.size(); ++z) {
            const PlainZone& zone = plan_.zones[z];
            for (std::size_t l = 0; l < plan_.levels.size(); ++l) {
                const PlainLevel& level = plan_.levels[l];
                const double required = static_cast<double>(zone.residents) / static_cast<double>(level.persons_per_unit);
                const double missing = required - static_cast<double>(zone.supply[l]) / 2.0;
                const double kappa = static_cast<double>(level.weight) / weights[1] / plan_.years * (static_cast<double>(zone.residents) / residents);
                for (int t = 0; t < plan_.years; ++t) {
                    const int gap = column(std::max(0.0, missing) / required, false, level.priority == 1 ? kappa : 0.0);
                    for (std::size_t m = l; m < plan_.measures.size(); m += plan_.levels.size()) {
                        service_entries(z, m, t, static_cast<double>(plan_.measures[m].delivers));
                    }
                    entry(gap, required);
                    end_row(missing, infinity);
                }
            }
        }
        rows_of("worst_zone");
        columns_of("worst");
        for (const int priority : {1, 2}) {
            const int worst = column(1.0);
            int gap = first_gap;
            for (std::size_t z = 0; z < plan_.zones.size(); ++z) {
                double total = 0.0;
                for (const PlainLevel& level : plan_.levels) {
                    for (int t = 0; t < plan_.years; ++t, ++gap) {
                        if (level.priority != priority) { continue; }
                        entry(gap, -static_cast<double>(level.weight));
                        total += static_cast<double>(level.weight);
                    }
                }
                entry(worst, total);
                end_row(0.0, infinity);
            }
        }
    }

    void service_entries(std::size_t z, std::size_t m, int t, double factor) {
        const PlainMeasure& measure = plan_.measures[m];
        for (int s = 0; s < measure.start_years && s <= t; ++s) {
            if (const double part = phi(measure, s, t); part > 0.0) { entry(start_column(operation(z, m), s), factor * part); }
        }
    }

    void limit_rows() {
        rows_of("measure_limit");
        for (std::size_t m = 0; m < plan_.measures.size(); ++m) {
            for (std::size_t z = 0; z < plan_.zones.size(); ++z) {
                for (int t = 0; t < plan_.years; ++t) {
                    service_entries(z, m, t, 1.0);
                    if (!row_empty()) { end_row(-infinity, static_cast<double>(plan_.measures[m].greatest)); }
                }
            }
        }
    }

    void continuity_rows() {
        rows_of("continuity");
        columns_of("drop");
        for (std::size_t z = 0; z < plan_.zones.size(); ++z) {
            for (std::size_t m = 0; m < plan_.measures.size(); ++m) {
                const PlainMeasure& measure = plan_.measures[m];
                const bool runs = std::ranges::any_of(measure.costs, [](const CostLine& line) { return line.yearly; });
                if (measure.life_months == 0 || !runs) { continue; }
                for (int t = 0; t + 1 < plan_.years; ++t) {
                    double most = 0.0;
                    for (int s = 0; s < measure.start_years && s <= t; ++s) {
                        most += phi(measure, s, t) * model_.column_upper[static_cast<std::size_t>(start_column(operation(z, m), s))];
                    }
                    if (most == 0.0) { continue; }
                    entry(column(most), 1.0);
                    for (int s = 0; s < measure.start_years && s <= t + 1; ++s) {
                        const double part = phi(measure, s, t + 1) - (s <= t ? phi(measure, s, t) : 0.0);
                        if (part != 0.0) { entry(start_column(operation(z, m), s), part); }
                    }
                    end_row(0.0, infinity);
                }
            }
        }
    }

    const PlainPlan& plan_;
    std::size_t years_;
    int horizon_;
    DirectModel model_;
    std::vector<Elementary> elementary_;
    std::vector<std::vector<Purse>> purses_;       ///< by fund and recipient
    std::vector<std::vector<Bundle>> templates_;   ///< by measure
    std::vector<int> first_start_;                 ///< by operation
    std::vector<Bundle> bundles_;
    std::vector<std::size_t> first_bundle_;        ///< by operation
    std::vector<Spend> spends_;
};

}  // namespace

DirectModel fill(const PlainPlan& plan) { return Filler(plan).run(); }

}  // namespace leps_benchmark
