#include "indexer/analysis/vocabulary.h"

#include <atomic>

namespace lotse::analysis {

namespace {
std::atomic<std::uint64_t> next_serial{1};
}

Vocabulary::Vocabulary() : serial_(next_serial++) {}

void WordList::add(std::string_view folded, Lang lang, std::uint32_t times) {
    Map& words = words_[static_cast<std::size_t>(lang)];
    if (auto found = words.find(folded); found != words.end())
        found->second += times;
    else
        words.emplace(std::string(folded), times);
}

std::uint32_t WordList::frequency(std::string_view folded, Lang lang) const {
    const Map& words = words_[static_cast<std::size_t>(lang)];
    const auto found = words.find(folded);
    return found == words.end() ? 0 : found->second;
}

void WordList::each(Lang lang,
                    const std::function<void(std::string_view, std::uint32_t)>& visit) const {
    for (const auto& [word, count] : words_[static_cast<std::size_t>(lang)])
        visit(word, count);
}

} // namespace lotse::analysis
