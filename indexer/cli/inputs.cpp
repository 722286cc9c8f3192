#include "indexer/cli/inputs.h"

#include <csignal>
#include <ctime>
#include <pthread.h>

namespace lotse::cli {

namespace {

// A signal handler can reach nothing but static storage.
std::atomic<bool> stop_wanted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void note_stop(int) {
    stop_wanted = true;
}

} // namespace

Result<std::unique_ptr<tickets::Database>> open_tickets(const std::string& place,
                                                        const Clock& clock, Random& random) {
    if (place.empty())
        return std::unique_ptr<tickets::Database>();
    tickets::DatabaseOptions options = tickets::database_at(place);
    if (options.postgresql.empty() && !std::filesystem::exists(options.path))
        return Error{Code::not_found, "there is no ticket database " + place,
                     "check the path, or leave --tickets out"};
    return tickets::Database::open(std::move(options), clock, random);
}

const std::atomic<bool>& stop_wish() {
    struct sigaction action {};
    action.sa_handler = note_stop;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    return stop_wanted;
}

void wait_or_stop(Milliseconds time) {
    // The signals are let in only while sleeping, so that one that comes just before is not missed.
    sigset_t stops;
    sigset_t before;
    ::sigemptyset(&stops);
    ::sigaddset(&stops, SIGTERM);
    ::sigaddset(&stops, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &stops, &before);
    if (!stop_wanted) {
        const timespec length{time.count() / 1000, (time.count() % 1000) * 1'000'000};
        ::sigtimedwait(&stops, nullptr, &length) >= 0 ? note_stop(0) : void();
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

} // namespace lotse::cli
