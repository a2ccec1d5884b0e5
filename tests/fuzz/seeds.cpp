#include "seeds.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "archive.hpp"
#include "read/package_writer.hpp"
#ifdef LEPS_HAS_HIGHS
#include "leps/allocate/allocate.hpp"
#include "leps/read/read_plan.hpp"
#endif

namespace leps::fuzz {

namespace {

namespace fs = std::filesystem;

Files package(const fs::path& folder) {
    Files files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name == "datapackage.json" || name.ends_with(".csv")) { files.emplace(name, content(entry.path())); }
    }
    return files;
}

Files with_prefix(const Files& files, const std::string& prefix) {
    Files result;
    for (const auto& [name, bytes] : files) { result.emplace(prefix + name, bytes); }
    return result;
}

/// Every operation, on tables that the small plans have.
constexpr std::string_view scenarios =
    "scenario,table,where,column,op,value,note\n"
    "less,annuities,,amount_eur,multiply,9/10,all of them\n"
    "less,measure_costs,category=current,amount_eur,add,1.50,\n"
    "later,measures,,delay_months,add,6,\n"
    "later,annuities,year=2025,spend_to,add,6 months,\n"
    "none,service_levels,,ratio,set,1/100,\n"
    "none,service_supply,units=0,units,set,3,\n"
    "none,funds,,preference,set,,\n";

constexpr std::string_view added = "fund,measure,category,max_share\nNEW,NEW,current,1/2\n";

constexpr std::array numbers = {"12",  "-12.34", "1/5000", "40 %",       "0.000000001",           "9223372036854775807", "2026-06-30", "2026-01-01/2026-06-30",
                                "true", "0x1.8p+1", "1234567.89", "1.234.567,89", "2026-02-30", "1e5",                 "330.000",    "-0"};

/// Small plans with something of everything; their answers take a second in all.
constexpr std::array solved = {"two_zones", "municipal_pooled", "tail_recurrent", "region_owned", "leximin_whole_projects", "co_financing_project"};

}  // namespace

std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Seeds seeds_of(const fs::path& cases) {
    std::vector<fs::path> folders;
    for (const fs::directory_entry& entry : fs::directory_iterator(cases)) {
        if (fs::exists(entry.path() / "datapackage.json")) { folders.push_back(entry.path()); }
    }
    std::sort(folders.begin(), folders.end());
    Seeds seeds;
    for (const fs::path& folder : folders) {
        const Files plan = package(folder);
        seeds["plan"].push_back(pack(plan));
        seeds["json"].push_back(plan.at("datapackage.json"));
        for (const auto& [name, bytes] : plan) {
            if (name.ends_with(".csv")) { seeds["csv"].push_back(bytes); }
        }
        if (std::find(solved.begin(), solved.end(), folder.filename()) == solved.end()) { continue; }
        Files beside = with_prefix(plan, "plan/");
        beside.emplace("scenarios.csv", scenarios);
        beside.emplace("added/eligibility.csv", added);
        beside.emplace("added/annuities.csv", plan.at("annuities.csv"));
        seeds["edit"].push_back(pack(beside));
#ifdef LEPS_HAS_HIGHS
        Files both = with_prefix(plan, "plan/");
        write_files(allocate(read_plan(folder)), [&](const std::string& name, const std::string& bytes) { both.emplace("result/" + name, bytes); });
        seeds["result"].push_back(pack(both));
#endif
    }
    for (auto& [target, inputs] : seeds) {  // the small plans share many tables
        std::sort(inputs.begin(), inputs.end());
        inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
    }
    seeds["number"].assign(numbers.begin(), numbers.end());
    return seeds;
}

void write_seeds(const Seeds& seeds, const fs::path& folder) {
    for (const auto& [target, inputs] : seeds) {
        fs::create_directories(folder / target);
        for (std::size_t i = 0; i < inputs.size(); ++i) { std::ofstream(folder / target / std::to_string(i), std::ios::binary) << inputs[i]; }
    }
}

}  // namespace leps::fuzz
