// Runs mutated packages, tables, documents and numbers through the readers, the same ones from the same seed.
//
//   fuzz CASES [--target NAME] [--inputs N] [--seed S]     N inputs in all, over the targets
//   fuzz CASES --write-seeds FOLDER                        what libFuzzer begins with
//   fuzz --replay NAME FILE                                one input again, such as one that a failed run has kept

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <exception>
#include <string>
#include <vector>

#include "last_words.hpp"
#include "seeds.hpp"
#include "targets.hpp"

namespace leps::fuzz {
namespace {

/// The promise: no small input takes more than a second of work, under sanitizers neither.
constexpr std::size_t small_bytes = 100'000;
constexpr int most_seconds = 1;
constexpr int most_seconds_of_large = 10;

struct Share {
    std::string_view target;
    std::size_t percent;
};
/// Packages hold all that can go wrong in the parts.
constexpr std::array shares = {Share{"plan", 35}, Share{"result", 20}, Share{"edit", 15}, Share{"csv", 10}, Share{"json", 10}, Share{"number", 10}};

struct Options {
    std::string cases;
    std::string target;
    std::string seeds_folder;
    std::size_t inputs = 4000;
    std::uint64_t seed = 1;
};

struct Totals {
    std::size_t inputs = 0;
    std::size_t taken = 0;
    double slowest = 0.0;
};

/// Seconds of work that this process has done.
double work_so_far() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Runs one input. Throws nothing: false where it shows a defect, which is said and kept in a file.
bool run_one(const Target& target, const std::string& input, Totals& totals) {
    static const std::string file = "fuzz-failure-" + std::to_string(std::chrono::system_clock::now().time_since_epoch().count());
    watch({.target = target.name, .bytes = input, .file = &file}, input.size() < small_bytes ? most_seconds : most_seconds_of_large);
    try {
        const double begin = work_so_far();
        const Outcome outcome = target.run(input);
        totals.slowest = std::max(totals.slowest, work_so_far() - begin);
        ++totals.inputs;
        totals.taken += outcome == Outcome::taken ? 1 : 0;
        watch_nothing();
        return true;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fuzz: %s\n", error.what());
    }
    keep_watched();
    watch_nothing();
    return false;
}

/// So many inputs of one target: changes of its seeds, and of inputs that were taken before.
bool run_target(const Target& target, std::vector<std::string> pool, const Options& options, std::size_t count) {
    if (pool.empty()) { return true; }
    constexpr std::size_t most_in_pool = 200;
    Random random(options.seed * 1000 + target.name.size() * 31 + static_cast<unsigned char>(target.name.front()));
    Totals totals;
    for (const std::string& seed : pool) {
        if (totals.inputs >= count / 4) { break; }
        if (!run_one(target, seed, totals)) { return false; }
    }
    while (totals.inputs < count) {
        std::string input = mutated(random.one_of(pool), target.form, random);
        const std::size_t taken = totals.taken;
        if (!run_one(target, input, totals)) { return false; }
        if (totals.taken == taken || input.size() >= small_bytes) { continue; }
        // What is taken leads on to what a single change of a seed does not reach.
        if (pool.size() < most_in_pool) { pool.push_back(std::move(input)); }
        else if (random.one_in(8)) { random.one_of(pool) = std::move(input); }
    }
    std::printf("fuzz %-7s %zu inputs, %zu of them taken, the slowest in %.3f s\n", std::string(target.name).c_str(), totals.inputs, totals.taken,
                totals.slowest);
    std::fflush(stdout);
    return true;
}

int run_all(const Options& options) {
    const Seeds seeds = seeds_of(options.cases);
    if (!options.seeds_folder.empty()) {
        write_seeds(seeds, options.seeds_folder);
        return 0;
    }
    const double begin = work_so_far();
    for (const Share& share : shares) {
        if (!options.target.empty() && options.target != share.target) { continue; }
        const auto of_target = seeds.find(share.target);
        if (of_target == seeds.end()) { continue; }
        const std::size_t count = options.target.empty() ? options.inputs * share.percent / 100 : options.inputs;
        if (!run_target(target_of(share.target), of_target->second, options, count)) { return 1; }
    }
    std::printf("fuzz: seed %llu without a defect in %.1f s\n", static_cast<unsigned long long>(options.seed), work_so_far() - begin);
    return 0;
}

int replay(const std::string& name, const std::string& file) {
    Totals totals;
    const bool sound = run_one(target_of(name), content(file), totals);
    std::printf("fuzz: %s in %.3f s\n", !sound ? "a defect" : totals.taken > 0 ? "taken" : "refused", totals.slowest);
    return sound ? 0 : 1;
}

int run(const std::vector<std::string>& words) {
    if (words.size() == 3 && words[0] == "--replay") { return replay(words[1], words[2]); }
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool last = i + 1 == words.size();
        if (words[i] == "--target" && !last) { options.target = words[++i]; }
        else if (words[i] == "--inputs" && !last) { options.inputs = std::stoul(words[++i]); }
        else if (words[i] == "--seed" && !last) { options.seed = std::stoull(words[++i]); }
        else if (words[i] == "--write-seeds" && !last) { options.seeds_folder = words[++i]; }
        else if (options.cases.empty() && !words[i].starts_with("--")) { options.cases = words[i]; }
        else { options.cases.clear(); break; }
    }
    if (options.cases.empty()) {
        std::fputs("usage: fuzz CASES [--target NAME] [--inputs N] [--seed S] | CASES --write-seeds FOLDER | --replay NAME FILE\n", stderr);
        return 2;
    }
    return run_all(options);
}

}  // namespace
}  // namespace leps::fuzz

int main(int count, char** words) {
    try {
        return leps::fuzz::run({words + 1, words + count});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fuzz: %s\n", error.what());
        return 2;
    }
}
