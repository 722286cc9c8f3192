// A person is forgotten by a daemon that goes on serving: out of the database, its log, the index
// with all its generations, and what it says in its own log.

#include <thread>

#include "tests/service/service.h"
#include "tests/support/bytes.h"
#include "tickets/audit.h"

using namespace lotse;
using namespace lotse::service;
using lotse::testing::found_in_files;

namespace {

const std::vector<std::string> traces{"vogelsang", "kanarius", "5550199", "zwitscherquux",
                                      "fluegelfoo"};

/// Promised within a minute.
template <class Condition>
bool within_a_minute(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (std::chrono::steady_clock::now() < deadline) {
        if (condition())
            return true;
        std::this_thread::yield();
    }
    return false;
}

std::int64_t file_request(const Desk& desk) {
    const auto vain = desk.get("/api/v1/search?q=zwitscherquux+fluegelfoo&lang=de");
    const auto filed =
        desk.post("/api/v1/tickets", {{"subject", "Der Zwitscherquux"},
                                      {"body", "Mein Fluegelfoo im Zwitscherquux klemmt. Kanarius "
                                               "Vogelsang, 0431 5550199"},
                                      {"name", "Kanarius Vogelsang"},
                                      {"email", "k.vogelsang@kunde.example"},
                                      {"phone", "0431 5550199"},
                                      {"trail", vain.json()["trail"]},
                                      {"lang", "de"}});
    REQUIRE(filed.status == 201);
    return filed.json()["number"];
}

bool staff_find(const Desk& desk) {
    const auto hits =
        desk.get("/api/v1/search?q=zwitscherquux&lang=de", desk.as("agent")).json()["hits"];
    for (const auto& hit : hits)
        if (hit["kind"] == "ticket")
            return true;
    return false;
}

} // namespace

TEST_CASE("an erased person is gone from every file a minute later, while the daemon serves",
          "[service][privacy]") {
    Desk desk;
    const auto number = file_request(desk);
    const std::string path = "/api/v1/tickets/" + std::to_string(number);
    Headers agent = desk.as("agent");
    agent.emplace_back("Content-Type", "application/octet-stream");
    REQUIRE(ask(desk.daemon->address(), "POST", path + "/attachments?name=vogelsang.txt", agent,
                "Mein Fluegelfoo, gez. Kanarius")
                .status == 201);
    REQUIRE(desk.post(path + "/resolve", {{"kind", "no_knowledge"}, {"cause", "one_off"}},
                      desk.as("agent"))
                .status == 200);
    REQUIRE(within_a_minute([&] { return staff_find(desk); }));
    REQUIRE_FALSE(found_in_files(desk.dir / "index", {"zwitscherquux"}).empty());

    const Json who{{"person", "k.vogelsang@kunde.example"}};
    CHECK(desk.post("/api/v1/people/erase", who, desk.as("agent")).status == 403);
    const auto exported = desk.post("/api/v1/people/export", who, desk.as("admin"));
    REQUIRE(exported.status == 200);
    CHECK(exported.json()["tickets"][0]["messages"].size() == 1);
    CHECK(exported.json()["tickets"][0]["attachments"][0]["name"] == "vogelsang.txt");
    const auto erased = desk.post("/api/v1/people/erase", who, desk.as("admin"));
    REQUIRE(erased.status == 200);
    CHECK(erased.json()["tickets"] == 1);
    CHECK(erased.json()["attachments"] == 1);

    std::vector<std::string> left;
    const bool gone = within_a_minute([&] {
        left = found_in_files(desk.dir.path(), traces);
        return left.empty();
    });
    for (const auto& place : left)
        UNSCOPED_INFO(place);
    CHECK(gone);
    CHECK_FALSE(staff_find(desk));
    CHECK(desk.get(path, desk.as("agent")).json()["number"] == number);
    CHECK(desk.post("/api/v1/people/erase", who, desk.as("admin")).status == 404);

    auto database =
        tickets::Database::open({.path = desk.dir / "tickets.db"}, desk.clock, desk.random);
    REQUIRE(database);
    const auto audit = tickets::verify_history(**database);
    REQUIRE(audit);
    CHECK_FALSE(audit->first_bad);
}

TEST_CASE("a rebuild asked for over the API is guarded and told", "[service][guard]") {
    const Desk desk{{.arguments = {"--guard", "block"}}};
    const auto editor = desk.as("editor");
    CHECK(desk.get("/api/v1/index", editor).json()["guard"] == "block");
    REQUIRE(desk.post("/api/v1/index/rebuild", Json::object(), editor).status == 202);
    Json state;
    CHECK(within_a_minute([&] {
        state = desk.get("/api/v1/index", editor).json();
        return !state["last_rebuild"].is_null();
    }));
    CHECK(state["last_rebuild"]["served"] == true);
    CHECK(state["generation"] == 2);
}
