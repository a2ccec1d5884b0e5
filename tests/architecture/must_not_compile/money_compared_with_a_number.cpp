#include "leps/core/money.hpp"

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const bool more = leps::Money::from_cents(100) > 0;
#else
    [[maybe_unused]] const bool more = leps::Money::from_cents(100) > leps::Money();
#endif
}
