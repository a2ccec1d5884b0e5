#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "leps/core/issue.hpp"
#include "leps/core/shown.hpp"

namespace leps {

/// Root of every exception that leps throws.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A caller broke a promise: a value that its type does not admit.
class InvalidValue : public Error {
public:
    struct Fields {
        std::string code;     ///< stable identifier, e.g. "money_overflow"
        std::string subject;  ///< what the value belongs to
        std::string field;    ///< which of its fields
        std::string got;
        std::string limit;    ///< what would have been accepted
    };

    /// `got` is kept as it may be shown: short, and without what steers a terminal.
    explicit InvalidValue(Fields fields) : Error(sentence(fields)), fields_(std::move(fields)) { fields_.got = shown(fields_.got, 200); }

    [[nodiscard]] const Fields& fields() const noexcept { return fields_; }

private:
    static std::string sentence(const Fields& fields) {
        return fields.code + ": " + fields.subject + (fields.field.empty() ? "" : "." + fields.field) + " is " + shown(fields.got, 200) +
               ", expected " + fields.limit;
    }

    Fields fields_;
};

/// Bad data: every finding at once. `what()` carries the first and the count.
class DataError : public Error {
public:
    explicit DataError(std::vector<Issue> issues) : Error(summary(issues)), issues_(std::move(issues)) {}

    [[nodiscard]] const std::vector<Issue>& issues() const noexcept { return issues_; }

private:
    static std::string summary(const std::vector<Issue>& issues) {
        if (issues.empty()) { return "the data is at fault"; }
        std::string text = describe(issues.front());
        if (issues.size() > 1) { text += " (and " + std::to_string(issues.size() - 1) + " more findings)"; }
        return text;
    }

    std::vector<Issue> issues_;
};

/// Something that leps knows by name and does not do yet, or an option that an engine does not have.
class Unsupported : public Error {
public:
    explicit Unsupported(std::string feature)
        : Error("not supported yet: " + feature), feature_(std::move(feature)) {}

    [[nodiscard]] const std::string& feature() const noexcept { return feature_; }

private:
    std::string feature_;
};

/// An engine failed for a reason that is not the plan's: a defect or a lack of memory, never "infeasible".
class SolverError : public Error {
public:
    SolverError(std::string engine, const std::string& message)
        : Error(engine + ": " + message), engine_(std::move(engine)) {}

    [[nodiscard]] const std::string& engine() const noexcept { return engine_; }

private:
    std::string engine_;
};

/// A file that cannot be read or written.
class FileError : public Error {
public:
    FileError(std::string path, const std::string& message)
        : Error(path + ": " + message), path_(std::move(path)) {}

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
};

}  // namespace leps
