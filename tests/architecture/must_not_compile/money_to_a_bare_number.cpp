#include <cstdint>

#include "leps/core/money.hpp"

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const std::int64_t cents = leps::Money::from_cents(150);
#else
    [[maybe_unused]] const std::int64_t cents = leps::Money::from_cents(150).cents();
#endif
}
