// Names of those who took part and of those who are addressed, and the secrets people should not
// have sent.

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "tickets/redact_internal.h"

namespace lotse::tickets::redaction {

namespace {

bool is_title(std::string_view folded) {
    return one_of(folded,
                  {"herr", "herrn", "frau", "mr", "mrs", "ms",  "miss", "dr",  "prof", "von",
                   "van",  "der",   "den",  "de", "zu",  "und", "and",  "the", "fam",  "familie"});
}

/// Names that are everyday words as well: taken out only beside another name or a form of address.
bool is_everyday(std::string_view folded) {
    return one_of(folded,
                  {"lang",    "kurz",  "klein", "gross",   "jung",    "alt",    "neu",     "weiss",
                   "schwarz", "roth",  "braun", "gruen",   "winter",  "sommer", "mann",    "mark",
                   "will",    "may",   "long",  "young",   "brown",   "white",  "black",   "green",
                   "king",    "good",  "best",  "post",    "bill",    "frank",  "ernst",   "stark",
                   "hell",    "fest",  "frei",  "recht",   "wolf",    "koch",   "hard",    "price",
                   "page",    "field", "hand",  "service", "support", "team",   "hotline", "kunde",
                   "mobile",  "day",   "case",  "grant",   "art",     "mai"});
}

class KnownNames {
  public:
    explicit KnownNames(const std::vector<std::string>& names) {
        for (const std::string& name : names)
            for (const Word& word : words_of(name))
                add(std::string_view(name).substr(word.begin, word.size()), word.folded);
    }

    bool has(const Word& word) const { return forms_.contains(word.folded); }

  private:
    void add(std::string_view raw, const std::string& folded) {
        if (folded.size() < 3 || is_title(folded) || word_is_number(folded))
            return;
        for (const std::string& form : {folded, fold_plainly(raw)}) {
            forms_.insert(form);
            forms_.insert(form + "s"); // Petersens Anschluss
        }
    }
    static bool word_is_number(std::string_view word) { return all_of(word, is_digit); }

    std::unordered_set<std::string> forms_;
};

bool is_form_of_address(const Scan& scan, std::size_t i) {
    // "30 ms of delay" and "what you miss" are no ladies.
    return scan.is(i, {"herr", "herrn", "frau", "mr", "mrs", "familie", "mister"}) ||
           (scan.is(i, {"ms", "miss"}) && scan.words[i].capital);
}

/// Words that follow "Frau" and "Herr" without being a name.
bool is_no_name(const Scan& scan, std::size_t i) {
    return scan.is(i, {"und",     "oder",     "hat",      "ist",     "war",    "kann",  "von",
                       "aus",     "bei",      "am",       "der",     "die",    "das",   "sagte",
                       "meinte",  "wird",     "the",      "and",     "or",     "has",   "was",
                       "said",    "who",      "from",     "told",    "on",     "is",    "will",
                       "mit",     "nicht",    "hatte",    "auch",    "doktor", "in",    "an",
                       "kollege", "kollegin", "geehrter", "geehrte", "damen",  "herren"});
}

bool belongs_to_somebody(const Scan& scan, std::size_t i) { // meine Frau
    return i > 0 && scan.is(i - 1, {"meine", "meiner", "seine", "ihre", "eine", "einer", "deine",
                                    "unsere", "ein", "der", "die", "die"});
}

/// The word that is the name behind a form of address, titles skipped.
std::optional<std::size_t> addressed(const Scan& scan, std::size_t i) {
    if (!is_form_of_address(scan, i) || belongs_to_somebody(scan, i))
        return std::nullopt;
    std::size_t name = i + 1;
    while (name < scan.count() && name <= i + 3 && is_title(scan.words[name].folded) &&
           scan.behind(name - 1).find('\n') == std::string_view::npos)
        ++name;
    if (name >= scan.count() || is_no_name(scan, name) || scan.words[name].digits ||
        !one_of(scan.before(name), {" ", ". ", "  ", "."}))
        return std::nullopt;
    return name;
}

/// Herrn Dieter Wulff: a second word that is written like a name belongs to it.
std::size_t with_surname(const Scan& scan, std::size_t first) {
    const std::size_t next = first + 1;
    const bool like_name = next < scan.count() && scan.words[first].capital &&
                           scan.words[next].capital && has(scan.raw(next), is_lower) &&
                           one_of(scan.behind(first), {" ", "-"});
    return like_name ? next : first;
}

/// Where "mein Name ist", "my name is", "Name:" ends; the words behind are a name.
std::optional<std::size_t> introduced(const Scan& scan, std::size_t i) {
    if (scan.is(i, {"name"}) && scan.is(i + 1, {"ist", "is", "lautet"}) && i > 0 &&
        scan.is(i - 1, {"mein", "my", "meine"}))
        return i + 2;
    if (scan.is(i, {"heisse"}) && i > 0 && scan.is(i - 1, {"ich"}))
        return i + 1;
    const bool of_a_thing =
        i > 0 && scan.is(i - 1, {"user", "host", "server", "domain", "file", "network", "profile",
                                 "display", "benutzer", "wlan", "the"});
    if (!of_a_thing &&
        scan.is(i, {"name", "vorname", "nachname", "kontoinhaber", "kontoinhaberin", "inhaber",
                    "surname", "holder"}) &&
        scan.behind(i).starts_with(':') && i + 1 < scan.count() &&
        scan.behind(i).find('\n') == std::string_view::npos && !has(scan.raw(i + 1), is_digit))
        return i + 1;
    return std::nullopt;
}

bool ends_name(const Scan& scan, std::size_t i) {
    return scan.is(i, {"und",  "and", "ich", "i",     "meine",        "my",       "aus",
                       "from", "von", "mit", "hier",  "kundennummer", "customer", "habe",
                       "have", "bin", "am",  "wohne", "tel",          "but",      "aber",
                       "im",   "in",  "der", "die",   "das"});
}

void take_name(const Scan& scan, std::size_t first, std::size_t most, Findings& findings) {
    std::size_t last = first;
    while (last < scan.count() && last < first + most && !ends_name(scan, last) &&
           !scan.words[last].digits &&
           (last == first || one_of(scan.before(last), {" ", "-", ". ", "'", "’"})))
        ++last;
    if (last > first)
        findings.push_back({scan.words[first].begin, scan.words[last - 1].end, Personal::name});
}

/// "Viele Grüße" and what stands behind it: the formula ends at word i.
bool closes_letter(const Scan& scan, std::size_t i) {
    if (scan.is(i, {"mfg", "vg", "lg"}))
        return true;
    if (scan.is(i, {"gruessen", "gruesse", "gruss", "grussen", "grusse"}))
        return i > 0 && scan.is(i - 1, {"freundlichen", "freundliche", "freundlichem", "viele",
                                        "vielen", "schoene", "schoenen", "beste", "besten", "liebe",
                                        "lieben", "herzliche", "freundl", "nette", "schoener",
                                        "und", "mit", "bester"});
    return scan.is(i, {"regards", "wishes", "sincerely", "faithfully"}) && i > 0 &&
           scan.is(i - 1, {"kind", "best", "warm", "kindest", "yours", "many", "with", "warmest"});
}

bool secret_word(const Scan& scan, std::size_t i) {
    const std::string& word = scan.words[i].folded;
    return word.ends_with("passwort") || word.ends_with("password") || word.ends_with("kennwort") ||
           word.ends_with("passphrase") || word.ends_with("schluessel") ||
           scan.is(i, {"pwd", "pw", "passwd", "pass", "pin", "puk", "tan", "zugangscode",
                       "sicherheitscode", "wlankey", "key", "passcode", "passwordt"});
}

bool is_short_code_word(const Scan& scan, std::size_t i) {
    return scan.is(i, {"pin", "puk", "tan", "zugangscode", "sicherheitscode", "passcode"});
}

constexpr std::string_view blanks = " \t";
constexpr std::size_t longest_secret = 128;

/// The run of non-blanks at `at`, or what stands between quotation marks; without punctuation that
/// closes the sentence.
struct Token {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool quoted = false;
};

Token token_at(std::string_view text, std::size_t at) {
    at = std::min(text.find_first_not_of(blanks, at), text.size());
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"\"", "\""},
                                      {"'", "'"},
                                      {"„", "“"},
                                      {"“", "”"},
                                      {"»", "«"},
                                      {"`", "`"}})
        if (text.substr(at).starts_with(open)) {
            const std::size_t begin = at + open.size();
            const auto length = text.substr(begin, longest_secret).find(close);
            if (length != std::string_view::npos)
                return {begin, begin + length, true};
        }
    std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    end = std::min(end, at + longest_secret);
    while (end > at &&
           std::string_view(".,;:!?)\"'*`").find(text[end - 1]) != std::string_view::npos)
        --end;
    return {at, end, false};
}

bool is_special(char c) {
    return std::string_view("!$%&#*+=?_@^~").find(c) != std::string_view::npos;
}

/// What no sentence would say: digits or signs in it, capitals inside.
bool looks_secret(std::string_view token) {
    return token.size() >= 4 && (has(token, is_digit) || has(token, is_special) ||
                                 (has(token, is_lower) && has(token.substr(1), is_upper)));
}

/// Codes and host names that people write beside the word "password".
bool is_reference(std::string_view token) {
    const auto dash = token.find('-');
    const bool code = dash != std::string_view::npos && all_of(token.substr(0, dash), is_upper) &&
                      all_of(token.substr(dash + 1), is_digit);
    return code || token.starts_with("0x") || token.find("://") != std::string_view::npos ||
           token.find('.') != std::string_view::npos || token.starts_with("WPA");
}

/// "Passwort hund2024": nothing announces it, so it must look very much like one.
bool surely_secret(const Scan& scan, std::size_t i, std::string_view token) {
    if (is_short_code_word(scan, i))
        return token.size() >= 4 && all_of(token, is_digit);
    return token.size() >= 6 && has(token, is_letter) &&
           (has(token, is_digit) || has(token, is_special)) && !is_reference(token);
}

std::optional<Token> secret_behind(const Scan& scan, std::size_t i) {
    std::size_t at = scan.words[i].end;
    std::size_t word = i + 1;
    bool announced = false;
    bool surely = false;
    const auto colon = [&] {
        const auto next = scan.text.find_first_not_of(blanks, at);
        if (next == std::string_view::npos || (scan.text[next] != ':' && scan.text[next] != '='))
            return false;
        at = next + 1;
        return true;
    };
    surely = colon();
    for (; !surely && word < scan.count() && word <= i + 4 &&
           scan.is(word, {"ist", "is", "lautet", "war", "was", "heisst", "to", "auf", "jetzt",
                          "now", "set", "noch", "immer", "still"}) &&
           scan.before(word).find('\n') == std::string_view::npos;
         ++word) {
        announced = true;
        surely = scan.is(word, {"lautet", "heisst"});
        at = scan.words[word].end;
        surely = colon() || surely;
    }
    const Token token = token_at(scan.text, at);
    const std::string_view value = scan.text.substr(token.begin, token.end - token.begin);
    // Marks of Markdown and dots that stand for something left out say nothing.
    if (std::none_of(value.begin(), value.end(),
                     [](char c) {
                         return is_letter(c) || is_digit(c) ||
                                static_cast<unsigned char>(c) >= 0xC3;
                     }) ||
        value.starts_with("…"))
        return std::nullopt;
    const bool secret = surely || (announced && (token.quoted || looks_secret(value))) ||
                        surely_secret(scan, i, value);
    return secret ? std::optional(token) : std::nullopt;
}

/// "passwort ist 100% richtig (db12871 / Sommerregen77)": words that look like one near the word.
void find_near_secrets(const Scan& scan, std::size_t i, Findings& findings) {
    for (std::size_t k = i + 1; k < scan.count() && k <= i + 8; ++k) {
        if (scan.before(k).find('\n') != std::string_view::npos)
            return;
        const std::string_view raw = scan.raw(k);
        const auto digits = std::count_if(raw.begin(), raw.end(), is_digit);
        const auto letters = std::count_if(raw.begin(), raw.end(), is_letter);
        const bool alone = !scan.before(k).ends_with('.') && !scan.behind(k).starts_with('.');
        if (raw.size() >= 8 && digits >= 2 && letters >= 3 && alone && !raw.starts_with("0x"))
            findings.push_back({scan.words[k].begin, scan.words[k].end, Personal::secret});
    }
}

/// A run of at least 24 letters and digits of all sorts: a key or a token.
bool is_key(std::string_view raw) {
    return raw.size() >= 24 && has(raw, is_digit) && has(raw, is_upper) && has(raw, is_lower);
}

} // namespace

void find_names(const Scan& scan, Findings& findings) {
    const KnownNames known(scan.context.names);
    const auto beside_name = [&](std::size_t i) {
        return (i > 0 && (known.has(scan.words[i - 1]) || is_form_of_address(scan, i - 1))) ||
               (i + 1 < scan.count() && known.has(scan.words[i + 1]));
    };
    for (std::size_t i = 0; i < scan.count(); ++i) {
        const Word& word = scan.words[i];
        if (known.has(word) && (!is_everyday(word.folded) || beside_name(i)))
            findings.push_back({word.begin, word.end, Personal::name});
        if (const auto who = addressed(scan, i))
            findings.push_back(
                {scan.words[*who].begin, scan.words[with_surname(scan, *who)].end, Personal::name});
        if (const auto first = introduced(scan, i))
            take_name(scan, *first, 3, findings);
        if (closes_letter(scan, i))
            take_name(scan, i + 1, 3, findings);
    }
}

void find_secrets(const Scan& scan, Findings& findings) {
    for (std::size_t i = 0; i < scan.count(); ++i) {
        if (is_key(scan.raw(i)))
            findings.push_back({scan.words[i].begin, scan.words[i].end, Personal::secret});
        if (!secret_word(scan, i))
            continue;
        find_near_secrets(scan, i, findings);
        if (const auto token = secret_behind(scan, i))
            findings.push_back({token->begin, token->end, Personal::secret});
    }
}

} // namespace lotse::tickets::redaction
