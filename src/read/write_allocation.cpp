#include "leps/read/write_package.hpp"

#include "package_writer.hpp"
#include "result_tables.hpp"

namespace leps {

namespace {

namespace json = boost::json;

json::object properties_of(const Allocation& allocation) {
    json::object object{{"name", package_name(allocation.plan_name) + "-result"},
                        {"profile", "tabular-data-package"},
                        {"plan_name", allocation.plan_name},
                        {"plan_hash", allocation.plan_hash},
                        {"status", std::string(word(allocation.status))},
                        {"reproducible", allocation.reproducible},
                        {"unique", std::string(word(allocation.unique))},
                        {"engine", allocation.engine},
                        {"escape", "apostrophe"}};
    json::array reasons;
    for (const Reason& reason : allocation.reasons) {
        reasons.push_back(json::object{{"code", reason.code}, {"rule", reason.rule}, {"subject", reason.subject},
                                       {"found", reason.found}, {"limit", reason.limit}, {"message", reason.message}});
    }
    object["reasons"] = std::move(reasons);
    const Certificate& certificate = allocation.certificate;
    object["certificate"] = json::object{{"plan_hash", certificate.plan_hash}, {"problem_hash", certificate.problem_hash},
                                         {"options", certificate.options}, {"engine", certificate.engine},
                                         {"leps_version", certificate.leps_version}};
    return object;
}

}  // namespace

void write_files(const Allocation& allocation, const FileSink& sink) {
    std::vector<FormattedTable> tables;
    for_each_result_table([&](const auto& table) {
        tables.push_back(formatted(std::string(table.name), allocation.*table.rows, WrittenColumns::all, TextCells::escaped));
    });
    tables.push_back(formatted(std::string(certificate_table), allocation.certificate.prices, WrittenColumns::all, TextCells::escaped));
    write_tables(sink, properties_of(allocation), tables);
}

void write_allocation(const Allocation& allocation, const std::filesystem::path& folder, Overwrite overwrite) {
    AsideFolder aside(folder, overwrite, "plan_hash");
    write_files(allocation, aside.sink());
    aside.commit();
}

}  // namespace leps
