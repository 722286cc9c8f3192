#include "searchd/http/request.h"

#include "searchd/http/protocol.h"
#include "tests/support/catch.h"

using namespace lotse::http;
using lotse::testing::contains;

TEST_CASE("query fields keep what belongs to them", "[http][request]") {
    const auto fields = Fields::parse("v=a=b=c&q=E-Mail+geht%20nicht&q=second&flag&&x=%C3%BC");
    REQUIRE(fields);
    CHECK(fields->get("v") == "a=b=c");
    CHECK(fields->get("q") == "E-Mail geht nicht");
    CHECK(fields->has("flag"));
    CHECK(fields->get("x") == "ü");
    CHECK_FALSE(fields->has("y"));
}

TEST_CASE("broken escapes, NUL and bytes that are no text are refused", "[http][request]") {
    for (const char* wrong : {"q=%FF", "q=%00", "q=%C3", "q=%", "q=%4", "q=%zz", "%FF=1"})
        CHECK_FALSE(Fields::parse(wrong));
    CHECK(Fields::parse("q=%FF").error().message == "q");
    std::string many;
    for (int i = 0; i < 101; ++i)
        many += "a=1&";
    CHECK_FALSE(Fields::parse(many));
}

TEST_CASE("the language is chosen by quality", "[http][request]") {
    CHECK(tongue_of_header("de-DE,de;q=0.9,en;q=0.8") == Tongue::de);
    CHECK(tongue_of_header("fr, en;q=0.2, de;q=0.1") == Tongue::en);
    CHECK(tongue_of_header("de;q=0, en;q=0.1") == Tongue::en);
    CHECK(tongue_of_header("fr") == std::nullopt);
    CHECK(tongue_of_header(";;;,,q=") == std::nullopt);
}

TEST_CASE("a header value with control characters is dropped whole", "[http][request][security]") {
    Response response;
    response.set("Location", "/a\r\nSet-Cookie: x=1");
    CHECK(response.headers.empty());
}

TEST_CASE("cookies are found by their whole name", "[http][request]") {
    Request request;
    request.headers = {{"cookie", "xlotse=1; lotse=2; lotse2=3"}};
    CHECK(request.cookie("lotse") == "2");
    CHECK(request.cookie("otse").empty());
}

namespace {

Outgoing answer(const std::string& bytes, Request& seen) {
    return answer_with_library({bytes, "192.0.2.1"}, [&](Request request) {
        seen = std::move(request);
        Response response;
        response.status = 201;
        response.content_type = "text/plain";
        response.body = "fine";
        return response;
    });
}

} // namespace

TEST_CASE("the library parses and writes, and no more", "[http][protocol]") {
    Request seen;
    SECTION("a GET with everything that the library would like to interpret") {
        const auto out = answer("GET /a%20b/%C3%BC?q=x%2By HTTP/1.1\r\nHost: x\r\n"
                                "Range: bytes=0-1\r\nAccept-Encoding: gzip, br\r\n"
                                "REMOTE_ADDR: 6.6.6.6\r\n\r\n",
                                seen);
        CHECK_THAT(out.bytes, contains("HTTP/1.1 201"));
        CHECK(out.bytes.ends_with("\r\n\r\nfine"));
        CHECK_FALSE(out.close);
        CHECK(seen.path == "/a b/ü");
        CHECK(seen.query_string == "q=x%2By");
        CHECK(seen.remote == "192.0.2.1");
        CHECK(seen.header("accept-encoding") == "gzip, br");
        CHECK(seen.header("remote_addr").empty());
    }
    SECTION("a form larger than the library takes") {
        const std::string body = "body=" + std::string(100'000, 'x');
        const auto out = answer("POST /f HTTP/1.1\r\nHost: x\r\nContent-Type: "
                                "application/x-www-form-urlencoded\r\nContent-Length: " +
                                    std::to_string(body.size()) + "\r\n\r\n" + body,
                                seen);
        CHECK(seen.body == body);
        CHECK(seen.header("content-type") == "application/x-www-form-urlencoded");
        CHECK_FALSE(out.close);
    }
    SECTION("chunks") {
        const auto out = answer("PUT /f HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                                "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                                seen);
        CHECK(seen.body == "abcde");
        CHECK_FALSE(out.close);
    }
    SECTION("a body that the library does not read") {
        const auto out = answer("GET /f HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", seen);
        CHECK(seen.path == "/f");
        CHECK(out.close);
    }
    SECTION("a path that is no text") {
        answer("GET /%FF HTTP/1.1\r\nHost: x\r\n\r\n", seen);
        CHECK(seen.path.empty());
    }
    SECTION("HEAD has the length and no body") {
        const auto out = answer("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", seen);
        CHECK_THAT(out.bytes, contains("Content-Length: 4"));
        CHECK(out.bytes.ends_with("\r\n\r\n"));
    }
}
