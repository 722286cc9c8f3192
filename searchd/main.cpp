// lotse-searchd: flags → checked settings → the daemon → run → exit code.
//
// Exit codes: 0 stopped as asked, 1 could not run, 2 wrong settings, 3 the port is in use.

#include <signal.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

#include "searchd/http/daemon.h"

namespace {

using namespace lotse;
using namespace lotse::http;

constexpr int failed = 1;
constexpr int wrong_settings = 2;
constexpr int port_in_use = 3;

std::string environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::string() : value;
}

int fail(const Error& error, int code) {
    std::fprintf(stderr, "lotse-searchd: %s\n", error.to_string().c_str());
    return code;
}

/// Blocked in all threads, so that only wait_for_end() ever sees them.
sigset_t block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&signals, number);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    signal(SIGPIPE, SIG_IGN);
    return signals;
}

/// A descriptor for each connection: as many as we are allowed without asking anybody.
void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

void wait_for_end(const sigset_t& signals, Daemon& daemon, StderrLog& log, const CommandLine& line,
                  Tongue tongue) {
    for (;;) {
        int number = 0;
        if (sigwait(&signals, &number) != 0)
            continue;
        if (number != SIGHUP) {
            log.info("stopping");
            return;
        }
        if (const auto config = load_config(line, environment, tongue))
            daemon.reload(*config);
        else
            log.error("settings_kept", {{"why", config.error().to_string()}});
    }
}

int serve(const Config& config, const CommandLine& line, Tongue tongue) {
    const sigset_t signals = block_signals();
    raise_file_limit();
    StderrLog log(config.log_level, config.log_format);
    auto daemon = Daemon::create(config, log);
    if (!daemon)
        return fail(daemon.error(), daemon.error().code == Code::locked ? port_in_use : failed);
    if (const auto started = (*daemon)->start(); !started)
        return fail(started.error(), failed);
    std::printf("http://%s\n", (*daemon)->address().c_str());
    std::fflush(stdout);
    wait_for_end(signals, **daemon, log, line, tongue);
    (*daemon)->stop();
    return EXIT_SUCCESS;
}

} // namespace

int main(int count, char** values) {
    const Tongue tongue = tongue_of_environment(environment);
    const std::vector<std::string> arguments(values + 1, values + count);
    const auto line = parse_command_line(arguments, tongue);
    if (!line)
        return fail(line.error(), wrong_settings);
    if (line->help || line->print_config || line->version) {
        const std::string text = line->help           ? help_text(tongue)
                                 : line->print_config ? sample_config(tongue)
                                                      : std::string(LOTSE_VERSION "\n");
        std::fputs(text.c_str(), stdout);
        return EXIT_SUCCESS;
    }
    const auto config = load_config(*line, environment, tongue);
    if (!config)
        return fail(config.error(), wrong_settings);
    if (line->check_config) {
        std::puts(tongue == Tongue::de ? "Einstellungen in Ordnung" : "settings are fine");
        return EXIT_SUCCESS;
    }
    return serve(*config, *line, tongue);
}
