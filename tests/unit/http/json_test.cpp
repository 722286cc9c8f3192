#include "searchd/http/json_internal.h"

#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::http;

namespace {

Request with_body(std::string body, std::string type = "application/json") {
    Request request;
    request.headers = {{"content-type", std::move(type)}};
    request.body = std::move(body);
    return request;
}

/// What is wrong with a body of which "name" (text, at most 5, required) and "level" are known.
std::vector<FieldFault> faults(const std::string& text) {
    JsonBody body(with_body(text));
    body.text("name", {.most = 5, .required = true});
    body.number("level", 1, 3);
    const auto problem = body.problem();
    return problem ? problem->faults : std::vector<FieldFault>{};
}

ProblemId refusal(const Request& request) {
    JsonBody body(request);
    const auto problem = body.problem();
    return problem ? problem->id : ProblemId::internal;
}

} // namespace

TEST_CASE("every fault of a body is named with its field", "[http][json]") {
    CHECK(faults(R"({"name":"Anna","level":2})").empty());
    CHECK(faults(R"({"name":"Änna!"})").empty());
    CHECK(faults(R"({})") == std::vector<FieldFault>{{"/name", "required"}});
    CHECK(faults(R"({"name":"  "})") == std::vector<FieldFault>{{"/name", "required"}});
    CHECK(faults(R"({"name":"Annabella"})") == std::vector<FieldFault>{{"/name", "too_long"}});
    CHECK(faults(R"({"name":1})") == std::vector<FieldFault>{{"/name", "wrong_type"}});
    CHECK(faults(R"({"name":"a\u0000b"})") == std::vector<FieldFault>{{"/name", "invalid_value"}});
    CHECK(faults(R"({"name":"A","level":"2"})") ==
          std::vector<FieldFault>{{"/level", "wrong_type"}});
    CHECK(faults(R"({"name":"A","level":2.5})") ==
          std::vector<FieldFault>{{"/level", "wrong_type"}});
    CHECK(faults(R"({"name":"A","level":4})") ==
          std::vector<FieldFault>{{"/level", "invalid_value"}});
    CHECK(faults(R"({"name":"A","level":18446744073709551615})") ==
          std::vector<FieldFault>{{"/level", "invalid_value"}});
    CHECK(faults(R"({"name":"A","role":"admin"})") ==
          std::vector<FieldFault>{{"/role", "unknown_field"}});
}

TEST_CASE("what is no JSON object is refused whole", "[http][json]") {
    for (const std::string text :
         {"", "{", "[1]", "\"x\"", "{\"a\":\"\xff\"}", "{\"a\":NaN}", "{} {}"}) {
        INFO(text);
        CHECK(refusal(with_body(text)) == ProblemId::malformed_request);
    }
    CHECK(refusal(with_body("{\"a\":" + std::string(100'000, '['))) ==
          ProblemId::malformed_request);
    CHECK(refusal(with_body("{}", "text/plain")) == ProblemId::unsupported_media_type);
    CHECK(refusal(with_body("{}", "")) == ProblemId::unsupported_media_type);
}

TEST_CASE("marks are counted as browsers count", "[http][json]") {
    const std::string text = "Ä😀 WLAN";
    const auto at = text.find("WLAN");
    CHECK(utf16_marks(text, {{0, 2}, {at, at + 4}}) == Json::parse("[[0,1],[4,8]]"));
}
