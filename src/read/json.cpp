#include "json.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>

namespace leps {

namespace {

namespace json = boost::json;

/// Builds the value and notes keys that stand twice in one object.
class Builder {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = std::size_t{1} << 20;
    static constexpr std::size_t max_string_size = std::size_t{1} << 24;

    bool on_document_begin(boost::system::error_code&) {
        stack_.reset();
        return true;
    }
    bool on_document_end(boost::system::error_code&) { return true; }
    bool on_object_begin(boost::system::error_code&) {
        keys_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t count, boost::system::error_code&) {
        stack_.push_object(count);
        keys_.pop_back();
        return true;
    }
    bool on_array_begin(boost::system::error_code&) { return true; }
    bool on_array_end(std::size_t count, boost::system::error_code&) {
        stack_.push_array(count);
        return true;
    }
    bool on_key_part(json::string_view part, std::size_t, boost::system::error_code&) {
        stack_.push_chars(part);
        key_ += part;
        return true;
    }
    bool on_key(json::string_view part, std::size_t, boost::system::error_code&) {
        key_ += part;
        stack_.push_key(part);
        if (!keys_.back().insert(key_).second) { repeated.push_back(key_); }
        key_.clear();
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, boost::system::error_code&) {
        stack_.push_chars(part);
        return true;
    }
    bool on_string(json::string_view part, std::size_t, boost::system::error_code&) {
        stack_.push_string(part);
        return true;
    }
    bool on_number_part(json::string_view, boost::system::error_code&) { return true; }
    bool on_int64(std::int64_t value, json::string_view, boost::system::error_code&) {
        stack_.push_int64(value);
        return true;
    }
    bool on_uint64(std::uint64_t value, json::string_view, boost::system::error_code&) {
        stack_.push_uint64(value);
        return true;
    }
    bool on_double(double value, json::string_view, boost::system::error_code&) {
        stack_.push_double(value);
        return true;
    }
    bool on_bool(bool value, boost::system::error_code&) {
        stack_.push_bool(value);
        return true;
    }
    bool on_null(boost::system::error_code&) {
        stack_.push_null();
        return true;
    }
    bool on_comment_part(json::string_view, boost::system::error_code&) { return true; }
    bool on_comment(json::string_view, boost::system::error_code&) { return true; }

    json::value release() { return stack_.release(); }

    std::vector<std::string> repeated;

private:
    json::value_stack stack_;
    std::vector<std::set<std::string>> keys_;
    std::string key_;
};

json::value sorted(const json::value& value) {
    if (value.is_array()) {
        json::array result;
        for (const json::value& item : value.get_array()) { result.push_back(sorted(item)); }
        return result;
    }
    if (!value.is_object()) { return value; }
    std::vector<std::string_view> keys;
    for (const auto& member : value.get_object()) { keys.push_back(member.key()); }
    std::sort(keys.begin(), keys.end());
    json::object result;
    for (const std::string_view key : keys) { result.emplace(key, sorted(value.get_object().at(key))); }
    return result;
}

void pretty(const json::value& value, std::size_t depth, std::string& out) {
    const auto line = [&](std::size_t level) {
        out += '\n';
        out.append(2 * level, ' ');
    };
    const auto list = [&](char open, char close, const auto& items, auto&& item) {
        out += open;
        bool first = true;
        for (const auto& each : items) {
            if (!first) { out += ','; }
            first = false;
            line(depth + 1);
            item(each);
        }
        if (!items.empty()) { line(depth); }
        out += close;
    };
    if (value.is_object()) {
        list('{', '}', value.get_object(), [&](const json::key_value_pair& member) {
            out += json::serialize(json::string(member.key())) + ": ";
            pretty(member.value(), depth + 1, out);
        });
    } else if (value.is_array()) {
        list('[', ']', value.get_array(), [&](const json::value& item) { pretty(item, depth + 1, out); });
    } else {
        out += json::serialize(value);
    }
}

}  // namespace

std::optional<boost::json::value> parse_json(std::string_view text, Findings& findings) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
        findings.add({.severity = Severity::warning, .code = "byte_order_mark", .table = "", .line = 1, .field = "", .found = "EF BB BF",
                      .expected = "{", .message = "save datapackage.json as UTF-8 without a byte order mark"});
    }
    json::parse_options options;
    options.max_depth = json_depth;
    json::basic_parser<Builder> parser(options);
    boost::system::error_code error;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
    const bool rest = text.substr(std::min(used, text.size())).find_first_not_of(" \t\r\n") != std::string_view::npos;
    if (error || rest) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(used, text.size())), '\n');
        const bool deep = error == json::error::too_deep;
        findings.add({.code = deep ? "json_too_deep" : "bad_json", .table = "", .line = line, .field = "",
                      .found = deep ? "more than " + std::to_string(json_depth) + " levels"
                                    : shown(text.substr(std::min(used, text.size()), 40)),
                      .expected = deep ? "at most " + std::to_string(json_depth) + " levels" : "JSON in UTF-8",
                      .message = error ? "datapackage.json cannot be read: " + error.message() : "something follows the end of the JSON value"});
        return std::nullopt;
    }
    for (const std::string& key : parser.handler().repeated) {
        findings.add({.code = "duplicate_property", .table = "", .field = shown(key), .found = shown(key) + " twice",
                      .expected = "each property once", .message = "remove one of the two"});
    }
    if (!parser.handler().repeated.empty()) { return std::nullopt; }
    return parser.handler().release();
}

std::string canonical_json(const boost::json::value& value) { return json::serialize(sorted(value)); }

std::string pretty_json(const boost::json::value& value) {
    std::string out;
    pretty(value, 0, out);
    return out + "\n";
}

}  // namespace leps
