#include "searchd/search/content_words.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "indexer/index/schema.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/impl.h"
#include "searchd/search/message.h"

namespace lotse::search {
namespace {

constexpr std::size_t most_content_words = 100;

double rarity_of(const index::Snapshot& snapshot, const std::string& stem, analysis::TermKind kind,
                 Lang lang) {
    const Xapian::Database& database = index::database(snapshot);
    const double all = database.get_doccount();
    const double with = index::term_frequency(snapshot, index::term(lang, kind, stem));
    return std::log(1 + (all - with + 0.5) / (with + 0.5));
}

/// The first stem of each token names it; further ones are other readings.
std::vector<ContentWord> words_of(const analysis::Analysis& analysis, std::string_view text,
                                  const analysis::Letters& letters) {
    std::vector<ContentWord> words;
    std::unordered_map<std::uint32_t, std::size_t> word_of; // by token
    for (const auto& term : analysis.terms) {
        const auto& token = analysis.tokens[term.token];
        const bool names = term.kind == TermKind::stem || term.kind == TermKind::code;
        // "Melde … an" is anmelden, whatever melden is.
        const std::string& said = token.verb.empty() ? token.folded : token.verb;
        if (!names || token.stop || word_of.contains(term.token) ||
            letters.chatter(said, analysis.lang))
            continue;
        word_of.emplace(term.token, words.size());
        words.push_back({std::string(text.substr(token.begin, token.end - token.begin)),
                         term.text,
                         {},
                         token.code ? 1.0 : 0.0});
    }
    for (const auto& term : analysis.terms)
        if (term.kind == TermKind::part || term.kind == TermKind::code_part)
            if (const auto word = word_of.find(term.token); word != word_of.end())
                words[word->second].parts.push_back(term.text);
    return words;
}

} // namespace

Result<ContentWords> Engine::content_words(const Draft& draft) const {
    auto snapshot = impl_->snapshots.acquire(draft.caller);
    if (!snapshot)
        return snapshot.error();
    const OwnWords own = own_words(draft.subject, draft.body, impl_->letters);
    return index::with_retry(*snapshot, [&]() -> Result<ContentWords> {
        const auto& analyzer = *snapshot->analyzer();
        const auto& vocabulary = *snapshot->vocabulary();
        ContentWords content;
        content.lang =
            draft.lang.value_or(analyzer.detect(own.text, draft.page_lang, vocabulary).lang);
        const auto analysis = analyzer.analyze(own.text, content.lang, vocabulary);
        std::unordered_set<std::string> seen;
        for (ContentWord& word : words_of(analysis, own.text, impl_->letters)) {
            if (!seen.insert(word.term).second)
                continue;
            const auto kind = word.rarity > 0 ? TermKind::code : TermKind::stem;
            word.rarity = rarity_of(*snapshot, word.term, kind, content.lang);
            content.words.push_back(std::move(word));
        }
        std::stable_sort(content.words.begin(), content.words.end(),
                         [](const auto& a, const auto& b) { return a.rarity > b.rarity; });
        content.words.resize(std::min(content.words.size(), most_content_words));
        return content;
    });
}

Result<std::string> Engine::mended(std::string_view question, Lang lang) const {
    auto snapshot = impl_->snapshots.acquire(Visibility::everyone);
    if (!snapshot)
        return snapshot.error();
    return index::with_retry(*snapshot, [&]() -> Result<std::string> {
        std::string read = impl_->plan(*snapshot, {question, lang, lang}).searched_for;
        return read.empty() ? std::string(question) : read;
    });
}

} // namespace lotse::search
