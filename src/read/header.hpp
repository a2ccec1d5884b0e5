#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "leps/domain/columns/column.hpp"
#include "leps/domain/plan_tables.hpp"
#include "table_reading.hpp"

namespace leps {

/// So many entries of `resources` are read: there are far fewer tables, and each is compared with all others.
inline constexpr std::size_t most_resources = 1000;

/// One entry of `resources`.
struct Resource {
    std::string name;
    std::string path;
};

/// The properties of datapackage.json in typed form.
struct PackageHeader {
    std::optional<PlanHeader> plan;   ///< absent if the horizon could not be read
    std::vector<Resource> resources;
    TextCells text_cells = TextCells::plain;
};

/// The object of datapackage.json, taken apart property by property: what is taken is known, the rest is reported.
class JsonProperties {
public:
    /// `where`: prefix of the field in findings, e.g. "horizon.".
    JsonProperties(const boost::json::object& object, std::string where, Findings& findings)
        : object_(object), where_(std::move(where)), findings_(findings) {}

    /// Properties that are standard and carry nothing for leps.
    void pass_over(std::initializer_list<std::string_view> names);
    [[nodiscard]] const boost::json::value* take(std::string_view name);
    /// A string property; reports another type, and absence if it is mandatory.
    [[nodiscard]] std::optional<std::string> text(std::string_view name, Need need = Need::optional_cell);
    [[nodiscard]] std::optional<int> integer(std::string_view name, int least, int most);
    template <class Enum>
    [[nodiscard]] std::optional<Enum> word_of(std::string_view name, Need need = Need::optional_cell);
    [[nodiscard]] std::optional<Date> day(std::string_view name);
    void report(std::string code, std::string_view name, std::string found, std::string expected, std::string message);
    /// Reports every property that nobody took.
    void finish();

private:
    const boost::json::object& object_;
    std::string where_;
    Findings& findings_;
    std::vector<std::string_view> known_;
};

/// Reads the properties of a plan into the header; those that are absent keep what `header` has, if it has anything.
/// `resources` are read by read_package_header().
[[nodiscard]] std::optional<PlanHeader> read_plan_header(JsonProperties& properties, const PlanHeader* header, Findings& findings);

/// Any valid header, where the plan's own cannot be read.
[[nodiscard]] PlanHeader any_header();

/// The header of a plan whose tables are data frames: `resources` and the standard properties say nothing here.
/// `earlier`: the header that a change starts from, if any.
[[nodiscard]] std::optional<PlanHeader> read_frame_header(const boost::json::value& document, const PlanHeader* earlier, Findings& findings);

/// A plan's datapackage.json.
[[nodiscard]] PackageHeader read_package_header(const boost::json::value& document, Findings& findings);

/// Takes `resources`, `escape` and the standard properties of a data package.
void read_resources(JsonProperties& properties, PackageHeader& out, Findings& findings);

/// "a list", "the text \"1\"": what a JSON value is, for findings.
[[nodiscard]] std::string kind_of(const boost::json::value& value);

}  // namespace leps
