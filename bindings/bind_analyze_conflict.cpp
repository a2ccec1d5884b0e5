#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "bind.hpp"
#include "leps/analyze/conflict.hpp"
#include "leps/analyze/repair.hpp"
#include "text_table.hpp"
#include "value_class.hpp"
#include "watched.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

Conflict conflict_watched(const Plan& plan, const Allocation& known, const std::string& engine, std::optional<double> time_limit,
                          std::optional<std::int64_t> node_limit, const py::object& progress) {
    ConflictOptions options{.engine = engine, .time_limit = time_limit};
    options.node_limit = node_limit.value_or(options.node_limit);
    return watched([&](const Context& context) { return conflict(plan, known, options, context); }, progress);
}

/// What is looked for, beside how: `count` of repairs.
Repairs repairs_watched(const Plan& plan, const Allocation& known, int count, const std::string& engine, std::optional<double> time_limit,
                        std::optional<std::int64_t> node_limit, const py::object& progress) {
    RepairOptions options{.engine = engine, .time_limit = time_limit};
    options.node_limit = node_limit.value_or(options.node_limit);
    options.count = count;
    return watched([&](const Context& context) { return repairs(plan, known, options, context); }, progress);
}

template <class Row, class Of, auto Rows>
TextTable rows_as_text(const Of& value) { return text_table<Row>(std::span<const Row>(value.*Rows)); }

std::string clash_word(const Conflict& conflict) { return std::string(word(conflict.clash)); }
std::string claim_word(const Conflict& conflict) { return std::string(word(conflict.claim)); }
std::string member_claim(const ConflictMember& member) { return std::string(word(member.claim)); }
std::string member_repr(const ConflictMember& member) { return "<ConflictMember " + member.subject + ": " + member.statement + ">"; }
std::string conflict_repr(const Conflict& conflict) { return "<Conflict " + clash_word(conflict) + ": " + std::to_string(conflict.members.size()) + " members>"; }
std::string change_repr(const RepairChange& change) {
    return "<RepairChange " + change.table + " " + change.key + ", " + change.column + ": " + change.before + " -> " + change.after + ">";
}
std::string cost_text(const Repair& repair) { return to_string(repair.cost); }
std::string repair_repr(const Repair& repair) { return "<Repair of cost " + cost_text(repair) + ": " + std::to_string(repair.changes.size()) + " changes>"; }
std::string repairs_repr(const Repairs& found) { return "<Repairs: " + std::to_string(found.repairs.size()) + ">"; }

using MemberFields = Fields<ConflictMember, &ConflictMember::table, &ConflictMember::row, &ConflictMember::key, &ConflictMember::rule,
                            &ConflictMember::subject, &ConflictMember::statement, &ConflictMember::claim>;
using ConflictFields = Fields<Conflict, &Conflict::clash, &Conflict::claim, &Conflict::irreducible, &Conflict::summary, &Conflict::members,
                              &Conflict::circumstances, &Conflict::solves>;
using ChangeFields = Fields<RepairChange, &RepairChange::table, &RepairChange::key, &RepairChange::column, &RepairChange::before, &RepairChange::after,
                            &RepairChange::change>;
using RepairsFields = Fields<Repairs, &Repairs::repairs, &Repairs::notes>;

/// There is no repair without a plan, so that it is made whole.
py::tuple repair_state(const Repair& repair) {
    return py::make_tuple(to_python(repair.changes), to_python(repair.cost.numerator()), to_python(repair.cost.denominator()), to_python(repair.sentences), repair.plan);
}
Repair repair_made(const py::tuple& state) {
    expect_fields(state, 5);
    Int128 numerator = 0;
    Int128 denominator = 1;
    from_python(py::object(state[1]), numerator);
    from_python(py::object(state[2]), denominator);
    return {.changes = state[0].cast<std::vector<RepairChange>>(), .cost = WideRatio(numerator, denominator), .sentences = state[3].cast<std::vector<std::string>>(),
            .plan = state[4].cast<Plan>()};
}

}  // namespace

void bind_conflict(py::module_& module) {
    value_class<ConflictMember, MemberFields>(module, "ConflictMember", "One datum of a conflict.")
        .def_readonly("table", &ConflictMember::table, "The table of the plan in which it stands.")
        .def_readonly("row", &ConflictMember::row, "Its row there, in plan order, from 1.")
        .def_readonly("key", &ConflictMember::key, "The key of that row.")
        .def_readonly("rule", &ConflictMember::rule, "Which rule its rows state.")
        .def_readonly("subject", &ConflictMember::subject, "What it is about, in ids.")
        .def_readonly("statement", &ConflictMember::statement, "A sentence.")
        .def_property_readonly("claim", &member_claim, "proved, or engine.")
        .def("__repr__", &member_repr);
    value_class<Conflict, ConflictFields>(module, "Conflict", "Data of a plan that cannot all hold.")
        .def_property_readonly("clash", &clash_word, "What clashes.")
        .def_property_readonly("claim", &claim_word, "proved, or engine.")
        .def_readonly("irreducible", &Conflict::irreducible, "Whether each member was seen to be needed.")
        .def_readonly("summary", &Conflict::summary, "A sentence or two.")
        .def_readonly("members", &Conflict::members)
        .def_readonly("circumstances", &Conflict::circumstances, "Sentences on what is no datum that could give way.")
        .def_readonly("solves", &Conflict::solves, "How many solves it took.")
        .def("table", &rows_as_text<ConflictMember, Conflict, &Conflict::members>, "The members as exact texts.")
        .def("__repr__", &conflict_repr);
    value_class<RepairChange, ChangeFields>(module, "RepairChange", "One cell that a repair changes, or a row that it adds or drops.")
        .def_readonly("table", &RepairChange::table, "The table of the plan.")
        .def_readonly("key", &RepairChange::key, "The key of the row.")
        .def_readonly("column", &RepairChange::column, "The column, or * for the whole row.")
        .def_readonly("before", &RepairChange::before, "As tables write it.")
        .def_readonly("after", &RepairChange::after, "As tables write it.")
        .def_readonly("change", &RepairChange::change, "In the unit of the datum.")
        .def("__repr__", &change_repr);
    value_class<Repair, &repair_made, &repair_state>(module, "Repair", "A changed plan that can be allocated.")
        .def_property_readonly("cost", &cost_text, "Sum of repair_weight x change, as exact text.")
        .def_readonly("sentences", &Repair::sentences, "One for each datum that changes.")
        .def_readonly("plan", &Repair::plan)
        .def("table", &rows_as_text<RepairChange, Repair, &Repair::changes>, "The changes as exact texts.")
        .def("__repr__", &repair_repr);
    value_class<Repairs, RepairsFields>(module, "Repairs", "Repairs of a plan, the cheapest first.")
        .def_readonly("repairs", &Repairs::repairs)
        .def_readonly("notes", &Repairs::notes, "Sentences on those that are missing.")
        .def("__repr__", &repairs_repr);
    module.def("conflict", &conflict_watched, py::arg("plan"), py::arg("allocation"), py::kw_only(), py::arg("engine"), py::arg("time_limit"),
               py::arg("node_limit"), py::arg("progress"), "Why a plan cannot be, searched in a thread of its own as `allocate` is.");
    module.def("repairs", &repairs_watched, py::arg("plan"), py::arg("allocation"), py::arg("count"), py::kw_only(), py::arg("engine"), py::arg("time_limit"),
               py::arg("node_limit"), py::arg("progress"), "The cheapest changes that make a plan possible, searched in a thread of its own.");
}

}  // namespace leps::python
