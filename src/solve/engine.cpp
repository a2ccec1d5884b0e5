#include "leps/solve/engine.hpp"

#include "leps/core/error.hpp"
#include "leps/solve/highs.hpp"

namespace leps {

std::vector<std::string> available_engines() {
    return has_highs() ? std::vector<std::string>{"highs"} : std::vector<std::string>{};
}

std::unique_ptr<Engine> make_engine(const std::string& name, const EngineOptions& options) {
    if (name == "highs") { return make_highs_engine(options); }
    if (name == "auto") {
        const std::vector<std::string> engines = available_engines();
        if (engines.empty()) { throw Unsupported("solving: this build of leps has no engine (it was built without HiGHS)"); }
        return make_engine(engines.front(), options);
    }
    throw Unsupported("engine " + name);
}

}  // namespace leps
