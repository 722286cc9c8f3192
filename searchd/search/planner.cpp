#include "searchd/search/planner.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "indexer/index/xapian_internal.h"
#include "searchd/search/posting_cache.h"
#include "searchd/search/worth.h"

namespace lotse::search {
namespace {

constexpr std::size_t most_alternatives = 64;
constexpr std::size_t most_words = 400; // of a question that are read at all
const std::string* first_of(const std::vector<analysis::Term>& terms, TermKind kind) {
    for (const auto& term : terms)
        if (term.kind == kind)
            return &term.text;
    return nullptr;
}

} // namespace

Planner::Planner(const index::Snapshot& snapshot, const SynonymSets& synonyms, WordMemo& memo,
                 std::function<std::shared_ptr<const Lexicon>()> lexicon, Without without)
    : snapshot_(snapshot), synonyms_(synonyms), memo_(memo), state_(state_of(snapshot)),
      lexicon_(std::move(lexicon)), without_(without) {
    for (const Lang lang : analysis::all_langs)
        documents_[static_cast<std::size_t>(lang)] = index::term_frequency(
            snapshot_, index::filter_term(index::Filter::lang, analysis::name(lang)));
    // Where no document is in a language, others may still quote it.
    for (const Lang lang : analysis::all_langs)
        if (auto& documents = documents_[static_cast<std::size_t>(lang)];
            documents == 0 && index::has_words(snapshot_, lang))
            documents = documents_[static_cast<std::size_t>(analysis::other(lang))];
}

bool Planner::add(Group& group, Alternative alternative) {
    if (group.alternatives.size() >= most_alternatives || alternative.text.empty() ||
        documents_[static_cast<std::size_t>(alternative.lang)] == 0)
        return false;
    for (Alternative& known : group.alternatives)
        if (known.text == alternative.text && known.kind == alternative.kind &&
            known.lang == alternative.lang) {
            if (known.worth < alternative.worth) {
                known.worth = alternative.worth;
                known.rule = alternative.rule;
            }
            return true;
        }
    if (alternative.documents == 0)
        alternative.documents = index::term_frequency(
            snapshot_, index::term(alternative.lang, alternative.kind, alternative.text));
    if (alternative.documents == 0)
        return false;
    group.alternatives.push_back(std::move(alternative));
    return true;
}

void Planner::stem_terms(Group& group, const std::string& stem, Lang lang, double worth,
                         Rule rule) {
    add(group, {stem, TermKind::stem, lang, worth, rule});
    if (!without_(Idea::compounds))
        add(group, {stem, TermKind::part, lang, worth * worth::within,
                    rule == Rule::form ? Rule::part : rule});
}

/// The terms of a word in its own language; `rule` is given where the word itself was not typed.
void Planner::own_terms(Group& group, const std::vector<analysis::Term>& terms, Lang lang,
                        double worth, std::optional<Rule> rule) {
    bool first_stem = true;
    for (const auto& term : terms) {
        const bool whole = term.kind == TermKind::exact || term.kind == TermKind::code;
        if (whole) {
            const Rule how = rule.value_or(Rule::exact);
            add(group, {term.text, TermKind::exact, lang, worth * worth::exact, how});
            add(group, {term.text, TermKind::code, lang, worth * worth::exact, how});
            add(group, {term.text, TermKind::code_part, lang, worth * worth::code_piece,
                        rule.value_or(Rule::part)});
        } else if (term.kind == TermKind::stem && (first_stem || !without_(Idea::forms))) {
            stem_terms(group, term.text, lang,
                       worth * (first_stem ? worth::form : worth::further_form),
                       rule.value_or(Rule::form));
            first_stem = false;
        }
    }
}

/// "richte … ein" asks for einrichten and hardly for richten. Its token is folded as the whole
/// verb.
void Planner::separated_verb(Group& group, const analysis::Token& token,
                             const std::vector<analysis::Term>& terms, Lang lang) {
    std::vector<analysis::Term> whole{{token.verb, TermKind::exact, group.token}};
    for (std::string& stem : snapshot_.analyzer()->stems(token.verb, lang))
        whole.push_back({std::move(stem), TermKind::stem, group.token});
    own_terms(group, whole, lang, 1, std::nullopt);
    if (const std::string* typed = first_of(terms, TermKind::exact)) {
        add(group, {*typed, TermKind::exact, lang, worth::without_prefix, Rule::form});
        add(group, {snapshot_.analyzer()->stems(*typed, lang).front(), TermKind::stem, lang,
                    worth::without_prefix, Rule::form});
    }
}

/// The parts of a compound or of a code become groups of their own, below it.
void Planner::compound(Group& group, const std::vector<analysis::Term>& terms, Lang lang) {
    std::vector<std::string> parts;
    for (const auto& term : terms)
        if (term.kind == TermKind::part && !without_(Idea::compounds))
            parts.push_back(term.text);
    if (parts.size() < 2)
        parts.clear();
    for (const std::string& stem : parts) {
        Group part{stem, group.token, {}, {}, {}};
        stem_terms(part, stem, lang, worth::form, Rule::part);
        translations(part, stem, lang, worth::translated);
        weigh(part);
        group.parts.push_back(std::move(part));
    }
    if (!parts.empty())
        return;
    for (const auto& term : terms)
        if (term.kind == TermKind::code_part) {
            Group part{term.text, group.token, {}, {}, {}};
            for (const Lang each : analysis::all_langs)
                for (const TermKind kind : {TermKind::exact, TermKind::code, TermKind::code_part})
                    add(part, {term.text, kind, each, worth::form, Rule::part});
            weigh(part);
            group.parts.push_back(std::move(part));
        }
    if (group.parts.size() == 1)
        group.parts.clear();
}

void Planner::synonyms(Plan& plan) {
    if (without_(Idea::synonyms))
        return;
    for (const Lang lang : analysis::all_langs) {
        for (const auto& synonym :
             synonyms_.by_lang[static_cast<std::size_t>(lang)].lookup(plan.question))
            for (Group& group : plan.groups) {
                if (group.token < synonym.first || group.token >= synonym.first + synonym.count)
                    continue;
                for (const std::string& stem : synonym.stems) {
                    stem_terms(group, stem, lang, worth::synonym, Rule::synonym);
                    translations(group, stem, lang, worth::synonym * worth::translated);
                    add(group, {stem, TermKind::code, lang, worth::synonym, Rule::synonym});
                }
            }
    }
}

/// Rarity among the documents of each language; a group's documents are bounded by the sum.
void Planner::weigh(Group& group) const {
    for (const Lang lang : analysis::all_langs) {
        const auto i = static_cast<std::size_t>(lang);
        double worthiest = 0;
        for (const Alternative& one : group.alternatives)
            if (one.lang == lang)
                worthiest = std::max(worthiest, one.worth);
        double most = 0;
        double others = 0;
        for (const Alternative& one : group.alternatives) {
            if (one.lang != lang)
                continue;
            const double documents = one.documents * one.worth / worthiest;
            others += std::min(most, documents);
            most = std::max(most, documents);
        }
        const double documents = std::min(most + 0.3 * others, documents_[i]);
        group.rarity[i] = std::log(1 + (documents_[i] - documents + 0.5) / (documents + 0.5));
    }
}

/// As it was found before; where it stands in the question is its own.
Group Planner::group_of(const analysis::Token& token, const std::vector<analysis::Term>& terms,
                        Lang lang, bool function_word) {
    std::string key = state_;
    const auto add = [&](int number, std::string_view text) {
        key += static_cast<char>('0' + number);
        key += text;
        key += ' ';
    };
    add(static_cast<int>(lang), token.folded);
    add((function_word ? 1 : 0) + (token.code ? 2 : 0), token.verb);
    for (const analysis::Term& term : terms)
        add(static_cast<int>(term.kind), term.text);
    Group group =
        *memo_.groups.find(key, [&] { return found_group(token, terms, lang, function_word); });
    group.token = terms.empty() ? 0 : terms.front().token;
    for (Group& part : group.parts)
        part.token = group.token;
    return group;
}

Group Planner::found_group(const analysis::Token& token, const std::vector<analysis::Term>& terms,
                           Lang lang, bool function_word) {
    Group group;
    group.token = terms.empty() ? 0 : terms.front().token;
    group.function_word = function_word;
    if (token.verb.empty())
        own_terms(group, terms, lang, 1, std::nullopt);
    else
        separated_verb(group, token, terms, lang);
    if (!function_word) {
        other_language(group, token, lang);
        compound(group, terms, lang);
    }
    group.alternatives.shrink_to_fit(); // it is kept
    return group;
}

void Planner::add_groups(Plan& plan, const PlanRequest& request) {
    const auto& tokens = plan.question.tokens;
    const bool only_stops =
        std::all_of(tokens.begin(), tokens.end(), [](const auto& token) { return token.stop; });
    std::set<std::string> seen; // a word that comes twice is looked for once
    std::size_t content = 0;
    std::size_t next = 0;
    for (std::uint32_t t = 0; t < tokens.size(); ++t) {
        const auto& token = tokens[t];
        std::vector<analysis::Term> terms;
        for (; next < plan.question.terms.size() && plan.question.terms[next].token == t; ++next)
            terms.push_back(plan.question.terms[next]);
        const bool function_word = token.stop && !only_stops;
        const std::string* stem = first_of(terms, TermKind::stem);
        const std::size_t alike = function_word ? plan.groups.size() - content : content;
        if (terms.empty() || alike >= request.most_groups ||
            !seen.insert(stem != nullptr ? *stem : token.folded).second)
            continue;
        plan.groups.push_back(group_of(token, terms, plan.lang, function_word));
        content += function_word ? 0 : 1;
        plan.groups.back().typed =
            std::string(request.query.substr(token.begin, token.end - token.begin));
    }
}

Planner::Reading Planner::read(const PlanRequest& request, const analysis::Detected& detected) {
    Plan plan;
    plan.without = without_;
    for (std::size_t i = 0; i < documents_.size(); ++i)
        plan.rarest[i] = documents_[i] > 0 ? std::log(1 + (documents_[i] - 0.5) / 1.5) : 0;
    const auto& analyzer = *snapshot_.analyzer();
    plan.lang = request.lang.value_or(detected.lang);
    plan.sure = request.lang ? 1 : detected.confidence;
    plan.answers = request.lang || detected.own_words ? plan.lang : request.page_lang;
    plan.question = analyzer.analyze(request.query, plan.lang, *snapshot_.vocabulary());
    auto& tokens = plan.question.tokens;
    for (auto& token : tokens)
        if (!token.verb.empty())
            token.folded = token.verb;
    if (tokens.size() > most_words)
        tokens.resize(most_words);
    std::erase_if(plan.question.terms,
                  [&](const auto& term) { return term.token >= tokens.size(); });
    add_groups(plan, request);
    glossary(plan);
    names(plan);
    synonyms(plan);
    std::vector<std::string> mended;
    for (const auto& token : tokens)
        mended.push_back(token.folded);
    if (!request.exact)
        joined_neighbours(plan, mended);
    for (Group& group : plan.groups) {
        if (!group.function_word && !request.exact)
            unknown_word(plan, group, mended);
        weigh(group);
        if (!group.function_word)
            paraphrases(group, mended[group.token], plan.lang);
    }
    return {std::move(plan), std::move(mended)};
}

} // namespace lotse::search
