#include "searchd/search/answer_kind.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string>
#include <unordered_set>

#include "indexer/analysis/fold.h"
#include "indexer/analysis/tokenizer.h"
#include "searchd/search/impl.h"

namespace lotse::search {
namespace {

constexpr std::size_t looked_at = 20;   // documents
constexpr std::size_t read_words = 400; // of a document: longer ones hold nearly everything
constexpr double answer_share = 1.0;    // of holding it against a word as rare; flat from 1 to 4

using Words = std::unordered_set<std::string>;

Words folded(std::initializer_list<const char*> words) {
    Words result;
    for (const char* word : words)
        result.insert(analysis::fold(word));
    return result;
}

const Words& numerals() {
    static const Words words = folded(
        {"two",       "three",      "four",     "five",     "six",      "seven",    "eight",
         "nine",      "ten",        "eleven",   "twelve",   "thirteen", "fourteen", "fifteen",
         "sixteen",   "seventeen",  "eighteen", "nineteen", "twenty",   "thirty",   "forty",
         "fifty",     "sixty",      "seventy",  "eighty",   "ninety",   "hundred",  "hundreds",
         "thousand",  "thousands",  "million",  "millions", "billion",  "dozen",    "half",
         "third",     "quarter",    "twice",    "zwei",     "drei",     "vier",     "fünf",
         "sechs",     "sieben",     "acht",     "neun",     "zehn",     "elf",      "zwölf",
         "dreizehn",  "vierzehn",   "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
         "zwanzig",   "dreißig",    "vierzig",  "fünfzig",  "sechzig",  "siebzig",  "achtzig",
         "neunzig",   "hundert",    "hunderte", "tausend",  "tausende", "million",  "millionen",
         "milliarde", "milliarden", "dutzend",  "hälfte",   "drittel",  "viertel",  "doppelt"});
    return words;
}

const Words& times() {
    static const Words words = folded(
        {"january",     "february",     "march",        "april",         "may",       "june",
         "july",        "august",       "september",    "october",       "november",  "december",
         "januar",      "februar",      "märz",         "mai",           "juni",      "juli",
         "oktober",     "dezember",     "century",      "centuries",     "decade",    "decades",
         "jahrhundert", "jahrhunderts", "jahrhunderte", "jahrhunderten", "jahrzehnt", "jahrzehnte",
         "jahrzehnten"});
    return words;
}

bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// Within 1066, 1960s, 1960er, 12.03.2010.
bool has_year(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (!digit(word[i]))
            continue;
        std::size_t end = i;
        while (end < word.size() && digit(word[end]))
            ++end;
        if (end - i == 4 && (word[i] == '1' || word.substr(i, 2) == "20"))
            return true;
        i = end;
    }
    return false;
}

/// Of the letters that German and English words begin with.
bool capital(std::string_view word) {
    if (word.empty())
        return false;
    const bool umlaut = word.size() > 1 && word[0] == '\xC3' &&
                        (word[1] == '\x84' || word[1] == '\x96' || word[1] == '\x9C');
    return umlaut || (word[0] >= 'A' && word[0] <= 'Z');
}

bool starts_sentence(std::string_view text, std::size_t at) {
    while (at > 0 && text[at - 1] == ' ')
        --at;
    return at == 0 || std::string_view(".!?:\n").find(text[at - 1]) != std::string_view::npos;
}

/// A passage's words, read once.
class Stretch {
  public:
    Stretch(std::string_view text, const analysis::Analysis& question)
        : text_(text), places_(analysis::word_places(text, read_words)), question_(question) {}

    bool has_time() const {
        return any([&](std::size_t i) {
            return has_year(word(i)) ||
                   ((capital(word(i)) || word(i).size() > 5) && times().contains(fold(i)));
        });
    }
    bool has_number() const {
        return any([&](std::size_t i) {
            return digit(word(i).front()) ? !has_year(word(i)) : numerals().contains(fold(i));
        });
    }
    /// German writes every noun with a capital: only two in a row look like a name there.
    bool has_name(analysis::Lang lang) const {
        return any([&](std::size_t i) {
            const bool begins = starts_sentence(text_, places_[i].begin);
            const bool one_tells = lang == analysis::Lang::en && !begins;
            const bool two_needed = lang == analysis::Lang::en || !begins;
            return capital(word(i)) && (one_tells || (two_needed && goes_on(i)));
        });
    }

  private:
    std::string_view word(std::size_t i) const {
        return text_.substr(places_[i].begin, places_[i].end - places_[i].begin);
    }
    std::string fold(std::size_t i) const { return analysis::fold(word(i)); }

    bool asked(std::size_t i) const {
        const std::string folded = fold(i);
        return std::any_of(question_.tokens.begin(), question_.tokens.end(),
                           [&](const auto& token) { return token.folded == folded; });
    }
    bool goes_on(std::size_t i) const {
        return i + 1 < places_.size() && places_[i + 1].begin == places_[i].end + 1 &&
               capital(word(i + 1)) && !asked(i + 1);
    }
    template <class Fits>
    bool any(const Fits& fits) const {
        for (std::size_t i = 0; i < places_.size(); ++i)
            if (fits(i) && !asked(i))
                return true;
        return false;
    }

    std::string_view text_;
    std::vector<analysis::WordPlace> places_;
    const analysis::Analysis& question_;
};

/// A question's words as they stand one after the other; empty beyond its ends.
class Asked {
  public:
    explicit Asked(const analysis::Analysis& question) : question_(question) {}
    std::size_t size() const { return question_.tokens.size(); }
    const std::string& operator[](std::size_t i) const {
        static const std::string nothing;
        return i < size() ? question_.tokens[i].folded : nothing;
    }

  private:
    const analysis::Analysis& question_;
};

/// "When I print" asks for nothing; "when did" and "ab wann" do.
bool asks_for_time(const Asked& words, std::size_t i) {
    static const Words which =
        folded({"what", "which", "welchem", "welchen", "welches", "welcher", "welche"});
    static const Words what =
        folded({"year", "years", "date", "day", "month", "century", "decade", "jahr", "jahren",
                "jahre", "datum", "tag", "monat", "jahrhundert", "jahrzehnt", "zeitraum"});
    static const Words verbs =
        folded({"is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can",
                "could", "will", "would", "should", "must", "may"});
    return words[i] == "wann" || (words[i] == "when" && i < 2 && verbs.contains(words[i + 1])) ||
           (which.contains(words[i]) && what.contains(words[i + 1]));
}

bool asks_for_number(const Asked& words, std::size_t i) {
    static const Words much =
        folded({"many",   "much",   "old",     "long", "high",   "large", "big",  "far",
                "tall",   "deep",   "wide",    "fast", "often",  "heavy", "viel", "viele",
                "vielen", "vieler", "alt",     "lang", "lange",  "hoch",  "groß", "weit",
                "tief",   "breit",  "schnell", "oft",  "schwer", "teuer"});
    static const Words at_once = folded({"wieviel", "wieviele", "wielange"});
    return ((words[i] == "how" || words[i] == "wie") && much.contains(words[i + 1])) ||
           at_once.contains(words[i]);
}

bool asks_for_name(const Asked& words, std::size_t i) {
    static const Words who = folded({"who", "whom", "whose", "wer", "wen", "wem", "wessen"});
    static const Words before = folded({"by", "with", "to", "from", "of", "for", "and", "von",
                                        "mit", "bei", "für", "an", "auf", "und"});
    // Further on it is a relative clause: someone who can.
    return who.contains(words[i]) && (i == 0 || (i == 1 && before.contains(words[0])));
}

} // namespace

AnswerKind answer_kind(const analysis::Analysis& question) {
    const Asked words(question);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (asks_for_time(words, i))
            return AnswerKind::time;
        if (asks_for_number(words, i))
            return AnswerKind::number;
        if (asks_for_name(words, i))
            return AnswerKind::name;
    }
    return AnswerKind::any;
}

bool holds(AnswerKind kind, std::string_view text, analysis::Lang lang,
           const analysis::Analysis& question) {
    switch (kind) {
    case AnswerKind::time:
        return Stretch(text, question).has_time();
    case AnswerKind::number:
        return Stretch(text, question).has_number();
    case AnswerKind::name:
        return Stretch(text, question).has_name(lang);
    case AnswerKind::any:
        return false;
    }
    return false;
}

void prefer_answers(const Plan& plan, std::vector<Ranked>& documents,
                    const std::function<const index::StoredDocument&(Ranked&)>& read) {
    const AnswerKind kind = answer_kind(plan.question);
    if (kind == AnswerKind::any || plan.without(Idea::answers))
        return;
    const std::size_t count = std::min(documents.size(), looked_at);
    std::array<bool, looked_at> holding{};
    for (std::size_t i = 0; i < count; ++i)
        holding[i] = holds(kind, read(documents[i]).text, documents[i].lang(), plan.question);
    const auto held = static_cast<double>(std::count(holding.begin(), holding.end(), true));
    const double rarity = std::log(1 + (static_cast<double>(count) - held + 0.5) / (held + 0.5));
    for (std::size_t i = 0; i < count; ++i)
        if (holding[i]) {
            documents[i].scored.answer = answer_share * rarity;
            add_up(documents[i].scored);
        }
}

} // namespace lotse::search
