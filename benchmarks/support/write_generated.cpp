// benchmark_package ZONES SEED FOLDER: the generated plan for programs in other languages: FOLDER/plan is the data package,
// FOLDER/arrays the model of the hand-written program, one raw file per array and the names of its blocks.

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "leps/read/write_package.hpp"
#include "support/direct_model.hpp"
#include "support/generate.hpp"

namespace {

template <class Number>
void write(const std::filesystem::path& file, const std::vector<Number>& numbers) {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(numbers.data()), static_cast<std::streamsize>(numbers.size() * sizeof(Number)));
}

void write_arrays(const leps_benchmark::DirectModel& model, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    write(folder / "cost.f64", model.cost);
    write(folder / "column_upper.f64", model.column_upper);
    write(folder / "integrality.i32", model.integrality);
    write(folder / "row_lower.f64", model.row_lower);
    write(folder / "row_upper.f64", model.row_upper);
    write(folder / "start.i32", model.start);
    write(folder / "index.i32", model.index);
    write(folder / "value.f64", model.value);
    std::ofstream blocks(folder / "blocks.csv");
    blocks << "axis,name,first\n";
    for (const auto& block : model.column_blocks) { blocks << "column," << block.name << ',' << block.first << '\n'; }
    for (const auto& block : model.row_blocks) { blocks << "row," << block.name << ',' << block.first << '\n'; }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "benchmark_package ZONES SEED FOLDER\n";
        return 2;
    }
    try {
        const std::filesystem::path folder = argv[3];
        const auto plain = leps_benchmark::generate(std::strtoull(argv[1], nullptr, 10), std::strtoull(argv[2], nullptr, 10));
        std::filesystem::create_directories(folder);
        leps::write_package(leps_benchmark::plan_of(leps_benchmark::tables_of(plain)), folder / "plan", leps::Overwrite::replace);
        write_arrays(leps_benchmark::fill(plain), folder / "arrays");
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
    return 0;
}
