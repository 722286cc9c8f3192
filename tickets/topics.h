#pragma once
// What a question is about, as words: how topics are written down, and who can say what else a word
// is called. A topic is one string of words with single spaces, a compound with its parts behind
// it: "bestell glasfaseranschluss/glasfaser/anschluss". The words are stems of one language.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lotse::tickets {

/// Another name of a word, in either language.
struct OtherName {
    std::string text{};
    std::string lang{};
    double worth = 1; // in (0, 1]: how surely it means the same

    bool operator==(const OtherName&) const = default;
};

struct TopicWord {
    std::string text{};
    std::string lang{};
    double common = 0; // which share of all articles holds it, 0 to 1
    std::vector<OtherName> others{};
    std::vector<TopicWord> parts{}; // of a compound

    bool operator==(const TopicWord&) const = default;
};

using Topic = std::vector<TopicWord>;

/// Reads topics as they are written. Without help a word has no other names.
class TopicReader {
  public:
    TopicReader() = default;
    TopicReader(const TopicReader&) = delete;
    TopicReader& operator=(const TopicReader&) = delete;
    virtual ~TopicReader() = default;

    /// Never fails. `names`: with the other names, which cost time. Any thread.
    virtual Topic read(std::string_view topic, std::string_view lang, bool names) const;
};

/// How much two topics share, every word counting the same: the Dice coefficient, 0 to 1. The first
/// was read with its other names.
double alike(const Topic& one, const Topic& other);

/// Writes a topic down, words in order, each once, at most `bytes` long.
std::string written(std::vector<std::string> words, std::size_t bytes = 500);

} // namespace lotse::tickets
