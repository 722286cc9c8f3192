#include "searchd/http/framer.h"

#include "tests/support/catch.h"

using namespace lotse::http;

namespace {

const FrameLimits limits{
    .line_bytes = 200, .header_bytes = 600, .header_fields = 5, .body_bytes = 50};

struct Seen {
    Framing framing = Framing::incomplete;
    std::size_t size = 0;
    Refusal refusal = Refusal::malformed;
};

Seen look(const std::string& bytes) {
    RequestFramer framer(limits);
    const Framing framing = framer.look_at(bytes);
    return {framing, framer.size(), framer.refusal()};
}

/// As if each byte came alone.
Seen look_bytewise(const std::string& bytes) {
    RequestFramer framer(limits);
    for (std::size_t i = 1; i <= bytes.size(); ++i) {
        const Framing framing = framer.look_at(std::string_view(bytes).substr(0, i));
        if (framing != Framing::incomplete)
            return {framing, framer.size(), framer.refusal()};
    }
    return {};
}

} // namespace

TEST_CASE("a request is found however its bytes arrive", "[http][framer]") {
    for (const std::string request :
         {"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
          "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
          "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
          "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n",
          "GET / HTTP/1.0\r\n\r\n"}) {
        INFO(request);
        CHECK(look(request).framing == Framing::complete);
        CHECK(look(request).size == request.size());
        CHECK(look_bytewise(request).size == request.size());
        const auto two = look(request + "GET /next HTTP/1.1\r\n");
        CHECK(two.size == request.size());
    }
}

TEST_CASE("what two readers could frame differently is refused", "[http][framer][security]") {
    const std::string line = "POST / HTTP/1.1\r\nHost: x\r\n";
    for (const std::string& request :
         {line + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
          line + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
          line + "Content-Length: +5\r\n\r\n", line + "Content-Length: 5 5\r\n\r\n",
          line + "Content-Length: \r\n\r\n", line + "Content-Length: -1\r\n\r\n",
          line + "Transfer-Encoding: gzip, chunked\r\n\r\n",
          line + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
          line + "Transfer-Encoding : chunked\r\n\r\n", line + "X: a\r\n b\r\n\r\n",
          line + "X: a\nY: b\r\n\r\n", line + "no colon\r\n\r\n", line + "Host: second\r\n\r\n",
          std::string("GET / HTTP/1.1\r\n\r\n"), std::string("GET / HTTP/2.0\r\nHost: x\r\n\r\n"),
          std::string("GET  / HTTP/1.1\r\nHost: x\r\n\r\n"),
          std::string("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"),
          std::string("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", 28)}) {
        INFO(request);
        CHECK(look(request).framing == Framing::refused);
        CHECK(look(request).refusal == Refusal::malformed);
    }
}

TEST_CASE("chunks that lie are refused", "[http][framer][security]") {
    const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const char* chunks : {"5;ext=1\r\nhello\r\n", "-5\r\n", "zz\r\n", "123456789a\r\n", "\r\n",
                               "2\r\nabc\r\n", "0\r\nX: trailer\r\n\r\n"}) {
        INFO(chunks);
        CHECK(look(head + chunks).framing == Framing::refused);
    }
}

TEST_CASE("too much of anything is refused by its own name", "[http][framer][security]") {
    const std::string line = "GET / HTTP/1.1\r\nHost: x\r\n";
    const auto refused = [](const std::string& request) {
        INFO(request);
        const Seen seen = look(request);
        CHECK(seen.framing == Framing::refused);
        return seen.refusal;
    };
    CHECK(refused("GET /" + std::string(300, 'a')) == Refusal::line_too_long);
    CHECK(refused("GET /" + std::string(300, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n") ==
          Refusal::line_too_long);
    CHECK(refused(line + "X: " + std::string(300, 'a') + "\r\n\r\n") == Refusal::header_too_large);
    CHECK(refused(line + "A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\n\r\n") ==
          Refusal::header_too_large);
    CHECK(refused(line + "X: " + std::string(800, 'a')) == Refusal::header_too_large);
    CHECK(refused(line + "Content-Length: 51\r\n\r\n") == Refusal::body_too_large);
    CHECK(refused(line + "Transfer-Encoding: chunked\r\n\r\n33\r\n") == Refusal::body_too_large);
    CHECK(refused(line + "Content-Encoding: gzip\r\n\r\n") == Refusal::encoded_body);
    CHECK(refused("BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n") == Refusal::unknown_method);
}

TEST_CASE("a client that waits for 100 Continue is recognised", "[http][framer]") {
    RequestFramer framer(limits);
    CHECK(framer.look_at("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                         "Content-Length: 3\r\n\r\n") == Framing::incomplete);
    CHECK(framer.expects_continue());
    CHECK(header_in("GET / HTTP/1.1\r\nhOsT: x \r\n\r\n", "Host") == "x");
}
