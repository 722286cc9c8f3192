#include "searchd/http/address.h"

#include "tests/support/catch.h"

using namespace lotse::http;

TEST_CASE("a source is the network of an address", "[http][address]") {
    CHECK(source_of("203.0.113.77", 24, 48) == "203.0.113.0/24");
    CHECK(source_of("203.0.113.77", 32, 64) == "203.0.113.77/32");
    CHECK(source_of("::ffff:203.0.113.77", 24, 48) == "203.0.113.0/24");
    CHECK(source_of("2001:db8:1:2:3::9", 24, 48) == "2001:db8:1::/48");
    CHECK(source_of("2001:db8:1:2:3::9", 24, 64) == "2001:db8:1:2::/64");
    CHECK(source_of("no address", 24, 48) == "no address");
}

TEST_CASE("only trusted proxies are believed", "[http][address][security]") {
    const auto proxies = TrustedProxies::parse("10.0.0.0/8, ::1");
    REQUIRE(proxies);
    CHECK(proxies->caller("198.51.100.1", "203.0.113.5") == "198.51.100.1");
    CHECK(proxies->caller("10.1.2.3", "203.0.113.5") == "203.0.113.5");
    CHECK(proxies->caller("::1", "1.1.1.1, 203.0.113.5, 10.9.9.9") == "203.0.113.5");
    CHECK(proxies->caller("::1", "1.1.1.1, rubbish, 10.9.9.9") == "10.9.9.9");
    CHECK(proxies->caller("10.1.2.3", "") == "10.1.2.3");
    CHECK(TrustedProxies().caller("127.0.0.1", "203.0.113.5") == "127.0.0.1");
    for (const char* wrong : {"10.0.0.0/33", "example.org", "10.0.0.0/x", "::1/129"})
        CHECK_FALSE(TrustedProxies::parse(wrong));
}
