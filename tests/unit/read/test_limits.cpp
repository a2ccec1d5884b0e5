// What a package may hold at most. Limits of one table are in test_csv.cpp, of nesting in test_header.cpp, links and paths that leave the
// package in test_read_plan.cpp.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "leps/core/error.hpp"
#include "package_fixture.hpp"
#include "read/package_files.hpp"

namespace leps {
namespace {

/// Files that are as long as they say they are.
class SaidToBeLong : public PackageFiles {
public:
    explicit SaidToBeLong(const fixture::Package& package) : package_(package) {}
    std::map<std::string, std::uint64_t> bytes;

private:
    std::optional<OpenFile> open(const std::string& name, const std::string&, Findings&) const override {
        const std::string text = name == "datapackage.json" ? package_.document() : package_.tables.at(name.substr(0, name.size() - 4));
        const auto said = bytes.find(name);
        return OpenFile{.in = std::make_unique<std::istringstream>(text), .bytes = said == bytes.end() ? text.size() : said->second};
    }

    const fixture::Package& package_;
};

std::vector<std::string> codes_of(const PackageFiles& files) {
    std::vector<std::string> codes;
    try {
        (void)plan_of(files);
    } catch (const DataError& error) {
        for (const Issue& issue : error.issues()) { codes.push_back(issue.table + " " + issue.code); }
    }
    return codes;
}

TEST(Limits, all_tables_together_hold_four_gibibytes) {
    const fixture::Package package;
    SaidToBeLong files(package);
    files.bytes["annuities.csv"] = std::uint64_t{3} << 30;
    EXPECT_EQ(codes_of(files), std::vector<std::string>());
    files.bytes["measures.csv"] = std::uint64_t{2} << 30;  // 5 GiB in all; annuities come first
    EXPECT_EQ(codes_of(files), std::vector<std::string>{"measures package_too_large"});
}

TEST(Limits, datapackage_json_holds_sixteen_mebibytes) {
    const fixture::Package package;
    SaidToBeLong files(package);
    files.bytes["datapackage.json"] = (std::uint64_t{16} << 20) + 1;
    EXPECT_EQ(codes_of(files), std::vector<std::string>{" file_too_large"});
    files.bytes["datapackage.json"] = std::uint64_t{16} << 20;
    EXPECT_EQ(codes_of(files), std::vector<std::string>());
}

TEST(Limits, a_package_names_a_thousand_tables_at_most) {
    fixture::Package package;
    for (int i = 0; i < 1001; ++i) { package.tables["t" + std::to_string(i)] = "a\n"; }
    const std::vector<std::string> codes = codes_of(SaidToBeLong(package));
    ASSERT_FALSE(codes.empty());
    EXPECT_EQ(codes.front(), " too_many_tables");
}

}  // namespace
}  // namespace leps
