#pragma once
// When the desk works, and how long something is in its hours. Days and hours are those of the
// server's time zone (TZ), summer time and all. Pure but for that; thread-safe.

#include <array>
#include <set>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"

namespace lotse::tickets {

/// Minutes since midnight, [from, to); to is at most 24 * 60.
struct HoursOfDay {
    int from = 0;
    int to = 0;

    bool operator==(const HoursOfDay&) const = default;
};

class OpeningHours {
  public:
    /// Monday first; the hours of a day in their order, without overlap.
    using Week = std::array<std::vector<HoursOfDay>, 7>;

    /// Always open.
    OpeningHours();

    /// `hours`: "Mo-Fr 8-17; Sa 9:00-12:30", "Mon–Thu 8-12, 13-17; Fri 8-14"; days German or
    /// English. Empty: always open. `holidays`: dates on which it is closed, 2026-12-25 or
    /// 25.12.2026, divided by white space or commas. invalid_argument names what cannot be read.
    static Result<OpeningHours> parse(std::string_view hours, std::string_view holidays);

    bool always() const { return always_; }
    const Week& week() const { return week_; }
    bool open_at(TimePoint time) const;

    /// Time in opening hours; zero when `to` is not after `from`.
    Milliseconds between(TimePoint from, TimePoint to) const;

    /// When `work` of opening hours will have passed. Gives up after two years without any.
    TimePoint after(TimePoint from, Milliseconds work) const;

  private:
    struct Date {
        int year = 0;
        int month = 0; // 1 to 12
        int day = 0;
        auto operator<=>(const Date&) const = default;
    };
    struct Span {
        TimePoint from{};
        TimePoint to{};
    };

    /// The open spans of the day `days` after that of `time`.
    std::vector<Span> spans(TimePoint time, int days) const;
    static Result<Date> read_date(std::string_view text);

    bool always_ = true;
    Week week_{};
    std::set<Date> holidays_{};
};

} // namespace lotse::tickets
