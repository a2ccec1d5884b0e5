#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "leps/compile/rule_columns.hpp"
#include "leps/problem/objective.hpp"

namespace leps {

/// One stage in terms of columns: value = objective / denominator + offset, in the stage's own integer unit (StageRow).
struct StageProgram {
    StageSpec spec;
    std::shared_ptr<const Objective> objective;
    Int128 denominator = 1;
    Int128 offset = 0;
    Int128 scale = 0;     ///< what `keep` is a share of
    Int128 reserve = 0;   ///< the most that one cent and one nano-unit per column can move the stage
};

/// The programs of a plan's stages in order, each made when it is first asked for: a session solves one after another, and
/// the last ones cost most. Copies share what was made; asking from several threads at once is safe and gives the same.
class StagePrograms {
public:
    StagePrograms() = default;

    [[nodiscard]] std::size_t size() const noexcept { return makers_.size(); }
    [[nodiscard]] bool empty() const noexcept { return makers_.empty(); }
    /// Time O(columns) the first time. Throws InvalidValue where a number leaves its width.
    [[nodiscard]] const StageProgram& operator[](std::size_t stage) const;
    [[nodiscard]] const StageProgram& at(std::size_t stage) const;  ///< throws std::out_of_range
    [[nodiscard]] const StageProgram& front() const { return at(0); }
    [[nodiscard]] const StageProgram& back() const { return at(size() - 1); }

private:
    friend class StageCompiler;
    class Maker;

    std::vector<std::shared_ptr<Maker>> makers_;
};

}  // namespace leps
