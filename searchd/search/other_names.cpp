#include "searchd/search/other_names.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "indexer/index/schema.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/impl.h"

namespace lotse::search {
namespace {

constexpr double by_list = 0.95; // an editor said so
constexpr double by_glossary = 0.95;
constexpr double by_dictionary = 0.85; // its first translation; others less
constexpr std::size_t most_translations = 20;
constexpr std::size_t most_pivots = 40;   // of a word that paraphrases are looked for through
constexpr double least_paraphrase = 0.03; // probability; below it most are wrong

using Found = std::map<std::pair<std::string, Lang>, double>;

void add(Found& found, const std::string& term, Lang lang, double worth) {
    if (term.empty() || term.find(' ') != std::string::npos)
        return;
    double& there = found[{term, lang}];
    there = std::max(there, worth);
}

/// The word as a question of its own, for the editors' lists.
analysis::Analysis question_of(const TermOf& word) {
    analysis::Analysis question;
    question.lang = word.lang;
    question.tokens.push_back({.end = word.term.size(),
                               .folded = word.term,
                               .position = 1,
                               .lang = word.lang,
                               .verb = {}});
    question.terms.push_back({word.term, TermKind::stem, 0});
    return question;
}

void by_editors(Found& found, const TermOf& word, const SynonymSets& sets) {
    const auto question = question_of(word);
    for (const auto& synonym : sets.by_lang[static_cast<std::size_t>(word.lang)].lookup(question))
        if (synonym.stems.size() == 1)
            add(found, synonym.stems.front(), word.lang, by_list);
    for (const auto& name : sets.glossary.lookup(question))
        if (name.stems.size() == 1)
            add(found, name.stems.front(), analysis::other(word.lang), by_glossary);
}

/// What else the word is in its own language: whatever has the same translations, by the chance to
/// come to it there and back, p(b|a) = sum over t of p(t|a) p(b|t) (Bannard and Callison-Burch,
/// Paraphrasing with Bilingual Parallel Corpora, 2005).
void by_paraphrase(Found& found, const TermOf& word, const analysis::Dictionary& dictionary) {
    const Lang to = analysis::other(word.lang);
    std::map<std::string, double> back;
    double ways = 0;
    for (const auto& there : dictionary.lookup(word.term, word.lang, most_pivots)) {
        ways += there.weight;
        for (const auto& again : dictionary.lookup(there.stem, to, most_pivots))
            back[again.stem] += there.weight * again.weight;
    }
    for (const auto& [term, weight] : back)
        if (const double chance = weight / std::max(1.0, ways);
            chance >= least_paraphrase && term != word.term)
            add(found, term, word.lang, std::min(0.9, 0.45 + 0.45 * std::sqrt(chance)));
}

void by_translation(Found& found, const TermOf& word, const analysis::Dictionary& dictionary) {
    for (const auto& one : dictionary.lookup(word.term, word.lang, most_translations))
        add(found, one.stem, analysis::other(word.lang), by_dictionary * std::max(0.6, one.weight));
}

double share_of(const index::Snapshot& snapshot, const TermOf& word) {
    const double all = index::database(snapshot).get_doccount();
    const auto held = [&](TermKind kind) {
        return static_cast<double>(
            index::term_frequency(snapshot, index::term(word.lang, kind, word.term)));
    };
    return all > 0 ? std::max(held(TermKind::stem), held(TermKind::code)) / all : 0;
}

} // namespace

Result<std::vector<NamesOfTerm>> Engine::names_of(const std::vector<TermOf>& words) const {
    auto snapshot = impl_->snapshots.acquire(Visibility::everyone);
    if (!snapshot)
        return snapshot.error();
    const auto sets = impl_->synonym_sets();
    return index::with_retry(*snapshot, [&]() -> Result<std::vector<NamesOfTerm>> {
        std::vector<NamesOfTerm> names;
        for (const TermOf& word : words) {
            Found found;
            by_editors(found, word, *sets);
            if (const auto& dictionary = snapshot->dictionary()) {
                by_translation(found, word, *dictionary);
                by_paraphrase(found, word, *dictionary);
            }
            NamesOfTerm& one = names.emplace_back();
            one.common = share_of(*snapshot, word);
            for (const auto& [name, worth] : found)
                one.others.push_back({name.first, name.second, worth});
        }
        return names;
    });
}

} // namespace lotse::search
