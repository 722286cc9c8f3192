#include "searchd/http/rate_limit.h"

#include "tests/support/catch.h"
#include "tests/support/manual_clock.h"

using namespace lotse;
using namespace lotse::http;

namespace {

RateTable only_search(Rate rate) {
    RateTable table{};
    table[static_cast<std::size_t>(RateClass::search)] = rate;
    return table;
}

} // namespace

TEST_CASE("rates are written as people say them", "[http][rate]") {
    CHECK(*parse_rate("5/s") == Rate{5, Milliseconds{1'000}, 5});
    CHECK(*parse_rate("20/s burst 40") == Rate{20, Milliseconds{1'000}, 40});
    CHECK(*parse_rate("5/h") == Rate{5, Milliseconds{3'600'000}, 5});
    CHECK(parse_rate("0")->count == 0);
    for (const char* wrong : {"", "5", "5/day", "x/s", "5/s burst", "5/s burst 0", "-1/s", "nan/s"})
        CHECK_FALSE(parse_rate(wrong));
}

TEST_CASE("who asks too often waits as long as he is told", "[http][rate]") {
    lotse::testing::ManualClock clock;
    RateLimiter limiter(only_search({2, Milliseconds{1'000}, 3}), clock);
    for (int i = 0; i < 3; ++i)
        CHECK(limiter.take(RateClass::search, "a") == Milliseconds{0});
    CHECK(limiter.take(RateClass::search, "a") == Milliseconds{500});
    CHECK(limiter.take(RateClass::search, "b") == Milliseconds{0});
    CHECK(limiter.take(RateClass::suggest, "a") == Milliseconds{0});
    clock.advance(Milliseconds{500});
    CHECK(limiter.take(RateClass::search, "a") == Milliseconds{0});
    CHECK(limiter.take(RateClass::search, "a") > Milliseconds{0});
    clock.advance(std::chrono::hours{1});
    for (int i = 0; i < 3; ++i)
        CHECK(limiter.take(RateClass::search, "a") == Milliseconds{0});
    CHECK(limiter.take(RateClass::search, "a") > Milliseconds{0});
    limiter.change(only_search({}));
    CHECK(limiter.take(RateClass::search, "a") == Milliseconds{0});
}
