#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "leps/domain/checks/finding.hpp"
#include "leps/domain/checks/parent_cycles.hpp"
#include "leps/domain/plan_tables.hpp"

namespace leps {

/// Headings (measures with children) and leaves: a heading groups and nothing else; a leaf says what it is. Time O(n log n).
class MeasureShapeCheck {
public:
    MeasureShapeCheck(const PlanTables& tables, PlanFindings& findings) : tables_(tables), findings_(findings) {
        for (const Measure& row : tables.measures) {
            if (row.parent) { parents_.emplace(*row.parent, &row); }
        }
        for (const Measure& row : tables.measures) {
            if (parents_.contains(row.measure) || row.heading) { headings_.insert(row.measure); }
        }
    }

    void run() {
        TableFindings out(findings_, "measures");
        check_parent_cycles(tables_.measures.rows(), &Measure::measure, out);
        for (const Measure& row : tables_.measures) {
            if (row.at.broken) { continue; }
            const auto child = parents_.find(row.measure);
            if (child == parents_.end()) {
                leaf(row, out);
            } else {
                heading(row, *child->second, out);
            }
        }
        no_heading("measure_costs", tables_.measure_costs, "heading_with_costs", "cost lines belong to the measures below it");
        no_heading("deliveries", tables_.deliveries, "heading_here", "what is delivered belongs to the measures below it");
        no_heading("links", tables_.links, "heading_here", "link the measures below it");
        no_heading("associations", tables_.associations, "heading_here", "an association runs one of the measures below it");
        other_headings();
    }

private:
    void heading(const Measure& row, const Measure& child, TableFindings& out) {
        const auto filled = [&](const char* field, bool is, const std::string& found) {
            if (!is) { return; }
            out.error(row.at, {.code = "heading_with_fields", .field = field, .found = found, .expected = "nothing",
                               .message = row.measure.text() + " is a heading, as " + child.measure.text() + " (" +
                                          place_text(child.at) + ") has it as parent: leave its fields empty"});
        };
        filled("unit", !row.unit.empty(), row.unit);
        filled("owner", !row.heading && row.unit.empty(), std::string(word(row.owner)));
        filled("start_from", row.start.from.has_value(), row.start.from ? to_string(*row.start.from) : "");
        filled("start_to", row.start.until.has_value(), row.start.until ? to_string(*row.start.until - boost::gregorian::days(1)) : "");
        filled("serve_by", row.serve_by.has_value(), row.serve_by ? row.serve_by->text() : "");
        filled("distinct_group", !row.distinct_group.empty(), row.distinct_group);
    }

    void leaf(const Measure& row, TableFindings& out) {
        if (row.heading) {
            out.error(row.at, {.code = "missing_field", .field = "unit", .found = "", .expected = "unit, whole, delay_months, life_months and owner",
                               .message = row.measure.text() + " has no children, so that it is no heading: fill its mandatory fields"});
            return;
        }
        if (row.unit.empty()) {
            out.error(row.at, {.code = "missing_field", .field = "unit", .found = "", .expected = "the unit in which it is counted",
                               .message = "write what one unit of " + row.measure.text() + " is"});
        }
        if (row.owner == MeasureOwner::region && !row.serve_by) {
            out.error(row.at, {.code = "missing_field", .field = "serve_by", .found = "", .expected = "an indicator",
                               .message = "a region's measure serves its zones by an indicator: name it"});
        }
        if (row.owner == MeasureOwner::zone && row.serve_by) {
            out.error(row.at, {.code = "meaningless_field", .field = "serve_by", .found = row.serve_by->text(), .expected = "nothing where owner = zone",
                               .message = "only a region's measure is shared out among zones: empty serve_by, or correct owner"});
        }
    }

    template <class Row>
    void no_heading(const char* table, const Table<Row>& rows, const char* code, const char* reason) {
        TableFindings out(findings_, table);
        for (const Row& row : rows) {
            if (row.at.broken || !headings_.contains(row.measure)) { continue; }
            out.error(row.at, {.code = code, .field = "measure", .found = row.measure.text(), .expected = "a measure that can be started",
                               .message = row.measure.text() + " is a heading: " + reason});
        }
    }

    void other_headings() {
        TableFindings out(findings_, "links");
        for (const Link& row : tables_.links) {
            if (row.at.broken || row.other_kind != LinkTarget::measure) { continue; }
            if (headings_.contains(MeasureId(row.other))) {
                out.error(row.at, {.code = "heading_here", .field = "other", .found = row.other, .expected = "a measure that can be started",
                                   .message = row.other + " is a heading: link the measures below it"});
            }
            if (row.other == row.measure.text()) {
                out.error(row.at, {.code = "link_to_itself", .field = "other", .found = row.other, .expected = "another measure",
                                   .message = "a measure cannot be linked with itself: correct one of the two columns"});
            }
        }
    }

    const PlanTables& tables_;
    PlanFindings& findings_;
    std::map<MeasureId, const Measure*> parents_;  ///< heading: its first child
    std::unordered_set<MeasureId> headings_;
};

inline void check_measures(const PlanTables& tables, PlanFindings& findings) { MeasureShapeCheck(tables, findings).run(); }

}  // namespace leps
