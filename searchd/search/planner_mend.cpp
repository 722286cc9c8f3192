// Words that the index does not know: typed wrongly, joined, cut in two, or nearly like others.

#include <algorithm>
#include <utility>

#include "indexer/index/xapian_internal.h"
#include "searchd/search/planner.h"
#include "searchd/search/worth.h"

namespace lotse::search {
namespace {

constexpr double least_alike = 0.6;
constexpr std::size_t same_beginning = 4; // letters, within one language

} // namespace

/// "pass wort": two neighbours that are one word of the index.
void Planner::joined_neighbours(Plan& plan) {
    if (without_(Idea::mending))
        return;
    const auto& tokens = plan.question.tokens;
    for (std::size_t t = 0; t + 1 < tokens.size(); ++t) {
        const std::string joined = tokens[t].folded + tokens[t + 1].folded;
        if (joined.size() < 5 || tokens[t + 1].begin != tokens[t].end + 1)
            continue;
        for (const Lang lang : analysis::all_langs) {
            if (index::frequency(snapshot_, lang, joined) == 0 &&
                index::database(snapshot_).get_termfreq(
                    index::term(lang, index::Field::any, TermKind::code, joined)) == 0)
                continue;
            for (Group& group : plan.groups)
                if (group.token == t || group.token == t + 1) {
                    add(group, {joined, TermKind::exact, lang, worth::joined, Rule::form});
                    add(group, {joined, TermKind::code, lang, worth::joined, Rule::form});
                    stem_terms(group, snapshot_.analyzer()->stems(joined, lang).front(), lang,
                               worth::joined, Rule::form);
                }
        }
    }
}

bool Planner::has_own(const Group& group, Lang lang) const {
    return std::any_of(group.alternatives.begin(), group.alternatives.end(),
                       [&](const Alternative& one) {
                           return one.lang == lang || one.rule == Rule::exact ||
                                  one.rule == Rule::synonym;
                       }) ||
           std::all_of(group.parts.begin(), group.parts.end(), [](const Group& part) {
               return !part.alternatives.empty();
           }) == !group.parts.empty();
}

bool Planner::mend(Group& group, Lang lang, std::vector<std::string>& mended) {
    const auto& lexicon = lexicon_();
    const std::string& folded = mended[group.token];
    const auto found = lexicon->mend(folded, lang, 3);
    if (found.empty())
        return false;
    const std::string best = found.front().word;
    double share = worth::mended;
    for (const Lookalike& word : found) {
        if (word.edits > found.front().edits)
            break;
        const auto analysis =
            snapshot_.analyzer()->analyze(word.word, lang, *snapshot_.vocabulary());
        own_terms(group, analysis.terms, lang, share, Rule::mended);
        for (const std::string& stem : snapshot_.analyzer()->stems(word.word, lang))
            translations(group, stem, lang, share * worth::translated);
        share *= 0.7;
    }
    mended[group.token] = best;
    return true;
}

/// resetpassword: two words typed as one, in either language.
bool Planner::cut_in_two(Group& group, Lang lang, std::vector<std::string>& mended) {
    const std::string word = mended[group.token];
    std::uint64_t best = 0;
    std::size_t where = 0;
    for (std::size_t at = 3; at + 3 <= word.size(); ++at) {
        const std::uint64_t left = index::frequency(snapshot_, lang, word.substr(0, at));
        const std::uint64_t right = index::frequency(snapshot_, lang, word.substr(at));
        if (left != 0 && right != 0 && left * right > best) {
            best = left * right;
            where = at;
        }
    }
    if (where == 0)
        return false;
    for (const std::string& half : {word.substr(0, where), word.substr(where)}) {
        Group part{half, group.token, {}, {}, {}};
        for (const std::string& stem : snapshot_.analyzer()->stems(half, lang)) {
            stem_terms(part, stem, lang, worth::mended, Rule::mended);
            translations(part, stem, lang, worth::mended * worth::translated);
        }
        weigh(part);
        group.parts.push_back(std::move(part));
    }
    mended[group.token] = word.substr(0, where) + " " + word.substr(where);
    return true;
}

void Planner::lookalikes(Group& group, Lang lang, std::size_t same_letters) {
    if (without_(Idea::lookalikes))
        return;
    const auto& token = group.typed;
    for (const Lookalike& word : lexicon_()->alike(token, lang, least_alike, same_letters, 6))
        stem_terms(group, snapshot_.analyzer()->stems(word.word, lang).front(), lang,
                   worth::lookalike * word.alike, Rule::form);
}

void Planner::unknown_word(Plan& plan, Group& group, std::vector<std::string>& mended) {
    const analysis::Token& token = plan.question.tokens[group.token];
    const Lang lang = plan.lang;
    const Lang there = analysis::other(lang);
    const std::string typed = std::exchange(group.typed, token.folded);
    const auto& dictionary = snapshot_.dictionary();
    const bool real_word =
        dictionary &&
        (dictionary->frequency(token.folded, lang) != 0 ||
         !dictionary->lookup(snapshot_.analyzer()->stems(token.folded, lang).front(), lang, 1)
              .empty());
    if (!token.code && !has_own(group, lang)) {
        const bool mended_now = !without_(Idea::mending) && !real_word &&
                                group.alternatives.empty() &&
                                (mend(group, lang, mended) || mend(group, there, mended) ||
                                 cut_in_two(group, lang, mended));
        if (!mended_now)
            lookalikes(group, lang, same_beginning);
    }
    const bool elsewhere = std::any_of(group.alternatives.begin(), group.alternatives.end(),
                                       [&](const Alternative& one) { return one.lang == there; });
    if (!token.code && !elsewhere && documents_[static_cast<std::size_t>(there)] != 0)
        lookalikes(group, there, 1);
    group.typed = typed;
}

} // namespace lotse::search
