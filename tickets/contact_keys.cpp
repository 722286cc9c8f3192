#include "tickets/contact_keys.h"

#include <algorithm>
#include <utility>

#include "indexer/base/text.h"

namespace lotse::tickets {

namespace {

constexpr std::size_t least_digits = 5;
constexpr std::string_view our_country = "49";

} // namespace

std::string email_domain(std::string_view email) {
    const auto at = email.rfind('@');
    return at == std::string_view::npos ? std::string()
                                        : ascii_lower(trimmed(email.substr(at + 1)));
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

std::string organisation_key(std::string_view name) {
    // Folding of letters belongs to search; of those that ASCII does not know, these appear in
    // names of German firms.
    const std::string lower = ascii_lower(name);
    std::string key;
    for (const auto word : split(lower, ' '))
        if (!word.empty())
            key.append(key.empty() ? "" : " ").append(word);
    for (const auto& [large, small] :
         {std::pair<std::string_view, std::string_view>{"Ä", "ä"}, {"Ö", "ö"}, {"Ü", "ü"}})
        for (auto at = key.find(large); at != std::string::npos; at = key.find(large, at))
            key.replace(at, large.size(), small);
    return key;
}

} // namespace lotse::tickets
