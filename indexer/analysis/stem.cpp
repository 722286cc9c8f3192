#include "indexer/analysis/stem.h"

#include <xapian.h>

#include <array>
#include <functional>
#include <unordered_map>

namespace lotse::analysis {
namespace {

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};

/// Xapian's stemmers count references without locks, so each thread has its own.
struct Stemmer {
    explicit Stemmer(const char* language) : stem(language) {}
    Xapian::Stem stem;
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> cache;
};

constexpr std::size_t cache_limit = 60'000;

} // namespace

const std::string& snowball(std::string_view folded, Lang lang) {
    thread_local std::array<Stemmer, 2> stemmers{Stemmer("german2"), Stemmer("english")};
    Stemmer& stemmer = stemmers[static_cast<std::size_t>(lang)];
    if (const auto found = stemmer.cache.find(folded); found != stemmer.cache.end())
        return found->second;
    if (stemmer.cache.size() >= cache_limit)
        stemmer.cache.clear();
    const std::string word(folded);
    return stemmer.cache.emplace(word, stemmer.stem(word)).first->second;
}

} // namespace lotse::analysis
