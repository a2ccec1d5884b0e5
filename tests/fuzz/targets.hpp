#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "mutate.hpp"

namespace leps::fuzz {

/// What a reader broke of its promises: never a thing of the input, always a defect.
class Defect : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// Whether the input was taken or refused, so that a driver can tell that it reaches both.
enum class Outcome { refused, taken };

/// One reader under test. `run` throws Defect (or whatever the reader lets through) where a promise is broken:
/// only exceptions of leps, findings that say what and where, the same answer twice, and what is taken is written and read back equal.
struct Target {
    std::string_view name;
    Form form = Form::packages;
    Outcome (*run)(std::string_view bytes) = nullptr;
};

[[nodiscard]] std::span<const Target> targets();

/// Throws std::out_of_range if there is none of this name.
[[nodiscard]] const Target& target_of(std::string_view name);

}  // namespace leps::fuzz
