#include "mutate.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "grid.hpp"
#include "read/json.hpp"

namespace leps::fuzz {

namespace {

namespace json = boost::json;
using namespace std::string_view_literals;

/// What cells of every kind are least likely to expect.
constexpr std::array odd_values = {
    ""sv, "0"sv, "1"sv, "-1"sv, "2"sv, "12.5"sv, "0.01"sv, "-0.01"sv, "0.000000001"sv, "1000000"sv, "2147483647"sv, "2147483648"sv,
    "9223372036854775807"sv, "9223372036854775808"sv, "-9223372036854775808"sv, "92233720368547758.07"sv, "9223372036.854775807"sv,
    "170141183460469231731687303715884105727"sv, "1e308"sv, "nan"sv, "inf"sv, "+5"sv, "-"sv, "."sv, "/"sv, "%"sv, "1/0"sv, "0/1"sv, "1/3"sv,
    "-1/2"sv, "1/9223372036854775807"sv, "9223372036854775806/9223372036854775807"sv, "40 %"sv, "1000000 %"sv, "180.00"sv, "330.000"sv,
    "1.234.567,89"sv, "\xE2\x82\xAC 5"sv, "\xD9\xA1"sv, "true"sv, "TRUE"sv, "false"sv, "2024"sv, "2025"sv, "1900"sv, "2199"sv, "99999"sv, "2025-01-01"sv,
    "2026-12-31"sv, "2026-02-30"sv, "1900-01-01"sv, "2199-12-31"sv, "0000-00-00"sv, "2026-01-01/2026-06-30"sv, "2199-12-31/2199-12-31"sv,
    "unlimited"sv, "none"sv, "zone"sv, "region"sv, "nation"sv, "municipality"sv, "capital"sv, "current"sv, "unit"sv, "unit_year"sv, "obligation"sv,
    "in_service"sv, "outside"sv, "projected"sv, "a;b;;a"sv, ";"sv, "0:1/5 12:4/5"sv, "0:1"sv, "1200:1"sv, "0x1.8p+1"sv, "-0x1p-1074"sv, "=1+1"sv, "'=1"sv,
    "'"sv, "\""sv, "\n"sv, "\r"sv, ","sv, "\0"sv, "\xEF\xBB\xBF"sv, "\xC0\x80"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv, "\xE2\x80\xAE"sv, "\xF0\x9F\x98\x80"sv,
    "6 months"sv, "-10 days"sv, "99999999999 months"sv, "set"sv, "multiply"sv, "add"sv, "9/10"sv, "x_own"sv, "amount_eur"sv, "annuities"sv};

std::string odd_value(Random& random) {
    if (random.one_in(24)) { return std::string(std::size_t{1} << random.below(15), "9aZ;\xC3"[random.below(5)]); }
    return std::string(random.one_of(odd_values));
}

/// Another digit, sign or letter somewhere in the text.
void nudge(std::string& text, Random& random) {
    if (text.empty()) {
        text = odd_value(random);
        return;
    }
    char& c = text[random.below(text.size())];
    if (c >= '0' && c <= '9') { c = static_cast<char>('0' + random.below(10)); }
    else { c = static_cast<char>(random.below(256)); }
}

void damage_bytes(std::string& text, Random& random) {
    const std::size_t at = random.below(text.size() + 1);
    const std::size_t length = random.one_in(4) ? random.below(text.size() + 1) : random.below(8);
    switch (random.below(6)) {
        case 0: text.insert(at, odd_value(random)); break;
        case 1: text.erase(at, length); break;
        case 2: text.resize(at); break;
        case 3: text.insert(at, text.substr(random.below(text.size() + 1), length)); break;
        case 4: std::reverse(text.begin() + static_cast<std::ptrdiff_t>(at), text.end()); break;
        default: nudge(text, random);
    }
}

void change_table(std::string& csv, Random& random) {
    Grid grid = cells_of(csv);
    if (grid.empty() || random.one_in(12)) { return damage_bytes(csv, random); }
    // The header changes rarely: a table without a column says little about its cells.
    const std::size_t row = grid.size() == 1 || random.one_in(16) ? 0 : 1 + random.below(grid.size() - 1);
    const std::size_t column = random.below(grid[row].size());
    const std::vector<std::string>& other = grid[random.below(grid.size())];
    switch (random.below(14)) {
        case 0: grid[row][column].clear(); break;
        case 1:
        case 2: grid[row][column] = odd_value(random); break;
        case 3:
        case 4: nudge(grid[row][column], random); break;
        case 5:
        case 6:
            if (column < other.size()) { grid[row][column] = std::string(other[column]); }
            break;
        case 7: std::swap(grid[row][column], grid[row][random.below(grid[row].size())]); break;
        case 8: grid.push_back(std::vector<std::string>(grid[row])); break;
        case 9: grid.erase(grid.begin() + static_cast<std::ptrdiff_t>(row)); break;
        case 10: std::swap(grid[row], grid[random.below(grid.size())]); break;
        case 11:  // a column less
            for (std::vector<std::string>& each : grid) {
                if (column < each.size()) { each.erase(each.begin() + static_cast<std::ptrdiff_t>(column)); }
            }
            break;
        case 12:  // a column more
            for (std::vector<std::string>& each : grid) { each.push_back(std::string(each.empty() ? ""sv : std::string_view(each[random.below(each.size())]))); }
            grid.front().back() = random.one_in(2) ? "x_own" : odd_value(random);
            break;
        default:  // a whole column alike
            for (std::size_t i = 1; i < grid.size(); ++i) {
                if (column < grid[i].size()) { grid[i][column] = std::string(grid[row][column]); }
            }
    }
    csv = csv_of(grid);
}

json::value odd_json(Random& random) {
    switch (random.below(9)) {
        case 0: return nullptr;
        case 1: return random.one_in(2);
        case 2: return static_cast<std::int64_t>(random.next());
        case 3: return 1.5;
        case 4: return json::array{};
        case 5: return json::object{};
        case 6: return json::array{"objective", 1, nullptr};
        default: {
            const std::string text = odd_value(random);
            Findings findings;  // a text of JSON is UTF-8
            return parse_json(json::serialize(json::string(text)), findings).value_or(json::value(0));
        }
    }
}

void collect(json::value& value, std::vector<json::value*>& all) {
    all.push_back(&value);
    if (value.is_array()) {
        for (json::value& each : value.get_array()) { collect(each, all); }
    } else if (value.is_object()) {
        for (auto& each : value.get_object()) { collect(each.value(), all); }
    }
}

void change_object(json::object& object, Random& random) {
    if (object.empty()) {
        object[odd_value(random)] = odd_json(random);
        return;
    }
    const auto member = object.begin() + random.below(object.size());
    switch (random.below(3)) {
        case 0: object.erase(member); break;
        case 1: {
            json::value value = member->value();
            object.erase(member);
            object["renamed"] = std::move(value);
            break;
        }
        default: object[random.one_in(2) ? "title" : "x_own"] = odd_json(random);
    }
}

void change_json(std::string& text, Random& random) {
    Findings findings;
    std::optional<json::value> document = parse_json(text, findings);
    if (!document || random.one_in(6)) { return damage_bytes(text, random); }
    std::vector<json::value*> all;
    collect(*document, all);
    json::value& place = *random.one_of(all);
    switch (random.below(6)) {
        case 0: place = json::value(odd_json(random)); break;
        case 1: {
            json::value copy = *random.one_of(all);
            place = std::move(copy);
            break;
        }
        case 2:
            if (place.is_array() && !place.get_array().empty()) {
                json::array& list = place.get_array();
                if (random.one_in(2)) { list.erase(list.begin() + random.below(list.size())); }
                else { list.push_back(json::value(list[random.below(list.size())])); }
            } else if (place.is_string()) {
                place = odd_json(random);
            }
            break;
        case 3:  // as deep as it goes, and a little deeper
            for (std::size_t i = random.below(80); i > 0; --i) {
                json::value inner = std::move(place);
                place = random.one_in(2) ? json::value(json::array{std::move(inner)}) : json::value(json::object{{"a", std::move(inner)}});
            }
            break;
        default:
            if (place.is_object()) { change_object(place.get_object(), random); }
            else if (document->is_object()) { change_object(document->get_object(), random); }
    }
    text = json::serialize(*document);
}

void change_files(Files& files, Random& random) {
    if (files.empty()) { return; }
    const auto file = std::next(files.begin(), static_cast<std::ptrdiff_t>(random.below(files.size())));
    const auto other = std::next(files.begin(), static_cast<std::ptrdiff_t>(random.below(files.size())));
    switch (random.below(4)) {
        case 0: files.erase(file); break;
        case 1: std::swap(file->second, other->second); break;
        case 2: file->second.clear(); break;
        default: {
            auto node = files.extract(file);
            nudge(node.key(), random);
            files.insert(std::move(node));
        }
    }
}

void change_packages(std::string& input, Random& random) {
    Files files = unpack(input);
    if (files.empty() || random.one_in(100)) { return damage_bytes(input, random); }
    if (random.one_in(40)) {
        change_files(files, random);
    } else {
        const auto file = std::next(files.begin(), static_cast<std::ptrdiff_t>(random.below(files.size())));
        if (file->first.ends_with(".json")) { change_json(file->second, random); }
        else { change_table(file->second, random); }
    }
    input = pack(files);
}

}  // namespace

std::string mutated(const std::string& input, Form form, Random& random) {
    std::string result = input;
    do {
        switch (form) {
            case Form::packages: change_packages(result, random); break;
            case Form::table: change_table(result, random); break;
            case Form::json: change_json(result, random); break;
            case Form::number:
                if (random.one_in(3)) { result = odd_value(random); }
                else if (random.one_in(2)) { nudge(result, random); }
                else { damage_bytes(result, random); }
        }
    } while (random.one_in(2));
    return result;
}

}  // namespace leps::fuzz
