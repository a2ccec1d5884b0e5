#pragma once

#include "analyze/elastic_session.hpp"

namespace leps {

/// A set of data that clashes, as small as was found.
struct FoundConflict {
    Clash clash = Clash::none;
    DatumSet members;
    std::vector<double> ray;     ///< of the members, without whole units
    bool irreducible = false;
};

/// Throws what the engine throws.
[[nodiscard]] FoundConflict find_conflict(ElasticSession& session);

}  // namespace leps
