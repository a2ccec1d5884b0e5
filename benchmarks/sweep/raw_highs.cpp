// benchmark_sweep_raw FOLDER: the sweep of benchmark_sweep_arrays by HiGHS alone, through its C interface: one model, changed bounds, the basis
// of the base plan, run, values. What nobody who uses this engine can be faster than. Prints one JSON line; optima go to FOLDER/optima.highs.f64.

#include <exception>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>

#include <interfaces/highs_c_api.h>

#include "support/measure.hpp"
#include "support/raw_file.hpp"

namespace {

using namespace leps_benchmark;

/// Bounds that scenarios change: columns first, then rows, each by ascending number.
struct Places {
    std::vector<HighsInt> columns;
    std::vector<HighsInt> rows;
};

class RawHighs {
public:
    explicit RawHighs(const std::filesystem::path& folder) : highs_(Highs_create()) {
        const auto cost = read_raw<double>(folder / "cost.f64");
        const auto column_lower = read_raw<double>(folder / "column_lower.f64");
        const auto column_upper = read_raw<double>(folder / "column_upper.f64");
        const auto row_lower = read_raw<double>(folder / "row_lower.f64");
        const auto row_upper = read_raw<double>(folder / "row_upper.f64");
        const auto start = read_raw<HighsInt>(folder / "start.i32");
        const auto index = read_raw<HighsInt>(folder / "index.i32");
        const auto value = read_raw<double>(folder / "value.f64");
        column_basis_.resize(cost.size());
        row_basis_.resize(row_lower.size());
        values_.resize(2 * (cost.size() + row_lower.size()));
        for (const HighsInt place : read_raw<HighsInt>(folder / "place.i32")) {
            const auto columns = static_cast<HighsInt>(cost.size());
            if (place < columns) { places_.columns.push_back(place); } else { places_.rows.push_back(place - columns); }
        }
        // The settings of leps (src/solve/highs_model.cpp).
        Highs_setBoolOptionValue(highs_, "output_flag", 0);
        Highs_setStringOptionValue(highs_, "parallel", "off");
        Highs_setDoubleOptionValue(highs_, "small_matrix_value", 1e-12);
        Highs_setDoubleOptionValue(highs_, "primal_feasibility_tolerance", 1e-9);
        Highs_setDoubleOptionValue(highs_, "dual_feasibility_tolerance", 1e-9);
        check(Highs_passModel(highs_, static_cast<HighsInt>(cost.size()), static_cast<HighsInt>(row_lower.size()), static_cast<HighsInt>(value.size()), 0,
                              kHighsMatrixFormatRowwise, kHighsHessianFormatTriangular, kHighsObjSenseMinimize, 0.0, cost.data(), column_lower.data(),
                              column_upper.data(), row_lower.data(), row_upper.data(), start.data(), index.data(), value.data(), nullptr, nullptr,
                              nullptr, nullptr));
        run();
        check(Highs_getBasis(highs_, column_basis_.data(), row_basis_.data()));
    }
    RawHighs(const RawHighs&) = delete;
    RawHighs& operator=(const RawHighs&) = delete;
    ~RawHighs() { Highs_destroy(highs_); }

    [[nodiscard]] std::size_t place_count() const { return places_.columns.size() + places_.rows.size(); }

    void change(const double* lower, const double* upper) {
        const auto columns = static_cast<HighsInt>(places_.columns.size());
        check(Highs_changeColsBoundsBySet(highs_, columns, places_.columns.data(), lower, upper));
        check(Highs_changeRowsBoundsBySet(highs_, static_cast<HighsInt>(places_.rows.size()), places_.rows.data(), lower + columns, upper + columns));
        check(Highs_setBasis(highs_, column_basis_.data(), row_basis_.data()));
    }

    void run() {
        check(Highs_run(highs_));
        if (Highs_getModelStatus(highs_) != kHighsModelStatusOptimal) { throw std::runtime_error("HiGHS found no optimum"); }
    }

    /// Fetches all values, as anybody who asked would.
    double optimum() {
        double* column_value = values_.data();
        double* column_dual = column_value + column_basis_.size();
        double* row_value = column_dual + column_basis_.size();
        check(Highs_getSolution(highs_, column_value, column_dual, row_value, row_value + row_basis_.size()));
        return Highs_getObjectiveValue(highs_);
    }

    [[nodiscard]] HighsInt iterations() const {
        HighsInt count = 0;
        Highs_getIntInfoValue(highs_, "simplex_iteration_count", &count);
        return count;
    }

private:
    static void check(HighsInt status) {
        if (status == kHighsStatusError) { throw std::runtime_error("HiGHS refused a call"); }
    }

    void* highs_;
    Places places_;
    std::vector<HighsInt> column_basis_;
    std::vector<HighsInt> row_basis_;
    std::vector<double> values_;
};

void run_sweep(const std::filesystem::path& folder) {
    const Clock base_clock;
    RawHighs highs(folder);
    const double base_seconds = base_clock.seconds();
    const auto lower = read_raw<double>(folder / "place_lower.f64");
    const auto upper = read_raw<double>(folder / "place_upper.f64");
    const std::size_t places = highs.place_count();
    const std::size_t count = places > 0 ? lower.size() / places : 0;
    std::vector<double> optima(count);
    double setup = 0.0;
    double engine = 0.0;
    std::size_t iterations = 0;
    std::size_t middle = 0;
    const Clock clock;
    for (std::size_t i = 0; i < count; ++i) {
        const Clock change_clock;
        highs.change(lower.data() + i * places, upper.data() + i * places);
        setup += change_clock.seconds();
        const Clock run_clock;
        highs.run();
        engine += run_clock.seconds();
        iterations += static_cast<std::size_t>(highs.iterations());
        optima[i] = highs.optimum();
        if (i + 1 == count / 2) { middle = status_kilobytes("VmRSS:"); }
    }
    const double seconds = clock.seconds();
    write_raw(folder / "optima.highs.f64", optima);
    JsonLine line;
    line.add("benchmark", "sweep").add("side", "highs").add("version", Highs_version()).add("scenarios", count).add("changed", places);
    line.add("base_seconds", base_seconds).add("seconds", seconds).add("setup_seconds", setup).add("engine_seconds", engine).add("iterations", iterations);
    line.add("middle_kilobytes", middle).add("end_kilobytes", status_kilobytes("VmRSS:"));
    std::cout << line.text() << '\n';
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "benchmark_sweep_raw FOLDER\n";
        return 2;
    }
    try {
        run_sweep(argv[1]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
    return 0;
}
