// Words that the index does not know: typed wrongly, joined, cut in two, or nearly like others.

#include <algorithm>
#include <cmath>
#include <utility>

#include "indexer/analysis/fold.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/planner.h"
#include "searchd/search/worth.h"

namespace lotse::search {
namespace {

constexpr double least_alike = 0.6;
constexpr std::size_t same_beginning = 4;  // letters, within one language
constexpr std::size_t most_meant = 3;      // alternatives of a mistyped word that are searched
constexpr double as_likely = 2;            // natural logarithms: what is searched beside the best
constexpr double only_in_dictionary = 2.5; // what the index holds is likelier meant by so much
constexpr double two_cheap_slips = 1.1;    // as a typing cost
constexpr std::size_t shortest_joined = 5; // bytes
constexpr std::size_t most_other_readings = 15;

// Bytes. What is longer was not typed by a person, and trying all its neighbours would take
// seconds.
constexpr std::size_t longest_mended = 48;

/// All words one typing error away, umlauts included: what a list can be asked for that can only be
/// asked for whole words.
std::vector<std::string> one_edit_away(const std::string& word) {
    static constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyz";
    std::vector<std::string> letters{"ä", "ö", "ü", "ß"};
    for (const char c : plain)
        letters.emplace_back(1, c);
    std::vector<std::size_t> starts; // of characters
    for (std::size_t i = 0; i < word.size(); ++i)
        if ((static_cast<unsigned char>(word[i]) & 0xC0U) != 0x80U)
            starts.push_back(i);
    starts.push_back(word.size());
    std::vector<std::string> found;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::string left = word.substr(0, starts[i]);
        for (const std::string& letter : letters)
            found.push_back(left + letter + word.substr(starts[i]));
        if (i + 1 == starts.size())
            break;
        const std::string after = word.substr(starts[i + 1]);
        found.push_back(left + after);
        for (const std::string& letter : letters)
            found.push_back(left + letter + after);
        if (i + 2 < starts.size())
            found.push_back(left + word.substr(starts[i + 1], starts[i + 2] - starts[i + 1]) +
                            word.substr(starts[i], starts[i + 1] - starts[i]) +
                            word.substr(starts[i + 2]));
    }
    return found;
}

} // namespace

/// In any form, alone or within others, to the index or the dictionary.
bool Planner::known(const std::string& word, Lang lang) const {
    const auto within = [&](TermKind kind, std::string_view text) {
        return index::term_frequency(snapshot_, index::term(lang, kind, text)) != 0;
    };
    return in_index(word, lang) || real_word(word, lang) || within(TermKind::code_part, word) ||
           within(TermKind::part, snapshot_.analyzer()->stems(word, lang).front());
}

bool Planner::in_index(const std::string& word, Lang lang) const {
    const auto posted = [&](TermKind kind, std::string_view text) {
        return index::term_frequency(snapshot_, index::term(lang, kind, text)) != 0;
    };
    return posted(TermKind::exact, word) || posted(TermKind::code, word) ||
           posted(TermKind::stem, snapshot_.analyzer()->stems(word, lang).front());
}

bool Planner::real_word(const std::string& word, Lang lang) const {
    const auto& dictionary = snapshot_.dictionary();
    if (!dictionary)
        return false;
    const auto stems = snapshot_.analyzer()->stems(word, lang);
    return dictionary->frequency(word, lang) != 0 ||
           std::any_of(stems.begin(), stems.end(), [&](const std::string& stem) {
               return !dictionary->lookup(stem, lang, 1).empty();
           });
}

/// "pass wort": two neighbours that are one word. Where one of them means nothing by itself the
/// whole takes the place of both; else it is looked for beside them.
void Planner::joined_neighbours(Plan& plan, std::vector<std::string>& mended) {
    if (without_(Idea::mending))
        return;
    const auto& tokens = plan.question.tokens;
    for (std::size_t t = 0; t + 1 < tokens.size(); ++t) {
        const std::string joined = mended[t] + mended[t + 1];
        if (mended[t].empty() || joined.size() < shortest_joined ||
            tokens[t + 1].begin != tokens[t].end + 1)
            continue;
        const bool scrap = is_scrap(plan, t) || is_scrap(plan, t + 1);
        for (const Lang lang : {plan.lang, analysis::other(plan.lang)}) {
            if (scrap ? !known(joined, lang) : !in_index(joined, lang))
                continue;
            if (!rereading_ &&
                (scrap || (tokens[t + 1].stop && never_written(mended[t], joined, lang)))) {
                mended[t] = joined;
                mended[t + 1].clear();
                break;
            }
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

/// No word by itself, in either language.
bool Planner::is_scrap(const Plan& plan, std::size_t t) const {
    const analysis::Token& token = plan.question.tokens[t];
    return !token.stop && !token.code && !known(token.folded, plan.lang) &&
           !known(token.folded, analysis::other(plan.lang));
}

/// "druck er": the joined word stands in the index and its beginning nowhere by itself. Asked only
/// of what a function word follows: "wlan passwort" may well be written apart.
bool Planner::never_written(const std::string& left, const std::string& joined, Lang lang) const {
    return index::frequency(snapshot_, lang, joined) != 0 &&
           index::frequency(snapshot_, lang, left) == 0 &&
           index::frequency(snapshot_, analysis::other(lang), left) == 0;
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

/// Words that were meant, likeliest first: of the index, and those that only the dictionary knows
/// and whose stem or translations the index may hold.
std::vector<Planner::Meant> Planner::meant(const std::string& typed, Lang lang) {
    std::vector<Meant> found;
    for (const Lookalike& word : lexicon_()->mend(typed, lang, most_meant))
        found.push_back({word.word, unlikeliness(word.cost, word.documents)});
    const auto& dictionary = snapshot_.dictionary();
    if (dictionary && !without_(Idea::dictionary) && typed.size() >= shortest_joined)
        for (const std::string& word : one_edit_away(typed))
            if (dictionary->frequency(word, lang) != 0)
                found.push_back({word, unlikeliness(typing_cost(analysis::without_marks(typed),
                                                                analysis::without_marks(word)),
                                                    0) +
                                           only_in_dictionary});
    std::sort(found.begin(), found.end(), [](const Meant& a, const Meant& b) {
        return a.unlikely != b.unlikely ? a.unlikely < b.unlikely : a.word < b.word;
    });
    return found;
}

bool Planner::mend(Group& group, Lang lang, std::vector<std::string>& mended) {
    const std::string typed = mended[group.token];
    const auto words = meant(typed, lang);
    std::vector<std::string> taken;
    const double best = words.empty() ? 0 : words.front().unlikely;
    for (const Meant& one : words) {
        if (taken.size() == most_meant || one.unlikely > best + as_likely)
            break;
        if (std::find(taken.begin(), taken.end(), one.word) != taken.end())
            continue;
        const double share = worth::mended * std::exp((best - one.unlikely) / 2);
        if (add_mended(group, one.word, lang, share))
            taken.push_back(one.word);
    }
    if (taken.empty())
        return false;
    mended[group.token] = taken.front();
    return true;
}

bool Planner::add_mended(Group& group, const std::string& word, Lang lang, double share) {
    const std::size_t before = group.alternatives.size();
    const auto analysis = snapshot_.analyzer()->analyze(word, lang, *snapshot_.vocabulary());
    own_terms(group, analysis.terms, lang, share, Rule::mended);
    for (const std::string& stem : snapshot_.analyzer()->stems(word, lang))
        translations(group, stem, lang, share * worth::translated);
    return group.alternatives.size() > before;
}

/// "pasword" in a German question: near to "password", whose translation "passwort" is nearly as
/// near and belongs to the question's language.
bool Planner::mend_by_translation(Group& group, Lang lang, std::vector<std::string>& mended) {
    const auto& dictionary = snapshot_.dictionary();
    const std::string typed = mended[group.token];
    const Lang there = analysis::other(lang);
    if (!dictionary || without_(Idea::dictionary))
        return false;
    for (const Lookalike& word : lexicon_()->mend(typed, there, 1))
        for (const auto& own : dictionary->lookup(
                 snapshot_.analyzer()->stems(word.word, there).front(), there, most_other_readings))
            if (edits_between(typed, own.stem, 2) <= 2 && real_word(own.stem, lang) &&
                add_mended(group, own.stem, lang, worth::mended)) {
                mended[group.token] = own.stem;
                return true;
            }
    return false;
}

/// One slip away from a word of either language, be it of the dictionary alone.
bool Planner::nearly_a_word(const std::string& typed) const {
    for (const Lang lang : analysis::all_langs) {
        const auto found = lexicon_()->mend(typed, lang, 1);
        if (!found.empty() && (found.front().edits == 1 || found.front().cost <= two_cheap_slips))
            return true;
    }
    const auto& dictionary = snapshot_.dictionary();
    if (!dictionary)
        return false;
    const auto near = one_edit_away(typed);
    return std::any_of(near.begin(), near.end(), [&](const std::string& word) {
        return dictionary->frequency(word, Lang::de) != 0 ||
               dictionary->frequency(word, Lang::en) != 0;
    });
}

/// In the question's language first: an error is never mended into the other language's spelling
/// where the own one has a word.
bool Planner::mend_anyhow(const Plan& plan, Group& group, std::vector<std::string>& mended) {
    const Lang lang = plan.lang;
    const std::string typed = mended[group.token];
    if (!nearly_a_word(typed) && cut_apart(group, lang, mended))
        return true;
    return mend(group, lang, mended) || (lang == Lang::de && mend_within(group, mended)) ||
           mend_by_translation(group, lang, mended) || mend(group, analysis::other(lang), mended) ||
           cut_apart(group, lang, mended);
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
    if (mended[group.token] != token.folded)
        return; // joined with its neighbour
    if (token.folded.size() > longest_mended)
        return;
    const std::string typed = std::exchange(group.typed, token.folded);
    const bool mends = !without_(Idea::mending) && !rereading_ && !token.code &&
                       group.alternatives.empty() && !real_word(token.folded, lang);
    if (mends && lang == Lang::de && !group.parts.empty())
        mend_link(group, mended);
    if (!token.code && !has_own(group, lang) && !(mends && mend_anyhow(plan, group, mended)))
        lookalikes(group, lang, same_beginning);
    const bool elsewhere = std::any_of(group.alternatives.begin(), group.alternatives.end(),
                                       [&](const Alternative& one) { return one.lang == there; });
    if (!token.code && !elsewhere && documents_[static_cast<std::size_t>(there)] != 0)
        lookalikes(group, there, 1);
    group.typed = typed;
}

} // namespace lotse::search
