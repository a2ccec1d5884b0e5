#include "leps/core/money.hpp"

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const auto sum = leps::Money::from_cents(100) + 1.5;
#else
    [[maybe_unused]] const auto sum = leps::Money::from_cents(100) + leps::Money::from_cents(150);
#endif
}
