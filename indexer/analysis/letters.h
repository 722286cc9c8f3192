#pragma once
// What letters and messages consist of besides their matter, from de/letters.txt and
// en/letters.txt: how they greet and close, what programs add, how they lead over to quoted mail,
// what a sentence that asks or complains begins with, and the words that everybody writes. Both
// languages serve a message, since people mix them.
//
//     const Letters letters;
//     letters.begins(Saying::greeting, words_of("Guten Tag Frau Petersen,"))   // 2 words

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/analysis/lang.h"

namespace lotse::analysis {

enum class Saying : std::uint8_t {
    greeting,
    closing,     // the signature follows
    added,       // by a device or a program
    boilerplate, // legal
    wrote,       // "Am … schrieb …:"
    divider,     // "-----Original Message-----"
    header,      // of a mail, before its colon
    subject,     // the header that is worth keeping
    contact,     // before a number or an address
    asking,
    problem,
};

/// The folded words of a line, as the sayings are compared.
std::vector<std::string> words_of(std::string_view line);

/// Immutable; may be used from any thread. Making one takes about a millisecond.
class Letters {
  public:
    Letters();

    /// How many words at the beginning of `words` are such a saying, the longest one; 0: none.
    std::size_t begins(Saying saying, std::span<const std::string> words) const;
    /// Whether it stands anywhere in `words`.
    bool holds(Saying saying, std::span<const std::string> words) const;

    /// A word that stands in letters whatever they are about.
    bool chatter(std::string_view folded, Lang lang) const;

  private:
    struct Phrase {
        Saying saying;
        std::vector<std::string> words;
    };
    void read(std::string_view table, Lang lang);

    std::unordered_map<std::string, std::vector<Phrase>> by_first_word_;
    std::unordered_set<std::string> chatter_[2]; // words and stems, by language
};

} // namespace lotse::analysis
