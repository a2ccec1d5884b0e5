#include "leps/core/money.hpp"

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const leps::Money money = 150;
#else
    [[maybe_unused]] const leps::Money money = leps::Money::from_cents(150);
#endif
}
