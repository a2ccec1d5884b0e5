#pragma once

#include <cstdint>
#include <vector>

#include "leps/domain/definitions/plan_view.hpp"

namespace leps {

/// phi[m, s, t] of MODEL.md 4 for every measure and two periods of the horizon: dates are asked once, not for each row.
class ServiceFractions {
public:
    /// O(measures x periods^2).
    explicit ServiceFractions(const PlanView& view);

    /// The part of t in which a unit started on the first day of s is in service: averaged over t, or on its last day.
    [[nodiscard]] const WideRatio& of(MeasureIndex m, PeriodIndex s, PeriodIndex t, Measured measured = Measured::average) const {
        return (measured == Measured::average ? average_ : at_end_)[(m.value() * periods_ + s.value()) * periods_ + t.value()];
    }

private:
    std::size_t periods_;
    std::vector<WideRatio> average_;
    std::vector<WideRatio> at_end_;
};

}  // namespace leps
