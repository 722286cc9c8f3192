// Where people can be reached or found: e-mail addresses, streets, and the date they were born.

#include <algorithm>
#include <optional>

#include "tickets/redact_internal.h"

namespace lotse::tickets::redaction {

namespace {

bool is_mailbox_byte(char c) {
    return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("._%+-&'").find(c) != std::string_view::npos;
}

bool is_host_byte(char c) {
    return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 || c == '.' ||
           c == '-';
}

constexpr std::size_t longest_part = 254; // of an address, by the standard; bounds the search

std::size_t mailbox_begin(std::string_view text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && end - begin < longest_part && is_mailbox_byte(text[begin - 1]))
        --begin;
    while (begin < end && (text[begin] == '.' || text[begin] == '\'' || text[begin] == '-'))
        ++begin;
    return begin;
}

/// End of a host name with a dot inside; nothing if there is none.
std::optional<std::size_t> host_end(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    while (end < text.size() && end - begin < longest_part && is_host_byte(text[end]))
        ++end;
    while (end > begin && (text[end - 1] == '.' || text[end - 1] == '-'))
        --end;
    const auto dot = text.substr(begin, end - begin).find('.');
    if (dot == std::string_view::npos || dot == 0)
        return std::nullopt;
    return end;
}

void find_plain_emails(std::string_view text, Findings& findings) {
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        const std::size_t begin = mailbox_begin(text, at);
        const auto end = host_end(text, at + 1);
        if (begin < at && end)
            findings.push_back({begin, *end, Personal::email});
    }
}

/// "anna @ kunde.example" and the full-width sign of eastern keyboards.
void find_wide_emails(std::string_view text, Findings& findings) {
    for (const std::string_view sign : {" @ ", "\uFF20"})
        for (auto at = text.find(sign); at != std::string_view::npos;
             at = text.find(sign, at + sign.size())) {
            const std::size_t begin = mailbox_begin(text, at);
            const auto end = host_end(text, at + sign.size());
            if (begin < at && end && *end - at > sign.size() + 3)
                findings.push_back({begin, *end, Personal::email});
        }
}

/// petra.schmidt (at) web.de, j.smith [at] mail [dot] example, max_m at gmx.de
void find_spelled_email(const Scan& scan, std::size_t i, Findings& findings) {
    if (!scan.is(i, {"at", "aet"}) || i == 0 || i + 1 >= scan.count())
        return;
    const auto trimmed_before = scan.before(i);
    const bool bracketed = trimmed_before.ends_with('(') || trimmed_before.ends_with('[') ||
                           trimmed_before.ends_with('{');
    const std::size_t mailbox_end = scan.words[i - 1].end;
    const std::size_t begin = mailbox_begin(scan.text, mailbox_end);
    const std::string_view mailbox = scan.text.substr(begin, mailbox_end - begin);
    const bool like_one = mailbox.find_first_of("._0123456789") != std::string_view::npos;
    if (trimmed_before.size() > 3 || (!bracketed && !like_one))
        return;
    const std::size_t host = scan.words[i + 1].begin;
    const auto end = host_end(scan.text, host);
    if (end && is_letter(scan.text[*end - 1])) // "100 at €36.90" is a price
        findings.push_back({begin, *end, Personal::email});
    else if (scan.is(i + 2, {"dot", "punkt"}) && i + 3 < scan.count())
        findings.push_back({begin, scan.words[i + 3].end, Personal::email});
}

bool is_house_number(std::string_view raw) {
    const auto digit_end = std::find_if_not(raw.begin(), raw.end(), is_digit);
    const auto digits = static_cast<std::size_t>(digit_end - raw.begin());
    return digits >= 1 && digits <= 4 && raw.size() - digits <= 1 &&
           (raw.size() == digits || is_letter(raw.back()));
}

bool is_unit(const Scan& scan, std::size_t i) {
    return scan.is(i, {"gb",      "mb",   "tb",    "kb",      "mal",     "x",    "euro",  "eur",
                       "prozent", "mbit", "gbit",  "minuten", "stunden", "tage", "meter", "m",
                       "km",      "uhr",  "times", "minutes", "hours",   "days"});
}

bool ends_like_street(std::string_view folded) {
    for (const std::string_view ending :
         {"strasse", "str",   "weg",      "platz",  "allee",  "gasse",  "damm", "ufer",
          "stieg",   "kamp",  "chaussee", "redder", "twiete", "koppel", "ring", "wall",
          "graben",  "markt", "hof",      "berg",   "diek",   "brook",  "holm", "bruecke"})
        if (folded.ends_with(ending))
            return true;
    return false;
}

/// Common words that only end like a street's name.
bool is_no_street(std::string_view folded) {
    for (const std::string_view word : {"speicherplatz",
                                        "arbeitsplatz",
                                        "steckplatz",
                                        "stellplatz",
                                        "parkplatz",
                                        "ausweg",
                                        "umweg",
                                        "rueckweg",
                                        "hinweg",
                                        "loesungsweg",
                                        "uebertragungsweg",
                                        "datenweg",
                                        "signalweg",
                                        "keinesweg",
                                        "bahnhof",
                                        "friedhof",
                                        "supermarkt",
                                        "monitoring",
                                        "spring",
                                        "string",
                                        "bring",
                                        "during",
                                        "hering",
                                        "gering",
                                        "verringering",
                                        "kabelring",
                                        "baumarkt",
                                        "elektromarkt",
                                        "mediamarkt",
                                        "installierung",
                                        "schluesselring",
                                        "wlanbruecke",
                                        "netzwerkbruecke",
                                        "routerbruecke",
                                        "mesh"})
        if (folded == word)
            return true;
    return false;
}

/// Hamburger Ring 5, Am Wall 3: the last word alone would be any way, place or ring.
bool stands_alone(std::string_view folded) {
    return one_of(folded, {"weg", "platz", "ring", "wall", "markt", "hof", "berg", "allee", "damm",
                           "ufer", "graben", "kamp", "bruecke", "gasse", "str", "strasse"});
}

std::optional<std::size_t> german_street_begin(const Scan& scan, std::size_t i) {
    const std::string& word = scan.words[i].folded;
    if (!ends_like_street(word) || is_no_street(word))
        return std::nullopt;
    const bool joined_left = i > 0 && one_of(scan.before(i), {" ", "-", ". "});
    if (!stands_alone(word))
        return joined_left && scan.before(i) == "-" ? i - 1 : i;
    const bool surely = one_of(word, {"str", "strasse"});
    const bool named = joined_left && (scan.words[i - 1].capital || surely) &&
                       !scan.is(i - 1, {"der", "die", "das", "den", "dem", "diesem", "diesen",
                                        "kein", "keinen", "token"}) &&
                       (surely || scan.words[i].capital);
    if (!named)
        return std::nullopt;
    std::size_t begin = i - 1;
    while (begin > 0 && scan.before(begin) == "-")
        --begin; // Theodor-Heuss-Ring
    return begin;
}

/// ", 24103 Kiel" behind a street, on the same line or the next.
std::size_t with_town(const Scan& scan, std::size_t last) {
    const auto near = [&](std::size_t i) {
        return one_of(scan.behind(i), {" ", ", ", ",", "\n", ",\n", "\r\n", " - ", "; ", " in ",
                                       "-", ". ", ".\n", " / "});
    };
    std::size_t next = last + 1;
    if (next < scan.count() && near(last) && scan.is(next, {"d", "in"}))
        ++next;
    const bool postcode = next < scan.count() && near(next - 1) && scan.words[next].digits &&
                          scan.words[next].size() == 5;
    if (!postcode)
        return last;
    const bool town = next + 1 < scan.count() && scan.behind(next) == " ";
    return town ? next + 1 : next;
}

void find_german_street(const Scan& scan, std::size_t i, Findings& findings) {
    const auto begin = german_street_begin(scan, i);
    if (!begin || i + 1 >= scan.count() || !one_of(scan.behind(i), {" ", ". ", ".", "  "}) ||
        !is_house_number(scan.raw(i + 1)) || is_unit(scan, i + 2))
        return;
    const std::size_t last = with_town(scan, i + 1);
    findings.push_back({scan.words[*begin].begin, scan.words[last].end, Personal::address});
}

bool is_english_street(const Scan& scan, std::size_t i) {
    return scan.is(i, {"street", "road", "avenue", "lane", "drive", "close", "court", "gardens",
                       "terrace", "square", "crescent", "rd", "ave", "ln", "st", "mews", "grove"});
}

/// 12 High Street, 4b St. Mary's Road
void find_english_street(const Scan& scan, std::size_t i, Findings& findings) {
    if (!is_house_number(scan.raw(i)) || scan.before(i).ends_with('-'))
        return;
    for (std::size_t k = i + 1; k < scan.count() && k <= i + 4; ++k) {
        if (!one_of(scan.before(k), {" ", ", ", "'", "’", ". "}) || scan.words[k].digits)
            return;
        const bool plain = scan.is(k, {"street", "road", "avenue", "lane"}) && k == i + 2 &&
                           !scan.is(k - 1, {"the", "a", "my", "your", "our", "this", "that", "on"});
        if (k >= i + 2 && is_english_street(scan, k) &&
            (plain || (scan.words[k].capital && scan.words[k - 1].capital))) {
            findings.push_back({scan.words[i].begin, scan.words[k].end, Personal::address});
            return;
        }
    }
}

/// SW1A 1AA
bool is_british_postcode(const Scan& scan, std::size_t i) {
    const std::string_view outward = scan.raw(i);
    if (i + 1 >= scan.count() || scan.behind(i) != " " || outward.size() < 2 || outward.size() > 4)
        return false;
    const std::string_view inward = scan.raw(i + 1);
    return is_upper(outward.front()) && has(outward, is_digit) && inward.size() == 3 &&
           is_digit(inward[0]) && is_upper(inward[1]) && is_upper(inward[2]) &&
           inward.substr(1) != "GB" && inward.substr(1) != "MB";
}

/// "wohnhaft in 24103 Kiel", "PLZ 24103"
void find_announced_postcode(const Scan& scan, std::size_t i, Findings& findings) {
    if (!scan.is(i, {"plz", "postleitzahl", "wohnhaft", "wohne", "anschrift", "adresse", "postcode",
                     "address"}))
        return;
    for (std::size_t k = i + 1; k < scan.count() && k <= i + 3; ++k)
        if (scan.words[k].digits && scan.words[k].size() == 5) {
            const bool town =
                k + 1 < scan.count() && scan.behind(k) == " " && scan.words[k + 1].capital;
            findings.push_back(
                {scan.words[k].begin, scan.words[town ? k + 1 : k].end, Personal::address});
            return;
        }
}

bool is_month(const Scan& scan, std::size_t i) {
    return scan.is(i, {"januar",  "februar",  "maerz",     "april",   "mai",      "juni",
                       "juli",    "august",   "september", "oktober", "november", "dezember",
                       "january", "february", "march",     "may",     "june",     "july",
                       "october", "december", "jan",       "feb",     "mar",      "apr",
                       "jun",     "jul",      "aug",       "sep",     "oct",      "okt",
                       "nov",     "dec",      "dez"});
}

bool is_part_of_date(const Scan& scan, std::size_t i) {
    return (scan.words[i].digits && scan.words[i].size() <= 4) || is_month(scan, i) ||
           scan.is(i, {"1st", "2nd", "3rd", "th"});
}

bool announces_birthday(const Scan& scan, std::size_t i) {
    return scan.is(i, {"geboren", "geb", "geburtsdatum", "geburtstag", "born", "dob", "birthday",
                       "birthdate", "birth"});
}

} // namespace

void find_emails(const Scan& scan, Findings& findings) {
    find_plain_emails(scan.text, findings);
    find_wide_emails(scan.text, findings);
    for (std::size_t i = 0; i < scan.count(); ++i)
        find_spelled_email(scan, i, findings);
}

void find_addresses(const Scan& scan, Findings& findings) {
    for (std::size_t i = 0; i < scan.count(); ++i) {
        find_german_street(scan, i, findings);
        find_english_street(scan, i, findings);
        find_announced_postcode(scan, i, findings);
        if (is_british_postcode(scan, i))
            findings.push_back({scan.words[i].begin, scan.words[i + 1].end, Personal::address});
    }
}

void find_birthdays(const Scan& scan, Findings& findings) {
    for (std::size_t i = 0; i < scan.count(); ++i) {
        if (!announces_birthday(scan, i))
            continue;
        std::size_t first = i + 1;
        while (first < scan.count() && first <= i + 3 && !is_part_of_date(scan, first))
            ++first;
        std::size_t last = first;
        while (last + 1 < scan.count() && last < first + 2 && is_part_of_date(scan, last + 1) &&
               scan.behind(last).size() <= 2)
            ++last;
        if (first < scan.count() && is_part_of_date(scan, first) && last > first)
            findings.push_back({scan.words[first].begin, scan.words[last].end, Personal::birthday});
    }
}

} // namespace lotse::tickets::redaction
