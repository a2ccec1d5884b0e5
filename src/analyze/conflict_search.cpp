#include "analyze/conflict_search.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace leps {
namespace {

/// So many of the data that give way are tried alone, without the others: each lies in a conflict of its own, most of them smaller.
constexpr std::size_t tries_alone = 8;

DatumSet without(DatumSet set, std::size_t datum) {
    set.erase(datum);
    return set;
}

/// Clashes without whole units: the data whose rows have a price are left out one by one, and stay out where the rest clashes.
class LinearDeletion {
public:
    explicit LinearDeletion(ElasticSession& session) : session_(session) {}

    FoundConflict run() {
        const DatumSet all = session_.all();
        LinearFit fit = session_.linear(all);
        if (fit.fit != Fit::clashes) { return {.clash = fit.fit == Fit::fits ? Clash::none : Clash::not_settled, .members = {}, .ray = {}, .irreducible = false}; }
        take(all, fit);
        one_alone(all, fit.missed);
        while (const auto next = not_yet_needed()) {
            if (session_.stopped()) { return found(); }
            const DatumSet fewer = without(set_, *next);
            fit = session_.linear(fewer);
            if (fit.fit == Fit::unknown) { return found(); }
            if (fit.fit == Fit::fits) {
                needed_.insert(*next);
            } else {
                take(fewer, fit);
            }
        }
        irreducible_ = true;
        prove();
        return found();
    }

private:
    /// A clash among `kept` is one among those of them that have a price; what is needed in a larger set is so in this one.
    void take(const DatumSet& kept, const LinearFit& fit) {
        set_.clear();
        std::ranges::set_intersection(kept, fit.priced, std::inserter(set_, set_.end()));
        set_.insert(needed_.begin(), needed_.end());
        ray_ = fit.ray;
    }

    /// Most of what gives way belongs to other conflicts than the one that is looked for: the one with the fewest candidates is taken.
    void one_alone(const DatumSet& all, const std::vector<std::size_t>& missed) {
        std::optional<LinearFit> fewest;
        DatumSet kept_by_fewest;
        for (std::size_t i = 0; missed.size() > 1 && i < std::min(tries_alone, missed.size()) && !session_.stopped(); ++i) {
            DatumSet kept = all;
            for (const std::size_t other : missed) {
                if (other != missed[i]) { kept.erase(other); }
            }
            LinearFit fit = session_.linear(kept);
            if (fit.fit != Fit::clashes || (fewest && fewest->priced.size() <= fit.priced.size())) { continue; }
            fewest = std::move(fit);
            kept_by_fewest = std::move(kept);
        }
        if (fewest && fewest->priced.size() < set_.size()) { take(kept_by_fewest, *fewest); }
    }

    [[nodiscard]] std::optional<std::size_t> not_yet_needed() const {
        for (const std::size_t d : set_) {
            if (!needed_.contains(d)) { return d; }
        }
        return std::nullopt;
    }

    /// The last ray may be that of a set with more data, of which some had a price that was noise.
    void prove() {
        if (session_.claim(set_, ray_) == Claim::proved) { return; }
        LinearFit fit = session_.linear(set_);
        if (fit.fit == Fit::clashes) { ray_ = std::move(fit.ray); }
        irreducible_ = fit.fit == Fit::clashes;  // what is not seen to clash by itself is no least set
    }

    FoundConflict found() { return {.clash = Clash::rules, .members = set_, .ray = std::move(ray_), .irreducible = irreducible_}; }

    ElasticSession& session_;
    DatumSet set_;
    DatumSet needed_;
    std::vector<double> ray_;
    bool irreducible_ = false;
};

/// Clashes with whole units: halves of what is left, each minimized beside the other (QuickXplain).
class WholeDivision {
public:
    explicit WholeDivision(ElasticSession& session) : session_(session) {}

    FoundConflict run() {
        const DatumSet all = session_.all();
        const Fit fit = session_.whole(all);
        if (fit != Fit::clashes) { return {.clash = fit == Fit::fits ? Clash::none : Clash::not_settled, .members = {}, .ray = {}, .irreducible = false}; }
        const std::vector<std::size_t> candidates(all.begin(), all.end());
        DatumSet members = clashes({}) ? DatumSet{} : minimized({}, candidates);
        return {.clash = Clash::whole_units, .members = std::move(members), .ray = {}, .irreducible = !limited_};
    }

private:
    /// A set that no limit lets decide counts as one that fits: then more is kept than is needed.
    bool clashes(const DatumSet& kept) {
        const Fit fit = session_.stopped() ? Fit::unknown : session_.whole(kept);
        limited_ = limited_ || fit == Fit::unknown;
        return fit == Fit::clashes;
    }

    /// The least part of the candidates that clashes together with what is kept, which does not clash by itself.
    DatumSet minimized(const DatumSet& kept, const std::vector<std::size_t>& candidates) {
        if (candidates.size() == 1) { return {candidates.front()}; }
        const auto middle = candidates.begin() + static_cast<std::ptrdiff_t>(candidates.size() / 2);
        const std::vector<std::size_t> first(candidates.begin(), middle);
        const std::vector<std::size_t> second(middle, candidates.end());
        const DatumSet with_first = joined(kept, first);
        const DatumSet of_second = clashes(with_first) ? DatumSet{} : minimized(with_first, second);
        const DatumSet with_second = joined(kept, of_second);
        const bool enough = !of_second.empty() && clashes(with_second);
        return joined(of_second, enough ? DatumSet{} : minimized(with_second, first));
    }

    template <class Range>
    static DatumSet joined(DatumSet set, const Range& more) {
        set.insert(more.begin(), more.end());
        return set;
    }

    ElasticSession& session_;
    bool limited_ = false;
};

}  // namespace

FoundConflict find_conflict(ElasticSession& session) {
    FoundConflict found = LinearDeletion(session).run();
    if (found.clash != Clash::none || !session.elastic().compiled.problem.has_whole_columns()) { return found; }
    return WholeDivision(session).run();
}

}  // namespace leps
