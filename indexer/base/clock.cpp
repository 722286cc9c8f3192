#include "indexer/base/clock.h"

#include <array>
#include <cstdio>
#include <optional>

namespace lotse {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Error not_a_time(std::string_view text) {
    return {Code::invalid_argument, "'" + std::string(text) + "' is not a date or time",
            "write it like 2026-11-24 or 2026-11-24T08:15:30Z"};
}

// A cursor over the text: each take_… consumes what it read, or fails and leaves `bad` set.
struct Reader {
    std::string_view rest;
    bool bad = false;

    int take_digits(std::size_t count) {
        if (rest.size() < count)
            return fail();
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (rest[i] < '0' || rest[i] > '9')
                return fail();
            value = value * 10 + (rest[i] - '0');
        }
        rest.remove_prefix(count);
        return value;
    }
    bool take(char c) {
        if (rest.empty() || rest.front() != c)
            return false;
        rest.remove_prefix(1);
        return true;
    }
    void expect(char c) {
        if (!take(c))
            fail();
    }
    int fail() {
        bad = true;
        return 0;
    }
};

std::optional<std::chrono::year_month_day> take_date(Reader& in) {
    const int year = in.take_digits(4);
    in.expect('-');
    const int month = in.take_digits(2);
    in.expect('-');
    const int day = in.take_digits(2);
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (in.bad || !date.ok())
        return std::nullopt;
    return date;
}

Milliseconds take_fraction(Reader& in) {
    if (!in.take('.'))
        return Milliseconds{0};
    int value = 0;
    int scale = 100;
    bool any = false;
    while (!in.rest.empty() && in.rest.front() >= '0' && in.rest.front() <= '9') {
        value += (in.rest.front() - '0') * scale;
        scale /= 10;
        any = true;
        in.rest.remove_prefix(1);
    }
    if (!any)
        in.fail();
    return Milliseconds{value};
}

minutes take_zone(Reader& in) {
    if (in.take('Z'))
        return minutes{0};
    const bool minus = in.take('-');
    if (!minus && !in.take('+')) {
        in.fail();
        return minutes{0};
    }
    const int h = in.take_digits(2);
    in.expect(':');
    const int m = in.take_digits(2);
    if (h > 14 || m > 59)
        in.fail();
    const minutes offset = hours{h} + minutes{m};
    return minus ? -offset : offset;
}

} // namespace

TimePoint SystemClock::now() const {
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

std::chrono::steady_clock::time_point SystemClock::steady() const {
    return std::chrono::steady_clock::now();
}

std::string to_iso8601(TimePoint time) {
    const auto day = std::chrono::floor<days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    const auto ms = static_cast<int>(clock.subseconds().count());
    std::array<char, 64> out{};
    int length = std::snprintf(
        out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    std::string text(out.data(), static_cast<std::size_t>(length));
    if (ms != 0) {
        length = std::snprintf(out.data(), out.size(), ".%03d", ms);
        text.append(out.data(), static_cast<std::size_t>(length));
    }
    return text + "Z";
}

Result<TimePoint> parse_iso8601(std::string_view text) {
    Reader in{text};
    const auto date = take_date(in);
    if (!date)
        return not_a_time(text);
    TimePoint time{std::chrono::sys_days{*date}};
    if (in.rest.empty())
        return time;
    if (!in.take('T') && !in.take(' '))
        return not_a_time(text);
    const int h = in.take_digits(2);
    in.expect(':');
    const int m = in.take_digits(2);
    int s = 0;
    if (in.take(':'))
        s = in.take_digits(2);
    time += take_fraction(in);
    time -= take_zone(in);
    if (in.bad || !in.rest.empty() || h > 23 || m > 59 || s > 60)
        return not_a_time(text);
    return time + hours{h} + minutes{m} + seconds{s};
}

} // namespace lotse
