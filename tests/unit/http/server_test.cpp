// The way of a request through the server, with routes of the test's own.

#include "searchd/http/server.h"

#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/manual_clock.h"

using namespace lotse;
using namespace lotse::http;
using lotse::testing::contains;

namespace {

class ListLog final : public Log {
  public:
    void write(LogLevel, std::string_view event, std::initializer_list<LogField> fields) override {
        lines += format_event(event, fields) + "\n";
    }
    std::string lines;
};

struct TestServer {
    TestServer() {
        const auto add = [this](Route route) { REQUIRE(router.add(std::move(route))); };
        add({.method = "GET",
             .pattern = "/api/v1/open/{x}",
             .access = Access::everyone(),
             .rate = RateClass::search,
             .summary = "Open",
             .handler = [](const Call& call) {
                 Response response;
                 response.content_type = "text/plain";
                 response.body = std::string(name(call.request.tongue)) + call.request.argument(0);
                 return response;
             }});
        add({.method = "POST",
             .pattern = "/api/v1/write",
             .access = Access::needs(tickets::Action::write_article),
             .summary = "Write",
             .handler = [](const Call&) { return Response{}; }});
        add({.method = "GET",
             .pattern = "/api/v1/throws",
             .access = Access::everyone(),
             .summary = "Throws",
             .handler = [](const Call&) -> Reply { throw std::runtime_error("the secret"); }});
        add({.method = "GET",
             .pattern = "/de/seite",
             .access = Access::everyone(),
             .face = Face::page,
             .summary = "A page",
             .handler = [](const Call&) -> Reply { return Problem{.id = ProblemId::not_found}; }});
    }

    Response handle(const std::string& method, const std::string& path,
                    std::vector<std::pair<std::string, std::string>> headers = {}) {
        Request request;
        request.method = method;
        const auto question = path.find('?');
        request.path = path.substr(0, question);
        if (question != std::string::npos)
            request.query_string = path.substr(question + 1);
        request.headers = std::move(headers);
        request.remote = "192.0.2.1";
        return server.handle(std::move(request));
    }

    static RateTable rates() {
        RateTable table{};
        table[static_cast<std::size_t>(RateClass::search)] = {1, Milliseconds{1'000}, 10};
        return table;
    }

    lotse::testing::ManualClock clock;
    SystemRandom random;
    ListLog log;
    Metrics metrics;
    Router router;
    RateLimiter limiter{rates(), clock};
    tickets::Actor actor = tickets::Actor::stranger();
    Server server{{router, limiter, metrics, log, clock, random},
                  {.base_url = "https://hilfe.example"},
                  [this](const Request&, Face) { return Result<tickets::Actor>(actor); },
                  [](const Problem& problem, const Request&) {
                      Response response;
                      response.status = problem_type(problem.id).status;
                      response.content_type = "text/html";
                      response.body = "<p>page</p>";
                      return response;
                  }};
};

} // namespace

TEST_CASE("everything carries the security headers and a request id", "[http][server][security]") {
    TestServer test;
    for (const char* path : {"/api/v1/open/x", "/nowhere", "/api/v1/throws", "/de/seite"}) {
        const auto response = test.handle("GET", path);
        INFO(path);
        CHECK_THAT(std::string(response.get("Content-Security-Policy")),
                   contains("default-src 'none'"));
        CHECK(response.get("X-Content-Type-Options") == "nosniff");
        CHECK(response.get("Cross-Origin-Opener-Policy") == "same-origin");
        CHECK(response.get("Cache-Control") == "no-store");
        CHECK_FALSE(response.get("Referrer-Policy").empty());
        CHECK_FALSE(response.get("Permissions-Policy").empty());
        CHECK(response.get("X-Request-Id").size() == 16);
    }
}

TEST_CASE("an exception ends its request and says nothing", "[http][server][security]") {
    TestServer test;
    const auto response = test.handle("GET", "/api/v1/throws");
    CHECK(response.status == 500);
    CHECK(response.body.find("secret") == std::string::npos);
    CHECK_THAT(test.log.lines, contains("the secret"));
}

TEST_CASE("the log holds no question, no id and no address", "[http][server][security]") {
    TestServer test;
    test.handle("GET", "/api/v1/open/canary?q=canary", {{"user-agent", "canary"}});
    CHECK_THAT(test.log.lines, contains("/api/v1/open/{x}"));
    CHECK(test.log.lines.find("canary") == std::string::npos);
    CHECK(test.log.lines.find("192.0.2.1") == std::string::npos);
}

TEST_CASE("a wrong method is told which ones there are", "[http][server]") {
    TestServer test;
    const auto response = test.handle("DELETE", "/api/v1/open/x");
    CHECK(response.status == 405);
    CHECK(response.get("Allow") == "GET, HEAD");
    const auto options = test.handle("OPTIONS", "/api/v1/open/x");
    CHECK(options.status == 204);
    CHECK(options.get("Allow") == "GET, HEAD, OPTIONS");
}

TEST_CASE("the language comes from the parameter, the path, the header, the default",
          "[http][server]") {
    TestServer test;
    CHECK(test.handle("GET", "/api/v1/open/1").body == "de1");
    CHECK(test.handle("GET", "/api/v1/open/1", {{"accept-language", "en"}}).body == "en1");
    CHECK(test.handle("GET", "/api/v1/open/1?lang=de", {{"accept-language", "en"}}).body == "de1");
    const auto problem = test.handle("GET", "/api/v1/nothing", {{"accept-language", "en"}});
    CHECK(nlohmann::json::parse(problem.body)["title"] == "Not found");
}

TEST_CASE("who asks too often is told how long to wait", "[http][server]") {
    TestServer test;
    for (int i = 0; i < 10; ++i)
        REQUIRE(test.handle("GET", "/api/v1/open/x").status == 200);
    // Neither header moves the limit to somebody else.
    const auto response = test.handle("GET", "/api/v1/open/x",
                                      {{"x-forwarded-for", "1.2.3.4"}, {"remote_addr", "1.2.3.4"}});
    CHECK(response.status == 429);
    CHECK(response.get("Retry-After") == "1");
    test.clock.advance(Milliseconds{1'000});
    CHECK(test.handle("GET", "/api/v1/open/x").status == 200);
}

TEST_CASE("foreign pages cannot write", "[http][server][security]") {
    TestServer test;
    test.actor.roles = {tickets::Role::editor};
    const auto status = [&](std::vector<std::pair<std::string, std::string>> headers) {
        headers.emplace_back("host", "internal:8080");
        return test.handle("POST", "/api/v1/write", std::move(headers)).status;
    };
    CHECK(status({}) == 200);
    CHECK(status({{"origin", "https://hilfe.example"}}) == 200);
    CHECK(status({{"origin", "http://internal:8080"}}) == 200);
    CHECK(status({{"sec-fetch-site", "same-origin"}}) == 200);
    CHECK(status({{"origin", "https://evil.example"}}) == 403);
    CHECK(status({{"origin", "null"}}) == 403);
    CHECK(status({{"sec-fetch-site", "cross-site"}}) == 403);
    CHECK(status({{"sec-fetch-site", "same-site"}}) == 403);
}

TEST_CASE("strangers must sign in, others may not", "[http][server][security]") {
    TestServer test;
    const auto stranger = test.handle("POST", "/api/v1/write");
    CHECK(stranger.status == 401);
    CHECK(stranger.get("WWW-Authenticate") == "Bearer");
    test.actor.person = tickets::PersonId{1};
    test.actor.roles = {tickets::Role::agent};
    CHECK(test.handle("POST", "/api/v1/write").status == 403);
}

TEST_CASE("people get pages, programs get problems", "[http][server]") {
    TestServer test;
    CHECK(test.handle("GET", "/de/seite").content_type == "text/html");
    CHECK(test.handle("GET", "/nowhere", {{"accept", "text/html,*/*"}}).content_type ==
          "text/html");
    CHECK(test.handle("GET", "/nowhere").content_type == "application/problem+json");
    CHECK(test.handle("GET", "/api/v1/x", {{"accept", "text/html"}}).content_type ==
          "application/problem+json");
}

TEST_CASE("values that are no text are refused by name", "[http][server]") {
    TestServer test;
    const auto response = test.handle("GET", "/api/v1/open/x?q=%FF");
    CHECK(response.status == 400);
    CHECK_THAT(response.body, contains("\"field\":\"q\""));
}

TEST_CASE("metrics name routes, not what was asked", "[http][metrics]") {
    TestServer test;
    test.handle("GET", "/api/v1/open/canary?q=canary");
    const std::string text = test.metrics.text(nullptr, {});
    CHECK_THAT(text, contains("lotse_http_requests_total{method=\"GET\","
                              "route=\"/api/v1/open/{x}\",status=\"200\"} 1"));
    CHECK(text.find("canary") == std::string::npos);
}
