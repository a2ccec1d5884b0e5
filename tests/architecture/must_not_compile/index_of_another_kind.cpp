#include "leps/core/id.hpp"

using PlaceInOneList = leps::Index<struct OneList>;
using PlaceInAnotherList = leps::Index<struct AnotherList>;

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const PlaceInOneList place = PlaceInAnotherList(3);
#else
    [[maybe_unused]] const PlaceInOneList place(3);
#endif
}
