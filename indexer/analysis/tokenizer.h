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

} // namespace lotse::analysis
