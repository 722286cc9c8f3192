// What a word is called in the other language.

#include "indexer/index/xapian_internal.h"
#include "searchd/search/planner.h"
#include "searchd/search/worth.h"

namespace lotse::search {
namespace {

constexpr std::size_t most_translations = 15;

} // namespace

void Planner::translations(Group& group, const std::string& stem, Lang from, double worth) {
    const auto& dictionary = snapshot_.dictionary();
    const Lang to = analysis::other(from);
    if (without_(Idea::dictionary) || !dictionary || documents_[static_cast<std::size_t>(to)] == 0)
        return;
    for (const auto& translation : dictionary->lookup(stem, from, most_translations))
        stem_terms(group, translation.stem, to, worth * translation.weight, Rule::translated);
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
    double share = worth::translated;
    for (const std::string& stem : snapshot_.analyzer()->stems(token.folded, lang)) {
        translations(group, stem, lang, share);
        share *= worth::further_form;
    }
}

} // namespace lotse::search
