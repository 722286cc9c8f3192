// The attacks that the packaged HTTP library falls to by itself, and what the front makes of them.

#include "searchd/http/front.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/raw_client.h"

using namespace lotse;
using namespace lotse::http;
using lotse::testing::contains;
using lotse::testing::RawClient;

namespace {

std::string answer_of(const std::string& status, const std::string& body) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

/// Answers with the request's first line. "/gate" waits until the test opens the gate.
class TestExchange final : public Exchange {
  public:
    Outgoing answer(const Incoming& request) override {
        const std::string line = request.bytes.substr(0, request.bytes.find("\r\n"));
        if (line.find("/gate") != std::string::npos) {
            std::unique_lock lock(mutex_);
            ++waiting_;
            changed_.notify_all();
            changed_.wait(lock, [this] { return open_; });
        }
        return {answer_of("200 OK", line.find("/big") == std::string::npos
                                        ? line
                                        : std::string(8'000'000, 'x')),
                line.find("/last") != std::string::npos};
    }
    std::string refuse(Refusal why, std::string_view) override {
        return answer_of("400 refused", std::to_string(static_cast<int>(why)));
    }
    Lane lane(std::string_view head) override {
        return head.find("/heavy") == std::string_view::npos ? Lane::interactive : Lane::heavy;
    }
    bool counts(std::string_view) override { return true; }

    void wait_for(int waiting) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_ >= waiting; });
    }
    void open_gate() {
        const std::scoped_lock lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int waiting_ = 0;
    bool open_ = false;
};

FrontLimits quick_limits() {
    FrontLimits limits;
    limits.header_time = Milliseconds{150};
    limits.request_time = Milliseconds{300};
    limits.idle_time = Milliseconds{60'000};
    limits.workers = 2;
    return limits;
}

struct Running {
    explicit Running(FrontLimits limits = quick_limits()) {
        auto opened = Front::open("127.0.0.1:0", limits, exchange, clock);
        REQUIRE(opened);
        front = std::move(opened).value();
        front->start();
    }
    ~Running() { exchange.open_gate(); }

    RawClient client() const { return RawClient(front->address()); }

    SystemClock clock;
    TestExchange exchange;
    std::unique_ptr<Front> front;
};

std::string get(const std::string& path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

std::string refusal(Refusal why) {
    return answer_of("400 refused", std::to_string(static_cast<int>(why)));
}

} // namespace

TEST_CASE("requests on one connection are answered in order", "[http][front]") {
    Running server;
    auto client = server.client();
    client.send(get("/1") + get("/2") + "\r\n" + get("/3"));
    CHECK_THAT(client.read_answer(), contains("GET /1"));
    CHECK_THAT(client.read_answer(), contains("GET /2"));
    CHECK_THAT(client.read_answer(), contains("GET /3"));
}

TEST_CASE("a body is no second request", "[http][front][security]") {
    Running server;
    auto client = server.client();
    const std::string smuggled = get("/smuggled");
    client.send(
        "POST /first HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(smuggled.size()) +
        "\r\n\r\n" + smuggled + get("/last") + get("/fourth"));
    CHECK_THAT(client.read_answer(), contains("POST /first"));
    const std::string rest = client.read_to_end();
    CHECK_THAT(rest, contains("GET /last"));
    CHECK(rest.find("smuggled") == std::string::npos);
    CHECK(rest.find("fourth") == std::string::npos); // the one before ended the connection
}

TEST_CASE("silent and half-sent connections delay nobody", "[http][front][security]") {
    FrontLimits limits = quick_limits();
    limits.header_time = Milliseconds{60'000};
    Running server(limits);
    std::vector<RawClient> held;
    for (int i = 0; i < 100; ++i) {
        held.push_back(server.client());
        if (i % 2 == 0)
            held.back().send("GET /slow HTTP/1.1\r\nHo");
    }
    auto client = server.client();
    client.send(get("/now"));
    CHECK_THAT(client.read_answer(Milliseconds{1'000}), contains("GET /now"));
}

TEST_CASE("a header that never ends meets its deadline", "[http][front][security]") {
    Running server;
    auto client = server.client();
    client.send("GET / HTTP/1.1\r\nX: ");
    CHECK(client.read_to_end() == refusal(Refusal::too_slow));
}

TEST_CASE("a body that never comes meets its deadline", "[http][front][security]") {
    Running server;
    auto client = server.client();
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    CHECK(client.read_to_end() == refusal(Refusal::too_slow));
}

TEST_CASE("floods are cut at the limit", "[http][front][security]") {
    Running server;
    SECTION("a header line without end") {
        auto client = server.client();
        const std::size_t sent = client.send("GET /" + std::string(20'000'000, 'a'));
        CHECK(sent < 20'000'000);
    }
    SECTION("two hundred thousand headers") {
        auto client = server.client();
        std::string flood = "GET / HTTP/1.1\r\n";
        for (int i = 0; i < 200'000; ++i)
            flood += "A: b\r\n";
        client.send(flood);
        CHECK_THAT(client.read_to_end(),
                   contains(std::to_string(static_cast<int>(Refusal::header_too_large))));
    }
    SECTION("chunks without end") {
        auto client = server.client();
        std::string flood = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (int i = 0; i < 100; ++i)
            flood += "8000\r\n" + std::string(0x8000, 'x') + "\r\n";
        client.send(flood);
        CHECK_THAT(client.read_to_end(), contains(refusal(Refusal::body_too_large)));
    }
}

TEST_CASE("a full queue says so at once", "[http][front]") {
    FrontLimits limits = quick_limits();
    limits.workers = 1;
    limits.waiting_interactive = 1;
    Running server(limits);
    auto first = server.client();
    first.send(get("/gate/1"));
    server.exchange.wait_for(1);
    auto second = server.client();
    second.send(get("/2"));
    // Same connection order is not given: only the third to wait is certain to be one too many.
    while (server.front->waiting(Lane::interactive) < 1)
        std::this_thread::yield();
    auto third = server.client();
    third.send(get("/3"));
    CHECK(third.read_to_end() == refusal(Refusal::overloaded));
    server.exchange.open_gate();
    CHECK_THAT(first.read_answer(), contains("GET /gate/1"));
    CHECK_THAT(second.read_answer(), contains("GET /2"));
}

TEST_CASE("heavy work holds up no search", "[http][front]") {
    Running server;
    auto heavy = server.client();
    heavy.send(get("/heavy/gate"));
    server.exchange.wait_for(1);
    auto more = server.client();
    more.send(get("/heavy/gate"));
    auto search = server.client();
    search.send(get("/search"));
    CHECK_THAT(search.read_answer(), contains("GET /search"));
}

TEST_CASE("one source cannot take all connections", "[http][front][security]") {
    FrontLimits limits = quick_limits();
    limits.connections_per_source = 3;
    Running server(limits);
    std::vector<RawClient> held;
    for (int i = 0; i < 3; ++i) {
        held.push_back(server.client());
        held.back().send(get("/x"));
        REQUIRE_THAT(held.back().read_answer(), contains("200"));
    }
    auto fourth = server.client();
    CHECK(fourth.read_to_end() == refusal(Refusal::too_many_connections));
    held.clear();
    while (server.front->counters().open > 0)
        std::this_thread::yield();
    auto fifth = server.client();
    fifth.send(get("/again"));
    CHECK_THAT(fifth.read_answer(), contains("GET /again"));
}

TEST_CASE("stopping lets a running request finish and be sent", "[http][front]") {
    Running server;
    auto client = server.client();
    client.send(get("/gate"));
    auto idle = server.client();
    server.exchange.wait_for(1);
    std::thread stopping([&] { server.front->stop(); });
    CHECK(idle.read_to_end().empty());
    server.exchange.open_gate();
    CHECK_THAT(client.read_to_end(), contains("GET /gate"));
    stopping.join();
    CHECK_THROWS(server.client());
}

TEST_CASE("a slow reader costs no worker", "[http][front]") {
    FrontLimits limits = quick_limits();
    limits.workers = 1;
    Running server(limits);
    auto slow = server.client();
    slow.send(get("/big"));
    auto client = server.client();
    client.send(get("/now"));
    CHECK_THAT(client.read_answer(), contains("GET /now"));
    CHECK(slow.read_answer().size() > 8'000'000);
}

TEST_CASE("a second front on the same port is told so", "[http][front]") {
    Running server;
    auto second =
        Front::open(server.front->address(), quick_limits(), server.exchange, server.clock);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Code::locked);
    CHECK_FALSE(Front::open("nonsense", quick_limits(), server.exchange, server.clock));
    CHECK_FALSE(Front::open("127.0.0.1:99999", quick_limits(), server.exchange, server.clock));
}

TEST_CASE("a client that waits for 100 Continue gets it", "[http][front]") {
    Running server;
    auto client = server.client();
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    CHECK_THAT(client.read_answer(), contains("100 Continue"));
    client.send("abc");
    CHECK_THAT(client.read_answer(), contains("200 OK"));
}
