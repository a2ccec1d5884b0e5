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
#include "support/raw_file.hpp"

namespace {

using leps_benchmark::write_raw;

void write_arrays(const leps_benchmark::DirectModel& model, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    write_raw(folder / "cost.f64", model.cost);
    write_raw(folder / "column_upper.f64", model.column_upper);
    write_raw(folder / "integrality.i32", model.integrality);
    write_raw(folder / "row_lower.f64", model.row_lower);
    write_raw(folder / "row_upper.f64", model.row_upper);
    write_raw(folder / "start.i32", model.start);
    write_raw(folder / "index.i32", model.index);
    write_raw(folder / "value.f64", model.value);
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
