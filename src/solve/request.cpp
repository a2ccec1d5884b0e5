#include "leps/solve/request.hpp"

namespace leps {

std::string_view name(Outcome outcome) noexcept {
    switch (outcome) {
        case Outcome::optimal: return "optimal";
        case Outcome::gap_limit: return "gap_limit";
        case Outcome::node_limit: return "node_limit";
        case Outcome::time_limit: return "time_limit";
        case Outcome::interrupted: return "interrupted";
        case Outcome::infeasible: return "infeasible";
        case Outcome::unknown: break;
    }
    return "unknown";
}

}  // namespace leps
