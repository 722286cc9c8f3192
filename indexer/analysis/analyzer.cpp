#include "indexer/analysis/analyzer.h"

#include <algorithm>
#include <unordered_set>

#include "indexer/analysis/compound.h"
#include "indexer/analysis/fold.h"
#include "indexer/analysis/forms.h"
#include "indexer/analysis/impl.h"
#include "indexer/analysis/passages.h"
#include "indexer/analysis/separated.h"
#include "indexer/analysis/stem.h"
#include "indexer/analysis/tables.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/analysis/word_memo_internal.h"
#include "indexer/base/text.h"

namespace lotse::analysis {
namespace {

constexpr std::size_t longest_term = 64; // bytes
constexpr std::size_t most_pieces = 12;  // of one written word; an address may have hundreds

// Words remembered by each thread: whoever indexes meets the words of all articles.
constexpr std::size_t most_of_questions = 30'000;
constexpr std::size_t most_of_articles = 200'000;

// Part of the fingerprint; to be raised when the code below changes what terms a text has.
constexpr std::string_view rules_version = "analysis-4";

std::uint64_t fnv(std::string_view text, std::uint64_t hash = 14695981039346656037ULL) {
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

std::vector<WrittenWord> joined_words(std::string_view text) {
    std::vector<WrittenWord> words = written_words(text);
    std::vector<WrittenWord> result;
    result.reserve(words.size());
    for (WrittenWord& word : words) {
        if (result.empty() || !joins(result.back(), word)) {
            result.push_back(std::move(word));
            continue;
        }
        WrittenWord& left = result.back();
        left.end = word.end;
        left.folded += word.folded;
        left.pieces = std::move(word.pieces);
        if (!left.pieces.empty())
            left.pieces.front().insert(0, "e");
    }
    return result;
}

/// E-Mail-Konto: the single letter belongs to the next piece.
std::vector<std::string> without_single_letters(const std::vector<std::string>& pieces) {
    std::vector<std::string> result;
    std::string carried;
    for (const std::string& piece : pieces) {
        carried += piece;
        if (piece.size() < 2)
            continue;
        result.push_back(std::move(carried));
        carried.clear();
    }
    return result;
}

bool alphabetic(std::string_view piece) {
    return std::none_of(piece.begin(), piece.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_umlaut(std::string_view folded) {
    return folded.find("ä") != std::string_view::npos ||
           folded.find("ö") != std::string_view::npos || folded.find("ü") != std::string_view::npos;
}

/// Collects the terms of one token, none twice.
class TermWriter {
  public:
    TermWriter(Analysis& analysis, std::uint32_t token)
        : analysis_(analysis), first_(analysis.terms.size()), token_(token) {}

    void add(std::string_view text, TermKind kind) {
        const std::string_view cut = utf8_prefix(text, longest_term);
        const auto same = [&](const Term& term) {
            return term.text == cut &&
                   (term.kind == kind || (term.kind == TermKind::stem && kind == TermKind::part) ||
                    (term.kind == TermKind::code && kind == TermKind::code_part));
        };
        const auto begin = analysis_.terms.begin() + static_cast<std::ptrdiff_t>(first_);
        if (!cut.empty() && std::none_of(begin, analysis_.terms.end(), same))
            analysis_.terms.push_back({std::string(cut), kind, token_});
    }

  private:
    Analysis& analysis_;
    std::size_t first_;
    std::uint32_t token_;
};

} // namespace

std::string_view name(TermKind kind) {
    switch (kind) {
    case TermKind::exact:
        return "exact";
    case TermKind::stem:
        return "stem";
    case TermKind::part:
        return "part";
    case TermKind::code:
        return "code";
    case TermKind::code_part:
        return "code_part";
    }
    return "?";
}

std::string to_string(const Analysis& analysis) {
    std::string result;
    std::size_t term = 0;
    for (std::size_t t = 0; t < analysis.tokens.size(); ++t) {
        const Token& token = analysis.tokens[t];
        result += std::to_string(token.begin) + "-" + std::to_string(token.end) + " " +
                  token.folded + (token.stop ? " (function word):" : ":");
        for (; term < analysis.terms.size() && analysis.terms[term].token == t; ++term)
            result += " " + std::string(name(analysis.terms[term].kind)) + "=" +
                      analysis.terms[term].text;
        result += "\n";
    }
    return result;
}

Analyzer::Impl::Impl(AnalyzerOptions given)
    : options(std::move(given)), splitter(options.lexicon, options.splitting) {
    for (const Lang lang : all_langs)
        for (const auto& line :
             tables::lines(lang == Lang::de ? tables::de_stop_words : tables::en_stop_words))
            for (const std::string_view word : line)
                stop_words[static_cast<std::size_t>(lang)].insert(fold(word));
}

bool Analyzer::Impl::stops(std::string_view folded, Lang lang) const {
    return stop_words[static_cast<std::size_t>(lang)].contains(std::string(folded));
}

Analyzer::Analyzer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Analyzer::~Analyzer() = default;

Result<std::shared_ptr<const Analyzer>> Analyzer::create(AnalyzerOptions options) {
    return std::shared_ptr<const Analyzer>(
        new Analyzer(std::make_unique<Impl>(std::move(options))));
}

void Analyzer::Impl::code_terms(const WrittenWord& word, Lang lang, Analysis& result) const {
    TermWriter terms(result, static_cast<std::uint32_t>(result.tokens.size() - 1));
    terms.add(word.folded, TermKind::code);
    terms.add(word.joined, TermKind::code);
    const std::size_t count = std::min(word.pieces.size(), most_pieces);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string& piece = word.pieces[i];
        if (piece.size() >= 2)
            terms.add(piece, TermKind::code_part);
        if (piece.size() >= 4 && alphabetic(piece))
            terms.add(snowball(piece, lang), TermKind::part);
    }
}

void Analyzer::Impl::known_terms(const WrittenWord& word, Lang lang, const Vocabulary* vocabulary,
                                 KnownWord& known, Analysis& result) const {
    const auto slot = static_cast<std::size_t>(lang);
    if (!word.pieces.empty()) // as it is written decides, too
        return word_terms(word, lang, known_stop(known, word.folded, lang) ? nullptr : vocabulary,
                          result);
    const auto token = static_cast<std::uint32_t>(result.tokens.size() - 1);
    if (!known.terms[slot]) {
        const std::size_t first = result.terms.size();
        word_terms(word, lang, known_stop(known, word.folded, lang) ? nullptr : vocabulary, result);
        auto& kept = known.terms[slot].emplace();
        for (std::size_t i = first; i < result.terms.size(); ++i)
            kept.push_back({result.terms[i].text, result.terms[i].kind});
        return;
    }
    for (const KnownTerm& term : *known.terms[slot])
        result.terms.push_back({term.text, term.kind, token});
}

bool Analyzer::Impl::known_stop(KnownWord& known, std::string_view folded, Lang lang) const {
    auto& stop = known.stop[static_cast<std::size_t>(lang)];
    if (!stop)
        stop = stops(folded, lang);
    return *stop;
}

void Analyzer::Impl::word_terms(const WrittenWord& word, Lang lang, const Vocabulary* vocabulary,
                                Analysis& result) const {
    TermWriter terms(result, static_cast<std::uint32_t>(result.tokens.size() - 1));
    terms.add(word.folded, TermKind::exact);
    for (const std::string& stem : forms.stems(word.folded, lang))
        terms.add(stem, TermKind::stem);
    std::vector<std::string> pieces = without_single_letters(word.pieces);
    const bool hyphened = !pieces.empty() && pieces.front() != word.folded; // USB-C: usb
    if (pieces.size() > most_pieces)
        pieces.resize(most_pieces);
    if (!hyphened)
        pieces = {word.folded};
    for (const std::string& piece : pieces) {
        if (hyphened && utf8_length(piece) >= 3)
            terms.add(snowball(piece, lang), TermKind::part);
        if (lang != Lang::de || vocabulary == nullptr)
            continue;
        for (const std::string& part : splitter.split(piece, *vocabulary)) {
            const std::string base = forms.base(part, lang); // Kontenübersicht: konto
            terms.add(snowball(base.empty() ? part : base, lang), TermKind::part);
        }
    }
}

void Analyzer::Impl::add_stems(std::uint32_t token, const std::string& word, bool first,
                               Analysis& result) const {
    auto& terms = result.terms;
    const auto of_token = [](const Term& term, std::uint32_t t) { return term.token < t; };
    auto place = std::lower_bound(terms.begin(), terms.end(), first ? token : token + 1, of_token);
    if (first && place != terms.end() && place->kind == TermKind::exact)
        ++place;
    std::vector<Term> added;
    for (std::string& stem : forms.stems(word, result.tokens[token].lang))
        added.push_back({std::move(stem), TermKind::stem, token});
    terms.insert(place, added.begin(), added.end());
}

/// A verb gets the stems of what it means together with its prefix before its own ones, and the
/// prefix has said what it had to say. English ones get theirs behind their own.
void Analyzer::Impl::join_separated(std::string_view text, const Vocabulary& vocabulary,
                                    Analysis& result) const {
    const auto known = [&](Lang lang) -> IsWord {
        return [&, lang](std::string_view word) {
            return vocabulary.frequency(word, lang) != 0 ||
                   (options.lexicon && options.lexicon->frequency(word, lang) != 0);
        };
    };
    const auto verbs = separated_verbs(text, result.tokens, forms, known(Lang::de));
    for (auto one = verbs.rbegin(); one != verbs.rend(); ++one) {
        result.tokens[one->verb].verb = one->infinitive;
        result.tokens[one->verb].stop = false;
        result.tokens[one->prefix].stop = true;
        add_stems(one->verb, one->infinitive, true, result);
    }
    for (const auto& one : phrasal_verbs(text, result.tokens, known(Lang::en)))
        add_stems(one.verb, one.noun, false, result);
}

std::vector<Lang> Analyzer::Impl::languages(std::string_view text,
                                            const std::vector<WrittenWord>& words,
                                            const std::vector<KnownWord*>& known_words,
                                            Lang lang) const {
    const Lang there = other(lang);
    return languages_of(text, words, lang, [&](const WrittenWord& word) {
        if (word.code || word.folded.size() < 2)
            return Says::nothing;
        KnownWord& known = *known_words[static_cast<std::size_t>(&word - words.data())];
        const bool here_stop = known_stop(known, word.folded, lang);
        const bool there_stop = known_stop(known, word.folded, there);
        if (here_stop != there_stop)
            return here_stop ? Says::own_function : Says::other_function;
        if (has_umlaut(word.folded))
            return lang == Lang::de ? Says::own : Says::other;
        if (here_stop || !options.lexicon)
            return Says::nothing;
        const auto listed = [&](Lang in) {
            auto& kept = known.in_lexicon[static_cast<std::size_t>(in)];
            if (!kept)
                kept = options.lexicon->frequency(word.folded, in) != 0;
            return *kept;
        };
        const bool here = listed(lang);
        const bool elsewhere = listed(there);
        return here == elsewhere ? Says::nothing : here ? Says::own : Says::other;
    });
}

Analysis Analyzer::Impl::run(std::string_view text, Lang lang, const Vocabulary* vocabulary,
                             Reading reading) const {
    const bool passages = reading != Reading::question;
    Analysis result{lang, {}, {}};
    WordMemo& memo =
        WordMemo::of(splitter.serial(), vocabulary != nullptr ? vocabulary->serial() : 0,
                     passages ? most_of_articles : most_of_questions);
    const std::vector<WrittenWord> words = joined_words(text);
    std::vector<KnownWord*> known; // null: a code
    known.reserve(words.size());
    for (const WrittenWord& word : words)
        known.push_back(word.code ? nullptr : &memo.word(word.folded));
    const std::vector<Lang> languages_read =
        passages ? languages(text, words, known, lang) : std::vector<Lang>();
    result.tokens.reserve(words.size());
    if (reading != Reading::words)
        result.terms.reserve(words.size() * 3);
    std::uint32_t position = 0;
    for (std::size_t w = 0; w < words.size(); ++w) {
        const WrittenWord& word = words[w];
        const Lang own = passages ? languages_read[w] : lang;
        const bool stop = !word.code && known_stop(*known[w], word.folded, own);
        result.tokens.push_back(
            {word.begin, word.end, word.folded, word.code, stop, ++position, own, {}});
        if (reading == Reading::words)
            continue;
        if (word.code)
            code_terms(word, own, result);
        else
            known_terms(word, own, vocabulary, *known[w], result);
    }
    if (vocabulary != nullptr)
        join_separated(text, *vocabulary, result);
    return result;
}

Analysis Analyzer::analyze(std::string_view text, Lang lang, const Vocabulary& vocabulary) const {
    return impl_->run(text, lang, &vocabulary, Reading::question);
}

Analysis Analyzer::analyze_article(std::string_view text, Lang lang,
                                   const Vocabulary& vocabulary) const {
    return impl_->run(text, lang, &vocabulary, Reading::article);
}

Analysis Analyzer::words_of_article(std::string_view text, Lang lang) const {
    return impl_->run(text, lang, nullptr, Reading::words);
}

Analysis Analyzer::words(std::string_view text, Lang lang) const {
    return impl_->run(text, lang, nullptr, Reading::question);
}

std::vector<std::string> Analyzer::stems(std::string_view folded, Lang lang) const {
    return impl_->forms.stems(folded, lang);
}

std::vector<std::string> Analyzer::split(std::string_view folded,
                                         const Vocabulary& vocabulary) const {
    return impl_->splitter.split(folded, vocabulary);
}

bool Analyzer::is_stop_word(std::string_view folded, Lang lang) const {
    return impl_->stops(folded, lang);
}

std::string Analyzer::fingerprint() const {
    std::uint64_t hash = fnv(rules_version);
    for (const std::string_view table :
         {tables::de_stop_words, tables::de_forms, tables::de_compounds, tables::en_stop_words,
          tables::en_forms})
        hash = fnv(table, hash);
    if (impl_->options.lexicon)
        hash = fnv(impl_->options.lexicon->fingerprint(), hash);
    if (impl_->options.splitting)
        hash = fnv(impl_->options.splitting->fingerprint(), hash);
    return std::string(rules_version) + "-" + std::to_string(hash);
}

} // namespace lotse::analysis
