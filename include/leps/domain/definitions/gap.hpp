#pragma once

#include <cstdint>

#include "leps/core/wide.hpp"

namespace leps {

/// gap = ceil(10^9 x max(0, required - reached) / required) parts per billion; 0 if required = 0. (MODEL.md 6)
[[nodiscard]] inline std::int64_t gap_ppb(const WideRatio& required, const WideRatio& reached) {
    if (required <= WideRatio(0) || reached >= required) { return 0; }
    return wide::narrow(((required - reached) / required * WideRatio(1'000'000'000)).ceil());
}

/// Index of a zone: ceil(sum of weight x gap / sum of weight) ppb, over its rows of one class.
[[nodiscard]] inline std::int64_t zone_index_ppb(Int128 weighted_gaps, Int128 weights) {
    return weights == 0 ? 0 : wide::narrow(wide::ceil_div(weighted_gaps, weights));
}

}  // namespace leps
