#include "leps/core/money.hpp"

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const auto money = leps::Money::from_cents(1.5);
#else
    [[maybe_unused]] const auto money = leps::Money::from_cents(150);
#endif
}
