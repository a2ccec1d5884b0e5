#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <vector>

#include "leps/apportion/largest_remainder.hpp"

namespace leps {
namespace {

std::vector<Money> money(const std::vector<std::int64_t>& cents) {
    std::vector<Money> list;
    for (const std::int64_t value : cents) { list.push_back(Money::from_cents(value)); }
    return list;
}

std::vector<std::int64_t> shared(std::int64_t total, const std::vector<std::int64_t>& weights) {
    std::vector<std::int64_t> parts;
    for (const Money part : largest_remainder(Money::from_cents(total), money(weights))) { parts.push_back(part.cents()); }
    return parts;
}

// Dopo di Noi 2023: 76,100,000 euros for 19 regions in alphabetical order, Abruzzo to Veneto, as printed at
// https://puglialive.net/regioni-ripartiti-761-milioni-del-fondo-dopo-di-noi-2023. The shares, in hundredths of a percent,
// follow from the printed amounts.
const std::vector<std::int64_t> dopo_di_noi_euros = {
    1658980, 715340, 2427590, 7587170, 5806430, 1529610, 7617610, 1887280, 13172910, 1917720,
    380500, 5456370, 5167190, 2085140, 6346740, 4718200, 1088230, 159810, 6377180};
const std::vector<std::int64_t> dopo_di_noi_shares = {218, 94, 319, 997, 763, 201, 1001, 248, 1731, 252,
                                                      50, 717, 679, 274, 834, 620, 143, 21, 838};

TEST(LargestRemainder, PrintedSharesGiveTheAmountsOfTheDopoDiNoiDecree2023ToTheCent) {
    std::vector<std::int64_t> cents;
    for (const std::int64_t euros : dopo_di_noi_euros) { cents.push_back(euros * 100); }
    EXPECT_EQ(shared(7'610'000'000, dopo_di_noi_shares), cents);
}

// By hand, 10.00 euros: the whole cents are the shares without their last digit, 992 in all. The eight missing go to the
// last digits 9 (Calabria, Puglia), 8 (Abruzzo, Liguria, Veneto), 7 (Campania, Piemonte) and the first of the 4s (Basilicata).
TEST(LargestRemainder, TheLastCentsOfASmallSumGoToTheLargestRemaindersAndThenToTheEarlierPlace) {
    const std::vector<std::int64_t> parts = {22, 10, 32, 100, 76, 20, 100, 25, 173, 25, 5, 72, 68, 27, 83, 62, 14, 2, 84};
    EXPECT_EQ(shared(1000, dopo_di_noi_shares), parts);
    EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), 1000);
}

TEST(LargestRemainder, EqualRemaindersAreServedInTheOrderGiven) {
    EXPECT_EQ(shared(100, {1, 1, 1}), (std::vector<std::int64_t>{34, 33, 33}));
    EXPECT_EQ(shared(2, {5, 5, 5, 5}), (std::vector<std::int64_t>{1, 1, 0, 0}));
}

// By hand: 10 x 60/100 = 6, 10 x 25/100 = 2.5, 10 x 15/100 = 1.5; one cent is missing, the remainders tie, the earlier has it.
TEST(LargestRemainder, ATieOfUnequalWeightsGoesToTheEarlierPlaceAndNotToTheLarger) {
    EXPECT_EQ(shared(10, {15, 60, 25}), (std::vector<std::int64_t>{2, 6, 2}));
}

TEST(LargestRemainder, AZeroWeightGetsNothing) {
    EXPECT_EQ(shared(101, {0, 1, 0, 1}), (std::vector<std::int64_t>{0, 51, 0, 50}));
}

TEST(LargestRemainder, NoMoneyNeedsNoWeights) {
    EXPECT_EQ(shared(0, {0, 0}), (std::vector<std::int64_t>{0, 0}));
    EXPECT_TRUE(shared(0, {}).empty());
}

TEST(LargestRemainder, MoneyWithoutAnyWeightIsRefused) {
    EXPECT_THROW((void)shared(1, {0, 0}), InvalidValue);
    EXPECT_THROW((void)shared(1, {}), InvalidValue);
}

// 3 x 10^16 cents on weights of 10^16: the products need more than 64 bits.
TEST(LargestRemainder, AmountsOfAStateBudgetDoNotOverflow) {
    const std::int64_t large = 10'000'000'000'000'000;
    EXPECT_EQ(shared(3 * large + 1, {large, large, large}), (std::vector<std::int64_t>{large + 1, large, large}));
}

// By hand: 10 x 1/3 = 3.33, 10 x 1/6 = 1.67, 10 x 1/2 = 5; the cent that is missing goes to the remainder of 2/3.
TEST(LargestRemainder, SharesAreServedAsWeightsAreAndHaveToAddToOne) {
    const std::vector<Ratio> shares = {Ratio(1, 3), Ratio(1, 6), Ratio(1, 2)};
    EXPECT_EQ(largest_remainder(Money::from_cents(10), shares), money({3, 2, 5}));
    EXPECT_EQ(largest_remainder(Money(), shares), money({0, 0, 0}));
    EXPECT_THROW((void)largest_remainder(Money::from_cents(10), std::vector<Ratio>{Ratio(1, 3), Ratio(1, 3)}), InvalidValue);
    EXPECT_THROW((void)largest_remainder(Money::from_cents(10), std::vector<Ratio>{Ratio(3, 2), Ratio(-1, 2)}), InvalidValue);
}

}  // namespace
}  // namespace leps
