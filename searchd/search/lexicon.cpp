#include "searchd/search/lexicon.h"

#include <algorithm>
#include <numeric>

#include "indexer/analysis/fold.h"
#include "indexer/base/text.h"

namespace lotse::search {
namespace {

constexpr std::size_t shortest_mended = 4; // letters
constexpr std::size_t two_edits_from = 8;  // letters
constexpr std::size_t prefix_scan = 2000;  // words looked at for one prefix

/// Letter pairs, with the ends of the word counted as letters.
std::vector<std::uint32_t> pairs_of(std::string_view plain) {
    std::vector<std::uint32_t> pairs;
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

bool nearer(const Lookalike& a, const Lookalike& b) {
    if (a.edits != b.edits)
        return a.edits < b.edits;
    if (a.documents != b.documents)
        return a.documents > b.documents;
    return a.word < b.word;
}

} // namespace

int edits_between(std::string_view left, std::string_view right, int most) {
    const auto n = static_cast<int>(left.size());
    const auto m = static_cast<int>(right.size());
    if (std::abs(n - m) > most)
        return most + 1;
    std::vector<int> before2;
    std::vector<int> before;
    std::vector<int> now(static_cast<std::size_t>(m) + 1);
    std::iota(now.begin(), now.end(), 0);
    for (int i = 1; i <= n; ++i) {
        before2 = std::move(before);
        before = now;
        now[0] = i;
        int least = i;
        for (int j = 1; j <= m; ++j) {
            const auto a = static_cast<std::size_t>(i - 1);
            const auto b = static_cast<std::size_t>(j - 1);
            const int change = left[a] == right[b] ? 0 : 1;
            int best = std::min({before[b] + change, before[b + 1] + 1, now[b] + 1});
            if (i > 1 && j > 1 && left[a] == right[b - 1] && left[a - 1] == right[b])
                best = std::min(best, before2[b - 1] + 1);
            now[b + 1] = best;
            least = std::min(least, best);
        }
        if (least > most)
            return most + 1;
    }
    return std::min(now.back(), most + 1);
}

Lexicon::Lexicon(std::array<std::vector<Entry>, 2> words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        Side& side = sides_[i];
        side.words = std::move(words[i]);
        std::sort(side.words.begin(), side.words.end(),
                  [](const Entry& a, const Entry& b) { return a.word < b.word; });
        for (std::uint32_t w = 0; w < side.words.size(); ++w) {
            side.plain.push_back(analysis::without_marks(side.words[w].word));
            const auto pairs = pairs_of(side.plain.back());
            side.grams.push_back(static_cast<std::uint16_t>(pairs.size()));
            for (const std::uint32_t pair : pairs)
                side.postings[pair].push_back(w);
        }
    }
}

std::vector<Lexicon::Overlap> Lexicon::overlapping(std::string_view plain, const Side& side,
                                                   double least) const {
    const auto pairs = pairs_of(plain);
    std::unordered_map<std::uint32_t, std::uint32_t> shared;
    for (const std::uint32_t pair : pairs)
        if (const auto found = side.postings.find(pair); found != side.postings.end())
            for (const std::uint32_t word : found->second)
                ++shared[word];
    std::vector<Overlap> result;
    for (const auto& [word, count] : shared) {
        const double alike = 2.0 * count / static_cast<double>(pairs.size() + side.grams[word]);
        if (alike >= least)
            result.push_back({word, alike});
    }
    return result;
}

std::vector<Lookalike> Lexicon::mend(std::string_view folded, Lang lang, std::size_t limit) const {
    const std::string plain = analysis::without_marks(folded);
    const std::size_t letters = utf8_length(plain);
    if (letters < shortest_mended)
        return {};
    const int most = letters >= two_edits_from ? 2 : 1;
    const Side& words = side(lang);
    std::vector<Lookalike> found;
    // Each edit breaks up to three of the n + 1 letter pairs.
    const double least = std::max(0.2, 1.0 - 3.0 * most / static_cast<double>(letters + 1) - 0.1);
    for (const Overlap& overlap : overlapping(plain, words, least)) {
        const Entry& entry = words.words[overlap.word];
        const int edits = edits_between(plain, words.plain[overlap.word], most);
        if (edits <= most && utf8_length(entry.word) >= shortest_mended)
            found.push_back({entry.word, entry.documents, edits, overlap.alike});
    }
    std::sort(found.begin(), found.end(), nearer);
    found.resize(std::min(found.size(), limit));
    return found;
}

std::vector<Lookalike> Lexicon::alike(std::string_view folded, Lang lang, double least,
                                      std::size_t same_letters, std::size_t limit) const {
    const std::string plain = analysis::without_marks(folded);
    if (utf8_length(plain) < shortest_mended)
        return {};
    const Side& words = side(lang);
    std::vector<Lookalike> found;
    for (const Overlap& overlap : overlapping(plain, words, least))
        if (const std::string& other = words.plain[overlap.word];
            other.size() >= shortest_mended &&
            other.substr(0, same_letters) == plain.substr(0, same_letters))
            found.push_back({words.words[overlap.word].word, words.words[overlap.word].documents, 0,
                             overlap.alike});
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
    std::vector<Lookalike> found;
    const auto first =
        std::lower_bound(words.words.begin(), words.words.end(), prefix,
                         [](const Entry& entry, std::string_view key) { return entry.word < key; });
    for (auto it = first; it != words.words.end() && it->word.starts_with(prefix) &&
                          it - first < static_cast<std::ptrdiff_t>(prefix_scan);
         ++it)
        found.push_back({it->word, it->documents, 0, 1});
    if (found.empty() && utf8_length(plain) >= 3)
        for (std::size_t w = 0; w < words.words.size(); ++w) {
            const std::string& candidate = words.plain[w];
            // The prefix of the candidate may be one letter longer or shorter than what was typed.
            for (const std::size_t size : {plain.size(), plain.size() + 1, plain.size() - 1})
                if (candidate.size() >= size &&
                    edits_between(plain, std::string_view(candidate).substr(0, size), 1) <= 1) {
                    found.push_back({words.words[w].word, words.words[w].documents, 1, 0});
                    break;
                }
        }
    std::sort(found.begin(), found.end(), nearer);
    found.resize(std::min(found.size(), limit));
    return found;
}

} // namespace lotse::search
