#pragma once
// The inside of an Analyzer.

#include <string>
#include <string_view>
#include <unordered_set>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/compound.h"
#include "indexer/analysis/forms.h"
#include "indexer/analysis/tokenizer.h"

namespace lotse::analysis {

struct KnownWord;

/// question: all of it in one language. article: passages in the other language in theirs. words:
/// as an article, but without terms.
enum class Reading : std::uint8_t { question, article, words };

struct Analyzer::Impl {
    explicit Impl(AnalyzerOptions given);

    bool stops(std::string_view folded, Lang lang) const;
    void code_terms(const WrittenWord& word, Lang lang, Analysis& result) const;
    /// Without a vocabulary no compound is split.
    void word_terms(const WrittenWord& word, Lang lang, const Vocabulary* vocabulary,
                    Analysis& result) const;
    /// The same, from the memo where it is known.
    void known_terms(const WrittenWord& word, Lang lang, const Vocabulary* vocabulary,
                     KnownWord& known, Analysis& result) const;
    bool known_stop(KnownWord& known, std::string_view folded, Lang lang) const;
    /// The stems of a word for a token: before its own stems, or behind all its terms.
    void add_stems(std::uint32_t token, const std::string& word, bool first,
                   Analysis& result) const;
    void join_separated(std::string_view text, const Vocabulary& vocabulary,
                        Analysis& result) const;
    std::vector<Lang> languages(std::string_view text, const std::vector<WrittenWord>& words,
                                const std::vector<KnownWord*>& known, Lang lang) const;
    Analysis run(std::string_view text, Lang lang, const Vocabulary* vocabulary,
                 Reading reading) const;

    AnalyzerOptions options;
    Splitter splitter;
    Forms forms;
    std::unordered_set<std::string> stop_words[2];
};

} // namespace lotse::analysis
