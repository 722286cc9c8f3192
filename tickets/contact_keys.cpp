#include "tickets/contact_keys.h"

#include <algorithm>
#include <array>

#include "indexer/base/text.h"

namespace lotse::tickets {

namespace {

constexpr std::size_t least_digits = 5;
constexpr std::string_view our_country = "49";

constexpr auto free_mail = std::to_array<std::string_view>({
    "aol.com",         "aol.de",         "arcor.de",       "email.de",     "fastmail.com",
    "freenet.de",      "gmail.com",      "gmx.at",         "gmx.ch",       "gmx.com",
    "gmx.de",          "gmx.net",        "googlemail.com", "hotmail.com",  "hotmail.de",
    "icloud.com",      "kabelmail.de",   "live.com",       "live.de",      "mac.com",
    "mail.com",        "mail.de",        "mailbox.org",    "me.com",       "msn.com",
    "online.de",       "outlook.com",    "outlook.de",     "posteo.de",    "posteo.net",
    "proton.me",       "protonmail.com", "t-online.de",    "tutanota.com", "unitybox.de",
    "vodafonemail.de", "web.de",         "yahoo.com",      "yahoo.de",     "ymail.com",
});

} // namespace

std::string email_domain(std::string_view email) {
    const auto at = email.rfind('@');
    return at == std::string_view::npos ? std::string()
                                        : ascii_lower(trimmed(email.substr(at + 1)));
}

bool is_free_mail(std::string_view domain) {
    return std::ranges::find(free_mail, domain) != free_mail.end();
}

std::string phone_key(std::string_view phone) {
    std::string digits;
    for (const char c : phone)
        if (c >= '0' && c <= '9')
            digits += c;
    const bool international = trimmed(phone).starts_with('+') || digits.starts_with("00");
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (international && digits.starts_with(our_country))
        digits.erase(0, our_country.size());
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    return digits.size() < least_digits ? std::string() : digits;
}

} // namespace lotse::tickets
