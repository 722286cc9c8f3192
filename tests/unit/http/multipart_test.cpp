#include "searchd/http/multipart.h"

#include "searchd/http/limits.h"
#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::http;

namespace {

const std::string two_parts =
    "--xyz\r\n"
    "Content-Disposition: form-data; name=\"note\"\r\n\r\n"
    "Grüße\r\n--xyz\r\n"
    "content-disposition: form-data; name=file; filename=\"a%22b.txt\"\r\n"
    "Content-Type: text/plain\r\n\r\n"
    "one\r\n--xy\r\ntwo\r\n\r\n--xyz--\r\n";

} // namespace

TEST_CASE("a form with files is read as browsers write it", "[http][multipart]") {
    CHECK(boundary_of("multipart/form-data; boundary=xyz") == "xyz");
    CHECK(boundary_of("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"") == "a b");
    CHECK(boundary_of("multipart/form-data").empty());
    CHECK(boundary_of("multipart/mixed; boundary=xyz").empty());
    CHECK(boundary_of("application/json").empty());
    CHECK(boundary_of("multipart/form-data; boundary=" + std::string(71, 'x')).empty());

    const auto parts = parse_multipart(two_parts, "xyz");
    REQUIRE(parts);
    REQUIRE(parts->size() == 2);
    CHECK((*parts)[0] == FormPart{"note", "", false, "Grüße"});
    CHECK((*parts)[1] == FormPart{"file", "a\"b.txt", true, "one\r\n--xy\r\ntwo\r\n"});

    const auto empty = parse_multipart(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--",
        "b");
    REQUIRE(empty);
    CHECK(empty->at(0) == FormPart{"file", "", true, ""});
    CHECK(parse_multipart("--b--\r\n", "b")->empty());
}

TEST_CASE("a form that is cut off at any byte is refused or shorter, never read past its end",
          "[http][multipart][security]") {
    const auto end = two_parts.rfind("--\r\n");
    for (std::size_t length = 0; length < end; ++length) {
        const std::string cut = two_parts.substr(0, length);
        INFO(length);
        CHECK_FALSE(parse_multipart(cut, "xyz"));
    }
    CHECK_FALSE(parse_multipart(two_parts, "other"));
    CHECK_FALSE(parse_multipart("--b\r\nX: y\r\n\r\nz\r\n--b--", "b")); // without a name
    std::string many = "--b";
    for (int i = 0; i < 101; ++i)
        many += "\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b";
    CHECK_FALSE(parse_multipart(many + "--", "b"));
}

TEST_CASE("only where files are sent bodies may be as large as files", "[http][multipart]") {
    for (const char* line :
         {"POST /api/v1/tickets/7/attachments?name=x HTTP/1.1",
          "POST /en/request/attachments HTTP/1.1", "POST /de/anfrage/anhaenge HTTP/1.1"})
        CHECK(is_upload(line));
    for (const char* line : {"POST /de/anfrage HTTP/1.1", "POST /api/v1/search?q=/attachments H",
                             "PUT /de/anfrage/anhaenge HTTP/1.1", "POST"})
        CHECK_FALSE(is_upload(line));
}
