#include "leps/compile/service_fractions.hpp"

namespace leps {

ServiceFractions::ServiceFractions(const PlanView& view)
    : periods_(view.timeline.horizon_periods()), average_(view.tables.measures.size() * periods_ * periods_), at_end_(average_.size()) {
    for (const MeasureIndex m : view.measures.leaves()) {
        for (std::size_t s = 0; s < periods_; ++s) {
            const Date& day = view.timeline.periods()[s].span.begin();
            for (std::size_t t = s; t < periods_; ++t) {
                const Period& span = view.timeline.periods()[t].span;
                const std::size_t place = (m.value() * periods_ + s) * periods_ + t;
                average_[place] = service_average(view.measures[m], day, span);
                at_end_[place] = service_at_end(view.measures[m], day, span);
            }
        }
    }
}

}  // namespace leps
