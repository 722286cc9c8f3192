#pragma once
// Text → terms: the one place where words become what an index holds and a question looks for.
//
//     auto analyzer = Analyzer::create({});
//     Analysis a = (*analyzer)->analyze("Passwörter zurücksetzen", Lang::de, vocabulary);
//     // tokens: passwörter, zurücksetzen
//     // terms:  exact passwörter, stem passwort, exact zurücksetzen, stem zurucksetz
//
// An Analyzer is immutable and may be used from any thread. The same text, language and vocabulary
// always give the same terms. Terms carry no language and no field: the index adds prefixes, and
// must keep the languages apart.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/analysis/split_rules.h"
#include "indexer/analysis/vocabulary.h"
#include "indexer/base/result.h"

namespace lotse::analysis {

enum class TermKind : std::uint8_t {
    exact,     // the folded word as written, umlauts kept; every word that is no code
    stem,      // its stem; a word may have several (angemeldet: angemeldet, anmeld)
    part,      // stem of one part of a German compound (wlanpasswort: wlan, passwort)
    code,      // an error code, version, number, address or product name, whole: 0x80070005
    code_part, // a piece of a code that people also look for: 7590 of fritz!box 7590
};

std::string_view name(TermKind kind);

/// A word where it stands in the text.
struct Token {
    std::size_t begin = 0; // bytes into the text
    std::size_t end = 0;
    std::string folded;
    bool code = false;
    bool stop = false;          // a function word (der, the): indexed, but it carries no meaning
    std::uint32_t position = 0; // counts words from 1; pieces of one written word share none
    Lang lang = Lang::de;       // in which it was analysed
    std::string verb; // what it means with a prefix further on ("richte … ein": einrichten)

    bool operator==(const Token&) const = default;
};

struct Term {
    std::string text; // at most 64 bytes; longer words are cut at a character
    TermKind kind = TermKind::exact;
    std::uint32_t token = 0; // index into Analysis::tokens

    bool operator==(const Term&) const = default;
};

struct Analysis {
    Lang lang = Lang::de;      // of all tokens but those of passages in the other language
    std::vector<Token> tokens; // in order of the text
    std::vector<Term> terms;   // grouped by token, in token order

    bool operator==(const Analysis&) const = default;
};

/// One line a token: "0-10 passwörter: exact=passwörter stem=passwort", for `explain` and goldens.
std::string to_string(const Analysis& analysis);

/// Which language a text is in, and how sure that is.
struct Detected {
    Lang lang = Lang::de;
    double confidence = 0; // 0: nothing spoke for either; 1: everything spoke for this one
    /// Words that this language alone has say so. Not for what is made of names, codes and the
    /// messages of programs: those are quoted in any language.
    bool own_words = false;
};

struct AnalyzerOptions {
    /// A second Vocabulary for compounds and language detection, e.g. a Dictionary; may be empty.
    std::shared_ptr<const Vocabulary> lexicon;
    /// The editors' own words about compounds; may be empty.
    std::shared_ptr<const SplitRules> splitting;
};

class Analyzer {
  public:
    static Result<std::shared_ptr<const Analyzer>> create(AnalyzerOptions options);
    ~Analyzer();

    /// Never fails. `vocabulary` is what the index knows; with NoVocabulary compounds stay whole
    /// except those that the lexicon knows the parts of.
    Analysis analyze(std::string_view text, Lang lang, const Vocabulary& vocabulary) const;

    /// The same for what is to be indexed: passages that are surely in the other language (a quoted
    /// message, a paragraph) are analysed in theirs, which Token::lang says.
    Analysis analyze_article(std::string_view text, Lang lang, const Vocabulary& vocabulary) const;

    /// The tokens of the same without any terms, for counting an article's words.
    Analysis words_of_article(std::string_view text, Lang lang) const;

    /// As analyze() without compounds and separated verbs, about twice as fast.
    Analysis words(std::string_view text, Lang lang) const;

    /// The stems of one folded word, the Snowball stem first.
    std::vector<std::string> stems(std::string_view folded, Lang lang) const;

    /// The parts of a folded German compound as they stand in it ("passwort", "änderungs" →
    /// "änderung"); empty when it is no compound.
    std::vector<std::string> split(std::string_view folded, const Vocabulary& vocabulary) const;

    bool is_stop_word(std::string_view folded, Lang lang) const;

    /// By function words, spelling and the vocabularies; `hint` (the page's language) decides ties.
    Detected detect(std::string_view text, Lang hint, const Vocabulary& vocabulary) const;

    /// Changes whenever the terms of some text could change; an index stores it.
    std::string fingerprint() const;

    Analyzer(const Analyzer&) = delete;
    Analyzer& operator=(const Analyzer&) = delete;

  private:
    struct Impl;
    explicit Analyzer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace lotse::analysis
