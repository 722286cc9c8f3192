#include "tickets/redact.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/base/text.h"
#include "tickets/redact_internal.h"

namespace lotse::tickets {

namespace redaction {

namespace {

bool is_word_byte(char c) {
    return is_letter(c) || is_digit(c) || c == '_';
}

std::size_t character_bytes(unsigned char lead) {
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// How many bytes of a word start here: letters beyond ASCII count, except the blocks that hold
/// signs and punctuation (U+0080–U+00BF, U+2000–U+2FFF).
std::size_t word_bytes_at(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80)
        return is_word_byte(text[at]) ? 1 : 0;
    if (lead == 0xC2 || lead == 0xE2)
        return 0;
    return std::min(character_bytes(lead), text.size() - at);
}

struct Folding {
    std::string_view from, folded, plain;
};
constexpr auto foldings = std::to_array<Folding>({
    {"ä", "ae", "a"}, {"Ä", "ae", "a"}, {"ö", "oe", "o"}, {"Ö", "oe", "o"}, {"ü", "ue", "u"},
    {"Ü", "ue", "u"}, {"ß", "ss", "s"}, {"ø", "oe", "o"}, {"Ø", "oe", "o"}, {"å", "aa", "a"},
    {"Å", "aa", "a"}, {"é", "e", "e"},  {"è", "e", "e"},  {"ê", "e", "e"},  {"ë", "e", "e"},
    {"É", "e", "e"},  {"á", "a", "a"},  {"à", "a", "a"},  {"â", "a", "a"},  {"ã", "a", "a"},
    {"ç", "c", "c"},  {"Ç", "c", "c"},  {"ñ", "n", "n"},  {"í", "i", "i"},  {"ì", "i", "i"},
    {"î", "i", "i"},  {"ï", "i", "i"},  {"ó", "o", "o"},  {"ò", "o", "o"},  {"ô", "o", "o"},
    {"õ", "o", "o"},  {"ú", "u", "u"},  {"ù", "u", "u"},  {"û", "u", "u"},  {"ı", "i", "i"},
    {"ş", "s", "s"},  {"Ş", "s", "s"},  {"š", "s", "s"},  {"Š", "s", "s"},  {"ğ", "g", "g"},
    {"ł", "l", "l"},  {"Ł", "l", "l"},  {"ń", "n", "n"},  {"ś", "s", "s"},  {"ž", "z", "z"},
    {"Ž", "z", "z"},  {"č", "c", "c"},  {"Č", "c", "c"},  {"ć", "c", "c"},  {"ę", "e", "e"},
    {"ą", "a", "a"},
});

std::string folded_with(std::string_view word, std::string_view Folding::*to) {
    std::string folded;
    for (std::size_t at = 0; at < word.size();) {
        const auto lead = static_cast<unsigned char>(word[at]);
        const auto* found =
            lead < 0x80 ? foldings.end()
                        : std::find_if(foldings.begin(), foldings.end(), [&](const Folding& row) {
                              return word.substr(at).starts_with(row.from);
                          });
        if (found != foldings.end()) {
            folded += (*found).*to;
            at += found->from.size();
        } else {
            folded += is_upper(word[at]) ? static_cast<char>(word[at] + 32) : word[at];
            ++at;
        }
    }
    return folded;
}

bool starts_with_capital(std::string_view word) {
    if (is_upper(word.front()))
        return true;
    const auto lead = static_cast<unsigned char>(word.front());
    const auto next = word.size() > 1 ? static_cast<unsigned char>(word[1]) : 0;
    return lead == 0xC3 && next >= 0x80 && next <= 0x9E; // À to Þ
}

} // namespace

std::string fold(std::string_view word) {
    return folded_with(word, &Folding::folded);
}

std::string fold_plainly(std::string_view word) {
    return folded_with(word, &Folding::plain);
}

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size() && word_bytes_at(text, at) > 0)
            at += word_bytes_at(text, at);
        if (at == begin) {
            at += character_bytes(static_cast<unsigned char>(text[at]));
            continue;
        }
        const std::string_view raw = text.substr(begin, at - begin);
        words.push_back({begin, at, fold(raw), starts_with_capital(raw), all_of(raw, is_digit)});
    }
    return words;
}

bool Scan::is(std::size_t i, std::initializer_list<std::string_view> folded) const {
    return i < words.size() && one_of(words[i].folded, folded);
}

bool one_of(std::string_view text, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

bool all_of(std::string_view text, bool (*fits)(char)) {
    return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

bool has(std::string_view text, bool (*fits)(char)) {
    return std::any_of(text.begin(), text.end(), fits);
}

} // namespace redaction

namespace {

using redaction::Findings;

/// Numbers by their digits with the country code of home taken off, all else in lower case.
std::string comparable(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (redaction::is_digit(c))
            digits.push_back(c);
    if (digits.size() < 5)
        return ascii_lower(trimmed(text));
    if (digits.starts_with("0049"))
        return "0" + digits.substr(4);
    if (text.starts_with("+49"))
        return "0" + digits.substr(2);
    return digits;
}

/// Our own hotline may be printed in every answer: it is taken out of the findings again, together
/// with whatever else was found in the same place.
void drop_own(std::string_view text, const std::vector<std::string>& own, Findings& findings) {
    std::vector<std::string> ours;
    for (const std::string& contact : own)
        ours.push_back(comparable(contact));
    Findings kept_places;
    for (const Finding& finding : findings) {
        const auto found = comparable(text.substr(finding.begin, finding.end - finding.begin));
        if (std::find(ours.begin(), ours.end(), found) != ours.end())
            kept_places.push_back(finding);
    }
    const auto by_begin = [](const Finding& a, const Finding& b) { return a.begin < b.begin; };
    std::sort(kept_places.begin(), kept_places.end(), by_begin);
    std::erase_if(findings, [&](const Finding& finding) {
        const auto after =
            std::upper_bound(kept_places.begin(), kept_places.end(), finding, by_begin);
        return after != kept_places.begin() && finding.end <= std::prev(after)->end;
    });
}

Findings merged(Findings findings) {
    std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    Findings result;
    for (const Finding& finding : findings) {
        if (!result.empty() && finding.begin < result.back().end)
            result.back().end = std::max(result.back().end, finding.end);
        else
            result.push_back(finding);
    }
    return result;
}

constexpr auto kind_names = std::to_array<std::string_view>(
    {"email", "phone", "iban", "card", "number", "plate", "address", "birthday", "name", "secret"});

} // namespace

std::string_view name(Personal kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::vector<Finding> find_personal(std::string_view text, const RedactionContext& context) {
    const redaction::Scan scan{text, redaction::words_of(text), context};
    Findings findings;
    for (const auto find :
         {redaction::find_emails, redaction::find_ibans, redaction::find_numbers,
          redaction::find_plates, redaction::find_addresses, redaction::find_birthdays,
          redaction::find_names, redaction::find_secrets, redaction::find_announced})
        find(scan, findings);
    if (!context.own_contacts.empty())
        drop_own(text, context.own_contacts, findings);
    return merged(std::move(findings));
}

std::string redact(std::string_view text, const RedactionContext& context) {
    const std::string whole = repaired_utf8(text);
    std::string clean;
    std::size_t at = 0;
    for (const Finding& finding : find_personal(whole, context)) {
        clean.append(whole, at, finding.begin - at).append(redacted_mark);
        at = finding.end;
    }
    return clean.append(whole, at);
}

} // namespace lotse::tickets
