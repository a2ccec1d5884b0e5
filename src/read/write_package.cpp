#include "leps/read/write_package.hpp"

#include "json.hpp"
#include "package_writer.hpp"

namespace leps {

namespace {

namespace json = boost::json;

json::object stage_object(const StageSpec& stage) {
    json::object object{{"objective", std::string(word(stage.objective))}};
    if (stage.priority_class) { object["class"] = *stage.priority_class; }
    object["keep"] = to_string(stage.keep);
    if (stage.depth) { object["depth"] = *stage.depth; }
    if (stage.periods != StagePeriods::all) { object["periods"] = std::string(word(stage.periods)); }
    if (stage.keep_to) { object["keep_to"] = to_string(*stage.keep_to); }
    return object;
}

/// JSON text that a header carries along. Throws InvalidValue if it is none.
json::value carried(const std::string& text, std::string_view field) {
    Findings findings;
    std::optional<json::value> value = parse_json(text, findings);
    if (!value) {
        throw InvalidValue({.code = "bad_json", .subject = "plan header", .field = std::string(field), .got = shown(text), .limit = "JSON"});
    }
    return std::move(*value);
}

json::object header_object(const PlanHeader& header) {
    json::object object{{"name", header.name}, {"profile", "tabular-data-package"}};
    if (!header.title.empty()) { object["title"] = header.title; }
    object["horizon"] = json::object{{"from", to_string(header.horizon.begin())}, {"to", to_string(header.horizon.last_day())},
                                     {"period", std::string(word(header.period))}};
    object["tail_years"] = header.tail_years;
    object["cut"] = std::string(word(header.cut));
    object["baseline"] = std::string(word(header.baseline));
    object["currency"] = "EUR";
    if (header.preset) { object["stages"] = std::string(word(*header.preset)); }
    if (!header.stages.empty()) {
        json::array stages;
        for (const StageSpec& stage : header.stages) { stages.push_back(stage_object(stage)); }
        object["stages"] = std::move(stages);
    }
    if (!header.licences.empty()) { object["licences"] = carried(header.licences, "licences"); }
    if (!header.sources.empty()) { object["sources"] = carried(header.sources, "sources"); }
    return object;
}

}  // namespace

std::string header_json(const PlanHeader& header) { return pretty_json(header_object(header)); }

void write_files(const Plan& plan, const FileSink& sink) {
    std::vector<FormattedTable> tables;
    for_each_table([&](const auto& table) {
        const auto& rows = (plan.tables().*table.rows).rows();
        if (rows.empty() && table.need != Need::mandatory) { return; }
        tables.push_back(formatted(std::string(table.name), rows, WrittenColumns::with_values, TextCells::escaped));
    });
    json::object properties = header_object(plan.header());
    properties["escape"] = "apostrophe";
    write_tables(sink, std::move(properties), tables);
}

void write_package(const Plan& plan, const std::filesystem::path& folder, Overwrite overwrite) {
    AsideFolder aside(folder, overwrite, "horizon");
    write_files(plan, aside.sink());
    aside.commit();
}

}  // namespace leps
