#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "leps/analyze/conflict.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/core/deadline.hpp"
#include "leps/solve/engine.hpp"

namespace leps {

/// Positions in ElasticSession::data().
using DatumSet = std::set<std::size_t>;

/// Whether the data of a set can all hold while the others give way.
enum class Fit { fits, clashes, unknown };

struct LinearFit {
    Fit fit = Fit::unknown;
    DatumSet priced;                ///< where they clash: those that do by themselves
    std::vector<std::size_t> missed;  ///< those that give way at the cheapest, the most first
    std::vector<double> ray;        ///< where they clash: by row
};

struct SearchLimits {
    const Deadline* deadline = nullptr;
    std::int64_t node_limit = 1000;
};

/// A plan whose data give way one by one, in an engine.
class ElasticSession {
public:
    ElasticSession(const Plan& plan, const Engine& engine, const SearchLimits& limits, const Context& context);

    [[nodiscard]] const ElasticProblem& elastic() const noexcept { return elastic_; }
    [[nodiscard]] const std::vector<Datum>& data() const noexcept { return data_; }      ///< ascending
    /// Positions in ElasticProblem::data of the columns of a datum.
    [[nodiscard]] const std::vector<std::size_t>& columns(std::size_t datum) const { return columns_[datum]; }
    [[nodiscard]] DatumSet all() const;

    /// With fractions of whole units: the least that the data of the set give way, each in parts of itself.
    [[nodiscard]] LinearFit linear(const DatumSet& kept);
    /// With whole units.
    [[nodiscard]] Fit whole(const DatumSet& kept);
    /// Whether a ray proves, exactly, that these cannot all hold, whatever the others say and however many units and cents there are: no
    /// box that was derived for the search may carry the proof, but for the big numbers in the rows of links.
    [[nodiscard]] Claim claim(const DatumSet& kept, const std::vector<double>& ray) const;
    /// The problem in which exactly these hold, the others may give way.
    [[nodiscard]] Problem holding(const DatumSet& kept) const;

    [[nodiscard]] std::int64_t solves() const noexcept { return solves_; }
    [[nodiscard]] bool stopped() const { return context_.stopped() || limits_.deadline->passed(); }

private:
    Answer ask(Session& session, Request request);
    [[nodiscard]] double size_of(const DatumColumn& column) const;
    [[nodiscard]] double cost_of(const DatumColumn& column) const;

    ElasticProblem elastic_;
    SearchLimits limits_;
    Context context_;
    std::vector<Datum> data_;
    std::vector<std::vector<std::size_t>> columns_;
    std::unique_ptr<Session> linear_;
    std::unique_ptr<Session> whole_;
    std::int64_t solves_ = 0;
};

}  // namespace leps
