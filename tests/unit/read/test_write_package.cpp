#include <gtest/gtest.h>

#if defined(__linux__)
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include <atomic>
#include <string>
#include <thread>

#include "leps/core/error.hpp"
#include "leps/read/read_allocation.hpp"
#include "leps/read/read_plan.hpp"
#include "leps/read/write_package.hpp"
#include "package_fixture.hpp"

namespace leps {
namespace {

namespace fs = std::filesystem;
using fixture::Package;
using fixture::TempFolder;

Plan plan_of(const Package& package) {
    const TempFolder folder;
    package.write(folder.path());
    return read_plan(folder.path());
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) { names.push_back(entry.path().filename().string()); }
    std::sort(names.begin(), names.end());
    return names;
}

TEST(WritePackage, a_plan_that_is_written_and_read_is_equal_and_keeps_its_hash) {
    Package package;
    package.header["stages"] = R"([{"objective": "shortfall", "class": 1, "keep": "1/1000"}, {"objective": "cost"}])";
    package.header["licences"] = R"([{"name": "CC-BY-4.0"}])";
    package.tables["measures"] =
        "measure,name,parent,unit,whole,life_months\nALL,All care,,,,\nHOURS,\"Hours, \"\"at home\"\"\",ALL,hours/year,false,12\n";
    package.tables["funds"] = "fund,name,tier,recurrent,carry_over,x_mine\nSTATE,State fund,state,true,true,carried\n";
    const Plan plan = plan_of(package);
    const TempFolder folder;
    write_package(plan, folder.path() / "out", Overwrite::refuse);
    const Plan again = read_plan(folder.path() / "out");
    EXPECT_EQ(again, plan);
    EXPECT_EQ(again.hash(), plan.hash());
}

TEST(WritePackage, a_preset_of_stages_is_written_by_its_name) {
    Package package;
    package.header["stages"] = R"("equity_first")";
    const Plan plan = plan_of(package);
    const TempFolder folder;
    write_package(plan, folder.path() / "out", Overwrite::refuse);
    EXPECT_EQ(read_plan(folder.path() / "out"), plan);
    EXPECT_NE(header_json(plan.header()).find(R"("stages": "equity_first")"), std::string::npos) << header_json(plan.header());
    const Plan listed = replace(plan, {.tables = {}, .header_json = R"({"stages": [{"objective": "cost"}]})"});
    EXPECT_FALSE(listed.header().preset);
    EXPECT_EQ(replace(listed, {.tables = {}, .header_json = R"({"stages": "equity_first"})"}), plan);
}

TEST(WritePackage, three_zones_survives_the_round_trip) {
    const fs::path shared = fixture::shared_plans() / "three_zones";
    if (!fs::exists(shared)) { GTEST_SKIP() << "the shared plans are not here: set LEPS_SHARED_PLANS"; }
    const Plan plan = read_plan(shared);
    const TempFolder folder;
    write_package(plan, folder.path() / "out", Overwrite::refuse);
    EXPECT_EQ(read_plan(folder.path() / "out").hash(), plan.hash());
}

TEST(WritePackage, the_same_plan_gives_the_same_bytes) {
    const Plan plan = plan_of(Package());
    const TempFolder folder;
    write_package(plan, folder.path() / "a", Overwrite::refuse);
    write_package(plan, folder.path() / "b", Overwrite::refuse);
    ASSERT_EQ(names_in(folder.path() / "a"), names_in(folder.path() / "b"));
    for (const std::string& name : names_in(folder.path() / "a")) {
        EXPECT_EQ(fixture::read_file(folder.path() / "a" / name), fixture::read_file(folder.path() / "b" / name)) << name;
    }
}

TEST(WritePackage, cells_that_a_spreadsheet_would_execute_are_escaped_and_come_back) {
    for (const std::string name : {"=1+1", "+39 055", "-1", "@SUM(A1)", "\tx", "\nx", "\xEF\xBC\x9D" "1", "'=1", "''@x", "'plain", "plain"}) {
        Package package;
        package.tables["funds"] = "fund,name,tier,recurrent,carry_over,note,x_own\nSTATE,\"" + name + "\",state,true,true,\"" + name + "\",\"" + name + "\"\n";
        const Plan plan = plan_of(package);
        ASSERT_EQ(plan.tables().funds[0].name, name) << "a package that does not say so holds no escapes";
        const TempFolder folder;
        write_package(plan, folder.path() / "out", Overwrite::refuse);
        const std::string bytes = fixture::read_file(folder.path() / "out" / "funds.csv");
        for (const char start : std::string("=+-@\t\xEF")) { EXPECT_EQ(bytes.find(std::string(",") + start), std::string::npos) << bytes; }
        EXPECT_EQ(bytes.find(",\"\n"), std::string::npos) << bytes;
        EXPECT_EQ(read_plan(folder.path() / "out"), plan) << name;
    }
}

TEST(WritePackage, nothing_is_overwritten_unless_asked_for) {
    const Plan plan = plan_of(Package());
    const TempFolder folder;
    const fs::path out = folder.path() / "out";
    write_package(plan, out, Overwrite::refuse);
    const std::string before = fixture::read_file(out / "datapackage.json");
    const Plan changed = replace(plan, {.tables = {}, .header_json = R"({"title": "Other"})"});
    EXPECT_THROW(write_package(changed, out, Overwrite::refuse), FileError);
    EXPECT_EQ(fixture::read_file(out / "datapackage.json"), before);
    write_package(changed, out, Overwrite::replace);
    EXPECT_EQ(read_plan(out), changed);
    EXPECT_EQ(names_in(folder.path()), std::vector<std::string>{"out"}) << "nothing is left beside the package";
}

#if defined(__linux__) && defined(SYS_renameat2)
TEST(WritePackage, a_package_that_is_replaced_is_there_at_every_moment) {
    const TempFolder folder;
    const fs::path out = folder.path() / "out";
    fs::create_directory(folder.path() / "a");
    fs::create_directory(folder.path() / "b");
    if (syscall(SYS_renameat2, AT_FDCWD, (folder.path() / "a").c_str(), AT_FDCWD, (folder.path() / "b").c_str(), 2U) != 0) {
        GTEST_SKIP() << "folders cannot change places on this file system";
    }
    const Plan plan = plan_of(Package());
    write_package(plan, out, Overwrite::refuse);
    std::atomic<bool> done = false;
    std::atomic<int> missed = 0;
    std::thread watcher([&] {
        while (!done) {
            if (access((out / "datapackage.json").c_str(), F_OK) != 0) { ++missed; }
        }
    });
    for (int i = 0; i < 30; ++i) { write_package(plan, out, Overwrite::replace); }
    done = true;
    watcher.join();
    EXPECT_EQ(missed, 0);
    EXPECT_EQ(names_in(folder.path()), (std::vector<std::string>{"a", "b", "out"}));
}
#endif

TEST(WritePackage, an_empty_folder_is_filled) {
    const TempFolder folder;
    fs::create_directory(folder.path() / "out");
    write_package(plan_of(Package()), folder.path() / "out", Overwrite::refuse);
    EXPECT_TRUE(fs::exists(folder.path() / "out" / "datapackage.json"));
}

TEST(WritePackage, a_folder_that_is_no_package_is_never_replaced) {
    const TempFolder folder;
    fs::create_directory(folder.path() / "home");
    fixture::write_file(folder.path() / "home" / "letter.txt", "dear");
    EXPECT_THROW(write_package(plan_of(Package()), folder.path() / "home", Overwrite::replace), FileError);
    EXPECT_EQ(names_in(folder.path() / "home"), std::vector<std::string>{"letter.txt"});
}

TEST(WritePackage, a_result_never_takes_the_place_of_a_plan) {
    const TempFolder folder;
    const Plan plan = plan_of(Package());
    write_package(plan, folder.path() / "plan", Overwrite::refuse);
    EXPECT_THROW(write_allocation(Allocation{}, folder.path() / "plan", Overwrite::replace), FileError);
    EXPECT_EQ(read_plan(folder.path() / "plan"), plan);
}

TEST(WritePackage, files_of_others_stay_when_a_package_is_replaced) {
    const TempFolder folder;
    const fs::path out = folder.path() / "out";
    const Plan plan = plan_of(Package());
    write_package(plan, out, Overwrite::refuse);
    fixture::write_file(out / "page.html", "<p>");
    fixture::write_file(out / "links.csv", "not in the package");
    fs::create_directory(out / "pictures");
    write_package(plan, out, Overwrite::replace);
    EXPECT_EQ(fixture::read_file(out / "page.html"), "<p>");
    EXPECT_TRUE(fs::exists(out / "links.csv"));
    EXPECT_TRUE(fs::is_directory(out / "pictures"));
}

TEST(WritePackage, links_and_files_in_the_way_are_refused) {
    const TempFolder folder;
    const Plan plan = plan_of(Package());
    fs::create_directory(folder.path() / "real");
    fs::create_directory_symlink(folder.path() / "real", folder.path() / "link");
    fixture::write_file(folder.path() / "file", "x");
    EXPECT_THROW(write_package(plan, folder.path() / "link", Overwrite::replace), FileError);
    EXPECT_THROW(write_package(plan, folder.path() / "link" / "", Overwrite::replace), FileError);
    EXPECT_THROW(write_package(plan, folder.path() / "file", Overwrite::replace), FileError);
    EXPECT_THROW(write_package(plan, folder.path() / "none" / "out", Overwrite::replace), FileError);
    EXPECT_TRUE(fs::is_empty(folder.path() / "real"));
}

}  // namespace
}  // namespace leps
