#include "indexer/analysis/separated.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <unordered_set>

#include "indexer/analysis/verb_prefixes_internal.h"

namespace lotse::analysis {
namespace {

constexpr std::size_t widest_clause = 30; // words from the verb to its prefix
constexpr std::size_t shortest_verb = 5;  // bytes of an infinitive: gehen
constexpr std::size_t zu_follows = 8;     // words: "um in der App zu bezahlen"
constexpr std::size_t von_before = 3;     // words: "von zu Hause aus"

using Words = std::unordered_set<std::string_view>;

const Words& prefixes() {
    static const Words words(separable.begin(), separable.end());
    return words;
}

/// What starts a clause behind a prefix, written without a comma by many who ask.
const Words& openers() {
    static const Words words{"und",     "oder",   "aber",     "sondern", "denn",    "wenn",
                             "weil",    "dass",   "daß",      "obwohl",  "damit",   "bevor",
                             "nachdem", "sobald", "sodass",   "falls",   "ob",      "als",
                             "was",     "wie",    "warum",    "wieso",   "weshalb", "wo",
                             "dann",    "danach", "trotzdem", "obwohl",  "sonst"};
    return words;
}

/// No preposition has another one behind it: "ich melde mich an mit meiner Adresse".
const Words& prepositions() {
    static const Words words{"in",   "im",  "ins",   "am",   "auf",   "aus",  "bei",
                             "beim", "mit", "nach",  "von",  "vom",   "zu",   "zum",
                             "zur",  "für", "gegen", "ohne", "wegen", "seit", "trotz"};
    return words;
}

const Words& auxiliaries() {
    static const Words words{"haben",  "sein",   "werden", "können", "müssen",
                             "sollen", "wollen", "dürfen", "mögen"};
    return words;
}

enum class Gap { none, clause, sentence };

bool is_number(const Token& token) {
    return std::all_of(token.folded.begin(), token.folded.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
}

/// "z. B.", "am 5. Mai": the dot belongs to the word.
bool shortened(const Token& token) {
    static const Words words{"bzw", "ggf", "evtl", "usw", "ca", "nr", "tel", "inkl", "max", "min"};
    return token.folded.size() < 2 || words.contains(token.folded) || is_number(token);
}

Gap gap_between(std::string_view text, const Token& left, const Token& right) {
    const std::string_view between = text.substr(left.end, right.begin - left.end);
    if (between.find_first_of("!?\n") != std::string_view::npos)
        return Gap::sentence;
    if (between.find('.') != std::string_view::npos && !shortened(left))
        return Gap::sentence;
    const bool dash = between.find(" – ") != std::string_view::npos ||
                      between.find(" - ") != std::string_view::npos;
    return dash || between.find_first_of(",;:()") != std::string_view::npos ? Gap::clause
                                                                            : Gap::none;
}

/// fuehren → führen: as a dictionary writes it, folded.
std::vector<std::string> spellings(std::string word) {
    constexpr std::string_view sharp = "ß";
    if (const std::size_t at = word.find(sharp); at != std::string::npos)
        word.replace(at, sharp.size(), "ss");
    std::vector<std::string> found{word};
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> typed{
        {{"ae", "ä"}, {"oe", "ö"}, {"ue", "ü"}}};
    for (const auto& [plain, letter] : typed)
        if (const std::size_t at = word.find(plain); at != std::string::npos)
            found.push_back(word.substr(0, at) + std::string(letter) +
                            word.substr(at + plain.size()));
    return found;
}

/// What a stem of a verb may be the stem of: fähr → fahren, wechsel → wechseln.
void add_infinitives(std::string stem, std::vector<std::string>& found) {
    if (stem.size() < 2)
        return;
    if (stem.ends_with("el") || stem.ends_with("er"))
        found.push_back(stem + "n");
    found.push_back(stem + "en");
    if (const std::size_t at = stem.find("ä"); at != std::string::npos)
        found.push_back(stem.replace(at, std::string_view("ä").size(), "a") + "en");
}

/// The infinitives that a word may be a form of, likeliest first.
std::vector<std::string> infinitives(const std::string& word, const Forms& forms) {
    std::vector<std::string> found;
    const auto add_base = [&](const std::string& form) {
        if (std::string base = forms.base(form, Lang::de); base.ends_with("n"))
            found.push_back(std::move(base));
    };
    add_base(word);
    add_base(word + "t");                             // nimm!
    for (const std::string_view ending : {"en", "t"}) // nahmen
        if (word.ends_with(ending))
            add_base(word.substr(0, word.size() - ending.size()));
    const std::string_view view = word;
    if (view.ends_with("en") || view.ends_with("eln") || view.ends_with("ern"))
        found.push_back(word);
    if (view.ends_with("le") || view.ends_with("re")) // ich wechsle, ich ändre
        found.push_back(word.substr(0, word.size() - 2) + "e" + word[word.size() - 2] + "n");
    if (view.ends_with("e"))
        found.push_back(word + "n");
    for (const std::string_view ending : {"test", "tet", "ten", "te", "est", "et", "st", "t"})
        if (view.ends_with(ending))
            add_infinitives(word.substr(0, word.size() - ending.size()), found);
    add_infinitives(word, found); // the imperative: schalt
    std::erase_if(found, [](const std::string& verb) {
        return verb.size() < shortest_verb || auxiliaries().contains(verb);
    });
    return found;
}

class Clauses {
  public:
    Clauses(std::string_view text, const std::vector<Token>& tokens, const Forms& forms,
            const IsWord& is_word)
        : text_(text), tokens_(tokens), forms_(forms), is_word_(is_word) {}

    std::optional<SeparatedVerb> ending_with(std::size_t prefix) const {
        if (tokens_[prefix].code || tokens_[prefix].lang != Lang::de ||
            !prefixes().contains(tokens_[prefix].folded) || !ends_clause(prefix) ||
            from_somewhere_on(prefix))
            return std::nullopt;
        for (std::size_t end = prefix; end > 0 && prefix - end < widest_clause;) {
            const std::size_t begin = clause_begin(end);
            if (auto found = verb_in(begin, end, prefix))
                return found;
            if (begin == 0 ||
                gap_between(text_, tokens_[begin - 1], tokens_[begin]) == Gap::sentence)
                break;
            // Over "und", or over the last word before a comma: in a clause within it is the verb,
            // and has its own prefix.
            end = begin - 1;
        }
        return std::nullopt;
    }

  private:
    bool is_opener(std::size_t t) const { return openers().contains(tokens_[t].folded); }

    bool ends_clause(std::size_t prefix) const {
        if (prefix + 1 == tokens_.size() ||
            gap_between(text_, tokens_[prefix], tokens_[prefix + 1]) != Gap::none)
            return true;
        const std::string& word = tokens_[prefix].folded;
        const std::string& next = tokens_[prefix + 1].folded;
        if (is_opener(prefix + 1))
            return word != "zu";
        if (!prepositions().contains(next) || word == "zu")
            return false;
        return word != "um" || !zu_within(prefix);
    }

    bool zu_within(std::size_t prefix) const {
        const std::size_t end = std::min(tokens_.size(), prefix + 1 + zu_follows);
        for (std::size_t t = prefix + 1; t < end; ++t)
            if (tokens_[t].folded == "zu")
                return true;
        return false;
    }

    /// "von Anfang an", "von hier aus": no prefix.
    bool from_somewhere_on(std::size_t prefix) const {
        const std::string& word = tokens_[prefix].folded;
        if (word != "an" && word != "aus")
            return false;
        for (std::size_t t = prefix - std::min(prefix, von_before); t < prefix; ++t)
            if (tokens_[t].folded == "von" || tokens_[t].folded == "vom")
                return true;
        return false;
    }

    /// The first word of the clause that has the word before `end`.
    std::size_t clause_begin(std::size_t end) const {
        std::size_t begin = end;
        while (begin > 0 && !is_opener(begin - 1) &&
               gap_between(text_, tokens_[begin - 1], tokens_[begin]) == Gap::none)
            --begin;
        return begin;
    }

    std::optional<SeparatedVerb> verb_in(std::size_t begin, std::size_t end,
                                         std::size_t prefix) const {
        for (std::size_t t = begin; t < end; ++t) {
            if (tokens_[t].code || tokens_[t].lang != Lang::de || is_noun(t))
                continue;
            for (const std::string& verb : infinitives(tokens_[t].folded, forms_))
                for (std::string& joined : spellings(tokens_[prefix].folded + verb))
                    if (is_word_(joined) && !is_participle(tokens_[prefix].folded, verb))
                        return SeparatedVerb{static_cast<std::uint32_t>(t),
                                             static_cast<std::uint32_t>(prefix), std::move(joined)};
        }
        return std::nullopt;
    }

    /// angeraten is what one has when one anraten: no verb that "Gerät … an" could stand for.
    bool is_participle(const std::string& prefix, const std::string& verb) const {
        return verb.starts_with("ge") && is_word_(prefix + verb.substr(2));
    }

    /// With a capital within the sentence.
    bool is_noun(std::size_t t) const {
        const char first = text_[tokens_[t].begin];
        return first >= 'A' && first <= 'Z' && t > 0 && !is_number(tokens_[t - 1]) &&
               gap_between(text_, tokens_[t - 1], tokens_[t]) == Gap::none;
    }

    std::string_view text_;
    const std::vector<Token>& tokens_;
    const Forms& forms_;
    const IsWord& is_word_;
};

} // namespace

std::vector<SeparatedVerb> separated_verbs(std::string_view text, const std::vector<Token>& tokens,
                                           const Forms& forms, const IsWord& is_word) {
    const Clauses clauses(text, tokens, forms, is_word);
    std::vector<SeparatedVerb> found;
    for (std::size_t t = 1; t < tokens.size(); ++t)
        if (auto verb = clauses.ending_with(t))
            found.push_back(std::move(*verb));
    return found;
}

namespace {

constexpr std::size_t widest_object = 2; // words: "set your router up"

/// logging, logged, logs → log; setting → set; backed → back.
std::vector<std::string> verbs_of(const std::string& word) {
    std::vector<std::string> found{word};
    for (const std::string_view ending : {"ing", "ed", "es", "s"}) {
        if (!word.ends_with(ending) || word.size() < ending.size() + 3)
            continue;
        found.push_back(word.substr(0, word.size() - ending.size()));
        const std::string& stem = found.back();
        if (stem[stem.size() - 1] == stem[stem.size() - 2])
            found.push_back(stem.substr(0, stem.size() - 1));
    }
    return found;
}

} // namespace

std::vector<PhrasalVerb> phrasal_verbs(std::string_view text, const std::vector<Token>& tokens,
                                       const IsWord& is_word) {
    static const Words particles{"in", "up", "out", "off", "on", "down", "over", "back"};
    std::vector<PhrasalVerb> found;
    for (std::size_t p = 1; p < tokens.size(); ++p) {
        if (tokens[p].lang != Lang::en || !particles.contains(tokens[p].folded))
            continue;
        const bool at_end =
            p + 1 == tokens.size() || gap_between(text, tokens[p], tokens[p + 1]) != Gap::none;
        const std::size_t first = p - std::min(p, at_end ? widest_object + 1 : 1);
        for (std::size_t t = p; t-- > first;) {
            if (tokens[t].code || gap_between(text, tokens[t], tokens[t + 1]) != Gap::none)
                break;
            if (tokens[t].stop)
                continue;
            for (const std::string& verb : verbs_of(tokens[t].folded))
                if (std::string noun = verb + tokens[p].folded; is_word(noun)) {
                    found.push_back({static_cast<std::uint32_t>(t), std::move(noun)});
                    break;
                }
        }
    }
    return found;
}

} // namespace lotse::analysis
