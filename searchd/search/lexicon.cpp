#include "searchd/search/lexicon.h"

#include <algorithm>
#include <bitset>
#include <numeric>

#include "indexer/analysis/fold.h"
#include "indexer/base/text.h"

namespace lotse::search {
namespace {

constexpr std::size_t shortest_mended = 4; // letters
constexpr std::size_t two_edits_from = 8;  // letters
constexpr std::size_t longest_word = 64;   // bytes; longer ones are no words
constexpr double least_distinct = 0.7;     // of a word's letter pairs; "mississippi" has .75

/// Letter pairs, with the ends of the word counted as letters.
std::vector<std::uint32_t> pairs_of(std::string_view plain) {
    std::vector<std::uint32_t> pairs;
    pairs.reserve(plain.size() + 1);
    std::uint32_t before = 1;
    for (const char c : plain) {
        const auto now = static_cast<std::uint32_t>(static_cast<unsigned char>(c));
        pairs.push_back(before << 8U | now);
        before = now;
    }
    pairs.push_back(before << 8U | 2U);
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

double share_of_pairs(const std::vector<std::uint32_t>& left,
                      const std::vector<std::uint32_t>& right) {
    std::size_t shared = 0;
    for (auto a = left.begin(), b = right.begin(); a != left.end() && b != right.end();) {
        shared += *a == *b ? 1 : 0;
        const bool forward_b = *b <= *a;
        if (*a <= *b)
            ++a;
        if (forward_b)
            ++b;
    }
    return 2.0 * static_cast<double>(shared) / static_cast<double>(left.size() + right.size());
}

/// ruecksetzung → rucksetzung; empty where there is nothing to contract.
std::string umlauts_contracted(std::string_view plain) {
    std::string result;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        result += plain[i];
        const bool umlaut = plain[i] == 'a' || plain[i] == 'o' || plain[i] == 'u';
        if (umlaut && i + 1 < plain.size() && plain[i + 1] == 'e')
            ++i;
    }
    return result.size() == plain.size() ? std::string() : result;
}

bool likelier(const Lookalike& a, const Lookalike& b) {
    const double left = unlikeliness(a.cost, a.documents);
    const double right = unlikeliness(b.cost, b.documents);
    return left != right ? left < right : a.word < b.word;
}

void keep_best(std::vector<Lookalike>& found, std::size_t limit) {
    std::sort(found.begin(), found.end(), likelier);
    found.resize(std::min(found.size(), limit));
}

} // namespace

void Lexicon::Side::add(const Entry& entry, const std::string& plain) {
    Word word;
    word.begin = static_cast<std::uint32_t>(letters.size());
    word.documents = entry.documents;
    word.size = static_cast<std::uint8_t>(entry.word.size());
    word.plain_size = static_cast<std::uint8_t>(plain.size());
    word.marks = plain != entry.word;
    letters += entry.word;
    if (word.marks)
        letters += plain;
    words.push_back(word);
}

std::string_view Lexicon::Side::word(std::size_t w) const {
    return std::string_view(letters).substr(words[w].begin, words[w].size);
}

std::string_view Lexicon::Side::plain(std::size_t w) const {
    const Word& one = words[w];
    return std::string_view(letters).substr(one.begin + (one.marks ? one.size : 0), one.plain_size);
}

Lexicon::Sign Lexicon::sign_of(std::string_view plain, std::uint32_t word) {
    Sign sign{{}, 0, word};
    for (const std::uint32_t pair : pairs_of(plain))
        sign.pairs[pair * 2654435761U >> 31U] |= std::uint64_t{1}
                                                 << (pair * 2654435761U >> 25U & 63U);
    for (const char c : plain)
        sign.letters |= 1U << (static_cast<unsigned char>(c) & 31U);
    return sign;
}

void Lexicon::Side::sign() {
    std::vector<std::uint32_t> order(words.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return words[a].plain_size < words[b].plain_size;
    });
    signs.reserve(order.size());
    first_of_length.assign(longest_word + 2, 0);
    for (const std::uint32_t w : order) {
        signs.push_back(sign_of(plain(w), w));
        ++first_of_length[words[w].plain_size + 1U];
    }
    std::partial_sum(first_of_length.begin(), first_of_length.end(), first_of_length.begin());
}

Lexicon::Lexicon(std::array<std::vector<Entry>, 2> words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::vector<std::pair<std::string, const Entry*>> sorted;
        for (const Entry& entry : words[i])
            if (!entry.word.empty() && entry.word.size() <= longest_word)
                sorted.emplace_back(analysis::without_marks(entry.word), &entry);
        std::erase_if(sorted, [](const auto& one) { return one.first.size() > longest_word; });
        std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first < b.first : a.second->word < b.second->word;
        });
        for (const auto& [plain, entry] : sorted)
            sides_[i].add(*entry, plain);
        sides_[i].letters.shrink_to_fit();
        sides_[i].words.shrink_to_fit();
        sides_[i].sign();
        for (const Word& word : sides_[i].words)
            sides_[i].rareness.push_back(
                static_cast<std::uint16_t>(0xFFFFU - std::min(word.documents, 0xFFFFU)));
        sides_[i].minima = index::minima_of(sides_[i].rareness);
    }
}

void Lexicon::mend_plain(std::string_view plain, const Side& words,
                         std::vector<Lookalike>& found) const {
    const std::size_t letters = utf8_length(plain);
    if (letters < shortest_mended || plain.size() + 2 > longest_word)
        return;
    const int most = letters >= two_edits_from ? 2 : 1;
    const auto edits = static_cast<std::size_t>(most);
    const Sign typed = sign_of(plain, 0);
    const auto pairs = pairs_of(plain);
    // Each edit breaks up to three letter pairs, and takes away or brings a letter or both.
    const int same_pairs = typed.count() - 3 * most;
    const int other_letters = 2 * most;
    const std::size_t end = words.first_of_length[plain.size() + edits + 1];
    for (std::size_t s = words.first_of_length[plain.size() - edits]; s < end; ++s) {
        const Sign& sign = words.signs[s];
        if (bits(sign.letters ^ typed.letters) > other_letters || sign.shared(typed) < same_pairs)
            continue;
        const std::string_view other = words.plain(sign.word);
        const int apart = edits_between(plain, other, most);
        if (apart <= most && other.size() >= shortest_mended)
            found.push_back({std::string(words.word(sign.word)), words.words[sign.word].documents,
                             apart, share_of_pairs(pairs, pairs_of(other)),
                             typing_cost(plain, other)});
    }
}

std::vector<Lookalike> Lexicon::mend(std::string_view folded, Lang lang, std::size_t limit) const {
    const std::string plain = analysis::without_marks(folded);
    std::vector<Lookalike> found;
    mend_plain(plain, side(lang), found);
    if (lang == Lang::de)
        mend_plain(umlauts_contracted(plain), side(lang), found);
    std::sort(found.begin(), found.end(), [](const Lookalike& a, const Lookalike& b) {
        return a.word != b.word ? a.word < b.word : a.cost < b.cost;
    });
    found.erase(std::unique(found.begin(), found.end(),
                            [](const auto& a, const auto& b) { return a.word == b.word; }),
                found.end());
    keep_best(found, limit);
    return found;
}

std::vector<Lookalike> Lexicon::alike(std::string_view folded, Lang lang, double least,
                                      std::size_t same_letters, std::size_t limit) const {
    const std::string plain = analysis::without_marks(folded);
    if (utf8_length(plain) < shortest_mended)
        return {};
    const Side& words = side(lang);
    const auto pairs = pairs_of(plain);
    thread_local std::bitset<1U << 16U> sought;
    for (const std::uint32_t pair : pairs)
        sought.set(pair);
    // A quick count first, which takes a pair that comes twice for two.
    const auto shared = [&](std::string_view other) {
        std::uint32_t before = 1;
        std::size_t count = 0;
        for (const char c : other) {
            const auto now = static_cast<std::uint32_t>(static_cast<unsigned char>(c));
            count += sought[before << 8U | now] ? 1 : 0;
            before = now;
        }
        return count + (sought[before << 8U | 2U] ? 1 : 0);
    };
    const auto [low, high] =
        words.beginnings().starting(std::string_view(plain).substr(0, same_letters));
    std::vector<Lookalike> found;
    for (std::size_t w = low; w < high; ++w) {
        const std::string_view other = words.plain(w);
        const auto count = static_cast<double>(shared(other));
        if (other.size() < shortest_mended ||
            2 * count < least * (static_cast<double>(pairs.size()) +
                                 least_distinct * static_cast<double>(other.size() + 1)))
            continue;
        if (const double share = share_of_pairs(pairs, pairs_of(other)); share >= least)
            found.push_back({std::string(words.word(w)), words.words[w].documents, 0, share, 0});
    }
    for (const std::uint32_t pair : pairs)
        sought.reset(pair);
    std::sort(found.begin(), found.end(), [](const Lookalike& a, const Lookalike& b) {
        return a.alike != b.alike ? a.alike > b.alike : a.word < b.word;
    });
    found.resize(std::min(found.size(), limit));
    return found;
}

std::vector<Lookalike> Lexicon::starting(std::string_view prefix, Lang lang,
                                         std::size_t limit) const {
    const Side& words = side(lang);
    const std::string plain = analysis::without_marks(prefix);
    const index::Cheapest most_frequent(words.rareness, words.minima);
    std::vector<Lookalike> found;
    for (const std::size_t w : most_frequent.in(words.beginnings().starting(plain), limit))
        found.push_back({std::string(words.word(w)), words.words[w].documents, 0, 1, 0});
    if (found.empty() && utf8_length(plain) >= 3 && plain.size() < longest_word)
        for (const auto& near : words.beginnings().nearly(plain, plain.size() < 4 ? 1 : 0))
            for (const std::size_t w : most_frequent.in(near.range, limit))
                found.push_back({std::string(words.word(w)), words.words[w].documents, 1, 0,
                                 typing_cost(plain, near.meant)});
    keep_best(found, limit);
    return found;
}

} // namespace lotse::search
