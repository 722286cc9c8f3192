#include "indexer/analysis/vocabulary.h"

#include <atomic>

namespace lotse::analysis {

namespace {
std::atomic<std::uint64_t> next_serial{1};
}

Vocabulary::Vocabulary() : serial_(next_serial++) {}

void WordList::add(std::string_view folded, Lang lang, std::uint32_t times) {
    words_[static_cast<std::size_t>(lang)][folded] += times;
}

void WordList::add(const WordList& other) {
    for (const Lang lang : all_langs)
        for (const auto& [word, count] : other.words_[static_cast<std::size_t>(lang)])
            add(word, lang, count);
}

std::uint32_t WordList::frequency(std::string_view folded, Lang lang) const {
    const auto* count = words_[static_cast<std::size_t>(lang)].find(folded);
    return count == nullptr ? 0 : *count;
}

void WordList::each(Lang lang,
                    const std::function<void(std::string_view, std::uint32_t)>& visit) const {
    for (const auto& [word, count] : words_[static_cast<std::size_t>(lang)])
        visit(word, count);
}

} // namespace lotse::analysis
