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
    /// V with so many euros more or less, in the unit of the stage: V(0) + change.
    struct Chord {
        std::int64_t euros = 1;
        WideRatio least{};
        WideRatio greatest{};
    };
    /// What is known of one side: the price of one euro, and the farthest amount at which it was still the same.
    struct Side {
        PriceSide shown{};
        std::optional<Chord> one{};
        std::optional<Chord> far{};
    };
    /// A row of annuities that is changed.
    struct Changed {
        std::size_t row = 0;
        Direction direction = Direction::more;
    };

    [[nodiscard]] Side side(SpendableIndex annuity, Direction direction, const Context& context);
    [[nodiscard]] bool still_holds(const CompiledProblem& changed) const;
    [[nodiscard]] std::optional<Chord> chord(const Changed& changed, std::int64_t euros, const Context& context);
    [[nodiscard]] std::optional<Chord> farthest(const Changed& changed, const Chord& one, std::int64_t most, const Context& context);
    [[nodiscard]] Chord between(const LeastValue& moved, std::int64_t euros) const;
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
