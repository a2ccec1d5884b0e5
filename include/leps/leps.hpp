#pragma once

/// Everything that a program needs to read a plan, allocate it, verify the answer, ask it why, compare it with another and write it. Not
/// here, since few ask for it: what the layers are made of (problem/, compile/), and exact fractions of any size (core/big_rational.hpp).
/// Everything that a program needs to read a plan, allocate it, verify the answer, compare it with another, ask what it would take, and write it. Not here, since few ask
/// for it: what the layers are made of (problem/, compile/), and exact fractions of any size (core/big_rational.hpp).
#include "leps/allocate/allocate.hpp"
#include "leps/allocate/base_plan.hpp"
#include "leps/allocate/certificate.hpp"
#include "leps/analyze/alternatives.hpp"
#include "leps/analyze/compare.hpp"
#include "leps/analyze/diff.hpp"
#include "leps/analyze/sweep.hpp"
#include "leps/analyze/why.hpp"
#include "leps/analyze/why_not.hpp"
#include "leps/analyze/conflict.hpp"
#include "leps/analyze/repair.hpp"
#include "leps/analyze/front.hpp"
#include "leps/analyze/goal_seek.hpp"
#include "leps/core/context.hpp"
#include "leps/core/error.hpp"
#include "leps/core/money.hpp"
#include "leps/core/period.hpp"
#include "leps/core/ratio.hpp"
#include "leps/core/units.hpp"
#include "leps/domain/allocation.hpp"
#include "leps/domain/plan.hpp"
#include "leps/read/edit_plan.hpp"
#include "leps/read/read_allocation.hpp"
#include "leps/read/read_plan.hpp"
#include "leps/read/write_package.hpp"
#include "leps/solve/engine.hpp"
#include "leps/verify/verify.hpp"
#include "leps/version.hpp"
