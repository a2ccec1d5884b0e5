#pragma once

#include "allocate/cents.hpp"
#include "allocate/exact_units.hpp"
#include "allocate/rounding.hpp"
#include "allocate/stage_rows.hpp"

namespace leps {

/// Moves cents between payers, and divisible units with their dues, so that every row over money and units holds: the least
/// such change, as an integer program over what surrounds the broken rows, first close by, then farther; where there are caps,
/// one that keeps them too, wherever that asks for it. Whole units stay.
/// False, and nothing has changed, where the engine finds none (MODEL.md 7: an integral rounding need not exist). The engine
/// counts in floats: the caller checks what holds.
bool repair_in_integers(const CompiledProblem& compiled, Cents& cents, ExactUnits& units, const Kept& kept, const Helper& helper);

}  // namespace leps
