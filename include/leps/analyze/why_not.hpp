#pragma once

#include <string>
#include <vector>

#include "leps/allocate/allocate.hpp"
#include "leps/analyze/why.hpp"

namespace leps {

/// What would come of one more unit.
enum class WhyNotVerdict {
    forbidden,   ///< by what the tables say, without a solve: no start allowed, nobody may pay, bad data
    infeasible,  ///< no plan keeps the rules with it
    displaces,   ///< it can be, and makes a stage worse
    neutral,     ///< it can be, and no stage is worse
    unknown      ///< the engine met a limit
};
template <> struct Words<WhyNotVerdict> {
    static constexpr std::array<std::string_view, 5> list = {"forbidden", "infeasible", "displaces", "neutral", "unknown"};
};

enum class ChangedPart { stage, level, fund, measure };
template <> struct Words<ChangedPart> { static constexpr std::array<std::string_view, 4> list = {"stage", "level", "fund", "measure"}; };

/// One number of the result that is another one with the unit.
struct ChangedNumber {
    ChangedPart what = ChangedPart::stage;
    std::string subject{};  ///< the stage; "CARE, A"; "REG, 2024, R"; "HOURS, A"
    std::string period{};   ///< of levels and measures
    std::string unit{};     ///< euro, or the unit of level, measure or stage
    Ratio before{};         ///< rounded to 18 decimals where 64 bits are too few
    Ratio after{};
    Ratio change{};
    bool operator==(const ChangedNumber&) const = default;
};

struct MeasureInZone {
    MeasureId measure{};
    TerritoryId zone{};
};

/// What forbids a measure in a zone, or what it would displace.
struct WhyNot {
    MeasureId measure{};
    TerritoryId zone{};
    std::string site{};                    ///< where it would be started: the zone, or the region that serves it
    WhyNotVerdict verdict = WhyNotVerdict::unknown;
    Units started{};                       ///< in the horizon, by the published plan, counted for the site
    Units asked{};                         ///< started + 1
    std::vector<PayersRow> payers{};       ///< of what one unit makes due
    std::vector<BindingRow> obstacles{};   ///< rules that one more unit would meet: start windows, limits, links, caps
    std::vector<ChangedNumber> changes{};  ///< published plan and plan with the unit, both to the cent and verified
    std::vector<std::string> sentences{};
    bool operator==(const WhyNot&) const = default;
};

/// Why a measure is not started (more) in a zone. First what the tables say; then the plan with the obligation of one unit more than the
/// published one starts is allocated anew, and what differs is listed. Stage values tell; which of several equally good plans the other
/// numbers show is not proved. Time: one allocate, none where the tables forbid it.
/// Throws InvalidValue where the result is not an allocation of the plan, or where the measure can be started in no place that serves the zone;
/// Unsupported and SolverError as allocate does.
[[nodiscard]] WhyNot why_not(const AnsweredPlan& answered, const MeasureInZone& about, const AllocateOptions& options = {}, const Context& context = {});

}  // namespace leps
