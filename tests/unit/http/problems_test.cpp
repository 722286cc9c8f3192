#include "searchd/http/problems.h"

#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::http;

TEST_CASE("every problem has one row in the table, in both languages", "[http][problems]") {
    std::set<std::string_view> types;
    for (int id = 0; id <= static_cast<int>(ProblemId::deadline); ++id) {
        const auto& row = problem_type(static_cast<ProblemId>(id));
        INFO(row.type);
        CHECK(types.insert(row.type).second);
        CHECK(row.status >= 400);
        for (const auto text : {row.title_de, row.title_en, row.remedy_de, row.remedy_en})
            CHECK_FALSE(text.empty());
    }
    CHECK(types.size() == problem_types().size());
}

TEST_CASE("what our machine says stays with us", "[http][problems][security]") {
    for (int code = 0; code <= static_cast<int>(Code::internal); ++code) {
        const Error error{static_cast<Code>(code), "secret /var/lib/x", "hint"};
        const auto response = problem_response(problem_of(error), Tongue::en, "r1");
        const bool callers = error.code == Code::invalid_argument || error.code == Code::conflict ||
                             error.code == Code::too_large;
        INFO(name(error.code));
        CHECK((response.body.find("secret") != std::string::npos) == callers);
    }
}

TEST_CASE("a problem speaks the asker's language", "[http][problems]") {
    Problem problem = invalid_field("/subject", "too_long");
    problem.retry_after = 7;
    const auto german = problem_response(problem, Tongue::de, "r1");
    const auto json = nlohmann::json::parse(german.body);
    CHECK(german.content_type == "application/problem+json");
    CHECK(german.get("Retry-After") == "7");
    CHECK(json["title"] == "Die Anfrage ist nicht gültig");
    CHECK(json["type"] == "/problems/invalid-request");
    CHECK(json["status"] == 400);
    CHECK(json["request_id"] == "r1");
    CHECK(json["errors"][0]["field"] == "/subject");
    CHECK(json["errors"][0]["error"] == "too_long");
    CHECK(nlohmann::json::parse(problem_response(problem, Tongue::en, "r1").body)["title"] ==
          "The request is not valid");
}
