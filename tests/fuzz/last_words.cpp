#include "last_words.hpp"

#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace leps::fuzz {

namespace {

// Read by a signal handler, so plain and global: a process fuzzes one input at a time.
Watched watched;

void say(std::string_view text) noexcept { [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size()); }

void on_signal(int signal) {
    say(signal == SIGPROF ? "fuzz: an input takes too long: " : "fuzz: an input crashes: ");
    keep_watched();
    ::_exit(1);
}

void allow(int seconds) {
    const itimerval work{.it_interval = {}, .it_value = {.tv_sec = seconds, .tv_usec = 0}};
    ::setitimer(ITIMER_PROF, &work, nullptr);
}

/// Before the first input: all ways in which one can end the process.
[[maybe_unused]] const bool listening = [] {
    std::signal(SIGPROF, on_signal);
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_set_death_callback(keep_watched);  // it reports the other signals better than we could
#else
    for (const int signal : std::array{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) { std::signal(signal, on_signal); }
#endif
    return true;
}();

}  // namespace

void watch(const Watched& input, int seconds) {
    watched = input;
    allow(seconds);
}

void watch_nothing() {
    allow(0);
    watched = {};
}

void keep_watched() noexcept {
    if (watched.file == nullptr) { return; }
    say(watched.target);
    say(", kept in ");
    say(*watched.file);
    say("\n");
    const int file = ::open(watched.file->c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0) { return; }
    [[maybe_unused]] const auto written = ::write(file, watched.bytes.data(), watched.bytes.size());
    ::close(file);
}

}  // namespace leps::fuzz
