#include "leps/allocate/certificate.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <set>
#include <span>
#include <tuple>

#include "allocate/hashes.hpp"
#include "allocate/rounded_rows.hpp"
#include "allocate/run_stages.hpp"
#include "leps/compile/compiled_problem.hpp"
#include "leps/core/sha256.hpp"
#include "leps/domain/columns/stage_value.hpp"
#include "leps/problem/bound.hpp"

namespace leps {
namespace {

void hash_number(Sha256& hash, std::uint64_t bits) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) { bytes.push_back(static_cast<char>((bits >> shift) & 0xff)); }
    hash.update(bytes);
}

void hash_doubles(Sha256& hash, std::span<const double> numbers) {
    hash_number(hash, numbers.size());
    for (const double number : numbers) { hash_number(hash, std::bit_cast<std::uint64_t>(number)); }
}

/// The cap that follows from what a stage reached (check_certificate).
Int128 cap_that_follows(const StageProgram& stage, const StageRow& row, bool last) {
    const Int128 cap = published_cap(stage, row.reached, row.gap_engine);
    return last ? std::max(cap, row.value) : cap;
}

}  // namespace

std::string problem_hash(const Problem& problem) {
    Sha256 hash;
    for (const std::span<const double> numbers : {problem.column_lower(), problem.column_upper(), problem.row_lower(), problem.row_upper(), problem.coefficient()}) {
        hash_doubles(hash, numbers);
    }
    for (const std::int64_t start : problem.pattern().row_start()) { hash_number(hash, static_cast<std::uint64_t>(start)); }
    for (const ColumnIndex column : problem.pattern().column_index()) { hash_number(hash, column.value()); }
    for (const std::uint8_t whole : problem.pattern().column_whole()) { hash_number(hash, whole); }
    return to_hex(hash.finish());
}

CertificateCheck check_certificate(const Plan& plan, const Allocation& allocation) {
    CertificateCheck check;
    if (allocation.certificate.plan_hash != plan.hash()) { check.problems.push_back("the certificate speaks of another plan: plan hash differs"); }
    if (allocation.unique == Uniqueness::proved) {
        check.problems.push_back("the answer is called unique, and nothing in the certificate proves it");
    }
    const CompiledProblem compiled = compile(plan);
    if (allocation.certificate.problem_hash != problem_hash(compiled.problem)) {
        check.problems.push_back("the certificate speaks of another problem: problem hash differs");
        return check;
    }
    std::vector<Issue> rounded = allocation.findings;
    std::erase_if(rounded, [](const Issue& finding) { return finding.severity != Severity::information; });
    const std::vector<Issue> right = rounded_row_findings(compiled);  // one for each rule at most
    if (!std::ranges::is_permutation(rounded, right)) { check.problems.push_back("the rows named as rounded outward are not those of the problem"); }
    if (allocation.stages.size() > compiled.stages.size()) {
        check.problems.push_back("the allocation lists more stages than the plan has");
        return check;
    }
    std::vector<std::vector<double>> rows(allocation.stages.size(), std::vector<double>(compiled.problem.row_count(), 0.0));
    std::vector<std::vector<double>> cap_prices(allocation.stages.size());
    for (std::size_t i = 0; i < cap_prices.size(); ++i) { cap_prices[i].assign(i, 0.0); }
    std::set<std::tuple<std::int32_t, bool, std::int64_t>> priced;
    bool all_known = true;
    bool each_once = true;
    for (const CertificatePrice& price : allocation.certificate.prices) {
        const auto stage = static_cast<std::size_t>(price.stage);
        const bool known = price.stage >= 0 && stage < rows.size() && price.index >= 0 &&
                           static_cast<std::size_t>(price.index) < (price.cap ? cap_prices[stage].size() : rows[stage].size());
        all_known = all_known && known;
        if (!known) { continue; }
        each_once = priced.emplace(price.stage, price.cap, price.index).second && each_once;
        (price.cap ? cap_prices : rows)[stage][static_cast<std::size_t>(price.index)] = price.price;
    }
    if (!all_known) { check.problems.push_back("a price names a row or stage that does not exist"); }
    if (!each_once) { check.problems.push_back("a row or cap has two prices in one stage"); }
    std::vector<Cap> caps;
    for (std::size_t i = 0; i < allocation.stages.size(); ++i) {
        const StageProgram& stage = compiled.stages[i];
        const StageRow& row = allocation.stages[i];
        if (row.objective != stage.spec.objective || row.priority_class != stage.spec.priority_class ||
            row.depth != stage.spec.depth || row.periods != stage.spec.periods) {
            check.problems.push_back("stage " + std::to_string(i + 1) + " is not the plan's");
            return check;
        }
        const std::string name = "stage " + std::to_string(i + 1);
        if (row.value > row.cap) { check.problems.push_back(name + ": the value lies above its cap"); }
        try {
            if (const Int128 cap = cap_that_follows(stage, row, i + 1 == compiled.stages.size()); row.cap != cap) {
                check.problems.push_back(name + ": the cap is " + stage_value_text(row.objective, row.cap) + ", but what was reached, keep, reserve and the gap of the " +
                                         "engine give " + stage_value_text(row.objective, cap));
            }
        } catch (const InvalidValue&) {
            check.problems.push_back(name + ": no cap follows from what it says was reached");
        }
        try {
            const Int128 bound = proved_bound(compiled.problem, *stage.objective, {.rows = rows[i], .caps = cap_prices[i]}, {.caps = caps});
            const Int128 proved = wide::add(wide::ceil_div(bound, stage.denominator), stage.offset);
            check.stages.push_back({.objective = row.objective, .priority_class = row.priority_class, .depth = row.depth, .periods = row.periods,
                                    .published_bound = row.bound, .proved_bound = proved, .value = row.value});
            if (row.bound > proved) { check.problems.push_back(name + ": prices prove " + stage_value_text(row.objective, proved) + ", not " + stage_value_text(row.objective, row.bound)); }
            if (row.value < proved) { check.problems.push_back(name + ": the value lies below what is proved possible"); }
        } catch (const InvalidValue&) {
            check.problems.push_back(name + ": its prices prove no bound that 128 bits hold");
        }
        try {
            caps.push_back(cap_of(stage, row.cap));
        } catch (const InvalidValue&) {
            check.problems.push_back(name + ": its cap is no number that can be kept, so that later stages are not judged");
            return check;
        }
    }
    return check;
}

}  // namespace leps
