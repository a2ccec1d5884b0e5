#include "leps/solve/engine.hpp"

#include "leps/core/error.hpp"
#include "leps/solve/highs.hpp"

namespace leps {

std::vector<std::string> available_engines() {
    return has_highs() ? std::vector<std::string>{"highs"} : std::vector<std::string>{};
}

std::unique_ptr<Engine> make_engine(const std::string& name, const EngineOptions& options) {
    if (name == "highs") { return make_highs_engine(options); }
    throw Unsupported("engine " + name);
}

}  // namespace leps
