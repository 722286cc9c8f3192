#include "tickets/house/opening_hours.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <optional>
#include <string>

#include "indexer/base/text.h"

namespace lotse::tickets {

namespace {

constexpr int minutes_of_day = 24 * 60;
constexpr int most_days = 2 * 366;

/// "Mo", "Tuesday", "Di." → 0 to 6; nothing for anything else.
std::optional<int> day_of(std::string_view text) {
    static constexpr std::pair<std::string_view, int> days[] = {
        {"mo", 0}, {"di", 1}, {"tu", 1}, {"mi", 2}, {"we", 2}, {"do", 3},
        {"th", 3}, {"fr", 4}, {"sa", 5}, {"so", 6}, {"su", 6}};
    const std::string word = ascii_lower(trimmed(text)).substr(0, 2);
    for (const auto& [name, day] : days)
        if (word == name)
            return day;
    return std::nullopt;
}

std::optional<int> number_of(std::string_view text) {
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || fault != std::errc{} || end != text.data() + text.size() || number < 0)
        return std::nullopt;
    return number;
}

/// "8", "08:30" → minutes.
std::optional<int> minute_of(std::string_view text) {
    text = trimmed(text);
    const auto colon = text.find(':');
    const auto hour = number_of(text.substr(0, colon));
    const auto minute =
        colon == std::string_view::npos ? std::optional<int>(0) : number_of(text.substr(colon + 1));
    if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > minutes_of_day)
        return std::nullopt;
    return *hour * 60 + *minute;
}

Error unread(std::string_view part) {
    return {Code::invalid_argument, "cannot read '" + std::string(part) + "'",
            "Mo-Fr 8-17; Sa 9:00-12:30"};
}

std::string plain_dashes(std::string_view text) {
    std::string out(text);
    for (const std::string_view dash : {"–", "—"})
        for (auto at = out.find(dash); at != std::string::npos; at = out.find(dash, at))
            out.replace(at, dash.size(), "-");
    return out;
}

/// "Mo-Fr,So" → the days; a range may run over the end of the week.
std::optional<std::vector<int>> days_of(std::string_view text) {
    std::vector<int> days;
    for (const auto part : split(text, ',')) {
        const auto dash = part.find('-');
        const auto first = day_of(part.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : day_of(part.substr(dash + 1));
        if (!first || !last)
            return std::nullopt;
        for (int day = *first;; day = (day + 1) % 7) {
            days.push_back(day);
            if (day == *last)
                break;
        }
    }
    return days;
}

std::optional<std::vector<HoursOfDay>> hours_of(std::string_view text) {
    std::vector<HoursOfDay> hours;
    for (const auto part : split(text, ',')) {
        const auto dash = part.find('-');
        if (dash == std::string_view::npos)
            return std::nullopt;
        const auto from = minute_of(part.substr(0, dash));
        const auto to = minute_of(part.substr(dash + 1));
        if (!from || !to || *to <= *from)
            return std::nullopt;
        hours.push_back({*from, *to});
    }
    return hours;
}

Status add_entry(OpeningHours::Week& week, std::string_view entry) {
    // The first digit begins the hours: "Mo, Di 8-12, 13-17".
    const auto digit = entry.find_first_of("0123456789");
    if (digit == std::string_view::npos)
        return unread(entry);
    const auto days = days_of(entry.substr(0, digit));
    const auto hours = hours_of(entry.substr(digit));
    if (!days || !hours)
        return unread(entry);
    for (const int day : *days) {
        auto& kept = week[static_cast<std::size_t>(day)];
        kept.insert(kept.end(), hours->begin(), hours->end());
        std::ranges::sort(kept, {}, &HoursOfDay::from);
        for (std::size_t i = 1; i < kept.size(); ++i)
            if (kept[i].from < kept[i - 1].to)
                return unread(entry);
    }
    return Done{};
}

std::tm local_day(TimePoint time) {
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    std::tm out{};
    ::localtime_r(&seconds, &out);
    return out;
}

/// So many minutes after the midnight that begins `day`, as clocks on the wall say it.
TimePoint at_minute(std::tm day, int minute) {
    day.tm_hour = minute / 60;
    day.tm_min = minute % 60;
    day.tm_sec = 0;
    day.tm_isdst = -1;
    return TimePoint{std::chrono::seconds{std::mktime(&day)}};
}

/// Noon, so that no change of the clock moves the date.
std::tm later_day(std::tm day, int days) {
    day.tm_mday += days;
    day.tm_hour = 12;
    day.tm_isdst = -1;
    const std::time_t noon = std::mktime(&day);
    ::localtime_r(&noon, &day);
    return day;
}

} // namespace

OpeningHours::OpeningHours() = default;

Result<OpeningHours::Date> OpeningHours::read_date(std::string_view text) {
    const bool german = text.find('.') != std::string_view::npos;
    const auto parts = split(text, german ? '.' : '-');
    std::array<int, 3> numbers{};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto number = parts.size() == 3 ? number_of(parts[i]) : std::nullopt;
        if (!number)
            return Error{Code::invalid_argument, "'" + std::string(text) + "' is no date",
                         "2026-12-25"};
        numbers[i] = *number;
    }
    const Date date{german ? numbers[2] : numbers[0], numbers[1], german ? numbers[0] : numbers[2]};
    const std::chrono::year_month_day there{std::chrono::year{date.year},
                                            std::chrono::month{static_cast<unsigned>(date.month)},
                                            std::chrono::day{static_cast<unsigned>(date.day)}};
    if (!there.ok() || date.year < 1970)
        return Error{Code::invalid_argument, "there is no day '" + std::string(text) + "'",
                     "2026-12-25"};
    return date;
}

Result<OpeningHours> OpeningHours::parse(std::string_view hours, std::string_view holidays) {
    OpeningHours out;
    std::string plain = plain_dashes(hours);
    std::ranges::replace(plain, '\n', ';');
    for (const auto part : split(plain, ';')) {
        if (trimmed(part).empty())
            continue;
        out.always_ = false;
        if (Status added = add_entry(out.week_, trimmed(part)); !added)
            return added.error();
    }
    std::string dates(holidays);
    for (char& c : dates)
        if (c == ',' || c == ';' || c == '\n' || c == '\r' || c == '\t')
            c = ' ';
    for (const auto part : split(dates, ' ')) {
        if (part.empty())
            continue;
        const auto date = read_date(part);
        if (!date)
            return date.error();
        out.holidays_.insert(*date);
    }
    if (out.always_ && !out.holidays_.empty()) {
        // Round the clock, but for those days.
        out.always_ = false;
        out.week_.fill({{0, minutes_of_day}});
    }
    return out;
}

std::vector<OpeningHours::Span> OpeningHours::spans(TimePoint time, int days) const {
    const std::tm day = later_day(local_day(time), days);
    std::vector<Span> out;
    if (holidays_.contains({day.tm_year + 1900, day.tm_mon + 1, day.tm_mday}))
        return out;
    const auto weekday = static_cast<std::size_t>((day.tm_wday + 6) % 7);
    for (const HoursOfDay& hours : week_[weekday])
        out.push_back({at_minute(day, hours.from), at_minute(day, hours.to)});
    return out;
}

bool OpeningHours::open_at(TimePoint time) const {
    if (always_)
        return true;
    return std::ranges::any_of(
        spans(time, 0), [&](const Span& span) { return span.from <= time && time < span.to; });
}

Milliseconds OpeningHours::between(TimePoint from, TimePoint to) const {
    if (to <= from)
        return Milliseconds{0};
    if (always_)
        return std::chrono::duration_cast<Milliseconds>(to - from);
    Milliseconds sum{0};
    for (int days = 0; days < most_days; ++days) {
        for (const Span& span : spans(from, days)) {
            if (span.from >= to)
                return sum;
            const auto begin = std::max(span.from, from);
            const auto end = std::min(span.to, to);
            if (end > begin)
                sum += std::chrono::duration_cast<Milliseconds>(end - begin);
        }
        if (at_minute(later_day(local_day(from), days), 0) > to)
            return sum;
    }
    return sum;
}

TimePoint OpeningHours::after(TimePoint from, Milliseconds work) const {
    if (always_)
        return from + work;
    for (int days = 0; days < most_days; ++days)
        for (const Span& span : spans(from, days)) {
            const auto begin = std::max(span.from, from);
            if (begin >= span.to)
                continue;
            const auto room = std::chrono::duration_cast<Milliseconds>(span.to - begin);
            if (work <= room)
                return begin + work;
            work -= room;
        }
    return from + work;
}

} // namespace lotse::tickets
