#include <string>

#include "leps/core/id.hpp"

using KeyOfOneKind = leps::Id<struct OneKind>;
using KeyOfAnotherKind = leps::Id<struct AnotherKind>;

void use() {
#ifdef LEPS_REFUSED
    [[maybe_unused]] const bool same = KeyOfOneKind("a") == KeyOfAnotherKind("a");
#else
    [[maybe_unused]] const bool same = KeyOfOneKind("a") == KeyOfOneKind("a");
#endif
}
