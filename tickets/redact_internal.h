#pragma once
// Inside of redaction: the text cut into words once, and the finders that run over them. Each
// finder looks at a bounded neighbourhood of each word, so all of them together stay linear.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "tickets/redact.h"

namespace lotse::tickets::redaction {

/// A run of letters, digits and underscores; punctuation of any alphabet ends it.
struct Word {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string
        folded{}; // lower case, ä → ae, ß → ss, accents gone: what customers' spellings share
    bool capital = false; // starts with a capital letter
    bool digits = false;  // nothing but ASCII digits

    std::size_t size() const { return end - begin; }
};

std::vector<Word> words_of(std::string_view text);

/// As in Word::folded.
std::string fold(std::string_view word);
/// Umlauts without their dots (ü → u), the other way people write them.
std::string fold_plainly(std::string_view word);

struct Scan {
    std::string_view text;
    std::vector<Word> words;
    const RedactionContext& context;

    std::size_t count() const { return words.size(); }
    std::string_view raw(std::size_t i) const {
        return text.substr(words[i].begin, words[i].size());
    }
    /// What stands between word i and the next one, or behind the last.
    std::string_view behind(std::size_t i) const {
        const std::size_t next = i + 1 < words.size() ? words[i + 1].begin : text.size();
        return text.substr(words[i].end, next - words[i].end);
    }
    std::string_view before(std::size_t i) const {
        const std::size_t start = i == 0 ? 0 : words[i - 1].end;
        return text.substr(start, words[i].begin - start);
    }
    bool is(std::size_t i, std::initializer_list<std::string_view> folded) const;
};

using Findings = std::vector<Finding>;

/// The words from `first` to `last` are of that kind.
inline void add(Findings& findings, const Scan& scan, std::size_t first, std::size_t last,
                Personal kind) {
    findings.push_back({scan.words[first].begin, scan.words[last].end, kind});
}

void find_emails(const Scan& scan, Findings& findings);
void find_ibans(const Scan& scan, Findings& findings);
void find_numbers(const Scan& scan, Findings& findings); // phone, card, customer and long numbers
void find_plates(const Scan& scan, Findings& findings);
void find_addresses(const Scan& scan, Findings& findings);
void find_birthdays(const Scan& scan, Findings& findings);
void find_names(const Scan& scan, Findings& findings);
void find_secrets(const Scan& scan, Findings& findings);
void find_announced(const Scan& scan, Findings& findings); // what a word beside it gives away

inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
inline bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
inline bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
inline bool is_letter(char c) {
    return is_upper(c) || is_lower(c);
}
bool one_of(std::string_view text, std::initializer_list<std::string_view> list);
bool all_of(std::string_view text, bool (*fits)(char));
bool has(std::string_view text, bool (*fits)(char));

} // namespace lotse::tickets::redaction
