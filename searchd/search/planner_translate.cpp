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

struct Known {
    analysis::Translation translation;
    double rarity = 0;
};

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

/// Idf of a stem, alone or within compounds; 0 when no document has it.
double Planner::rarity_of(const std::string& stem, Lang lang) const {
    const auto held = [&](TermKind kind) {
        return index::term_frequency(snapshot_, index::term(lang, kind, stem));
    };
    const double documents = std::max(held(TermKind::stem), held(TermKind::part));
    const double all = documents_[static_cast<std::size_t>(lang)];
    return documents == 0 ? 0 : std::log(1 + (all - documents + 0.5) / (documents + 0.5));
}

/// A translation that stands in many documents says little about any of them: it counts less than
/// the rarest one.
void Planner::translations(Group& group, const std::string& stem, Lang from, double worth) {
    const auto& dictionary = snapshot_.dictionary();
    const Lang to = analysis::other(from);
    if (without_(Idea::dictionary) || !dictionary || documents_[static_cast<std::size_t>(to)] == 0)
        return;
    std::vector<Known> known;
    double rarest = 0;
    for (auto& translation : dictionary->lookup(stem, from, read_translations))
        if (const double rarity = rarity_of(translation.stem, to);
            rarity > 0 && known.size() < most_translations) {
            known.push_back({std::move(translation), rarity});
            rarest = std::max(rarest, rarity);
        }
    for (const Known& one : known)
        stem_terms(group, one.translation.stem, to,
                   worth * one.translation.weight * one.rarity / rarest, Rule::translated);
}

/// Lay words for official ones and the other way round: kids, children. A guess, so it must not be
/// worth more than its own rarity allows, and where the word itself is known it changes nothing of
/// how rare that one is; an unknown word is as rare as its paraphrases.
void Planner::paraphrases(Group& group, const std::string& word, Lang lang) {
    const auto& dictionary = snapshot_.dictionary();
    if (without_(Idea::paraphrases) || !dictionary ||
        documents_[static_cast<std::size_t>(lang)] == 0)
        return;
    const bool known = has_own(group, lang);
    const std::string stem = snapshot_.analyzer()->stems(word, lang).front();
    const double own = rarity_of(stem, lang);
    std::size_t taken = 0;
    for (const auto& one : there_and_back(*dictionary, stem, lang)) {
        const double rarity = rarity_of(one.stem, lang);
        if (rarity <= 0)
            continue;
        const double common = own > 0 ? std::min(1.0, rarity / own) : 1;
        const double worth = worth::paraphrase * std::sqrt(one.weight) * common;
        add(group, {one.stem, TermKind::stem, lang, worth, Rule::synonym, 0, true});
        if (!without_(Idea::compounds))
            add(group,
                {one.stem, TermKind::part, lang, worth * worth::within, Rule::synonym, 0, true});
        if (++taken == most_paraphrases)
            break;
    }
    if (!known && taken > 0)
        weigh(group);
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
