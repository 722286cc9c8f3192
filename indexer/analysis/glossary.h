#pragma once
// The words that a company translates in its own way: one file for both languages, a line a pair,
// German left, English right. "Vertragskonto = billing account" holds both ways; several words are
// allowed, and further names after a comma: "Vertragskonto, Kundenkonto = billing account". "#"
// starts a comment. What it says goes before any dictionary.

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/editors_list.h"

namespace lotse::analysis {

/// What some words of a question are called in the other language.
struct GlossaryName {
    std::size_t first = 0;          // token index in the question
    std::size_t count = 1;          // how many tokens it translates
    std::vector<std::string> stems; // word by word, in the other language

    bool operator==(const GlossaryName&) const = default;
};

/// Immutable; may be used from any thread.
class Glossary {
  public:
    Glossary() = default;

    /// Fails with invalid_argument, naming `source` and the line, on a line that is no pair.
    static Result<Glossary> parse(std::string_view text, const Analyzer& analyzer,
                                  std::string_view source);

    /// Every line that is no pair.
    static std::vector<ListFault> faults(std::string_view text, const Analyzer& analyzer);

    /// The longest names first found; a word that is part of a longer name is not translated by
    /// itself. The question must be analysed in `question.lang`.
    std::vector<GlossaryName> lookup(const Analysis& question) const;
    std::size_t size() const { return rules_[0].size(); }

  private:
    struct Rule {
        std::vector<std::string> from;
        std::vector<std::string> to;
        bool operator==(const Rule&) const = default;
    };
    std::vector<ListFault> read(std::string_view text, const Analyzer& analyzer);
    std::optional<ListFault> add(std::string_view entry, const Analyzer& analyzer);

    std::vector<Rule> rules_[2]; // by the language of `from`, sorted by it
};

} // namespace lotse::analysis
