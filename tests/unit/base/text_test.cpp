#include "indexer/base/text.h"

#include "indexer/base/log.h"
#include "indexer/base/random.h"
#include "tests/support/catch.h"

#include <set>

using namespace lotse;

TEST_CASE("well-formed UTF-8 passes, every malformed family is found where it starts", "[base]") {
    CHECK(is_utf8("Grüße, 日本, 😀"));
    CHECK(invalid_utf8_at("ab\xFFz") == 2);
    CHECK(invalid_utf8_at("a\xC0\xAF") == 1);        // overlong
    CHECK(invalid_utf8_at("\xED\xA0\x80") == 0);     // surrogate
    CHECK(invalid_utf8_at("ab\xE2\x82") == 2);       // truncated
    CHECK(invalid_utf8_at("\xF4\x90\x80\x80") == 0); // beyond U+10FFFF
}

TEST_CASE("repair keeps what is good", "[base]") {
    CHECK(repaired_utf8("ä\xFFö") == "ä\xEF\xBF\xBDö");
    CHECK(is_utf8(repaired_utf8("\xED\xA0\x80\xC0\xAF\xE2")));
}

TEST_CASE("a prefix never cuts a character", "[base]") {
    CHECK(utf8_prefix("aä", 2) == "a");
    CHECK(utf8_prefix("aä", 3) == "aä");
    CHECK(utf8_length("aäß😀") == 4);
}

TEST_CASE("lines are counted from one", "[base]") {
    CHECK(line_of("a\nb\nc", 0) == 1);
    CHECK(line_of("a\nb\nc", 4) == 3);
    CHECK(line_of("a\nb", 99) == 2);
}

TEST_CASE("a log line cannot be forged by what it carries", "[base]") {
    CHECK(format_event("saved", {{"id", "7"}, {"by", "a b"}}) == "saved id=7 by=\"a b\"");
    CHECK(format_event("x", {{"q", "a\nlevel=error"}}) == "x q=\"a\\x0alevel=error\"");
}

TEST_CASE("tokens have 43 characters for 256 bits and never repeat", "[base]") {
    SystemRandom random;
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(random_token(random));
    CHECK(seen.size() == 1000);
    CHECK(seen.begin()->size() == 43);
}
