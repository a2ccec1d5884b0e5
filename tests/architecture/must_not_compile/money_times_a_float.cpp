#include "leps/core/money.hpp"

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const auto half = leps::Money::from_cents(100) * 0.5;
#else
    [[maybe_unused]] const auto less = leps::Money::from_cents(100) - leps::Money::from_cents(50);
#endif
}
