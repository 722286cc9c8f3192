#include "indexer/analysis/letters.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/analysis/fold.h"
#include "indexer/analysis/stem.h"
#include "indexer/analysis/tables.h"
#include "indexer/analysis/tokenizer.h"

namespace lotse::analysis {
namespace {

constexpr std::array<std::pair<std::string_view, Saying>, 11> kinds{{
    {"greeting", Saying::greeting},
    {"closing", Saying::closing},
    {"added", Saying::added},
    {"boilerplate", Saying::boilerplate},
    {"wrote", Saying::wrote},
    {"divider", Saying::divider},
    {"header", Saying::header},
    {"subject", Saying::subject},
    {"contact", Saying::contact},
    {"asking", Saying::asking},
    {"problem", Saying::problem},
}};

} // namespace

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (WrittenWord& word : written_words(line))
        words.push_back(std::move(word.folded));
    return words;
}

Letters::Letters() {
    read(tables::de_letters, Lang::de);
    read(tables::en_letters, Lang::en);
}

void Letters::read(std::string_view table, Lang lang) {
    auto& chatter = chatter_[static_cast<std::size_t>(lang)];
    for (const auto& line : tables::lines(table)) {
        if (line.front() == "chatter") {
            for (std::size_t i = 1; i < line.size(); ++i) {
                const std::string word = fold(line[i]);
                chatter.insert(word);
                chatter.insert(snowball(word, lang));
            }
            continue;
        }
        for (const auto& [name, saying] : kinds) {
            if (line.front() != name || line.size() < 2)
                continue;
            Phrase phrase{saying, {}};
            for (std::size_t i = 1; i < line.size(); ++i)
                phrase.words.push_back(fold(line[i]));
            by_first_word_[phrase.words.front()].push_back(std::move(phrase));
        }
    }
}

std::size_t Letters::begins(Saying saying, std::span<const std::string> words) const {
    if (words.empty())
        return 0;
    const auto found = by_first_word_.find(words.front());
    if (found == by_first_word_.end())
        return 0;
    std::size_t longest = 0;
    for (const Phrase& phrase : found->second)
        if (phrase.saying == saying && phrase.words.size() <= words.size() &&
            phrase.words.size() > longest &&
            std::equal(phrase.words.begin(), phrase.words.end(), words.begin()))
            longest = phrase.words.size();
    return longest;
}

bool Letters::holds(Saying saying, std::span<const std::string> words) const {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (begins(saying, words.subspan(i)) > 0)
            return true;
    return false;
}

bool Letters::chatter(std::string_view folded, Lang lang) const {
    const auto& words = chatter_[static_cast<std::size_t>(lang)];
    return words.contains(std::string(folded)) || words.contains(snowball(folded, lang));
}

} // namespace lotse::analysis
