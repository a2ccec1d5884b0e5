#include <string>

#include "leps/core/id.hpp"

using KeyOfOneKind = leps::Id<struct OneKind>;

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const KeyOfOneKind id = std::string("FNA");
#else
    [[maybe_unused]] const KeyOfOneKind id(std::string("FNA"));
#endif
}
