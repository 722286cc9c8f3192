// How many answers a second the daemon gives to so many connections at once, each asking its next
// question as soon as it has the answer to its last (a closed loop), and how long they wait. Then
// how long askers wait who come at a steady rate, whether or not those before them have been
// answered (an open loop): at half of what the closed loop reached, and at four fifths. There a
// wait begins when the asker comes, not when a connection is free for him.
//
//     ./run bench load          LOTSE_BENCH_SECONDS says how long each row takes: 5
//
// The client shares the machine's cores with the daemon; the first rows say what both cost without
// any search. Read rows against those.

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>

#include <nlohmann/json.hpp>

#include "indexer/base/text.h"
#include "searchd/http/request.h"
#include "tests/bench/sample_desk.h"

using namespace lotse;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_wanted() {
    const char* given = std::getenv("LOTSE_BENCH_SECONDS");
    return given != nullptr ? std::strtod(given, nullptr) : 5;
}

int connected(const std::string& host) {
    const auto colon = host.rfind(':');
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(host.substr(colon + 1))));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(fd >= 0);
    REQUIRE(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
}

struct Connection {
    int fd = -1;
    std::string received;
    Clock::time_point asked{};
    bool waiting = false; // for an answer
};

/// Bytes of the whole answer; 0 while some are missing.
std::size_t answer_size(const std::string& received) {
    const auto head = received.find("\r\n\r\n");
    const auto field = received.find("Content-Length: ");
    if (head == std::string::npos || field == std::string::npos || field > head)
        return 0;
    const std::size_t size = head + 4 + std::strtoul(received.c_str() + field + 16, nullptr, 10);
    return received.size() >= size ? size : 0;
}

struct Outcome {
    std::size_t answers = 0;
    std::size_t failures = 0; // answers that were no 200
    std::vector<double> milliseconds;
    double seconds = 0;
};

class Load {
  public:
    Load(const std::string& host, std::size_t connections, const std::vector<std::string>& requests)
        : host_(host), requests_(requests), epoll_(::epoll_create1(0)), all_(connections) {
        for (std::size_t i = 0; i < all_.size(); ++i)
            open(i);
    }
    ~Load() {
        for (const Connection& one : all_)
            ::close(one.fd);
        ::close(epoll_);
    }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    /// So many askers a second.
    Outcome run_open(double rate, double seconds) {
        const auto start = Clock::now();
        const auto due = [&](std::size_t asker) {
            return start + std::chrono::duration_cast<Clock::duration>(
                               std::chrono::duration<double>(static_cast<double>(asker) / rate));
        };
        std::vector<std::size_t> free;
        for (std::size_t i = 0; i < all_.size(); ++i)
            free.push_back(i);
        idle_ = &free;
        Outcome outcome;
        std::size_t asker = 0; // the next one who comes
        const auto end = start + std::chrono::duration<double>(seconds);
        while (Clock::now() < end) {
            for (; !free.empty() && due(asker) <= Clock::now(); ++asker) {
                Connection& one = all_[free.back()];
                free.pop_back();
                ask(one);
                one.asked = due(asker); // he may have waited for a connection
            }
            const auto wait =
                std::chrono::duration_cast<std::chrono::milliseconds>(due(asker) - Clock::now())
                    .count();
            take_ready(free.empty() ? 100 : static_cast<int>(std::clamp<long>(wait, 0, 100)),
                       outcome);
        }
        outcome.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        finish(free);
        return outcome;
    }

    Outcome run(double seconds) {
        const auto start = Clock::now();
        const auto until = start + std::chrono::duration<double>(seconds);
        for (Connection& one : all_)
            ask(one);
        Outcome outcome;
        while (Clock::now() < until)
            take_ready(100, outcome);
        outcome.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        std::vector<std::size_t> free;
        finish(free);
        return outcome;
    }

  private:
    /// Takes the answers that are still to come, so that whoever is next finds the daemon at rest.
    void finish(std::vector<std::size_t>& free) {
        idle_ = &free;
        Outcome late;
        const auto until = Clock::now() + std::chrono::seconds{10};
        while (free.size() < all_.size() && Clock::now() < until)
            take_ready(100, late);
        idle_ = nullptr;
    }
    void open(std::size_t i) {
        all_[i].fd = connected(host_);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, all_[i].fd, &event);
    }
    void ask(Connection& one) {
        const std::string& request = requests_[next_++ % requests_.size()];
        one.asked = Clock::now();
        one.received.clear();
        one.waiting = true;
        if (::send(one.fd, request.data(), request.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(request.size()))
            FAIL("a question was not taken");
    }
    void take_ready(int milliseconds, Outcome& outcome) {
        std::array<epoll_event, 64> ready{};
        const int count = ::epoll_wait(epoll_, ready.data(), ready.size(), milliseconds);
        for (int i = 0; i < count; ++i)
            take(ready[static_cast<std::size_t>(i)].data.u64, outcome);
    }
    void take(std::size_t i, Outcome& outcome) {
        Connection& one = all_[i];
        std::array<char, 65536> bytes{};
        const ssize_t got = ::recv(one.fd, bytes.data(), bytes.size(), 0);
        if (got <= 0) { // the daemon ends a connection after many requests, as it may
            ::close(one.fd);
            open(i);
            if (!one.waiting)
                return;
            const auto asked = one.asked;
            ask(one);
            one.asked = asked;
            return;
        }
        one.received.append(bytes.data(), static_cast<std::size_t>(got));
        if (answer_size(one.received) == 0)
            return;
        one.waiting = false;
        ++outcome.answers;
        outcome.failures += one.received.compare(9, 3, "200") == 0 ? 0 : 1;
        outcome.milliseconds.push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - one.asked).count());
        if (idle_ != nullptr)
            idle_->push_back(i);
        else
            ask(one);
    }

    const std::string& host_;
    const std::vector<std::string>& requests_;
    std::size_t next_ = 0;
    int epoll_;
    std::vector<Connection> all_;
    std::vector<std::size_t>* idle_ = nullptr; // in an open loop: connections without a question
};

std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

std::string post(const std::string& target, const std::string& body) {
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// The sample's judged questions. They come round again: after the first time answers to searches
/// and suggestions are kept ones, those to drafts never are.
struct Questions {
    std::vector<std::string> search, suggest, draft;

    Questions() {
        std::ifstream in(std::string(LOTSE_SOURCE_DIR) + "/corpus/questions/queries.jsonl");
        for (std::string line; std::getline(in, line);) {
            const auto json = nlohmann::json::parse(line);
            const std::string text = json.at("text");
            const std::string lang = json.value("lang", "en");
            search.push_back(
                get("/api/v1/search?lang=" + lang + "&q=" + http::percent_encoded(text)));
            for (std::size_t bytes : {2, 5, 9})
                suggest.push_back(
                    get("/api/v1/suggest?lang=" + lang +
                        "&q=" + http::percent_encoded(std::string(utf8_prefix(text, bytes)))));
            draft.push_back(post(
                "/api/v1/solutions",
                nlohmann::json({{"subject", text}, {"body", text + " " + text}, {"lang", lang}})
                    .dump()));
        }
    }
};

double percentile(std::vector<double>& times, double share) {
    if (times.empty())
        return 0;
    std::ranges::sort(times);
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

void row(const char* what, const std::string& how, Outcome outcome) {
    std::printf("%-12s %16s %12.0f %10.2f %10.2f %9zu\n", what, how.c_str(),
                static_cast<double>(outcome.answers) / outcome.seconds,
                percentile(outcome.milliseconds, .5), percentile(outcome.milliseconds, .99),
                outcome.failures);
    std::fflush(stdout);
}

} // namespace

TEST_CASE("answers a second", "[load]") {
    const bench::SampleDesk desk;
    const Questions questions;
    const std::vector<std::string> nothing{get("/healthz")};
    std::printf("%-12s %16s %12s %10s %10s %9s\n", "", "asked by", "answers/s", "p50 ms", "p99 ms",
                "failures");
    for (const auto& [what, requests] :
         {std::pair{"nothing", &nothing}, std::pair{"suggest", &questions.suggest},
          std::pair{"search", &questions.search}, std::pair{"draft", &questions.draft}}) {
        double reached = 0;
        for (const std::size_t connections : {4, 64, 256}) {
            const auto outcome = Load(desk.host(), connections, *requests).run(seconds_wanted());
            if (connections == 64)
                reached = static_cast<double>(outcome.answers) / outcome.seconds;
            row(what, std::to_string(connections) + " connections", outcome);
        }
        for (const double share : {.5, .8}) {
            const double rate = share * reached;
            row(what, std::to_string(static_cast<int>(rate)) + " a second",
                Load(desk.host(), 64, *requests).run_open(rate, seconds_wanted()));
        }
    }
}
