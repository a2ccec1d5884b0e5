#include "leps/core/ratio.hpp"

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const leps::Ratio share(0.5);
#else
    [[maybe_unused]] const leps::Ratio share(1, 2);
#endif
}
