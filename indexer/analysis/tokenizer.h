#pragma once
// Text → written words, codes recognised first. What belongs together is kept together: 0x80070005,
// 2.4.1, FRITZ!Box, *21#, +49 30 1234567, AT&T, C++, SMTP-Port, E-Mail-Konto, Benutzer:innen.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lotse::analysis {

struct WrittenWord {
    std::size_t begin = 0; // bytes
    std::size_t end = 0;
    std::string
        folded; // hyphens of words and signs of gender taken out; codes with all their signs
    bool code = false;
    std::string joined;              // of a code: letters and digits only, when that differs
    std::vector<std::string> pieces; // folded; of a hyphened word or a code; empty when it is plain
};

/// Total; malformed UTF-8 separates words. Thread-safe.
std::vector<WrittenWord> written_words(std::string_view text);

/// "e mail" and "wi fi" are written in two words by some and in one by most.
bool joins(const WrittenWord& left, const WrittenWord& right);

/// Bytes [begin, end) of a word.
struct WordPlace {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const WordPlace&) const = default;
};

/// Where the first `most` words of a text stand, those that join taken as one; several times as
/// fast as reading them.
std::vector<WordPlace> word_places(std::string_view text, std::size_t most);

} // namespace lotse::analysis
