#pragma once
// The editors' own synonyms: one file a language, a line a group. "Wi-Fi, WLAN, Funknetz" makes all
// equal; "Kiste => Router" lets a question for the left find the right, not the other way. "#"
// starts a comment. Several words are allowed: "WLAN-Schlüssel, WPA Passwort".

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/editors_list.h"

namespace lotse::analysis {

/// What may stand for some words of a question.
struct Synonym {
    std::size_t first = 0;          // token index in the question
    std::size_t count = 1;          // how many tokens it replaces
    std::vector<std::string> stems; // the other name, word by word

    bool operator==(const Synonym&) const = default;
};

/// Immutable; may be used from any thread.
class Synonyms {
  public:
    Synonyms() = default;

    /// Fails with invalid_argument, naming `source` and the line, on a line with nothing to equate.
    static Result<Synonyms> parse(std::string_view text, Lang lang, const Analyzer& analyzer,
                                  std::string_view source);

    /// Every line with nothing to equate.
    static std::vector<ListFault> faults(std::string_view text, Lang lang,
                                         const Analyzer& analyzer);

    std::vector<Synonym> lookup(const Analysis& question) const;
    std::size_t size() const { return rules_.size(); }

  private:
    struct Rule {
        std::vector<std::string> from;
        std::vector<std::string> to;
        bool operator==(const Rule&) const = default;
    };
    std::vector<ListFault> read(std::string_view text, Lang lang, const Analyzer& analyzer);
    std::optional<ListFault> add(std::string_view entry, Lang lang, const Analyzer& analyzer);

    std::vector<Rule> rules_; // sorted by from
};

} // namespace lotse::analysis
