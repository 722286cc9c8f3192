#include "indexer/analysis/grams.h"

#include <string>

#include "indexer/analysis/fold.h"

namespace lotse::analysis {
namespace {

constexpr std::size_t letters_of_gram = 4;

/// FNV-1a, 32 bits (Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/).
std::uint32_t hash_of(std::string_view bytes) {
    std::uint32_t hash = 2166136261U;
    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
    return hash;
}

} // namespace

void append_grams(std::string_view folded, std::vector<std::uint32_t>& into) {
    const std::string word = "_" + without_marks(folded) + "_";
    // Where each letter starts, and the end.
    thread_local std::vector<std::size_t> starts;
    starts.clear();
    for (std::size_t i = 0; i < word.size(); ++i)
        if ((word[i] & 0xC0) != 0x80)
            starts.push_back(i);
    starts.push_back(word.size());
    const std::size_t letters = starts.size() - 1;
    const std::string_view text = word;
    if (letters <= letters_of_gram) {
        into.push_back(hash_of(text));
        return;
    }
    for (std::size_t i = 0; i + letters_of_gram <= letters; ++i)
        into.push_back(hash_of(text.substr(starts[i], starts[i + letters_of_gram] - starts[i])));
}

} // namespace lotse::analysis
