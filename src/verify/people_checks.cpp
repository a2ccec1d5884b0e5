#include <algorithm>
#include <set>

#include "checks.hpp"
#include "leps/domain/definitions/weights.hpp"

namespace leps {

namespace {

class PersonsCheck {
public:
    explicit PersonsCheck(const Audit& audit)
        : audit_(audit), plan_(audit.plan), sizes_(plan_.tables, plan_.territories, plan_.indicators) {
        for (const ServiceLevel& level : plan_.tables.service_levels) { levels_.emplace(level.level, &level); }
        for (const Delivery& row : plan_.tables.deliveries) {
            const auto measure = plan_.measures.find(row.measure);
            const auto level = levels_.find(row.level);
            if (!measure || level == levels_.end()) { continue; }
            if (level->second->group) { grouped_[plan_.measures[*measure].distinct_group].insert(row.level); }
            if (row.persons_per_unit) { deliveries_[*measure].push_back({level->second, row.persons_per_unit->wide()}); }
        }
    }

    void by_level() {
        std::map<std::tuple<LevelId, TerritoryIndex, std::size_t>, WideRatio> persons;
        each_service([&](MeasureIndex measure, TerritoryIndex zone, std::size_t t, const WideRatio& units) {
            for (const Served& served : deliveries_.at(measure)) {
                if (served.level->group) { persons[{served.level->level, zone, t}] += served.per_unit * units; }
            }
        });
        for (const auto& [key, count] : persons) {
            const auto& [id, zone, t] = key;
            const ServiceLevel& level = *levels_.at(id);
            judge(zone, t, "level " + id.text(), count, sizes_.size(level, zone, year(t)).wide(), level.resolution.wide());
        }
    }

    void by_distinct_group() {
        std::map<std::tuple<std::string, TerritoryIndex, std::size_t>, WideRatio> persons;
        each_service([&](MeasureIndex measure, TerritoryIndex zone, std::size_t t, const WideRatio& units) {
            const std::string& group = plan_.measures[measure].distinct_group;
            if (group.empty() || !grouped_.contains(group)) { return; }
            WideRatio most = 0;
            for (const Served& served : deliveries_.at(measure)) { most = max(most, served.per_unit); }
            persons[{group, zone, t}] += most * units;
        });
        for (const auto& [key, count] : persons) {
            const auto& [group, zone, t] = key;
            WideRatio largest = 0;
            WideRatio resolution = 0;
            for (const LevelId& id : grouped_.at(group)) {
                const ServiceLevel& level = *levels_.at(id);
                largest = max(largest, sizes_.size(level, zone, year(t)).wide());
                resolution = max(resolution, level.resolution.wide());
            }
            judge(zone, t, "distinct group " + group, count, largest, resolution);
        }
    }

private:
    struct Served {
        const ServiceLevel* level;
        WideRatio per_unit;
    };

    [[nodiscard]] Year year(std::size_t t) const { return year_of(plan_.timeline.periods()[t].span.begin()); }

    /// Visits the measures in service that serve persons, by zone and period of the horizon.
    template <class Visit>
    void each_service(Visit visit) const {
        for (const auto& [key, service] : audit_.achieved.zones) {
            if (!deliveries_.contains(key.second)) { continue; }
            for (std::size_t t = 0; t < plan_.timeline.horizon_periods(); ++t) {
                if (service.average[t] != WideRatio(0)) { visit(key.second, key.first, t, service.average[t]); }
            }
        }
    }

    void judge(TerritoryIndex zone, std::size_t t, const std::string& whom, const WideRatio& persons, const WideRatio& size, const WideRatio& resolution) {
        if (persons <= size + resolution) { return; }
        audit_.report.add({.rule = "persons_cap", .subject = audit_.report.territory(zone) + ", " + whom + ", " + audit_.report.period(PeriodIndex(t)),
                           .found = to_string(persons), .limit = "at most " + to_string(size),
                           .message = "more persons are served than there are"});
    }

    const Audit& audit_;
    const PlanView& plan_;
    LevelWeights sizes_;
    std::map<LevelId, const ServiceLevel*> levels_;
    std::map<MeasureIndex, std::vector<Served>> deliveries_;       ///< that serve persons
    std::map<std::string, std::set<LevelId>> grouped_;             ///< levels with a group, by distinct group
};

}  // namespace

/// PERSONS   for each zone z, level l with a group, period t:  sum over m of persons_per_unit x u  <=  size of the group.
/// DISTINCT  for each distinct group D, z, t:  sum over m in D of (max over levels of persons_per_unit) x u  <=  the largest
///           size among the groups of its levels.
/// Sizes of the year of the first day of t; compared at the resolution of the level (the coarsest of D's).
void check_persons_caps(const Audit& audit) {
    PersonsCheck check(audit);
    check.by_level();
    check.by_distinct_group();
}

}  // namespace leps
