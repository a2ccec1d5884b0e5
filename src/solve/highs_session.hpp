#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "leps/solve/engine.hpp"
#include "solve/highs_model.hpp"
#include "solve/scaling.hpp"

namespace leps {

/// Linear and whole solves each have a HiGHS object of their own, made when first needed: branch and bound would drop the
/// basis that linear solves begin from.
class HighsSession : public Session {
public:
    HighsSession(const Problem& problem, EngineOptions options);

    void add_cap(Cap cap) override;
    void rewrite(const Problem& problem) override;
    [[nodiscard]] Answer solve(const Request& request, const Context& context) override;

private:
    [[nodiscard]] Answer solve_linear(const Request& request, HighsWatch& watch);
    [[nodiscard]] Answer solve_whole(const Request& request, HighsWatch& watch);
    [[nodiscard]] Answer solve_empty() const;
    void confirm_infeasible(const Request& request, HighsWatch& watch, Answer& answer);

    void check(const Request& request) const;
    [[nodiscard]] HighsModel& model(std::unique_ptr<HighsModel>& slot, HighsModel::Kind kind);
    void take_solution(const HighsModel& model, const Request& request, Answer& answer) const;
    void set_time(HighsModel& model, const Request& request, const HighsWatch& watch) const;

    Problem problem_;
    EngineOptions options_;
    Scaling scaling_;
    std::vector<Cap> caps_;
    std::unique_ptr<HighsModel> linear_;
    std::unique_ptr<HighsModel> whole_;
    std::vector<double> last_whole_;
};

}  // namespace leps
