#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace leps::fuzz {

/// Valid inputs to begin with: of each target by its name, in the same order everywhere.
using Seeds = std::map<std::string, std::vector<std::string>, std::less<>>;

/// From the plans below `cases`, and the answers to some of them where there is an engine.
[[nodiscard]] Seeds seeds_of(const std::filesystem::path& cases);

/// A file for each seed, in a folder for each target: what libFuzzer begins with.
void write_seeds(const Seeds& seeds, const std::filesystem::path& folder);

/// The bytes of a file.
[[nodiscard]] std::string content(const std::filesystem::path& file);

}  // namespace leps::fuzz
