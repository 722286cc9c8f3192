#include "portal/render/format.h"

#include <array>
#include <ctime>

namespace lotse::portal {

namespace {

// In the time zone of the server (TZ), which is where the help desk works.
std::tm local_time(TimePoint time) {
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    std::tm out{};
    ::localtime_r(&seconds, &out);
    return out;
}

std::string formatted(const std::tm& time, const char* format) {
    std::array<char, 64> out{};
    return {out.data(), std::strftime(out.data(), out.size(), format, &time)};
}

std::string month_name(int month) {
    static constexpr std::array<const char*, 12> names{
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    return names[static_cast<std::size_t>(month)];
}

} // namespace

std::string date_text(Lang lang, TimePoint time) {
    const std::tm local = local_time(time);
    if (lang == Lang::de)
        return formatted(local, "%d.%m.%Y");
    return std::to_string(local.tm_mday) + " " + month_name(local.tm_mon) + " " +
           formatted(local, "%Y");
}

std::string date_time_text(Lang lang, TimePoint time) {
    const std::string clock = formatted(local_time(time), "%H:%M");
    return date_text(lang, time) + ", " + clock + (lang == Lang::de ? " Uhr" : "");
}

std::string number_text(Lang lang, std::size_t number) {
    std::string digits = std::to_string(number);
    const char separator = lang == Lang::de ? '.' : ',';
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, 1, separator);
    return digits;
}

} // namespace lotse::portal
