#include "searchd/http/router.h"

#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::http;

namespace {

Route route(std::string_view method, std::string_view pattern) {
    return {.method = method,
            .pattern = pattern,
            .access = Access::everyone(),
            .summary = "A route",
            .handler = [](const Call&) { return Response{}; }};
}

} // namespace

TEST_CASE("a route that does not say who may use it is refused", "[http][router][security]") {
    Router router;
    Route silent = route("GET", "/a");
    silent.access = Access();
    CHECK_FALSE(router.add(silent));
    Route empty = route("GET", "/a");
    empty.handler = nullptr;
    CHECK_FALSE(router.add(empty));
    CHECK(router.add(route("GET", "/a")));
    CHECK_FALSE(router.add(route("GET", "/a")));
}

TEST_CASE("paths find their routes", "[http][router]") {
    Router router;
    for (const auto& entry : {route("GET", "/"), route("GET", "/a/{id}"), route("PUT", "/a/{id}"),
                              route("GET", "/a/fixed"), route("DELETE", "/b/{x}/c/{y}")})
        REQUIRE(router.add(entry));
    const auto pattern = [&](std::string_view method, std::string_view path) {
        const auto match = router.find(method, path);
        return match.route == nullptr ? std::string_view("-") : match.route->pattern;
    };
    CHECK(pattern("GET", "/") == "/");
    CHECK(pattern("GET", "/a/x") == "/a/{id}");
    CHECK(pattern("HEAD", "/a/x") == "/a/{id}");
    CHECK(pattern("GET", "/a/fixed") == "/a/fixed");
    CHECK(pattern("GET", "/a/") == "-");
    CHECK(pattern("GET", "/a") == "-");
    CHECK(pattern("GET", "/a/x/") == "-");
    CHECK(pattern("GET", "/a/x/style.css") == "-");
    CHECK(router.find("DELETE", "/b/1/c/2").arguments == std::vector<std::string>{"1", "2"});
    CHECK(router.find("POST", "/a/x").allow == "GET, HEAD, PUT");
    CHECK(router.find("POST", "/nowhere").allow.empty());
}
