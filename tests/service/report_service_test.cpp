// Figures over HTTP, and visitors who are held out.

#include "tests/service/service.h"

using namespace lotse;
using namespace lotse::service;

namespace {

Json report(const Desk& desk, const std::string& name, const std::string& query = "") {
    const auto answer = desk.get("/api/v1/reports/" + name + query, desk.as("admin"));
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    return answer.json()["reports"];
}

/// Today and a bit, so that nothing that happens during the test is left out.
const std::string until_tomorrow = "?to=" + to_iso8601(SystemClock().now() + std::chrono::hours{1});

Headers browser(int number) {
    return {{"User-Agent", "browser " + std::to_string(number)}};
}

} // namespace

TEST_CASE("figures come as JSON with their formula, and as CSV by parameter or header",
          "[service][reports]") {
    const Desk desk;
    const auto trail = desk.get("/api/v1/search?q=WLAN-Passwort&lang=de").json()["trail"];
    desk.post("/api/v1/feedback",
              {{"trail", trail}, {"article", "wlan-passwort-aendern"}, {"helped", true}});
    desk.get("/de/suche?q=zzqqxxyy");

    const auto success = report(desk, "search_success", until_tomorrow);
    REQUIRE(success.size() == 1);
    CHECK(success[0]["figures"][0]["numerator"] == 1);
    CHECK(success[0]["figures"][0]["denominator"] == 2);
    CHECK(success[0]["figures"][0]["value"] == 0.5);
    CHECK_THAT(success[0]["formula"]["de"].get<std::string>(), contains("Suchen"));
    CHECK_THAT(success[0]["formula"]["en"].get<std::string>(), contains("searches"));
    CHECK(report(desk, "deflection", until_tomorrow).size() == 3);
    const auto by_channel = report(desk, "zero_results", until_tomorrow + "&by=channel");
    CHECK(by_channel[0]["figures"][0]["channel"] == "api");
    CHECK(by_channel[0]["figures"][1]["channel"] == "portal");
    CHECK(by_channel[0]["figures"][1]["numerator"] == 1);

    const auto all = desk.get("/api/v1/reports", desk.as("agent"));
    CHECK(all.json()["reports"].size() >= 13);
    auto headers = desk.as("editor");
    headers.emplace_back("Accept", "text/csv");
    const auto csv = desk.get("/api/v1/reports/search_success" + until_tomorrow, headers);
    CHECK_THAT(csv.header("Content-Type"), contains("text/csv"));
    CHECK_THAT(csv.header("Content-Disposition"), contains("lotse-reports.csv"));
    CHECK(csv.body.starts_with("report,from,to,by,group,"));
    CHECK_THAT(csv.body, contains(",1,2,,,0.5,"));
    CHECK(csv.body.ends_with("\r\n"));
    CHECK(desk.get("/api/v1/reports?format=csv", desk.as("admin")).body.starts_with("report,"));
    headers.back().second = "application/json, text/csv";
    CHECK(desk.get("/api/v1/reports", headers).json().contains("reports"));
}

TEST_CASE("a report that cannot be is a problem that names its field", "[service][reports]") {
    const Desk desk;
    const auto status = [&](const std::string& query) {
        return desk.get("/api/v1/reports" + query, desk.as("admin")).status;
    };
    CHECK(status("/gibt-es-nicht") == 404);
    CHECK(status("?from=2026-03-01&to=2026-02-01") == 400);
    for (const std::string field : {"from", "to", "by", "format"}) {
        const auto answer = desk.get("/api/v1/reports?" + field + "=unsinn", desk.as("admin"));
        CHECK(answer.status == 400);
        CHECK(answer.json()["errors"][0]["field"] == field);
    }
    CHECK(desk.get("/api/v1/reports").status == 401);
    CHECK(desk.get("/api/v1/reports", desk.as("customer")).status == 403);
}

TEST_CASE("whoever is held out finds as everybody does and is shown nothing unasked",
          "[service][reports]") {
    const Desk desk({.arguments = {"--holdout-percent", "50"}});
    int held = 0;
    constexpr int visitors = 24;
    for (int i = 0; i < visitors; ++i) {
        const bool shown =
            !desk.get("/api/v1/suggest?q=wlan&lang=de", browser(i)).json()["hits"].empty();
        const auto solutions = desk.post(
            "/api/v1/solutions", {{"subject", "WLAN-Passwort ändern"}, {"lang", "de"}}, browser(i));
        REQUIRE(solutions.status == 200);
        CHECK(solutions.json()["hits"].empty() == !shown);
        const auto form = desk.get("/de/kontakt?q=WLAN-Passwort+%C3%A4ndern", browser(i));
        const bool beside =
            form.body.find("/de/artikel/wlan-passwort-aendern") != std::string::npos;
        CHECK(beside == shown);
        CHECK_FALSE(desk.get("/api/v1/search?q=wlan&lang=de", browser(i)).json()["hits"].empty());
        CHECK_THAT(desk.get("/de/suche?q=wlan", browser(i)).body,
                   contains("wlan-passwort-aendern"));
        held += shown ? 0 : 1;
    }
    CHECK(held > 0);
    CHECK(held < visitors);
    // Tools of staff are never part of it.
    for (int i = 0; i < 8; ++i) {
        auto headers = browser(i);
        headers.push_back(desk.as("agent")[0]);
        CHECK_FALSE(desk.get("/api/v1/suggest?q=wlan&lang=de", headers).json()["hits"].empty());
    }

    const Json draft{{"subject", "Glasfaser"}, {"body", "Wann kommt sie?"}, {"lang", "de"}};
    CHECK(desk.post("/api/v1/tickets", draft, browser(0)).status == 201);
    CHECK(desk.post("/api/v1/tickets", draft, browser(0)).status == 201); // still one visitor
    CHECK(desk.post_form("/de/kontakt", "subject=Umzug&body=Wann&email=a%40b.example", browser(1))
              .status == 303);
    const auto causal = report(desk, "deflection_causal", until_tomorrow)[0]["figures"][0];
    CHECK(causal["held_out"]["denominator"] == held);
    CHECK(causal["denominator"] == visitors - held);
    CHECK(causal["numerator"].get<int>() + causal["held_out"]["numerator"].get<int>() == 2);
    CHECK(causal["interval"]["low"].get<double>() <= causal["value"].get<double>());
    CHECK(causal["interval"]["high"].get<double>() >= causal["value"].get<double>());
}

TEST_CASE("unless it is set nobody is held out and nobody is counted", "[service][reports]") {
    const Desk desk;
    for (int i = 0; i < 8; ++i)
        CHECK_FALSE(desk.get("/api/v1/suggest?q=wlan&lang=de", browser(i)).json()["hits"].empty());
    const auto causal = report(desk, "deflection_causal", until_tomorrow)[0]["figures"][0];
    CHECK(causal["denominator"] == 0);
    CHECK(causal["value"].is_null());
}
