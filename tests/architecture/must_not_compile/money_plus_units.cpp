#include "leps/core/money.hpp"
#include "leps/core/units.hpp"

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const auto sum = leps::Money::from_cents(1) + leps::Units::whole(1);
#else
    [[maybe_unused]] const auto sum = leps::Units::whole(1) + leps::Units::whole(1);
#endif
}
