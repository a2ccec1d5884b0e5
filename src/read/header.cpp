#include "header.hpp"

#include <algorithm>

#include "cells.hpp"
#include "json.hpp"

namespace leps {

template <class Enum>
std::optional<Enum> JsonProperties::word_of(std::string_view name, Need need) {
    const std::optional<std::string> value = text(name, need);
    if (!value) { return std::nullopt; }
    Enum result{};
    if (const CellProblem problem = read_cell(Cell{name, *value}, result)) {
        report(problem->code, name, shown(*value), problem->expected, problem->message);
        return std::nullopt;
    }
    return result;
}

namespace {

namespace json = boost::json;

std::optional<Period> read_horizon(const json::value& value, PlanHeader& header, Findings& findings) {
    if (!value.is_object()) {
        findings.add({.code = "wrong_type", .table = "", .field = "horizon", .found = kind_of(value), .expected = "{from, to, period}",
                      .message = "say first and last day and the length of the periods"});
        return std::nullopt;
    }
    JsonProperties properties(value.get_object(), "horizon.", findings);
    const std::optional<Date> first = properties.day("from");
    const std::optional<Date> last = properties.day("to");
    const auto period = properties.word_of<PeriodLength>("period", Need::mandatory);
    properties.finish();
    if (period) { header.period = *period; }
    if (!first || !last || !period) { return std::nullopt; }
    if (*last < *first) {
        properties.report("ends_before_start", "to", to_string(*last), "a day not before " + to_string(*first), "the last day is included");
        return std::nullopt;
    }
    return Period(*first, *last + boost::gregorian::days(1));
}

StageSpec read_stage(const json::value& value, const std::string& where, Findings& findings) {
    StageSpec stage;
    if (!value.is_object()) {
        findings.add({.code = "wrong_type", .table = "", .field = where, .found = kind_of(value), .expected = "{objective, class, keep, depth, periods, keep_to}",
                      .message = "write each stage as an object"});
        return stage;
    }
    JsonProperties properties(value.get_object(), where + ".", findings);
    const auto objective = properties.word_of<StageObjective>("objective", Need::mandatory);
    if (objective) { stage.objective = *objective; }
    stage.priority_class = properties.integer("class", 1, 1'000'000);
    if (const std::optional<std::string> keep = properties.text("keep")) {
        const CellProblem problem = read_cell(Cell{"keep", *keep}, stage.keep);
        if (problem) { properties.report(problem->code, "keep", shown(*keep), problem->expected, problem->message); }
    }
    stage.depth = properties.integer("depth", 1, 1'000'000);
    if (const auto periods = properties.word_of<StagePeriods>("periods")) { stage.periods = *periods; }
    if (const std::optional<std::string> keep_to = properties.text("keep_to")) {
        const CellProblem problem = read_cell(Cell{"keep_to", *keep_to}, stage.keep_to);
        if (problem) { properties.report(problem->code, "keep_to", shown(*keep_to), problem->expected, problem->message); }
    }
    properties.finish();
    return stage;
}

void read_currency(JsonProperties& properties) {
    const std::optional<std::string> currency = properties.text("currency");
    if (currency && *currency != "EUR") {
        properties.report("not_supported", "currency", shown(*currency), "EUR", "other currencies are not supported yet: convert the amounts");
    }
}

/// A list of stages or the name of one, in the place of what the header had.
void read_stages(JsonProperties& properties, PlanHeader& header, Findings& findings) {
    const json::value* value = properties.take("stages");
    if (value == nullptr) { return; }
    header.stages.clear();
    header.preset.reset();
    if (value->is_string()) {
        header.preset = properties.word_of<StagePreset>("stages");
        return;
    }
    if (!value->is_array() || value->get_array().empty()) {
        properties.report("wrong_type", "stages", kind_of(*value), "a list of stages, or the name of one: " + all_words<StagePreset>(),
                          "leave the property out for the default order");
        return;
    }
    std::vector<StageSpec>& stages = header.stages;
    const std::size_t before = findings.error_count();
    for (const json::value& item : value->get_array()) {
        stages.push_back(read_stage(item, "stages[" + std::to_string(stages.size()) + "]", findings));
    }
    // What a half-read list asks for would only be noise in later checks.
    if (findings.error_count() > before) { stages.clear(); }
}

}  // namespace

PlanHeader any_header() {
    return {"", "", Period(Date(2000, 1, 1), Date(2001, 1, 1)), PeriodLength::year, 1, CutAt::month, Baseline::outside, {}, {}, "", ""};
}

std::optional<PlanHeader> read_plan_header(JsonProperties& properties, const PlanHeader* earlier, Findings& findings) {
    PlanHeader header = earlier != nullptr ? *earlier : any_header();
    const Need need = earlier != nullptr ? Need::optional_cell : Need::mandatory;
    if (auto name = properties.text("name", need)) { header.name = std::move(*name); }
    if (auto title = properties.text("title")) { header.title = std::move(*title); }
    bool whole = true;
    if (const json::value* horizon = properties.take("horizon")) {
        const std::optional<Period> span = read_horizon(*horizon, header, findings);
        if (span) { header.horizon = *span; }
        whole = span.has_value();
    } else if (need == Need::mandatory) {
        properties.report("missing_property", "horizon", "", "{from, to, period}", "say first and last day and the length of the periods");
        whole = false;
    }
    if (const auto years = properties.integer("tail_years", 0, 10)) { header.tail_years = *years; }
    if (const auto cut = properties.word_of<CutAt>("cut")) { header.cut = *cut; }
    if (const auto baseline = properties.word_of<Baseline>("baseline", need)) { header.baseline = *baseline; }
    read_currency(properties);
    read_stages(properties, header, findings);
    for (const std::string_view spelling : {"licences", "licenses"}) {
        if (const json::value* licences = properties.take(spelling)) { header.licences = canonical_json(*licences); }
    }
    if (const json::value* sources = properties.take("sources")) { header.sources = canonical_json(*sources); }
    return whole ? std::optional(std::move(header)) : std::nullopt;
}

PackageHeader read_package_header(const boost::json::value& document, Findings& findings) {
    PackageHeader result;
    if (!document.is_object()) {
        findings.add({.code = "wrong_type", .table = "", .field = "", .found = kind_of(document), .expected = "an object",
                      .message = "datapackage.json holds one object in braces"});
        return result;
    }
    JsonProperties properties(document.get_object(), "", findings);
    result.plan = read_plan_header(properties, nullptr, findings);
    read_resources(properties, result, findings);
    properties.finish();
    return result;
}

std::optional<PlanHeader> read_frame_header(const boost::json::value& document, const PlanHeader* earlier, Findings& findings) {
    if (!document.is_object()) {
        findings.add({.code = "wrong_type", .table = "", .field = "", .found = kind_of(document), .expected = "an object",
                      .message = "the header of a plan is one object in braces"});
        return std::nullopt;
    }
    JsonProperties properties(document.get_object(), "", findings);
    std::optional<PlanHeader> header = read_plan_header(properties, earlier, findings);
    properties.pass_over({"resources", "profile", "escape", "id", "description", "homepage", "version", "contributors", "keywords", "image", "created", "$schema"});
    properties.finish();
    return header;
}

}  // namespace leps
