// What a word is called in the other language.

#include <algorithm>
#include <cmath>
#include <map>

#include "indexer/base/text.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/planner.h"
#include "searchd/search/worth.h"

namespace lotse::search {
namespace {

constexpr std::size_t most_translations = 24; // of one stem, that the index knows
constexpr std::size_t read_translations = 64;
constexpr std::size_t longest_name = 3;  // words
constexpr std::uint32_t widest_step = 2; // words from one to the next: "Tag der Arbeit"

constexpr std::size_t ways_there = 5; // translations of a word, for its paraphrases
constexpr std::size_t ways_back = 8;  // of each of those
constexpr std::size_t most_paraphrases = 6;
constexpr double least_likely = 0.1; // share of the ways back that lead to a paraphrase

/// What a word's translations are called in its own language, by the share of the ways there and
/// back that lead to it; likeliest first, itself left out.
std::vector<analysis::Translation> there_and_back(const analysis::Dictionary& dictionary,
                                                  const std::string& stem, Lang lang) {
    std::map<std::string, double> found;
    double ways = 0;
    for (const auto& forth : dictionary.lookup(stem, lang, ways_there)) {
        ways += forth.weight;
        for (const auto& back : dictionary.lookup(forth.stem, analysis::other(lang), ways_back))
            found[back.stem] += forth.weight * back.weight;
    }
    std::vector<analysis::Translation> result;
    for (const auto& [word, weight] : found)
        if (const double share = weight / std::max(1.0, ways);
            share >= least_likely && word != stem && word.find(' ') == std::string::npos)
            result.push_back({word, std::min(1.0, share)});
    std::stable_sort(result.begin(), result.end(),
                     [](const auto& a, const auto& b) { return a.weight > b.weight; });
    return result;
}

} // namespace

/// What the index knows of a stem.
Meaning Planner::meaning_of(const std::string& stem, Lang lang) const {
    const auto held = [&](TermKind kind) {
        return index::term_frequency(snapshot_, index::term(lang, kind, stem));
    };
    return {stem, 0, held(TermKind::stem), held(TermKind::part)};
}

/// Idf of a stem, alone or within compounds; 0 when no document has it.
double Planner::rarity_of(const Meaning& stem, Lang lang) const {
    const double documents = std::max(stem.as_stem, stem.as_part);
    const double all = documents_[static_cast<std::size_t>(lang)];
    return documents == 0 ? 0 : std::log(1 + (all - documents + 0.5) / (documents + 0.5));
}

void Planner::add_meaning(Group& group, const Meaning& one, Lang lang, double worth, Rule rule) {
    const bool guessed = rule == Rule::synonym;
    if (one.as_stem > 0)
        add(group, {one.stem, TermKind::stem, lang, worth, rule, one.as_stem, guessed});
    if (one.as_part > 0 && !without_(Idea::compounds))
        add(group,
            {one.stem, TermKind::part, lang, worth * worth::within, rule, one.as_part, guessed});
}

/// What is known of a stem holds for a state of the index.
std::string Planner::memo_key(std::string_view stem, Lang lang) const {
    std::string key = state_;
    key += static_cast<char>('0' + static_cast<int>(lang));
    key += stem;
    return key;
}

void Planner::translations(Group& group, const std::string& stem, Lang from, double worth) {
    const Lang to = analysis::other(from);
    if (without_(Idea::dictionary) || !snapshot_.dictionary() ||
        documents_[static_cast<std::size_t>(to)] == 0)
        return;
    const auto known =
        memo_.translations.find(memo_key(stem, from), [&] { return translations_of(stem, from); });
    for (const Meaning& one : *known)
        add_meaning(group, one, to, worth * one.weight, Rule::translated);
}

/// A translation that stands in many documents says little about any of them: it counts less than
/// the rarest one.
Meanings Planner::translations_of(const std::string& stem, Lang from) const {
    const Lang to = analysis::other(from);
    Meanings known;
    double rarest = 0;
    for (const auto& translation : snapshot_.dictionary()->lookup(stem, from, read_translations)) {
        Meaning meaning = meaning_of(translation.stem, to);
        const double rarity = rarity_of(meaning, to);
        if (rarity <= 0 || known.size() == most_translations)
            continue;
        meaning.weight = translation.weight * rarity;
        known.push_back(std::move(meaning));
        rarest = std::max(rarest, rarity);
    }
    for (Meaning& one : known)
        one.weight /= rarest;
    return known;
}

/// Lay words for official ones and the other way round: kids, children. Where the word itself is
/// known they change nothing of how rare that one is; an unknown word is as rare as its
/// paraphrases.
void Planner::paraphrases(Group& group, const std::string& word, Lang lang) {
    if (without_(Idea::paraphrases) || !snapshot_.dictionary() ||
        documents_[static_cast<std::size_t>(lang)] == 0)
        return;
    const bool known = has_own(group, lang);
    const std::string stem = snapshot_.analyzer()->stems(word, lang).front();
    const auto others =
        memo_.paraphrases.find(memo_key(stem, lang), [&] { return paraphrases_of(stem, lang); });
    for (const Meaning& one : *others)
        add_meaning(group, one, lang, worth::paraphrase * one.weight, Rule::synonym);
    if (!known && !others->empty())
        weigh(group);
}

/// Guesses, so that none is worth more than its own rarity allows.
Meanings Planner::paraphrases_of(const std::string& stem, Lang lang) const {
    const double own = rarity_of(meaning_of(stem, lang), lang);
    Meanings others;
    for (const auto& one : there_and_back(*snapshot_.dictionary(), stem, lang)) {
        Meaning meaning = meaning_of(one.stem, lang);
        const double rarity = rarity_of(meaning, lang);
        if (rarity <= 0)
            continue;
        meaning.weight = std::sqrt(one.weight) * (own > 0 ? std::min(1.0, rarity / own) : 1);
        others.push_back(std::move(meaning));
        if (others.size() == most_paraphrases)
            break;
    }
    return others;
}

/// What the knowledge base's own translations call it, by how sure that is.
void Planner::learned(Group& group, const std::string& stem, Lang from) {
    if (without_(Idea::learned) || !snapshot_.learned())
        return;
    for (const auto& one : snapshot_.learned()->lookup(stem, from))
        stem_terms(group, one.stem, analysis::other(from), worth::learned * one.weight,
                   Rule::translated);
}

/// What the customer's own list says goes before what the dictionary would say: nothing else stands
/// for these words in the other language.
void Planner::glossary(Plan& plan) {
    if (without_(Idea::synonyms))
        return;
    const Lang there = analysis::other(plan.question.lang);
    std::vector<bool> own(plan.question.tokens.size(), false);
    for (const auto& name : synonyms_.glossary.lookup(plan.question)) {
        std::vector<Group*> words;
        for (Group& group : plan.groups)
            if (group.token >= name.first && group.token < name.first + name.count)
                words.push_back(&group);
        for (Group* word : words)
            if (!own[word->token]) {
                own[word->token] = true;
                std::erase_if(word->alternatives, [&](const Alternative& one) {
                    return one.lang == there && one.rule == Rule::translated;
                });
            }
        name_terms(words, {name.stems.begin(), name.stems.end()}, there, worth::glossary);
    }
}

/// "climate change", "Vereinigte Staaten": neighbours that the dictionary knows as one name.
void Planner::names(Plan& plan) {
    const auto& dictionary = snapshot_.dictionary();
    if (without_(Idea::dictionary) || !dictionary)
        return;
    std::vector<Group*> words;
    for (Group& group : plan.groups)
        if (!group.function_word)
            words.push_back(&group);
    for (std::size_t first = 0; first + 1 < words.size(); ++first) {
        std::string name = stem_of(plan, *words[first]);
        for (std::size_t last = first + 1;
             last < std::min(words.size(), first + longest_name) &&
             words[last]->token - words[last - 1]->token <= widest_step;
             ++last) {
            name += " " + stem_of(plan, *words[last]);
            for (const auto& one : dictionary->lookup(name, plan.lang))
                name_terms({words.begin() + static_cast<std::ptrdiff_t>(first),
                            words.begin() + static_cast<std::ptrdiff_t>(last) + 1},
                           split(one.stem, ' '), analysis::other(plan.lang),
                           worth::translated_name * one.weight);
        }
    }
}

/// Word by word where the other language takes as many, else each of its words for all: where it
/// takes more, all of them together are worth as much as one.
void Planner::name_terms(const std::vector<Group*>& words,
                         const std::vector<std::string_view>& stems, Lang lang, double worth) {
    if (stems.size() > words.size())
        worth *= static_cast<double>(words.size()) / static_cast<double>(stems.size());
    for (std::size_t w = 0; w < words.size(); ++w)
        for (std::size_t s = 0; s < stems.size(); ++s)
            if (s == w || stems.size() != words.size())
                stem_terms(*words[w], std::string(stems[s]), lang, worth, Rule::translated);
}

std::string Planner::stem_of(const Plan& plan, const Group& group) const {
    return snapshot_.analyzer()->stems(plan.question.tokens[group.token].folded, plan.lang).front();
}

void Planner::other_language(Group& group, const analysis::Token& token, Lang lang) {
    const Lang there = analysis::other(lang);
    if (documents_[static_cast<std::size_t>(there)] == 0)
        return;
    for (const TermKind kind : {TermKind::exact, TermKind::code})
        add(group, {token.folded, kind, there, worth::same_word_elsewhere, Rule::exact});
    add(group, {token.folded, TermKind::code_part, there,
                worth::same_word_elsewhere * worth::code_piece, Rule::part});
    if (token.code)
        return;
    stem_terms(group, snapshot_.analyzer()->stems(token.folded, there).front(), there,
               worth::same_stem_elsewhere, Rule::form);
    learned(group, snapshot_.analyzer()->stems(token.folded, lang).front(), lang);
    double share = worth::translated;
    for (const std::string& stem : snapshot_.analyzer()->stems(token.folded, lang)) {
        translations(group, stem, lang, share);
        share *= worth::further_form;
    }
}

} // namespace lotse::search
