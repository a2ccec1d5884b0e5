#include <pybind11/operators.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <utility>
#include <vector>

#include "bind.hpp"
#include "leps/domain/plan.hpp"
#include "leps/read/read_plan.hpp"
#include "leps/read/write_package.hpp"
#include "raw_tables.hpp"
#include "result_tables.hpp"
#include "text_table.hpp"
#include "value_class.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

// ---- the plan ---------------------------------------------------------------------------------------------------------

TextTable plan_table(const Plan& plan, const std::string& name) {
    TextTable found;
    bool known = false;
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        if (table.name != name) { return; }
        known = true;
        found = text_table<Row>((plan.tables().*table.rows).rows());
    });
    if (!known) { throw py::key_error(name); }
    return found;
}

std::vector<std::string> plan_table_names() {
    std::vector<std::string> names;
    for_each_table([&](const auto& table) { names.emplace_back(table.name); });
    return names;
}

std::vector<std::pair<std::string, std::string>> plan_column_kinds(const std::string& name) {
    std::vector<std::pair<std::string, std::string>> kinds;
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        if (table.name != name) { return; }
        for_each_column<Row>([&](const auto& column) { kinds.emplace_back(column.name, kind_of<Row>(column)); });
    });
    return kinds;
}

const std::string& plan_name(const Plan& plan) { return plan.header().name; }
const std::string& plan_title(const Plan& plan) { return plan.header().title; }
std::string plan_header(const Plan& plan) { return header_json(plan.header()); }
std::string plan_repr(const Plan& plan) { return "<Plan " + plan_name(plan) + ": " + plan.hash().substr(0, 12) + ">"; }
py::ssize_t plan_hash(const Plan& plan) { return py::hash(py::str(plan.hash())); }

/// A plan is its header and its tables: it comes back through the one reader.
py::tuple plan_state(const Plan& plan) {
    py::dict tables;
    for_each_table([&]<class Row>(const TableOfPlan<Row>& table) {
        const std::vector<Row>& rows = (plan.tables().*table.rows).rows();
        if (!rows.empty()) { tables[py::str(table.name)] = table_state(text_table<Row>(rows)); }
    });
    return py::make_tuple(plan_header(plan), tables);
}

Plan plan_made(const py::tuple& state) {
    expect_fields(state, 2);
    std::vector<RawTable> tables;
    for (const auto& [name, cells] : state[1].cast<py::dict>()) {
        tables.push_back(to_raw(name.cast<std::string>(), table_made(cells.cast<py::tuple>())));
    }
    return plan_from_tables(state[0].cast<std::string>(), tables);
}

void bind_plan(py::module_& module) {
    pickled_class<Plan, &plan_made, &plan_state>(module, "Plan", "A whole, validated plan.")
        .def_property_readonly("name", &plan_name)
        .def_property_readonly("title", &plan_title)
        .def_property_readonly("hash", &Plan::hash, "SHA-256 of the canonical tables, hexadecimal.")
        .def_property_readonly("header", &plan_header, "What datapackage.json says, without its resources, as JSON.")
        .def_property_readonly("warnings", &Plan::warnings)
        .def("table", &plan_table, py::arg("name"), "One table as exact texts. Raises KeyError.")
        .def(py::self == py::self).def("__hash__", &plan_hash).def("__repr__", &plan_repr);
    module.def("plan_table_names", &plan_table_names, "Names of the tables of a plan, in the order of the format.");
    module.def("column_kinds", &plan_column_kinds, py::arg("table"),
               "Names and kinds of the columns of a plan's table; nothing for a table that leps does not know.");
}

// ---- the result -------------------------------------------------------------------------------------------------------

TextTable result_table(const Allocation& allocation, const std::string& name) {
    TextTable found;
    bool known = false;
    for_each_result_table([&]<class Row>(const ResultTable<Row>& table) {
        if (table.name != name) { return; }
        known = true;
        found = text_table<Row>(table.of(allocation));
    });
    if (!known) { throw py::key_error(name); }
    return found;
}

std::vector<std::string> result_table_names() {
    std::vector<std::string> names;
    for_each_result_table([&](const auto& table) { names.emplace_back(table.name); });
    return names;
}

std::string allocation_status(const Allocation& allocation) { return std::string(word(allocation.status)); }
std::string allocation_unique(const Allocation& allocation) { return std::string(word(allocation.unique)); }

std::string reason_text(const Reason& reason) { return reason.rule + " " + reason.subject + ": " + reason.message; }
std::string seconds_text(double seconds) { return py::str("{:.2f} s").format(seconds).cast<std::string>(); }
std::string reason_repr(const Reason& reason) { return "<Reason " + reason.code + ": " + reason_text(reason) + ">"; }

using ReasonFields = Fields<Reason, &Reason::code, &Reason::rule, &Reason::subject, &Reason::found, &Reason::limit, &Reason::message>;
using WorkFields = Fields<Work, &Work::compile_seconds, &Work::solve_seconds, &Work::engine_seconds, &Work::round_seconds, &Work::verify_seconds,
                          &Work::longest_silence_seconds, &Work::iterations, &Work::nodes>;
using CertificateFields = Fields<Certificate, &Certificate::plan_hash, &Certificate::problem_hash, &Certificate::options,
                                 &Certificate::engine, &Certificate::leps_version>;

std::string work_repr(const Work& work) {
    return "<Work: compile " + seconds_text(work.compile_seconds) + ", solve " + seconds_text(work.solve_seconds) + ", round " +
           seconds_text(work.round_seconds) + ", verify " + seconds_text(work.verify_seconds) + "; " + std::to_string(work.iterations) +
           " iterations, " + std::to_string(work.nodes) + " nodes>";
}
std::string certificate_repr(const Certificate& certificate) {
    return "<Certificate of plan " + certificate.plan_hash.substr(0, 12) + ", problem " + certificate.problem_hash.substr(0, 12) + ": " +
           certificate.engine + ", leps " + certificate.leps_version + ", " + certificate.options + ">";
}

/// A package carries everything else; the class above this one pickles it as that.
Allocation allocation_made(const py::tuple&) { throw py::type_error("an Allocation comes from allocate or read_allocation"); }

void bind_allocation(py::module_& module) {
    value_class<Reason, ReasonFields>(module, "Reason", "One reason why there is no allocation.")
        .def_readonly("code", &Reason::code, "Stable identifier, e.g. \"funds_exhausted\".")
        .def_readonly("rule", &Reason::rule, "Which rule cannot be kept.")
        .def_readonly("subject", &Reason::subject, "Where, in words: zone, measure, period, fund.")
        .def_readonly("found", &Reason::found, "The best that can be reached there.")
        .def_readonly("limit", &Reason::limit, "What the rule asks.")
        .def_readonly("message", &Reason::message, "A sentence.")
        .def("__str__", &reason_text).def("__repr__", &reason_repr);
    value_class<Work, WorkFields>(module, "Work", "What an allocation took. It is no part of the answer: equal answers may differ in it.")
        .def_readonly("compile_seconds", &Work::compile_seconds, "From the plan to rows and columns.")
        .def_readonly("solve_seconds", &Work::solve_seconds, "All objectives together.")
        .def_readonly("engine_seconds", &Work::engine_seconds, "Of them inside the engine.")
        .def_readonly("round_seconds", &Work::round_seconds, "To whole cents.")
        .def_readonly("verify_seconds", &Work::verify_seconds, "The audit at the end.")
        .def_readonly("longest_silence_seconds", &Work::longest_silence_seconds, "Between two looks at Ctrl-C.")
        .def_readonly("iterations", &Work::iterations, "Of the engine.")
        .def_readonly("nodes", &Work::nodes, "Of branch and bound.")
        .def("__repr__", &work_repr);
    value_class<Certificate, CertificateFields>(module, "Certificate", "From what a result was proved; its prices are the table `certificate`.")
        .def_readonly("plan_hash", &Certificate::plan_hash, "Which plan.")
        .def_readonly("problem_hash", &Certificate::problem_hash, "Of the integer rows, columns and boxes.")
        .def_readonly("options", &Certificate::options, "Those that decide the answer.")
        .def_readonly("engine", &Certificate::engine, "Name and version.")
        .def_readonly("leps_version", &Certificate::leps_version, "Of the library that wrote it.")
        .def("__repr__", &certificate_repr);
    final_class<Allocation, &allocation_made>(module, "Allocation", "The answer to a plan.")
        .def_property_readonly("status", &allocation_status)
        .def_readonly("reproducible", &Allocation::reproducible)
        .def_property_readonly("unique", &allocation_unique)
        .def_readonly("plan_hash", &Allocation::plan_hash)
        .def_readonly("plan_name", &Allocation::plan_name)
        .def_readonly("engine", &Allocation::engine)
        .def_readonly("reasons", &Allocation::reasons)
        .def_readonly("findings", &Allocation::findings)
        .def_readonly("certificate", &Allocation::certificate)
        .def_readonly("work", &Allocation::work)
        .def("table", &result_table, py::arg("name"), "One table as exact texts. Raises KeyError.")
        .def(py::self == py::self);
    module.def("result_table_names", &result_table_names, "Names of the result tables, in the order of the format.");
}

}  // namespace

void bind_domain(py::module_& module) {
    bind_plan(module);
    bind_allocation(module);
}

}  // namespace leps::python
