#pragma once

#include <memory>
#include <string>
#include <vector>

#include "leps/core/context.hpp"
#include "leps/problem/objective.hpp"
#include "leps/problem/problem.hpp"
#include "leps/solve/option.hpp"
#include "leps/solve/request.hpp"

namespace leps {

/// What an engine can do. The conformance tests hold it to every word.
struct Capabilities {
    std::string name;
    std::string version;
    bool linear = false;            ///< Task::linear, and Task::fixed
    bool whole_units = false;       ///< Task::whole
    bool start = false;             ///< Request::start is used
    bool node_limit = false;        ///< Limits::nodes is obeyed
    bool basis = false;             ///< optimal linear answers are vertices and carry a basis; later solves begin from the last one, or from Request::basis
    bool infeasibility_ray = false; ///< infeasible linear answers carry a ray
    bool deterministic = false;     ///< same session, same bytes, unless a time limit was met
    std::vector<OptionDescription> options;
};

/// One problem inside an engine. Solves one after another may begin where the last one ended. Not for several threads.
class Session {
public:
    Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    virtual ~Session() = default;

    /// Binds every later solve. Throws InvalidValue if the objective is null or has a column that the problem has not, or
    /// if upper is not a finite number.
    virtual void add_cap(Cap cap) = 0;

    /// Other numbers in the same pattern, and no caps: from now on the session answers as a new one would. What an engine has
    /// worked out about the pattern it may keep. Throws InvalidValue if the pattern is another one.
    virtual void rewrite(const Problem& problem) = 0;

    /// Throws InvalidValue if the request is not whole (see Request), Unsupported if the engine cannot do it,
    /// SolverError if the engine fails. Infeasible, out of time and interrupted are values.
    [[nodiscard]] virtual Answer solve(const Request& request, const Context& context) = 0;
};

/// A solver of problems. Engines hold no state: sessions do.
class Engine {
public:
    Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    virtual ~Engine() = default;

    [[nodiscard]] virtual const Capabilities& capabilities() const noexcept = 0;

    /// The session keeps a copy of the problem (which shares its arrays). Throws SolverError if the engine refuses it.
    [[nodiscard]] virtual std::unique_ptr<Session> open(const Problem& problem) const = 0;
};

/// The names that make_engine knows in this build, the preferred one first. May be empty.
[[nodiscard]] std::vector<std::string> available_engines();

/// "auto" is the preferred one. Throws Unsupported if this build has no such engine, and as complete_options does.
[[nodiscard]] std::unique_ptr<Engine> make_engine(const std::string& name, const EngineOptions& options = {});

}  // namespace leps
