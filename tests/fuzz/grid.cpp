#include "grid.hpp"

namespace leps::fuzz {

Grid cells_of(std::string_view csv) {
    Grid grid;
    std::vector<std::string> row;
    std::string cell;
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (c == '"') {
            if (quoted && i + 1 < csv.size() && csv[i + 1] == '"') { cell += csv[++i]; }
            else { quoted = !quoted; }
        } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
            cell += c;
        } else if (c == ',') {
            row.push_back(std::move(cell));
            cell.clear();
        } else if (c == '\n') {
            row.push_back(std::move(cell));
            cell.clear();
            grid.push_back(std::move(row));
            row.clear();
        }
    }
    if (!cell.empty() || !row.empty()) {
        row.push_back(std::move(cell));
        grid.push_back(std::move(row));
    }
    return grid;
}

std::string csv_of(const Grid& grid) {
    std::string out;
    for (const std::vector<std::string>& row : grid) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) { out += ','; }
            if (row[i].find_first_of(",\"\r\n") == std::string::npos) {
                out += row[i];
                continue;
            }
            out += '"';
            for (const char c : row[i]) {
                if (c == '"') { out += '"'; }
                out += c;
            }
            out += '"';
        }
        out += '\n';
    }
    return out;
}

}  // namespace leps::fuzz
