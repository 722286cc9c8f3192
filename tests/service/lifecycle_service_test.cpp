// Starting, reloading and stopping lotse-searchd.

#include <fstream>
#include <thread>

#include "tests/service/service.h"
#include "tests/support/soon.h"

using namespace lotse;
using namespace lotse::service;

namespace {

struct Run {
    int code = 0;
    std::string output;
    std::string errors;
};

Run run(const std::vector<std::string>& arguments,
        const lotse::testing::Process::Environment& environment = {}) {
    lotse::testing::Process process(LOTSE_BIN_DIR "/lotse-searchd", arguments, environment);
    Run result;
    result.output = process.rest_of_output();
    result.errors = process.errors();
    result.code = process.wait();
    return result;
}

} // namespace

TEST_CASE("wrong settings end with code 2 and say what to do", "[service][config]") {
    lotse::testing::TempDir dir;
    const auto file = dir.write("lotse.toml", "listen = \"127.0.0.1:0\"\nmax_bdy = \"1MiB\"\n");
    const auto english =
        run({"--check-config", "--config", file.string()}, {{"LC_ALL", "C.UTF-8"}});
    CHECK(english.code == 2);
    CHECK_THAT(english.errors, contains("lotse.toml:2: unknown setting 'max_bdy' "
                                        "(did you mean 'max_body'?)"));
    const auto german =
        run({"--check-config", "--config", file.string()}, {{"LC_ALL", "de_DE.UTF-8"}});
    CHECK_THAT(german.errors, contains("unbekannte Einstellung 'max_bdy'"));
    CHECK(run({"--check-config"}).code == 0);
    CHECK_THAT(run({"--help"}, {{"LC_ALL", "C"}}).output, contains("--listen <host:port>"));
    CHECK_THAT(run({"--print-config"}, {{"LC_ALL", "C"}}).output, contains("#listen = "));
    CHECK_THAT(run({"--version"}).output, contains("lotse-searchd"));
}

TEST_CASE("a port in use ends the second daemon with code 3, not the first", "[service]") {
    const Desk desk;
    const auto second = run(
        {"--listen", desk.daemon->address(), "--content", (desk.dir / "content").string(),
         "--index", (desk.dir / "index").string(), "--tickets", (desk.dir / "tickets.db").string()},
        {{"LC_ALL", "C"}});
    CHECK(second.code == 3);
    CHECK_THAT(second.errors, contains("in use"));
    CHECK(desk.get("/healthz").status == 200);
}

TEST_CASE("the port file names the address once the daemon listens", "[service]") {
    const Desk desk;
    std::ifstream in(desk.dir / "port");
    std::string line;
    std::getline(in, line);
    CHECK(line == desk.daemon->address());
}

TEST_CASE("SIGTERM lets a running request finish and ends with 0", "[service]") {
    const Desk desk;
    // Signing in hashes a password on purpose slowly: it is running when the signal comes.
    lotse::testing::RawClient client(desk.daemon->address());
    const Json credentials{{"email", "agent@example.org"}, {"password", Desk::password}};
    client.send(request_bytes("POST", "/api/v1/sessions", {{"Content-Type", "application/json"}},
                              credentials.dump()));
    while (desk.get("/metrics").body.find("lotse_http_front{what=\"working\"} 2") ==
               std::string::npos &&
           desk.get("/metrics").body.find("/api/v1/sessions") == std::string::npos)
        std::this_thread::yield();
    CHECK(desk.daemon->stop() == 0);
    CHECK(parse_answer(client.read_to_end()).status == 201);
}

TEST_CASE("questions are answered at once while many articles are still being read", "[service]") {
    lotse::testing::TempDir dir;
    dir.write("content/de/wlan.md", wifi_de);
    for (int i = 0; i < 2100; ++i)
        dir.write("content/de/n" + std::to_string(i) + ".md",
                  "---\nlang: de\ntitle: Artikel Nummer " + std::to_string(i) + "\n---\nText.\n");
    build_index(dir);
    lotse::testing::Daemon daemon({"--content", (dir / "content").string(), "--index",
                                   (dir / "index").string(), "--tickets",
                                   (dir / "tickets.db").string()});
    const auto found = ask(daemon.address(), "GET", "/api/v1/search?q=Netzwerkschl%C3%BCssel");
    CHECK(found.status == 200);
    CHECK(found.json()["hits"].size() == 1);
    // Not yet, with the time to wait, or there it is: never that there is no such article.
    const auto read = [&] {
        const auto answer = ask(daemon.address(), "GET", "/de/artikel/wlan-passwort-aendern");
        CHECK((answer.status == 200 || answer.status == 503));
        CHECK((answer.status == 200 || answer.header("Retry-After") == "2"));
        return answer.status == 200;
    };
    CHECK(lotse::testing::soon(read));
    CHECK(daemon.stop() == 0);
}

TEST_CASE("without an index the daemon says that it is not ready, and waits for one", "[service]") {
    lotse::testing::TempDir dir;
    dir.write("content/de/stoerung.md", outage_de);
    lotse::testing::Daemon daemon({"--content", (dir / "content").string(), "--index",
                                   (dir / "index").string(), "--tickets",
                                   (dir / "tickets.db").string()});
    const auto ready = ask(daemon.address(), "GET", "/readyz");
    CHECK(ready.status == 503);
    CHECK(ready.json()["index"] == "not_found");
    CHECK(ask(daemon.address(), "GET", "/healthz").status == 200);
    CHECK(ask(daemon.address(), "GET", "/api/v1/search?q=x").status >= 400);
    CHECK(daemon.stop() == 0);
}

TEST_CASE("SIGHUP takes over new limits and keeps the old ones when the file is wrong",
          "[service][config]") {
    lotse::testing::TempDir dir;
    dir.write("content/de/stoerung.md", outage_de);
    const auto file = dir.write("lotse.toml", "rate_votes = \"0\"\n");
    lotse::testing::Daemon daemon({"--config", file.string(), "--content",
                                   (dir / "content").string(), "--index", (dir / "index").string(),
                                   "--tickets", (dir / "tickets.db").string()});
    const auto vote = [&] { return ask(daemon.address(), "POST", "/api/v1/feedback").status; };
    const auto limited_within = [&](std::chrono::seconds time) {
        const auto deadline = std::chrono::steady_clock::now() + time;
        while (std::chrono::steady_clock::now() < deadline)
            if (vote() == 429)
                return true;
        return false;
    };
    for (int i = 0; i < 30; ++i)
        REQUIRE(vote() == 415);
    dir.write("lotse.toml", "rate_votes = \"1/h\"\n");
    daemon.process().signal(SIGHUP);
    CHECK(limited_within(std::chrono::seconds{10}));
    dir.write("lotse.toml", "rate_votes = \"nonsense\"\n");
    daemon.process().signal(SIGHUP);
    CHECK(vote() == 429);
    CHECK(daemon.stop() == 0);
    CHECK_THAT(daemon.process().errors(), contains("settings_kept"));
}
