#include "indexer/base/clock.h"

#include "tests/support/catch.h"

using lotse::parse_iso8601;
using lotse::to_iso8601;

TEST_CASE("a time survives being written and read", "[base]") {
    for (const char* text : {"2026-11-24T08:15:30Z", "2026-11-24T08:15:30.123Z",
                             "1969-12-31T23:59:59Z", "2024-02-29T00:00:00Z"})
        CHECK(to_iso8601(parse_iso8601(text).value()) == text);
}

TEST_CASE("dates alone and offsets are understood", "[base]") {
    CHECK(to_iso8601(*parse_iso8601("2026-11-24")) == "2026-11-24T00:00:00Z");
    CHECK(to_iso8601(*parse_iso8601("2026-11-24T08:15:30+01:00")) == "2026-11-24T07:15:30Z");
    CHECK(to_iso8601(*parse_iso8601("2026-11-24 08:15Z")) == "2026-11-24T08:15:00Z");
}

TEST_CASE("what is no time is refused with a hint", "[base]") {
    for (const char* text : {"", "yesterday", "2026-13-01", "2026-02-30", "2026-11-24T25:00:00Z",
                             "2026-11-24T08:15:30", "2026-11-24T08:15:30Zx", "2026-1-1"}) {
        const auto time = parse_iso8601(text);
        INFO(text);
        REQUIRE_FALSE(time);
        CHECK(time.error().code == lotse::Code::invalid_argument);
        CHECK_FALSE(time.error().hint.empty());
    }
}
