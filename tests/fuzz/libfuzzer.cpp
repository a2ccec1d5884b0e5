// The same targets for libFuzzer, which finds its way by the branches that it reaches. The environment variable LEPS_FUZZ_TARGET names
// one of them. A defect is an exception that nobody catches, or a sanitizer's report.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "targets.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t most);

namespace {

const leps::fuzz::Target& target() {
    static const leps::fuzz::Target& named = [] () -> const leps::fuzz::Target& {
        const char* name = std::getenv("LEPS_FUZZ_TARGET");
        return leps::fuzz::target_of(name == nullptr ? "plan" : name);
    }();
    return named;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    (void)target().run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}

/// Mostly changes that know what the bytes mean, sometimes those of libFuzzer.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t most, unsigned int seed) {
    leps::fuzz::Random random(seed);
    if (random.one_in(5)) { return LLVMFuzzerMutate(bytes, size, most); }
    const std::string changed = leps::fuzz::mutated(std::string(reinterpret_cast<const char*>(bytes), size), target().form, random);
    const std::size_t length = std::min(changed.size(), most);
    std::memcpy(bytes, changed.data(), length);
    return length;
}
