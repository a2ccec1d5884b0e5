#include "leps/core/units.hpp"

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const auto units = leps::Units::from_nanos(0.5);
#else
    [[maybe_unused]] const auto units = leps::Units::from_nanos(500'000'000);
#endif
}
