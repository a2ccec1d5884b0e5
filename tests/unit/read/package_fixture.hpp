#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "leps/core/issue.hpp"

namespace leps {

inline void PrintTo(const Issue& issue, std::ostream* out) { *out << issue.code << " | " << describe(issue); }

}  // namespace leps

namespace leps::fixture {

/// A folder that is gone at the end of the test.
class TempFolder {
public:
    TempFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "leps-read-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~TempFolder() {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

inline void write_file(const std::filesystem::path& place, const std::string& bytes) {
    std::ofstream(place, std::ios::binary) << bytes;
}

[[nodiscard]] inline std::string read_file(const std::filesystem::path& place) {
    std::ifstream in(place, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A valid plan as files: region R with the zones A and B, two years, home care bought by the hour from one state fund.
/// Tests change or remove entries and write what is left.
struct Package {
    /// Entries of datapackage.json as JSON texts, without resources.
    std::map<std::string, std::string> header = {
        {"name", "\"tiny\""},
        {"title", "\"A tiny plan\""},
        {"horizon", R"({"from": "2024-01-01", "to": "2025-12-31", "period": "year"})"},
        {"tail_years", "1"},
        {"baseline", "\"outside\""},
        {"currency", "\"EUR\""},
    };
    std::map<std::string, std::string> tables = {
        {"territories", "territory,name,kind,parent\nR,Region,region,\nA,Alba,zone,R\nB,Borgo,zone,R\n"},
        {"indicators", "indicator,name,role,projection\nPOP,Residents,population,last_known\n"},
        {"indicator_values", "indicator,territory,year,value\nPOP,A,2024,1000\nPOP,B,2024,500\n"},
        {"service_levels",
         "level,name,unit,indicator,ratio,priority,weight,hard\nCARE,Home care,hours/year,POP,1/2,1,1,false\n"},
        {"service_supply", "level,territory,year,units\nCARE,A,2024,0\nCARE,A,2025,0\nCARE,B,2024,12.5\nCARE,B,2025,0\n"},
        {"measures", "measure,name,unit,whole,life_months,start_from,start_to,owner\nHOURS,Hours,hours/year,false,12,,,zone\n"},
        {"measure_costs", "measure,category,amount_eur,per\nHOURS,current,24.00,unit_year\n"},
        {"deliveries", "measure,level,units_per_unit\nHOURS,CARE,1\n"},
        {"measure_limits", "measure,max_units,counted,kind\nHOURS,5000,in_service,limit\n"},
        {"funds", "fund,name,tier,recurrent,carry_over,preference\nSTATE,State fund,state,true,true,1\n"},
        {"annuities",
         "fund,year,territory,amount_eur,status,spend_from,spend_to\n"
         "STATE,2024,A,1000.00,assigned,2024-01-01,2025-12-31\nSTATE,2025,A,1000.00,assigned,2025-01-01,2025-12-31\n"
         "STATE,2024,B,500.50,assigned,2024-01-01,2025-12-31\nSTATE,2025,B,500.50,assigned,2025-01-01,2025-12-31\n"},
        {"eligibility", "fund,measure,category\nSTATE,HOURS,current\n"},
    };
    /// Paths that are not `<table>.csv`.
    std::map<std::string, std::string> paths;

    [[nodiscard]] std::string path_of(const std::string& table) const {
        const auto at = paths.find(table);
        return at == paths.end() ? table + ".csv" : at->second;
    }

    [[nodiscard]] std::string document() const {
        std::string text = "{";
        for (const auto& [name, value] : header) { text += "\n \"" + name + "\": " + value + ","; }
        text += "\n \"resources\": [";
        bool first = true;
        for (const auto& [name, bytes] : tables) {
            text += std::string(first ? "" : ",") + "\n  {\"name\": \"" + name + "\", \"path\": \"" + path_of(name) + "\"}";
            first = false;
        }
        return text + "\n ]\n}\n";
    }

    void write(const std::filesystem::path& folder) const {
        write_file(folder / "datapackage.json", document());
        for (const auto& [name, bytes] : tables) {
            if (!paths.contains(name)) { write_file(folder / path_of(name), bytes); }
        }
    }
};

/// "table row field code: found -> expected" of a finding, as tests compare it.
[[nodiscard]] inline std::string in_brief(const Issue& issue) {
    return issue.table + " " + std::to_string(issue.row) + " " + issue.field + " " + issue.code + ": " + issue.found + " -> " + issue.expected;
}

[[nodiscard]] inline std::vector<std::string> in_brief(const std::vector<Issue>& issues) {
    std::vector<std::string> result;
    for (const Issue& issue : issues) { result.push_back(in_brief(issue)); }
    return result;
}

/// Where the plans of the project's partners lie: LEPS_SHARED_PLANS, or ../shared/plans beside the checkout.
[[nodiscard]] inline std::filesystem::path shared_plans() {
    if (const char* named = std::getenv("LEPS_SHARED_PLANS")) { return named; }
    return std::filesystem::path(__FILE__).parent_path().parent_path().parent_path().parent_path().parent_path() / "shared" / "plans";
}

}  // namespace leps::fixture
