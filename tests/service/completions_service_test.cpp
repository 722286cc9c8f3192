// Completions from what others have asked, over HTTP.

#include <algorithm>

#include "tests/service/service.h"

using namespace lotse;
using namespace lotse::service;

namespace {

/// A visitor is told from another by his browser here: all come from one address.
void ask_as(const Desk& desk, const std::string& browser) {
    REQUIRE(desk.get("/api/v1/search?q=Netzwerkschl%C3%BCssel+neu+vergeben&lang=de",
                     {{"User-Agent", browser}})
                .status == 200);
}

bool offered(const Desk& desk, const Headers& headers = {}) {
    const Json answer = desk.get("/api/v1/suggest?q=netzwerkschl%C3%BC&lang=de", headers).json();
    const auto& completions = answer["completions"];
    return std::find(completions.begin(), completions.end(), "Netzwerkschlüssel neu vergeben") !=
           completions.end();
}

/// Asks again and again until it is offered, for at most ten seconds.
bool soon_offered(const Desk& desk) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (std::chrono::steady_clock::now() < deadline)
        if (offered(desk))
            return true;
    return false;
}

} // namespace

TEST_CASE("what two visitors asked stays theirs, what a third asks is offered to all",
          "[service][search][security]") {
    const Desk desk;
    ask_as(desk, "Firefox");
    ask_as(desk, "Chrome");
    ask_as(desk, "Chrome");
    CHECK_FALSE(offered(desk));
    ask_as(desk, "Safari");
    CHECK(soon_offered(desk));
    CHECK(offered(desk, desk.as("agent")));
}
