// What is made of digits: IBANs, phone and card numbers, customer numbers, licence plates.

#include <algorithm>
#include <array>
#include <optional>

#include "tickets/redact_internal.h"

namespace lotse::tickets::redaction {

namespace {

struct IbanLength {
    std::string_view country;
    std::size_t length;
};
constexpr auto iban_lengths = std::to_array<IbanLength>({
    {"ad", 24}, {"ae", 23}, {"al", 28}, {"at", 20}, {"az", 28}, {"ba", 20}, {"be", 16}, {"bg", 22},
    {"by", 28}, {"ch", 21}, {"cy", 28}, {"cz", 24}, {"de", 22}, {"dk", 18}, {"ee", 20}, {"eg", 29},
    {"es", 24}, {"fi", 18}, {"fo", 18}, {"fr", 27}, {"gb", 22}, {"ge", 22}, {"gi", 23}, {"gr", 27},
    {"hr", 21}, {"hu", 28}, {"ie", 22}, {"il", 23}, {"is", 26}, {"it", 27}, {"kz", 20}, {"lb", 28},
    {"li", 21}, {"lt", 20}, {"lu", 20}, {"lv", 21}, {"mc", 27}, {"md", 24}, {"me", 22}, {"mk", 19},
    {"mt", 31}, {"nl", 18}, {"no", 15}, {"pl", 28}, {"pt", 25}, {"ro", 24}, {"rs", 22}, {"sa", 24},
    {"se", 24}, {"si", 19}, {"sk", 24}, {"sm", 27}, {"tn", 24}, {"tr", 26}, {"ua", 29}, {"va", 22},
    {"xk", 20},
});
constexpr std::size_t shortest_iban = 15;
constexpr std::size_t longest_iban = 34;

std::size_t iban_length(std::string_view compact) {
    for (const IbanLength& row : iban_lengths)
        if (compact.starts_with(row.country))
            return row.length;
    return 0;
}

int value_of(char c) {
    return is_digit(c) ? c - '0' : c - 'a' + 10;
}

bool check_digits_fit(std::string_view compact) {
    int rest = 0;
    const auto feed = [&](char c) {
        const int value = value_of(c);
        rest = (rest * (value >= 10 ? 100 : 10) + value) % 97;
    };
    for (const char c : compact.substr(4))
        feed(c);
    for (const char c : compact.substr(0, 4))
        feed(c);
    return rest == 1;
}

/// A number of the right length is taken out even when a digit was mistyped: it is still
/// somebody's.
bool is_iban(std::string_view compact) {
    if (compact.size() < shortest_iban || !all_of(compact.substr(0, 2), is_lower) ||
        !all_of(compact.substr(2, 2), is_digit) ||
        !all_of(compact, [](char c) { return is_digit(c) || is_lower(c); }))
        return false;
    // Only of countries that have them: else one sentence in a hundred would fit by chance.
    if (compact.size() != iban_length(compact))
        return false;
    return check_digits_fit(compact) || all_of(compact.substr(4), is_digit);
}

std::optional<std::size_t> iban_from(const Scan& scan, std::size_t first) {
    std::string compact;
    std::optional<std::size_t> last;
    for (std::size_t i = first; i < scan.count() && compact.size() < longest_iban; ++i) {
        if (i > first && !one_of(scan.before(i), {" ", "-", "  ", ".", "\n", "\u00A0", "\u202F"}))
            break;
        compact += scan.words[i].folded;
        if (is_iban(compact))
            last = i;
    }
    return last;
}

bool luhn_fits(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1)
            digit = digit > 4 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

/// The last word of a card number that starts at `first`.
std::optional<std::size_t> card_from(const Scan& scan, std::size_t first) {
    std::string digits;
    for (std::size_t i = first; i < scan.count() && scan.words[i].digits; ++i) {
        if (i > first && !one_of(scan.before(i), {" ", "-", "  ", ".", "\u00A0"}))
            break;
        digits += scan.words[i].folded;
        if (digits.size() > 19)
            break;
        if (digits.size() >= 13 && luhn_fits(digits))
            return i;
    }
    return std::nullopt;
}

bool joins_phone(std::string_view between, bool international) {
    return one_of(between,
                  {" ",  "-", "/",    "  ",  " / ", " - ", "/ ", " /",     ")",      ") ",
                   " (", "(", " (0)", "(0)", "–",   " – ", "-/", "\u00A0", "\u202F", "_"}) ||
           (international && between == ".");
}

int number_at(const Scan& scan, std::size_t i) {
    return scan.words[i].size() > 4 ? 9999 : std::stoi(scan.words[i].folded);
}

/// 02-03-2026 and 02/03/2026 start like a phone number.
bool is_date(const Scan& scan, std::size_t first) {
    if (first + 2 >= scan.count() || scan.words[first].size() > 2 ||
        scan.words[first + 1].size() > 2 || !scan.words[first + 1].digits ||
        !scan.words[first + 2].digits || scan.behind(first) != scan.behind(first + 1))
        return false;
    const std::size_t year = scan.words[first + 2].size();
    return (year == 4 || year == 2) && number_at(scan, first) <= 31 &&
           number_at(scan, first + 1) <= 31;
}

std::optional<std::size_t> phone_from(const Scan& scan, std::size_t first) {
    const bool plus = scan.before(first).ends_with('+');
    const std::string& start = scan.words[first].folded;
    if (!plus && (start.front() != '0' || is_date(scan, first)))
        return std::nullopt;
    // 0431.5550123: the dot is a phone's only behind a dialling code, else a version's or a date's.
    const bool dotted = plus || (start.size() >= 3 && start.front() == '0');
    std::size_t digits = start.size();
    std::size_t last = first;
    while (last + 1 < scan.count() && scan.words[last + 1].digits &&
           joins_phone(scan.behind(last), dotted) && digits + scan.words[last + 1].size() <= 15)
        digits += scan.words[++last].size();
    if (digits < 7 || digits > 15)
        return std::nullopt;
    return last;
}

bool joined_by_dots(const Scan& scan, std::size_t i) {
    const bool left = i > 0 && scan.words[i - 1].digits && scan.before(i) == ".";
    const bool right = i + 1 < scan.count() && scan.words[i + 1].digits && scan.behind(i) == ".";
    return left || right; // a part of a version: 7.57.108283
}

void add_phone(Findings& findings, const Scan& scan, std::size_t first, std::size_t last) {
    std::size_t begin = scan.words[first].begin;
    while (begin > 0 && (scan.text[begin - 1] == '+' || scan.text[begin - 1] == '('))
        --begin;
    findings.push_back({begin, scan.words[last].end, Personal::phone});
}

std::size_t longest_digit_run(std::string_view word) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : word) {
        run = is_digit(c) ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

/// Numbers that name things of public knowledge: hexadecimal codes, knowledge base and CVE ids.
bool is_public_code(const Scan& scan, std::size_t i) {
    const std::string& word = scan.words[i].folded;
    return word.starts_with("0x") || word.starts_with("kb") || word.starts_with("cve") ||
           (i >= 2 && scan.is(i - 2, {"cve"}));
}

bool announces_number(const Scan& scan, std::size_t i) {
    const std::string& word = scan.words[i].folded;
    return word.ends_with("kundennummer") || word.ends_with("kundennr") ||
           word.ends_with("vertragsnummer") || word.ends_with("kontonummer") ||
           word.ends_with("vertragskonto") || word.ends_with("rechnungsnummer") ||
           word.ends_with("ausweisnummer") || word.ends_with("mandatsreferenz") ||
           word.ends_with("steuernummer") || word.ends_with("steuernr") ||
           (scan.is(i, {"number", "no", "nr", "nummer"}) && i > 0 &&
            scan.is(i - 1, {"customer", "contract", "account", "invoice", "passport", "kunden",
                            "konto", "vertrags", "kd", "rechnungs"}));
}

/// The word with digits that an announcement is about, at most three words on.
std::optional<std::size_t> announced(const Scan& scan, std::size_t i) {
    for (std::size_t k = i + 1; k < scan.count() && k <= i + 4; ++k) {
        if (scan.before(k).find('\n') != std::string_view::npos)
            return std::nullopt;
        const bool goes_on =
            k + 1 < scan.count() && scan.words[k + 1].digits && one_of(scan.behind(k), {"/", "-"});
        if (has(scan.raw(k), is_digit) && (scan.words[k].size() >= 4 || goes_on))
            return k;
        if (!scan.is(k, {"ist", "is", "lautet", "nr", "no", "kn", "my", "meine", "number", "die"}))
            return std::nullopt;
    }
    return std::nullopt;
}

void find_customer_number(const Scan& scan, std::size_t i, Findings& findings) {
    if (scan.is(i, {"kn"}) && i + 1 < scan.count() && scan.words[i + 1].digits &&
        scan.words[i + 1].size() >= 4 && one_of(scan.behind(i), {"-", " ", ": ", "–", " - "}))
        add(findings, scan, i, i + 1, Personal::number);
    if (const auto k = announces_number(scan, i) ? announced(scan, i) : std::nullopt) {
        std::size_t last = *k;
        while (last + 1 < scan.count() && scan.words[last + 1].digits && last < *k + 4 &&
               one_of(scan.behind(last), {"/", "-", " "}))
            ++last; // 20/123/45678
        add(findings, scan, *k, last, Personal::number);
    }
}

/// Four groups of four and the like, whose sum of digits does not fit: still somebody's number.
std::optional<std::size_t> grouped_number_from(const Scan& scan, std::size_t first) {
    std::size_t digits = 0;
    std::size_t last = first;
    for (std::size_t i = first; i < scan.count() && i < first + 8 && scan.words[i].digits; ++i) {
        if (scan.words[i].size() < 3 || scan.words[i].size() > 5 ||
            (i > first && !one_of(scan.before(i), {" ", "-"})))
            break;
        digits += scan.words[i].size();
        last = i;
    }
    return digits >= 12 ? std::optional(last) : std::nullopt;
}

} // namespace

void find_ibans(const Scan& scan, Findings& findings) {
    for (std::size_t i = 0; i < scan.count(); ++i) {
        const std::string& word = scan.words[i].folded;
        if (word.size() < 2 || !is_lower(word[0]) || !is_lower(word[1]))
            continue;
        if (word.size() != 2 && !is_digit(word[2]))
            continue;
        if (const auto last = iban_from(scan, i))
            add(findings, scan, i, *last, Personal::iban);
    }
}

void find_numbers(const Scan& scan, Findings& findings) {
    for (std::size_t i = 0; i < scan.count(); ++i) {
        const Word& word = scan.words[i];
        find_customer_number(scan, i, findings);
        if (!word.digits) {
            if (longest_digit_run(word.folded) >= 6 && !is_public_code(scan, i))
                add(findings, scan, i, i, Personal::number);
            continue;
        }
        if (const auto card = card_from(scan, i))
            add(findings, scan, i, *card, Personal::card);
        if (const auto phone = phone_from(scan, i))
            add_phone(findings, scan, i, *phone);
        if (word.size() >= 6 && !joined_by_dots(scan, i) && !is_public_code(scan, i) &&
            !scan.is(i + 1, {"bytes", "byte", "kbit", "kb", "ms"}))
            add(findings, scan, i, i, Personal::number);
        if (const auto last = grouped_number_from(scan, i))
            add(findings, scan, i, *last, Personal::number);
    }
}

namespace {

bool is_technical(std::string_view folded) {
    return one_of(folded, {"ap",  "apn", "avm", "ax",  "ac",  "caa", "cat", "dns", "dsl", "err",
                           "fb",  "fn",  "ftp", "gb",  "hd",  "ip",  "lan", "led", "lte", "mac",
                           "mb",  "mx",  "nat", "ont", "pc",  "php", "pin", "ppp", "puk", "sim",
                           "sms", "spf", "ssl", "tae", "tcp", "tls", "tv",  "txt", "udp", "usb",
                           "vpn", "wpa", "ssd", "mtu", "iso", "rj",  "kn",  "de",  "win"});
}

bool is_serial(std::string_view raw) { // "123", "123E"
    if (!raw.empty() && (raw.back() == 'E' || raw.back() == 'H'))
        raw.remove_suffix(1);
    return all_of(raw, is_digit) && raw.size() <= 4;
}

/// KI-AB 123, KI-AB123; small letters only where a licence plate was announced.
std::optional<std::size_t> german_plate_from(const Scan& scan, std::size_t i, bool announced) {
    const auto fits = [&](std::string_view letters, std::size_t most) {
        return letters.size() <= most &&
               (announced ? all_of(letters, is_letter) : all_of(letters, is_upper));
    };
    if (i + 1 >= scan.count() || !fits(scan.raw(i), 3) || is_technical(scan.words[i].folded))
        return std::nullopt;
    if (!one_of(scan.behind(i), {"-", " - ", "–"}) && !(announced && scan.behind(i) == " "))
        return std::nullopt;
    const std::string_view second = scan.raw(i + 1);
    const auto digit = std::find_if(second.begin(), second.end(), is_digit);
    const auto letters = static_cast<std::size_t>(digit - second.begin());
    if (letters == 0 || !fits(second.substr(0, letters), 2) ||
        (!announced && fold(second.substr(0, letters)) == "de")) // BR-DE-15 is a rule's number
        return std::nullopt;
    if (letters < second.size())
        return is_serial(second.substr(letters)) ? std::optional(i + 1) : std::nullopt;
    const bool joined = i + 2 < scan.count() && one_of(scan.behind(i + 1), {" ", "-", " - "});
    return joined && is_serial(scan.raw(i + 2)) ? std::optional(i + 2) : std::nullopt;
}

bool is_british_plate(const Scan& scan, std::size_t i) {
    const std::string_view first = scan.raw(i);
    if (first.size() != 4 || i + 1 >= scan.count() || scan.behind(i) != " ")
        return false;
    const std::string_view last = scan.raw(i + 1);
    return all_of(first.substr(0, 2), is_upper) && all_of(first.substr(2), is_digit) &&
           last.size() == 3 && all_of(last, is_upper) && !is_technical(fold(last)) &&
           !is_technical(fold(first.substr(0, 2)));
}

bool announces_plate(const Scan& scan, std::size_t i) {
    return scan.is(i, {"kennzeichen", "autokennzeichen", "nummernschild", "plate", "numberplate",
                       "registration", "reg"});
}

} // namespace

void find_plates(const Scan& scan, Findings& findings) {
    for (std::size_t i = 0; i < scan.count(); ++i) {
        const bool announced =
            (i >= 1 && announces_plate(scan, i - 1)) || (i >= 2 && announces_plate(scan, i - 2));
        if (const auto last = german_plate_from(scan, i, announced))
            add(findings, scan, i, *last, Personal::plate);
        else if (is_british_plate(scan, i))
            add(findings, scan, i, i + 1, Personal::plate);
    }
}

} // namespace lotse::tickets::redaction
