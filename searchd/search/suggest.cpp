#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "indexer/analysis/fold.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/impl.h"

namespace lotse::search {
namespace {

constexpr std::size_t expansions = 48; // of the word being typed
constexpr std::size_t looked_at = 60;  // documents
constexpr std::size_t most_words = 16;
constexpr std::size_t searched = 40;         // documents ranked for a suggestion
constexpr double surer_than = 0.5;           // of the floor: a suggestion may err more than a hit
constexpr std::size_t shortest_searched = 3; // letters of a word under way

using analysis::Token;

/// The words typed so far, each as folded beginnings of words that may be meant.
struct Typed {
    std::vector<std::vector<std::string>> words;
};

/// Where `text` has a word for each typed word; empty when one is missing.
std::vector<Mark> places(std::string_view text, Lang lang, const Typed& typed,
                         const analysis::Analyzer& analyzer) {
    const auto analysis = analyzer.words(text, lang);
    std::vector<Mark> marks;
    for (const auto& beginnings : typed.words) {
        const auto found =
            std::find_if(analysis.tokens.begin(), analysis.tokens.end(), [&](const Token& token) {
                return std::any_of(beginnings.begin(), beginnings.end(), [&](const std::string& b) {
                    return token.folded.starts_with(b);
                });
            });
        if (found == analysis.tokens.end())
            return {};
        marks.push_back({found->begin, found->end});
    }
    std::sort(marks.begin(), marks.end(),
              [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    return marks;
}

Xapian::Query title_query(const std::vector<std::string>& words, Lang lang) {
    std::vector<Xapian::Query> terms;
    for (const std::string& word : words)
        for (const index::Field field : {index::Field::title, index::Field::alias})
            for (const TermKind kind : {TermKind::exact, TermKind::code})
                terms.emplace_back(index::term(lang, field, kind, word));
    return Xapian::Query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end());
}

/// Words of titles and aliases that start with `prefix`: as typed, or with one typing error.
std::vector<std::string> expand(const index::Snapshot& snapshot, Lang lang,
                                std::string_view prefix) {
    std::set<std::string> found;
    const Xapian::Database& all = index::database(snapshot);
    for (const index::Field field : {index::Field::title, index::Field::alias})
        for (const TermKind kind : {TermKind::exact, TermKind::code}) {
            const std::string start = index::term(lang, field, kind, prefix);
            std::size_t count = 0;
            for (auto it = all.allterms_begin(start);
                 it != all.allterms_end(start) && count < expansions; ++it, ++count)
                found.emplace(index::term_text(*it));
        }
    return {found.begin(), found.end()};
}

/// What is typed as a query over titles and names of one language; empty when a word fits none.
struct Looked {
    Typed typed;
    Xapian::Query query;
};

Looked look_up(const index::Snapshot& snapshot, const analysis::Analysis& question, Lang lang,
               const std::function<std::shared_ptr<const Lexicon>()>& lexicon) {
    Looked result;
    std::vector<Xapian::Query> words_of_all;
    for (std::size_t t = 0; t < question.tokens.size(); ++t) {
        const Token& token = question.tokens[t];
        const bool last = t + 1 == question.tokens.size();
        if (token.stop && !last)
            continue;
        std::vector<std::string> words = expand(snapshot, lang, token.folded);
        std::vector<std::string> beginnings{token.folded};
        if (words.empty() && !token.code)
            for (const Lookalike& near : lexicon()->starting(token.folded, lang, expansions)) {
                words.push_back(near.word);
                beginnings.push_back(near.word);
            }
        if (words.empty() && last && token.stop)
            continue;
        words_of_all.push_back(title_query(words, lang));
        result.typed.words.push_back(std::move(beginnings));
    }
    result.query = Xapian::Query(Xapian::Query::OP_AND, words_of_all.begin(), words_of_all.end());
    return result;
}

struct Found {
    bool own_language = false; // that of the page: it comes first, whatever the weights
    double weight = 0;
    Suggestion suggestion;
    std::vector<std::string> names; // title and aliases that fit
};

Found found_in(const index::StoredDocument& document, bool own_language, double weight,
               const Typed& typed, const analysis::Analyzer& analyzer) {
    Found found{own_language,
                weight,
                {document.key.id, document.key.kind, document.lang, document.title,
                 places(document.title, document.lang, typed, analyzer)},
                {}};
    if (!found.suggestion.title_marks.empty())
        found.names.push_back(document.title);
    for (const std::string& alias : document.aliases)
        if (!places(alias, document.lang, typed, analyzer).empty())
            found.names.push_back(alias);
    return found;
}

SuggestAnswer best_of(std::map<std::string, Found>&& found, const SuggestRequest& request) {
    std::vector<Found> sorted;
    for (auto& [group, one] : found)
        sorted.push_back(std::move(one));
    std::sort(sorted.begin(), sorted.end(), [](const Found& a, const Found& b) {
        return std::tie(b.own_language, b.weight, a.suggestion.id) <
               std::tie(a.own_language, a.weight, b.suggestion.id);
    });
    SuggestAnswer answer;
    std::set<std::string> offered;
    for (const Found& one : sorted) {
        if (answer.hits.size() < request.hits)
            answer.hits.push_back(one.suggestion);
        for (const std::string& text : one.names)
            if (answer.completions.size() < request.completions &&
                offered.insert(analysis::fold(text)).second)
                answer.completions.push_back(text);
    }
    return answer;
}

/// What is typed, its last word finished in the most frequent way when it is only begun.
std::string finished(const index::Snapshot& snapshot, const SuggestRequest& request) {
    const auto words = snapshot.analyzer()->words(request.query, request.page_lang).tokens;
    if (words.empty() || words.back().end != request.query.size() || words.back().code ||
        index::frequency(snapshot, request.page_lang, words.back().folded) > 0)
        return request.query;
    std::string text = request.query.substr(0, words.back().begin);
    if (words.back().folded.size() < shortest_searched)
        return text;
    const auto likely = index::words_starting(snapshot, request.page_lang, words.back().folded, 1);
    return text + (likely.empty() ? request.query.substr(words.back().begin) : likely[0].text);
}

} // namespace

/// Where titles and names do not fill the list: what a whole search for the words so far finds.
void Engine::Impl::suggest_by_search(const index::Snapshot& snapshot, const SuggestRequest& request,
                                     SuggestAnswer& answer) const {
    if (options.without(Idea::typed))
        return;
    const Ranking ranking = rank(
        snapshot, plan(snapshot, {finished(snapshot, request), std::nullopt, request.page_lang}),
        {searched, {}, {}, clock.steady() + request.deadline});
    for (const Ranked& one : ranking.documents) {
        const index::StoredDocument& document = *one.document;
        if (answer.hits.size() >= request.hits || one.scored.confidence < surer_than * floor())
            return;
        const bool there =
            std::any_of(answer.hits.begin(), answer.hits.end(), [&](const auto& hit) {
                return hit.id == document.key.id && hit.kind == document.key.kind;
            });
        if (!there)
            answer.hits.push_back(
                {document.key.id, document.key.kind, document.lang, document.title, {}});
    }
}

SuggestAnswer Engine::Impl::suggest(const index::Snapshot& snapshot,
                                    const SuggestRequest& request) const {
    const auto& analyzer = *snapshot.analyzer();
    auto question = analyzer.words(request.query, request.page_lang);
    question.tokens.resize(std::min(question.tokens.size(), most_words));
    const auto until = clock.steady() + request.deadline;
    bool partial = false;
    std::map<std::string, Found> found; // by group of translations
    for (const Lang lang : {request.page_lang, analysis::other(request.page_lang)}) {
        const Looked looked = look_up(snapshot, question, lang, [&] { return lexicon(snapshot); });
        if (looked.query.empty())
            continue;
        Xapian::Enquire enquire(index::database(snapshot));
        enquire.set_query(looked.query);
        enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0.5));
        const Xapian::MSet matches = enquire.get_mset(0, looked_at);
        for (auto it = matches.begin(); it != matches.end(); ++it) {
            if (clock.steady() > until) {
                partial = true;
                break;
            }
            const auto document = index::read_stored(it.get_document());
            const bool own = lang == request.page_lang;
            Found& one = found[document.group.empty() ? document.key.to_string() : document.group];
            if (!one.own_language && (own || one.weight < it.get_weight()))
                one = found_in(document, own, it.get_weight(), looked.typed, analyzer);
        }
    }
    SuggestAnswer answer = best_of(std::move(found), request);
    answer.partial = partial;
    if (answer.hits.size() < request.hits && clock.steady() < until)
        suggest_by_search(snapshot, request, answer);
    return answer;
}

} // namespace lotse::search
