#include "targets.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "leps/core/error.hpp"
#include "leps/read/csv.hpp"
#include "leps/read/edit_plan.hpp"
#include "leps/read/number_text.hpp"
#include "leps/read/read_plan.hpp"
#include "leps/verify/verify.hpp"
#include "read/json.hpp"
#include "read/package_files.hpp"
#include "read/package_writer.hpp"

namespace leps::fuzz {

namespace {

void expect(bool kept, const std::string& promise) {
    if (!kept) { throw Defect(promise); }
}

/// Files that lie in memory, so that nothing is written for an input.
class MemoryFiles : public PackageFiles {
public:
    explicit MemoryFiles(const Files& files) : files_(files) {}

private:
    std::optional<OpenFile> open(const std::string& name, const std::string& table, Findings& findings) const override {
        const auto file = files_.find(name);
        if (file == files_.end()) {
            findings.add({.code = "missing_file", .table = table, .field = "path", .found = shown(name), .expected = "a file", .message = "add it"});
            return std::nullopt;
        }
        return OpenFile{.in = std::make_unique<std::istringstream>(file->second), .bytes = file->second.size()};
    }

    const Files& files_;
};

template <class Package>
Files files_of(const Package& package) {
    Files files;
    write_files(package, [&](const std::string& name, const std::string& bytes) { files.emplace(name, bytes); });
    return files;
}

/// Findings that a person can act on: each says what it is and what to do, and is short.
void check_findings(const std::vector<Issue>& issues, const std::string& where) {
    expect(issues.size() <= issue_limit + 1, where + ": no more findings than are listed");
    for (const Issue& issue : issues) {
        expect(!issue.code.empty() && !issue.message.empty(), where + ": a finding says what it is: " + describe(issue));
        expect(!issue.table.empty() || !issue.field.empty() || issue.line > 0 || !issue.found.empty() || !issue.expected.empty(),
               where + ": a finding says where it is: " + describe(issue));
        const std::string text = describe(issue);
        expect(text.size() < 3000 && first_bad_byte(text) == std::string_view::npos && !any_character(text, is_unseen), where + ": a finding can be shown: " + text);
    }
}

/// The answer of a reader: a value or what it was refused with.
template <class Value>
struct Answer {
    std::optional<Value> value;
    std::vector<Issue> issues;
    std::string error;

    bool operator==(const Answer&) const = default;
};

/// Lets nothing through but what leps throws.
template <class Read>
auto answer_of(Read&& read, const std::string& where) {
    Answer<decltype(read())> answer;
    try {
        answer.value = read();
    } catch (const DataError& error) {
        answer.issues = error.issues();
        answer.error = error.what();
        expect(std::any_of(answer.issues.begin(), answer.issues.end(), [](const Issue& i) { return i.severity == Severity::error; }),
               where + ": refused data has an error among its findings");
        check_findings(answer.issues, where);
    } catch (const Error& error) {
        answer.error = error.what();
        expect(!answer.error.empty(), where + ": an error says what it is");
    }
    return answer;
}

/// Some inputs are read twice: chosen by their bytes, so that the same input is always treated the same.
bool chosen(std::string_view bytes) { return std::hash<std::string_view>()(bytes) % 8 == 0; }

void check_plan(const Plan& plan, const std::string& where) {
    check_findings(plan.warnings(), where);
    const Files written = files_of(plan);
    const Answer<Plan> again = answer_of([&] { return plan_of(MemoryFiles(written)); }, where + " read back");
    expect(again.value.has_value(), where + ": what was written is read back, but: " + again.error);
    expect(*again.value == plan && again.value->hash() == plan.hash(), where + ": what is read back is equal");
    expect(files_of(*again.value) == written, where + ": what is read back is written alike");
}

Outcome read_a_plan(std::string_view bytes) {
    const Files files = unpack(bytes);
    const auto read = [&] { return plan_of(MemoryFiles(files)); };
    const Answer<Plan> plan = answer_of(read, "plan");
    if (chosen(bytes)) { expect(answer_of(read, "plan") == plan, "plan: the same bytes give the same answer"); }
    if (!plan.value) { return Outcome::refused; }
    check_plan(*plan.value, "plan");
    return Outcome::taken;
}

/// The plan of an input that holds something beside it. The plan is mostly the one of the input before.
const Answer<Plan>& plan_beside(const Files& files) {
    static Files known;
    static Answer<Plan> plan;
    if (files != known || files.empty()) {
        plan = answer_of([&] { return plan_of(MemoryFiles(files)); }, "plan");
        known = files;
    }
    return plan;
}

Outcome read_a_result(std::string_view bytes) {
    const Files files = unpack(bytes);
    const Answer<Plan>& plan = plan_beside(below(files, "plan/"));
    const Files of_result = below(files, "result/");
    const auto read = [&] { return allocation_of(MemoryFiles(of_result)); };
    const Answer<Allocation> result = answer_of(read, "result");
    if (chosen(bytes)) { expect(answer_of(read, "result") == result, "result: the same bytes give the same answer"); }
    if (!result.value) { return Outcome::refused; }
    const Files written = files_of(*result.value);
    const Answer<Allocation> again = answer_of([&] { return allocation_of(MemoryFiles(written)); }, "result read back");
    expect(again.value.has_value(), "result: what was written is read back, but: " + again.error);
    expect(*again.value == *result.value, "result: what is read back is equal");
    if (plan.value) {
        const Verification found = verify(*plan.value, *result.value);
        expect(found == verify(*plan.value, *again.value), "result: verified alike after it was written");
    }
    return Outcome::taken;
}

std::optional<RawTable> table_in(const Files& files, const std::string& name) {
    const auto file = files.find(name + ".csv");
    if (file == files.end()) { return std::nullopt; }
    std::istringstream in(file->second);
    Findings findings;
    return read_csv(in, name, findings);
}

Outcome edit_a_plan(std::string_view bytes) {
    const Files files = unpack(bytes);
    const Answer<Plan>& plan = plan_beside(below(files, "plan/"));
    if (!plan.value) { return Outcome::refused; }
    const std::string hash = plan.value->hash();
    std::vector<Answer<Plan>> edited;
    if (const std::optional<RawTable> raw = table_in(files, "scenarios")) {
        const auto scenarios = answer_of([&] { return read_scenarios(*raw); }, "scenarios");
        for (const EditedScenario& scenario : scenarios.value.value_or(std::vector<EditedScenario>())) {
            edited.push_back(answer_of([&] { return edit_plan(*plan.value, scenario.edits); }, "edited"));
        }
    }
    std::vector<RawTable> added;
    for (const auto& [name, content] : below(files, "added/")) {
        if (!name.ends_with(".csv")) { continue; }
        if (std::optional<RawTable> table = table_in(below(files, "added/"), name.substr(0, name.size() - 4))) { added.push_back(std::move(*table)); }
    }
    if (!added.empty()) {
        edited.push_back(answer_of([&] { return add_rows(*plan.value, added); }, "rows added"));
        edited.push_back(answer_of([&] { return replace(*plan.value, {.tables = added, .header_json = {}}); }, "tables replaced"));
    }
    if (chosen(bytes)) {
        for (const Measure& measure : plan.value->tables().measures) {
            edited.push_back(answer_of([&] { return drop_measure(*plan.value, measure.measure); }, "measure dropped"));
        }
    }
    bool taken = false;
    for (const Answer<Plan>& each : edited) {
        if (!each.value) { continue; }
        taken = true;
        check_plan(*each.value, "edited");
    }
    expect(plan.value->hash() == hash, "edits: the plan itself stays as it is");
    return taken ? Outcome::taken : Outcome::refused;
}

bool same(const RawTable& a, const RawTable& b) {
    if (a.header() != b.header() || a.row_count() != b.row_count()) { return false; }
    for (std::size_t i = 0; i < a.row_count(); ++i) {
        for (std::size_t c = 0; c < a.column_count(); ++c) {
            if (a.cell(i, c) != b.cell(i, c)) { return false; }
        }
    }
    return true;
}

/// Small limits: the large ones would only make inputs large.
constexpr CsvLimits small_limits{.cell_bytes = 5000, .row_bytes = 9000, .table_bytes = 100'000, .columns = 40, .rows = 400};

Outcome read_a_table(std::string_view bytes) {
    std::istringstream in{std::string(bytes)};
    Findings findings;
    const std::optional<RawTable> table = read_csv(in, "table", findings, small_limits);
    const bool sound = table && findings.error_count() == 0;
    const std::vector<Issue> found = std::move(findings).take();
    check_findings(found, "table");
    expect(table.has_value() || !found.empty(), "table: what is not read is said");
    if (!sound) { return Outcome::refused; }
    std::string written;
    write_csv(*table, written);
    std::istringstream back(written);
    Findings more;
    const std::optional<RawTable> again = read_csv(back, "table", more);
    expect(again && more.error_count() == 0, "table: what was written is read back");
    expect(same(*table, *again), "table: what is read back is equal");
    return Outcome::taken;
}

Outcome read_a_document(std::string_view bytes) {
    Findings findings;
    const std::optional<boost::json::value> document = parse_json(bytes, findings);
    check_findings(std::move(findings).take(), "json");
    if (!document) { return Outcome::refused; }
    for (const std::string& text : {canonical_json(*document), pretty_json(*document)}) {
        Findings more;
        const std::optional<boost::json::value> again = parse_json(text, more);
        expect(again.has_value(), "json: what was written is read back");
        expect(canonical_json(*again) == canonical_json(*document), "json: what is read back is equal");
    }
    Findings of_header;
    const PackageHeader header = read_package_header(*document, of_header);
    check_findings(std::move(of_header).take(), "header");
    return Outcome::taken;
}

/// A value that a text holds is written as a text that holds it, and as nothing else.
template <class Value, class Parse>
bool check_number(std::string_view text, Parse&& parse, const std::string& kind) {
    const Parsed<Value> parsed = parse(text);
    if (const auto* problem = std::get_if<TextProblem>(&parsed)) {
        expect(!problem->code.empty() && !problem->expected.empty() && !problem->message.empty(), kind + ": a refusal says what to write");
        return false;
    }
    if constexpr (std::is_class_v<Value> || std::is_same_v<Value, std::int64_t>) {
        const std::string written = to_string(std::get<Value>(parsed));
        const Parsed<Value> again = parse(written);
        const auto* value = std::get_if<Value>(&again);
        expect(value != nullptr && *value == std::get<Value>(parsed), kind + ": " + written + " is what was read");
    }
    return true;
}

Outcome read_a_number(std::string_view text) {
    bool taken = check_number<Money>(text, parse_money, "money");
    taken |= check_number<Units>(text, parse_units, "units");
    taken |= check_number<Ratio>(text, parse_ratio, "share");
    taken |= check_number<std::int64_t>(text, parse_integer, "whole number");
    taken |= check_number<Date>(text, parse_date, "day");
    taken |= check_number<Period>(text, parse_period, "period");
    taken |= check_number<bool>(text, parse_boolean, "boolean");
    taken |= check_number<double>(text, parse_hexadecimal, "hexadecimal");
    taken |= check_number<Int128>(text, [](std::string_view t) { return parse_scaled(t, 1'000'000'000); }, "scaled");
    return taken ? Outcome::taken : Outcome::refused;
}

constexpr std::array all_targets = {
    Target{"plan", Form::packages, read_a_plan},   Target{"result", Form::packages, read_a_result},
    Target{"edit", Form::packages, edit_a_plan},   Target{"csv", Form::table, read_a_table},
    Target{"json", Form::json, read_a_document},   Target{"number", Form::number, read_a_number},
};

}  // namespace

std::span<const Target> targets() { return all_targets; }

const Target& target_of(std::string_view name) {
    for (const Target& target : all_targets) {
        if (target.name == name) { return target; }
    }
    throw std::out_of_range("no target " + std::string(name));
}

}  // namespace leps::fuzz
