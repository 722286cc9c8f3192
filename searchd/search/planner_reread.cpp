// What is searched instead of what was typed: the question is read once more as it was meant, so
// that it finds what it would have found without the error.

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/base/text.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/planner.h"

namespace lotse::search {
namespace {

constexpr std::size_t most_umlauts = 3;   // restored in one word
constexpr std::size_t longest_spelt = 40; // bytes; longer ones have too many spellings
constexpr std::size_t shortest_spelt = 4;
constexpr std::size_t shortest_compound = 9; // bytes; looking for its parts takes time

/// With a capital where the asker wrote one.
std::string as_typed(std::string word, std::string_view typed) {
    const bool capital = !typed.empty() && typed.front() >= 'A' && typed.front() <= 'Z';
    if (capital && word.front() >= 'a' && word.front() <= 'z')
        word.front() = static_cast<char>(word.front() - 'a' + 'A');
    return word;
}

/// The words that were mended, over the question that they stand in.
std::vector<Replacement> replacements_of(std::string_view query,
                                         const std::vector<analysis::Token>& tokens,
                                         const std::vector<std::string>& mended) {
    std::vector<Replacement> found;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
        if (mended[t] == tokens[t].folded)
            continue;
        if (mended[t].empty() && !found.empty()) // joined to the word before
            found.back().end = tokens[t].end;
        else if (!mended[t].empty())
            found.push_back({tokens[t].begin, tokens[t].end,
                             as_typed(mended[t], query.substr(tokens[t].begin))});
    }
    return found;
}

/// All of `first` that `second` does not replace again, and `second`, in order. Both over the text
/// as typed.
std::vector<Replacement> both(const std::vector<Replacement>& first,
                              std::vector<Replacement> second) {
    for (const Replacement& one : first)
        if (std::none_of(second.begin(), second.end(), [&](const Replacement& other) {
                return one.begin < other.end && other.begin < one.end;
            }))
            second.push_back(one);
    std::sort(second.begin(), second.end(),
              [](const Replacement& a, const Replacement& b) { return a.begin < b.begin; });
    return second;
}

struct Spelling {
    std::string_view typed, usual;
};
constexpr std::array<Spelling, 3> digraphs{{{"ae", "ä"}, {"oe", "ö"}, {"ue", "ü"}}};
constexpr std::array<Spelling, 3> plain{{{"a", "ä"}, {"o", "ö"}, {"u", "ü"}}};

/// The word with some of what `spellings` lists restored, at most `most` times; not as it is.
template <std::size_t count>
void respell(const std::string& word, std::size_t from, std::size_t most,
             const std::array<Spelling, count>& spellings, std::vector<std::string>& found) {
    if (most == 0)
        return;
    for (std::size_t at = from; at < word.size(); ++at)
        for (const auto& [typed, usual] : spellings) {
            if (word.compare(at, typed.size(), typed) != 0)
                continue;
            std::string restored =
                word.substr(0, at) + std::string(usual) + word.substr(at + typed.size());
            found.push_back(restored);
            respell(restored, at + usual.size(), most - 1, spellings, found);
        }
}

void rename(Group& group) {
    for (Alternative& one : group.alternatives)
        if (one.rule != Rule::translated)
            one.rule = Rule::mended;
}

/// What else the word may have meant.
void add_others(Group& group, const Plan& first, std::size_t begin) {
    for (const Group& before : first.groups) {
        if (first.question.tokens[before.token].begin != begin)
            continue;
        for (const Alternative& one : before.alternatives)
            if (std::none_of(group.alternatives.begin(), group.alternatives.end(),
                             [&](const Alternative& known) {
                                 return known.text == one.text && known.kind == one.kind &&
                                        known.lang == one.lang;
                             }))
                group.alternatives.push_back(one);
    }
}

} // namespace

bool Planner::spelled_so(const std::string& word) const {
    const auto& dictionary = snapshot_.dictionary();
    return index::frequency(snapshot_, Lang::de, word) != 0 ||
           (dictionary && dictionary->frequency(word, Lang::de) != 0);
}

bool Planner::more_usual(const std::string& word, const std::string& than) const {
    return than.empty() || index::frequency(snapshot_, Lang::de, word) >
                               index::frequency(snapshot_, Lang::de, than);
}

/// geraetename, gerate → gerätename, geräte: the spelling that somebody knows, where the one typed
/// is nobody's. Empty when there is none.
std::string Planner::with_umlauts(const std::string& word) const {
    std::string best;
    std::string compound;
    const auto consider = [&](const std::vector<std::string>& spellings) {
        for (const std::string& one : spellings) {
            if (spelled_so(one) && more_usual(one, best))
                best = one;
            if (best.empty() && compound.empty() && word.size() >= shortest_compound &&
                !snapshot_.analyzer()->split(one, *snapshot_.vocabulary()).empty())
                compound = one;
        }
    };
    std::vector<std::string> spellings;
    respell(word, 0, most_umlauts, digraphs, spellings);
    consider(spellings);
    if (!best.empty() || !compound.empty())
        return best.empty() ? compound : best;
    spellings.clear();
    respell(word, 0, 1, plain, spellings);
    consider(spellings);
    return best.empty() ? compound : best;
}

/// Umlauts typed otherwise are no errors: nothing is said about them.
Rewriting Planner::usual_spelling(std::string_view query, Lang lang) const {
    const auto& analyzer = *snapshot_.analyzer();
    std::vector<Replacement> found;
    if (lang == Lang::de && documents_[static_cast<std::size_t>(Lang::de)] != 0)
        for (const auto& token : analyzer.words(query, lang).tokens) {
            const std::string& word = token.folded;
            if (token.code || token.stop || word.size() < shortest_spelt ||
                word.size() > longest_spelt || token.end - token.begin != word.size() ||
                spelled_so(word) || !analyzer.split(word, *snapshot_.vocabulary()).empty())
                continue;
            if (std::string usual = with_umlauts(word); !usual.empty())
                found.push_back({token.begin, token.end,
                                 as_typed(std::move(usual), query.substr(token.begin))});
        }
    return {query, std::move(found)};
}

analysis::Detected Planner::detect(const PlanRequest& request) const {
    return snapshot_.analyzer()->detect(request.query, request.page_lang, *snapshot_.vocabulary());
}

Plan Planner::plan(const PlanRequest& request) {
    auto detected = detect(request);
    const Rewriting spelled = usual_spelling(request.query, request.lang.value_or(detected.lang));
    PlanRequest first = request;
    first.query = spelled.text();
    if (spelled.changed())
        detected = detect(first);
    return read_again(request, spelled, read(first, detected));
}

Plan Planner::read_again(const PlanRequest& request, const Rewriting& spelled,
                         Reading first) const {
    auto mends = replacements_of(spelled.text(), first.plan.question.tokens, first.mended);
    std::vector<std::size_t> begins; // of what was mended, in the text that was read first
    for (Replacement& one : mends) {
        begins.push_back(one.begin);
        const auto place = spelled.typed_place(one.begin, one.end);
        const auto last = spelled.typed_place(one.end - 1, one.end);
        one.begin = place.begin;
        one.end = last.end;
    }
    const Rewriting meant(request.query, both(spelled.replacements(), mends));
    Plan plan = std::move(first.plan);
    Plan before;
    if (!mends.empty()) {
        PlanRequest again = request;
        again.query = meant.text();
        Planner rereader(snapshot_, synonyms_, memo_, lexicon_, without_);
        rereader.rereading_ = true;
        before = std::exchange(plan, rereader.read(again, detect(again)).plan);
        plan.searched_for = Rewriting(request.query, mends).text();
    }
    for (Group& group : plan.groups) {
        const auto& token = plan.question.tokens[group.token];
        const auto place = meant.typed_place(token.begin, token.end);
        if (place.replaced == nullptr)
            continue;
        group.typed = std::string(request.query.substr(place.begin, place.end - place.begin));
        const auto mend = std::find(mends.begin(), mends.end(), *place.replaced);
        if (mend == mends.end() || group.function_word)
            continue;
        rename(group);
        for (Group& part : group.parts)
            rename(part);
        if (mend->text.find(' ') == std::string::npos)
            add_others(group, before, begins[static_cast<std::size_t>(mend - mends.begin())]);
        weigh(group);
    }
    for (auto& token : plan.question.tokens) {
        const auto place = meant.typed_place(token.begin, token.end);
        token.begin = place.begin;
        token.end = place.end;
    }
    return plan;
}

} // namespace lotse::search
