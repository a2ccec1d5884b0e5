#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "clash_plans.hpp"
#include "leps/analyze/conflict.hpp"

namespace leps::fixture {

/// One datum that makes roomy_plan(), with what the family needs beside it, impossible.
struct PlantedClash {
    std::string name;
    std::string rule;     ///< of the planted datum
    std::string subject;  ///< and in ids
    std::function<void(PlanTables&)> ground;  ///< still possible
    std::function<void(PlanTables&)> plant;
    Clash clash = Clash::rules;
};

inline void PrintTo(const PlantedClash& planted, std::ostream* out) { *out << planted.name; }

/// At least one for every family of rules that a datum makes, many for the common ones.
[[nodiscard]] std::vector<PlantedClash> planted_clashes();

}  // namespace leps::fixture
