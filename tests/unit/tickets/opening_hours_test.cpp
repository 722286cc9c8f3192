#include <cstdlib>
#include <ctime>

#include "tests/support/catch.h"
#include "tickets/house/opening_hours.h"

using namespace lotse;
using namespace lotse::tickets;

namespace {

/// The tests' own time zone, with summer time.
struct Berlin {
    Berlin() : before(std::getenv("TZ") != nullptr ? std::getenv("TZ") : "") {
        ::setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
        ::tzset();
    }
    ~Berlin() {
        if (before.empty())
            ::unsetenv("TZ");
        else
            ::setenv("TZ", before.c_str(), 1);
        ::tzset();
    }
    Berlin(const Berlin&) = delete;
    Berlin& operator=(const Berlin&) = delete;

    std::string before;
};

TimePoint local(int year, int month, int day, int hour, int minute = 0) {
    std::tm time{};
    time.tm_year = year - 1900;
    time.tm_mon = month - 1;
    time.tm_mday = day;
    time.tm_hour = hour;
    time.tm_min = minute;
    time.tm_isdst = -1;
    return TimePoint{std::chrono::seconds{std::mktime(&time)}};
}

OpeningHours hours_of(const char* hours, const char* holidays = "") {
    auto parsed = OpeningHours::parse(hours, holidays);
    REQUIRE(parsed);
    return *parsed;
}

} // namespace

TEST_CASE_METHOD(Berlin, "opening hours are read as people write them", "[hours]") {
    const auto week = hours_of("Mo-Do 8-12, 13-17; Fr 8:00–14:30").week();
    CHECK(week[0] == std::vector<HoursOfDay>{{480, 720}, {780, 1020}});
    CHECK(week[4] == std::vector<HoursOfDay>{{480, 870}});
    CHECK(week[5].empty());
    CHECK(hours_of("Monday-Thursday 8-12,13-17\nFri 8-14:30").week() == week);
    CHECK(hours_of("Sa, So 10-24").week()[6] == std::vector<HoursOfDay>{{600, 1440}});
    CHECK(hours_of("Fr-Mo 8-9").week()[0].size() == 1); // over the end of the week
    CHECK(hours_of("").always());
    CHECK(hours_of("", "2026-12-25").week()[2] == std::vector<HoursOfDay>{{0, 1440}});
    for (const char* wrong : {"8-17", "Mo-Fr", "Xx 8-17", "Mo 17-8", "Mo 8-25", "Mo 8:70-9",
                              "Mo 8-12, 11-13", "Mo 8", "Mo--Fr 8-17"}) {
        INFO(wrong);
        CHECK_FALSE(OpeningHours::parse(wrong, ""));
    }
    for (const char* wrong : {"31.02.2026", "2026-13-01", "tomorrow", "25.12"}) {
        INFO(wrong);
        CHECK_FALSE(OpeningHours::parse("", wrong));
    }
    CHECK(OpeningHours::parse("", "25.12.2026\r\n2026-12-26, 1.1.2027"));
}

TEST_CASE_METHOD(Berlin, "time is counted in opening hours alone", "[hours]") {
    const auto hours = hours_of("Mo-Fr 8-17", "2026-12-25");
    // Friday afternoon to Monday morning.
    CHECK(hours.between(local(2026, 11, 27, 16, 30), local(2026, 11, 30, 9)) ==
          std::chrono::minutes{90});
    CHECK(hours.between(local(2026, 11, 28, 10), local(2026, 11, 29, 10)) == Milliseconds{0});
    CHECK(hours.between(local(2026, 11, 30, 9), local(2026, 11, 27, 9)) == Milliseconds{0});
    // Christmas Day is a Friday.
    CHECK(hours.between(local(2026, 12, 24, 16), local(2026, 12, 28, 9)) == std::chrono::hours{2});
    CHECK(hours.after(local(2026, 11, 27, 16, 50), std::chrono::minutes{30}) ==
          local(2026, 11, 30, 8, 20));
    CHECK(hours.after(local(2026, 12, 24, 16), std::chrono::hours{2}) == local(2026, 12, 28, 9));
    CHECK(hours.open_at(local(2026, 11, 27, 8)));
    CHECK_FALSE(hours.open_at(local(2026, 11, 27, 17)));
    CHECK_FALSE(hours.open_at(local(2026, 12, 25, 10)));
}

TEST_CASE_METHOD(Berlin, "a night with a changed clock is as long as it was", "[hours]") {
    const auto hours = hours_of("Mo-So 0-24");
    CHECK(hours.between(local(2026, 3, 28, 12), local(2026, 3, 29, 12)) == std::chrono::hours{23});
    CHECK(hours.between(local(2026, 10, 24, 12), local(2026, 10, 25, 12)) ==
          std::chrono::hours{25});
    const auto day = hours_of("So 8-17");
    CHECK(day.after(local(2026, 3, 29, 1), std::chrono::hours{1}) == local(2026, 3, 29, 9));
}

TEST_CASE_METHOD(Berlin, "hours that never come end the search for them", "[hours]") {
    CHECK(OpeningHours().after(local(2026, 11, 27, 16), std::chrono::hours{30}) ==
          local(2026, 11, 28, 22));
    const auto rare = hours_of("So 0-0:01");
    const auto from = local(2026, 11, 27, 16);
    CHECK(rare.after(from, std::chrono::hours{100}) >= from + std::chrono::hours{90});
}
