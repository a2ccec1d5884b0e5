#pragma once

#include <optional>
#include <vector>

#include "analyze/value_function.hpp"
#include "leps/analyze/price.hpp"

namespace leps {

/// Prices of the annuities of one plan in one of its stages: what they share is made once.
class AnnuityPricer {
public:
    /// What the stage refers to is kept by reference. Solves the stage once.
    AnnuityPricer(const Engine& engine, const HeldStage& of, const PriceOptions& options, const Context& context);

    /// The price of one annuity that is no projected one; `statement` and `units` are left empty.
    [[nodiscard]] PriceRow price(SpendableIndex annuity, const Context& context);

private:
    enum class Direction { more, less };
    /// One euro on a row of annuities, and what its price lies between.
    struct OneEuro {
        std::size_t row = 0;
        Direction direction = Direction::more;
        WideRatio least{};
        WideRatio greatest{};
    };

    [[nodiscard]] PriceSide side(SpendableIndex annuity, Direction direction, const Context& context);
    [[nodiscard]] bool still_holds(const CompiledProblem& changed) const;
    [[nodiscard]] std::optional<LeastValue> at(std::size_t row, Money change, const Context& context);
    [[nodiscard]] Money holds_to(const OneEuro& euro, Money most, const Context& context);
    [[nodiscard]] WideRatio in_units(Int128 grains) const { return WideRatio(grains, value_.grains()); }

    const Plan* plan_;
    const CompiledProblem* compiled_;
    PriceOptions options_;
    ValueFunction value_;
    LeastValue base_;
};

/// "REG, 2024, R, DGR 1": how an annuity is named.
[[nodiscard]] std::string annuity_name(const PriceRow& row);

/// The price in words; `stage` is what it moves. `units`: "0.1 hours of CARE in A", or empty.
[[nodiscard]] std::string price_statement(const PriceRow& row, const std::string& stage, const std::string& units);

}  // namespace leps
