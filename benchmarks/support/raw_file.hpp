#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace leps_benchmark {

/// The bytes of an array and nothing else: what programs in other languages read in one go.
template <class Number>
void write_raw(const std::filesystem::path& file, const std::vector<Number>& numbers) {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(numbers.data()), static_cast<std::streamsize>(numbers.size() * sizeof(Number)));
    if (!out) { throw std::runtime_error("cannot write " + file.string()); }
}

template <class Number>
std::vector<Number> read_raw(const std::filesystem::path& file) {
    std::vector<Number> numbers(std::filesystem::file_size(file) / sizeof(Number));
    std::ifstream in(file, std::ios::binary);
    in.read(reinterpret_cast<char*>(numbers.data()), static_cast<std::streamsize>(numbers.size() * sizeof(Number)));
    if (!in) { throw std::runtime_error("cannot read " + file.string()); }
    return numbers;
}

}  // namespace leps_benchmark
