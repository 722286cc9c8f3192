// Words typed without the spaces between them, and compounds of which a part is mistyped.

#include <algorithm>
#include <cmath>

#include "indexer/base/text.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/planner.h"

namespace lotse::search {
namespace {

constexpr std::size_t most_alike = 3;
constexpr double words_of_the_dictionary = 2.5;
constexpr std::size_t shortest_half = 3;
// What a word typed without its spaces is cut into. Costs are natural logarithms.
constexpr std::size_t most_pieces = 5;
constexpr std::size_t shortest_piece = 3;  // bytes, in the index: öl
constexpr std::size_t shortest_listed = 5; // letters, only in the dictionary
constexpr double per_piece = 3;
constexpr double function_word_cost = 1;
constexpr double foreign_piece = 2;
constexpr double no_word = 1e9;
constexpr std::size_t shortest_mended_half = 5;

} // namespace

/// How unlikely a word is, in natural logarithms; infinite when it is none.
double Planner::piece_cost(const std::string& piece, Lang lang) const {
    const std::size_t letters = utf8_length(piece);
    if (snapshot_.analyzer()->is_stop_word(piece, lang))
        return letters > 1 ? function_word_cost : no_word;
    const double all = std::log1p(documents_[static_cast<std::size_t>(lang)]);
    if (const auto documents = index::frequency(snapshot_, lang, piece);
        documents != 0 && piece.size() >= shortest_piece)
        return all - std::log(documents + 0.5);
    const auto& dictionary = snapshot_.dictionary();
    return letters >= shortest_listed && dictionary && dictionary->frequency(piece, lang) != 0
               ? all + words_of_the_dictionary
               : no_word;
}

/// The same where a piece may be of the other language, if the index has it.
double Planner::any_piece_cost(const std::string& piece, Lang lang) const {
    const double own = piece_cost(piece, lang);
    const Lang there = analysis::other(lang);
    if (utf8_length(piece) < shortest_listed || index::frequency(snapshot_, there, piece) == 0)
        return own;
    return std::min(own, piece_cost(piece, there) + foreign_piece);
}

/// resetpassword, routerneustarten: words typed as one. They are searched as if the spaces had been
/// typed.
bool Planner::cut_apart(const Group& group, Lang lang, std::vector<std::string>& mended) {
    const std::string word = mended[group.token];
    struct Best {
        double cost = no_word;
        std::size_t from = 0;
        std::size_t pieces = 0;
    };
    std::vector<Best> best(word.size() + 1);
    best[0].cost = 0;
    for (std::size_t to = 1; to <= word.size(); ++to) {
        if (to < word.size() && (static_cast<unsigned char>(word[to]) & 0xC0U) == 0x80U)
            continue;
        for (std::size_t from = 0; from < to; ++from) {
            if (best[from].cost >= no_word || best[from].pieces == most_pieces ||
                (from == 0 && to == word.size()))
                continue;
            const double cost =
                best[from].cost + any_piece_cost(word.substr(from, to - from), lang) + per_piece;
            if (cost < best[to].cost)
                best[to] = {cost, from, best[from].pieces + 1};
        }
    }
    if (best.back().cost >= no_word)
        return false;
    std::string spaced;
    std::size_t meaning = 0; // pieces that are no function words
    for (std::size_t to = word.size(); to > 0; to = best[to].from) {
        const std::string piece = word.substr(best[to].from, to - best[to].from);
        meaning += snapshot_.analyzer()->is_stop_word(piece, lang) ? 0 : 1;
        spaced = piece + (spaced.empty() ? "" : " ") + spaced;
    }
    // Scraps of a mistyped word are mostly function words.
    if (3 * meaning < best.back().pieces)
        return false;
    mended[group.token] = spaced;
    return true;
}

/// sicherheitrat: a compound of the index but for its linking element.
bool Planner::mend_link(const Group& group, std::vector<std::string>& mended) {
    const auto& analyzer = *snapshot_.analyzer();
    const auto& words = *snapshot_.vocabulary();
    const std::string typed = mended[group.token];
    const auto parts = analyzer.split(typed, words);
    for (const Lookalike& one : lexicon_()->mend(typed, Lang::de, most_alike))
        if (one.edits == 1 && analyzer.split(one.word, words) == parts) {
            mended[group.token] = one.word;
            return true;
        }
    return false;
}

/// A word, a compound or the beginning of one ("urlaubs").
bool Planner::sound(const std::string& piece) const {
    if (piece.empty())
        return true;
    if (piece.size() < shortest_half)
        return false;
    const auto stands = [&](const std::string& word) {
        return index::frequency(snapshot_, Lang::de, word) != 0 ||
               !snapshot_.analyzer()->split(word, *snapshot_.vocabulary()).empty();
    };
    return stands(piece) || (piece.size() > shortest_half && piece.back() == 's' &&
                             stands(piece.substr(0, piece.size() - 1)));
}

/// wlanpaswort, urlaubsqntwortautomatik: a compound of which one part is mistyped.
bool Planner::mend_within(const Group& group, std::vector<std::string>& mended) {
    const std::string word = mended[group.token];
    std::vector<bool> from_here(word.size() + 1);
    for (std::size_t at = 0; at <= word.size(); ++at)
        from_here[at] = sound(word.substr(at));
    double best = 0;
    std::string whole;
    const auto consider = [&](std::size_t begin, std::size_t end, std::string_view link) {
        const std::string wrong = word.substr(begin, end - begin - link.size());
        if (wrong.size() < shortest_mended_half || !word.substr(0, end).ends_with(link))
            return;
        for (const Lookalike& meant : lexicon_()->mend(wrong, Lang::de, 1)) {
            const double unlikely = unlikeliness(meant.cost, meant.documents);
            if (meant.edits > 1 || (!whole.empty() && unlikely >= best))
                continue;
            best = unlikely;
            whole = word.substr(0, begin) + meant.word + std::string(link) + word.substr(end);
        }
    };
    for (std::size_t begin = 0; begin < word.size(); ++begin) {
        if (!sound(word.substr(0, begin)))
            continue;
        for (std::size_t end = begin + shortest_mended_half; end <= word.size(); ++end)
            if (from_here[end] && (begin > 0 || end < word.size())) {
                consider(begin, end, "");
                if (end < word.size())
                    consider(begin, end, "s");
            }
    }
    if (whole.empty())
        return false;
    mended[group.token] = whole;
    return true;
}

} // namespace lotse::search
