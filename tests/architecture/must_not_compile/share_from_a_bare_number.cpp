#include "leps/core/ratio.hpp"

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const leps::Ratio share = 1;
#else
    [[maybe_unused]] const leps::Ratio share(1);
#endif
}
