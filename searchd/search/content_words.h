#pragma once
// The words of a message that tell what it is about: no function words, no greetings, each once,
// with how rare it is. For comparing messages with each other (Engine::content_words).

#include <string>
#include <vector>

#include "indexer/analysis/lang.h"

namespace lotse::search {

struct ContentWord {
    std::string word;               // as written
    std::string term;               // equal for the forms of a word; for comparing only
    std::vector<std::string> parts; // terms of a compound's parts
    double rarity = 0;              // in the index, as search weighs it; strange words most

    bool operator==(const ContentWord&) const = default;
};

struct ContentWords {
    analysis::Lang lang = analysis::Lang::de; // terms of two languages are never the same word
    std::vector<ContentWord> words;           // rarest first, at most 100
};

} // namespace lotse::search
