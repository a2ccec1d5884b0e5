#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "leps/allocate/allocate.hpp"

namespace leps::python {

/// What is not given keeps the default of AllocateOptions: there is one place where defaults are written.
[[nodiscard]] inline AllocateOptions options_of(const std::string& engine, std::optional<double> time_limit, std::optional<std::int64_t> node_limit,
                                                const std::optional<Ratio>& relative_gap, std::optional<std::int64_t> reopen_units) {
    AllocateOptions options;
    options.engine = engine;
    options.time_limit = time_limit;
    options.node_limit = node_limit.value_or(options.node_limit);
    options.relative_gap = relative_gap.value_or(options.relative_gap);
    options.reopen_units = reopen_units.value_or(options.reopen_units);
    return options;
}

}  // namespace leps::python
