#include <gtest/gtest.h>

#include <array>
#include <string>

#include "leps/core/error.hpp"
#include "leps/read/edit_plan.hpp"
#include "leps/read/read_plan.hpp"
#include "package_fixture.hpp"

namespace leps {
namespace {

Plan smallest_plan() {
    const fixture::TempFolder folder;
    fixture::Package().write(folder.path());
    return read_plan(folder.path());
}

Plan with_window_moved(const Plan& plan, const std::string& column, const std::string& step) {
    const std::array edits = {CellEdit{.table = "annuities", .where = "year=2024;territory=A", .column = column, .op = EditOp::add, .value = step}};
    return edit_plan(plan, edits);
}

TEST(EditDays, MoveOnlyToDaysThatAFileMayHold) {
    // The windows of 2024 go from 2024-01-01 to 2025-12-31; files hold days from 1900-01-01 to 2199-12-31. 1200 months are a hundred years.
    Plan plan = with_window_moved(smallest_plan(), "spend_from", "-1200 months");  // 1924-01-01
    plan = with_window_moved(plan, "spend_from", "-288 months");               // 1900-01-01
    EXPECT_EQ(plan.tables().annuities[0].window.begin(), Date(1900, 1, 1));
    EXPECT_THROW((void)with_window_moved(plan, "spend_from", "-1 days"), DataError);

    plan = with_window_moved(plan, "spend_to", "1200 months");  // 2125-12-31
    plan = with_window_moved(plan, "spend_to", "888 months");   // 2199-12-31, stored as the day after
    EXPECT_EQ(plan.tables().annuities[0].window.last_day(), Date(2199, 12, 31));
    EXPECT_THROW((void)with_window_moved(plan, "spend_to", "1 days"), DataError);
}

}  // namespace
}  // namespace leps
