#include <iostream>

#include <leps/leps.hpp>

int main(int argc, char** argv) try {
    if (argc != 2) { return 2; }
    const leps::Plan plan = leps::read_plan(argv[1]);
    const leps::Allocation allocation = leps::allocate(plan);
    for (const leps::SpendRow& row : allocation.spend) {
        std::cout << row.fund.text() << " pays " << to_string(row.amount) << " for " << row.measure.text() << "\n";
    }
    const leps::Verification verification = leps::verify(plan, allocation);
    for (const leps::Violation& violation : verification.violations) { std::cout << violation.message << "\n"; }
    std::cout << (verification.ok() ? "verified" : "not verified") << "\n";
    return verification.ok() ? 0 : 1;
} catch (const leps::Error& error) {
    std::cerr << error.what() << "\n";
    return 3;
}
