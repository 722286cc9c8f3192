#include "searchd/http/expected_answer.h"

#include <ctime>

#include "portal/render/format.h"

namespace lotse::http {
namespace {

using portal::Lang;

constexpr std::chrono::minutes fresh{5};
constexpr std::chrono::hours said_in_hours{12}; // beyond, people count in days

std::string clock_text(Lang lang, int minute) {
    const std::string minutes = std::to_string(100 + minute % 60).substr(1);
    const std::string hour = std::to_string(minute / 60);
    return lang == Lang::de && minute % 60 == 0 ? hour : hour + ":" + minutes;
}

std::string day_hours(Lang lang, const std::vector<tickets::HoursOfDay>& hours) {
    std::string out;
    for (const auto& span : hours)
        out += (out.empty() ? "" : ", ") + clock_text(lang, span.from) + "–" +
               clock_text(lang, span.to);
    return out + (lang == Lang::de ? " Uhr" : "");
}

std::string day_name(Lang lang, std::size_t day) {
    return portal::text(lang, "day." + std::to_string(day));
}

/// The full hour that is not before `time`, with its day: "Montag, 30.11.2026, 11 Uhr".
std::string moment_text(Lang lang, TimePoint time) {
    const auto hour = std::chrono::ceil<std::chrono::hours>(time);
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(TimePoint(hour)).time_since_epoch().count();
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return portal::text(
        lang, "answer.moment",
        {{"day", portal::text(lang, "weekday." + std::to_string((local.tm_wday + 6) % 7))},
         {"date", portal::date_text(lang, hour)},
         {"hour", clock_text(lang, local.tm_hour * 60 + local.tm_min)}});
}

} // namespace

std::string hours_text(Lang lang, const tickets::OpeningHours& hours) {
    std::string out;
    const auto& week = hours.week();
    for (std::size_t day = 0; day < week.size();) {
        std::size_t last = day;
        while (last + 1 < week.size() && week[last + 1] == week[day])
            ++last;
        if (!week[day].empty())
            out += (out.empty() ? "" : "; ") + day_name(lang, day) +
                   (last > day ? "–" + day_name(lang, last) : "") + " " +
                   day_hours(lang, week[day]);
        day = last + 1;
    }
    return out;
}

std::optional<tickets::AnswerTime> ExpectedAnswer::now() const {
    const auto site = site_.now();
    const auto moment = clock_.now();
    const std::lock_guard lock(mutex_);
    const auto steady = clock_.steady();
    if (measured_for_ != site || steady - measured_at_ > fresh) {
        auto measured = tickets::answer_time(database_, site->hours, site->answer_target, moment);
        if (!measured)
            return std::nullopt;
        measured_ = std::move(measured).value();
        measured_for_ = site;
        measured_at_ = steady;
    }
    auto time = measured_;
    if (time) {
        time->open = site->hours.open_at(moment);
        time->by = site->hours.after(moment, time->within);
    }
    return time;
}

std::string ExpectedAnswer::sentence_since(Lang lang, TimePoint asked) const {
    const auto time = now();
    if (!time)
        return {};
    const auto by = site_.now()->hours.after(asked, time->within);
    return by < clock_.now() ? std::string()
                             : portal::text(lang, "answer.by", {{"moment", moment_text(lang, by)}});
}

std::string ExpectedAnswer::sentence(Lang lang) const {
    const auto time = now();
    if (!time)
        return {};
    if (!time->open || time->within > said_in_hours)
        return portal::text(lang, "answer.by", {{"moment", moment_text(lang, time->by)}});
    const auto hours =
        std::max<long>(1, std::chrono::ceil<std::chrono::hours>(time->within).count());
    const auto site = site_.now();
    const std::string key = std::string("answer.within") + (site->hours.always() ? "" : "_work") +
                            (hours == 1 ? "_one" : "");
    const std::string open = site->hours.always() ? "" : hours_text(lang, site->hours);
    portal::Places places;
    if (hours != 1)
        places.emplace_back("hours", std::to_string(hours));
    if (!open.empty())
        places.emplace_back("open", open);
    return portal::text(lang, key, places);
}

} // namespace lotse::http
