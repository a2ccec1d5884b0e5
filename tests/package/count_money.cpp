#include <iostream>

#include <leps/core/money.hpp>
#include <leps/version.hpp>

static_assert(leps::version_major == 0);

int main() {
    const leps::Money sum = leps::Money::from_cents(10) + leps::Money::from_cents(20);
    std::cout << to_string(sum) << "\n";
}
