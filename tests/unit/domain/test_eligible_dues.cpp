#include <gtest/gtest.h>

#include "leps/domain/definitions/plan_view.hpp"
#include "plan_fixture.hpp"

namespace leps {
namespace {

using namespace fixture;

/// Which elementary periods of a base hold a due of STATE for the hours of zone A: one letter each, upper case where it counts.
std::string counted(const PlanTables& tables, CoFinancingBase base, Category category) {
    const PlanView view(tables);
    EligibleDues dues(view.eligibility, FundId("STATE"), view.operations[*view.operations.find("A", view.measures.at(MeasureId("HOURS")))], view.timeline);
    std::string letters;
    for (std::size_t e = 0; e < view.timeline.elementary().size(); ++e) {
        const bool counts = dues.counts(base, category, ElementaryIndex(e));
        letters += view.timeline.elementary()[e].tail ? (counts ? 'T' : 't') : (counts ? 'H' : 'h');
    }
    return letters;
}

// STATE may pay hours to the end of June 2024: elementary periods are the halves of 2024, then 2025 and the tail year 2026.
// It does not matter whether STATE has any money.
TEST(EligibleDues, OfAProjectAreItsCategoriesAtAnyTimeAndOfAFundTheDatesToo) {
    PlanTables tables = tiny_plan();
    edit(tables.eligibility, 1, [](Eligibility& row) { row.valid.until = Date(2024, 7, 1); });
    EXPECT_EQ(counted(tables, CoFinancingBase::bundle, Category::current), "HHHT");
    EXPECT_EQ(counted(tables, CoFinancingBase::project, Category::current), "HHHt");
    EXPECT_EQ(counted(tables, CoFinancingBase::fund, Category::current), "Hhht");
    EXPECT_EQ(counted(tables, CoFinancingBase::project, Category::capital), "hhht");
    tables.annuities = std::vector<Annuity>{};
    EXPECT_EQ(counted(tables, CoFinancingBase::fund, Category::current), "Hhht");
}

}  // namespace
}  // namespace leps
