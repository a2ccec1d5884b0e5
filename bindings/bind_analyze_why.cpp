#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bind.hpp"
#include "leps/analyze/why_columns.hpp"
#include "text_table.hpp"
#include "watched.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

template <class Row>
TextTable table_of(const std::vector<Row>& rows) { return text_table(std::span<const Row>(rows)); }

/// Plain parts: the classes that people see are those of Python, which pickle, copy and compare as such.
py::dict parts_of(const Why& answer) {
    return py::dict(py::arg("stage") = answer.stage, py::arg("coverage") = table_of(answer.coverage), py::arg("payers") = table_of(answer.payers),
                    py::arg("binding") = table_of(answer.binding), py::arg("prices") = table_of(answer.prices), py::arg("sentences") = answer.sentences);
}
py::dict parts_of(const WhyNot& answer) {
    return py::dict(py::arg("site") = answer.site, py::arg("verdict") = std::string(word(answer.verdict)), py::arg("started") = to_text(answer.started),
                    py::arg("asked") = to_text(answer.asked), py::arg("payers") = table_of(answer.payers), py::arg("obstacles") = table_of(answer.obstacles),
                    py::arg("changes") = table_of(answer.changes), py::arg("sentences") = answer.sentences);
}

/// What is not given keeps the default of PriceOptions.
py::dict why_watched(const Plan& plan, const Allocation& allocation, const std::string& zone, const std::string& level, const std::string& engine,
                     std::optional<int> range_solves, const py::object& progress) {
    PriceOptions options;
    options.engine = engine;
    options.range_solves = range_solves.value_or(options.range_solves);
    const LevelInZone about{.zone = TerritoryId(zone), .level = LevelId(level)};
    return parts_of(watched([&](const Context& context) { return why({plan, allocation}, about, options, context); }, progress));
}

py::dict why_not_watched(const Plan& plan, const Allocation& allocation, const std::string& measure, const std::string& zone, const std::string& engine,
                         std::optional<double> time_limit, const py::object& progress) {
    AllocateOptions options;
    options.engine = engine;
    options.time_limit = time_limit;
    const MeasureInZone about{.measure = MeasureId(measure), .zone = TerritoryId(zone)};
    return parts_of(watched([&](const Context& context) { return why_not({plan, allocation}, about, options, context); }, progress));
}

}  // namespace

void bind_analyze_why(py::module_& module) {
    module.def("why", &why_watched, py::arg("plan"), py::arg("allocation"), py::arg("zone"), py::arg("level"), py::kw_only(), py::arg("engine"),
               py::arg("range_solves"), py::arg("progress"),
               "What stops a level in a zone, and the price of one euro of each annuity that may pay there: tables and sentences by name.");
    module.def("why_not", &why_not_watched, py::arg("plan"), py::arg("allocation"), py::arg("measure"), py::arg("zone"), py::kw_only(), py::arg("engine"),
               py::arg("time_limit"), py::arg("progress"),
               "What forbids one more unit of a measure in a zone, or what it would displace: tables and sentences by name.");
}

}  // namespace leps::python
