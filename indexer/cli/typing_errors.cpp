#include "indexer/cli/typing_errors.h"

#include <algorithm>
#include <vector>

#include "indexer/base/text.h"
#include "searchd/search/keyboard.h"

namespace lotse::cli {

namespace {

using analysis::Lang;
using analysis::Token;

constexpr std::size_t long_word = 6;    // letters: shorter ones are not mistyped
constexpr std::size_t cut_word = 8;     // letters
constexpr std::size_t shortest_end = 3; // letters that stay together

/// splitmix64 over all that decides: no state, so that every question has its own mistake however
/// many were asked before.
class Dice {
  public:
    Dice(std::uint64_t seed, std::string_view text) : state_(seed) {
        for (const char c : text)
            state_ = (state_ ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    std::size_t below(std::size_t limit) {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ z >> 27U) * 0x94D049BB133111EBULL;
        return static_cast<std::size_t>((z ^ z >> 31U) % limit);
    }

  private:
    std::uint64_t state_;
};

/// A word as its letters, each a whole character.
using Letters = std::vector<std::string>;

Letters letters_of(std::string_view word) {
    Letters letters;
    for (const char c : word) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U)
            letters.emplace_back();
        letters.back() += c;
    }
    return letters;
}

std::string together(const Letters& letters) {
    std::string word;
    for (const std::string& letter : letters)
        word += letter;
    return word;
}

bool slip(Letters& letters, std::size_t at, Lang lang, Dice& dice) {
    std::string& letter = letters[at];
    const std::string small = ascii_lower(letter);
    const std::string_view keys =
        small.size() == 1 ? search::keys_around(small.front(), lang) : std::string_view();
    if (keys.empty())
        return false;
    const char hit = keys[dice.below(keys.size())];
    letter = small == letter ? hit : static_cast<char>(hit - 'a' + 'A');
    return true;
}

bool mistype(Letters& letters, Lang lang, Mistake mistake, Dice& dice) {
    if (mistake == Mistake::first)
        return slip(letters, 0, lang, dice);
    const std::size_t at = 1 + dice.below(letters.size() - 2); // neither first nor last
    const auto place = letters.begin() + static_cast<std::ptrdiff_t>(at);
    switch (mistake) {
    case Mistake::neighbour:
        return slip(letters, at, lang, dice);
    case Mistake::swapped:
        if (letters[at] == letters[at + 1])
            return false;
        std::swap(letters[at], letters[at + 1]);
        return true;
    case Mistake::doubled:
        letters.insert(place, letters[at]);
        return true;
    default:
        letters.erase(place);
        return true;
    }
}

std::string replaced(std::string_view text, Mistake mistake) {
    struct Spelling {
        std::string_view letter, with_e, plain;
    };
    static constexpr std::array umlauts{Spelling{"ä", "ae", "a"}, Spelling{"ö", "oe", "o"},
                                        Spelling{"ü", "ue", "u"}, Spelling{"Ä", "Ae", "A"},
                                        Spelling{"Ö", "Oe", "O"}, Spelling{"Ü", "Ue", "U"}};
    std::string result;
    for (const std::string& letter : letters_of(text)) {
        if (letter == "ß" && mistake == Mistake::sharp_s) {
            result += "ss";
            continue;
        }
        const auto* found = std::find_if(umlauts.begin(), umlauts.end(),
                                         [&](const Spelling& one) { return one.letter == letter; });
        if (found == umlauts.end() || mistake == Mistake::sharp_s)
            result += letter;
        else
            result += mistake == Mistake::umlaut ? found->plain : found->with_e;
    }
    return result;
}

std::string_view text_of(const Token& token, std::string_view question) {
    return question.substr(token.begin, token.end - token.begin);
}

bool plain_word(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0x80U) != 0 || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
    });
}

/// Words in which a letter may go wrong.
std::vector<Token> long_words(const analysis::Analysis& analysis, std::string_view question,
                              std::size_t letters) {
    std::vector<Token> words;
    for (const Token& token : analysis.tokens) {
        const std::string_view word = text_of(token, question);
        if (!token.code && !token.stop && plain_word(word) && utf8_length(word) >= letters)
            words.push_back(token);
    }
    return words;
}

std::string with(std::string_view question, const Token& token, const std::string& word) {
    return std::string(question.substr(0, token.begin)) + word +
           std::string(question.substr(token.end));
}

std::optional<std::string> join_two(const analysis::Analysis& analysis, std::string_view question,
                                    Dice& dice) {
    std::vector<std::size_t> spaces;
    for (std::size_t t = 0; t + 1 < analysis.tokens.size(); ++t) {
        const Token& left = analysis.tokens[t];
        const Token& right = analysis.tokens[t + 1];
        const auto fits = [&](const Token& token) {
            return !token.code && !token.stop && plain_word(text_of(token, question)) &&
                   utf8_length(text_of(token, question)) >= shortest_end;
        };
        if (right.begin == left.end + 1 && question[left.end] == ' ' && fits(left) && fits(right))
            spaces.push_back(left.end);
    }
    if (spaces.empty())
        return std::nullopt;
    const std::size_t space = spaces[dice.below(spaces.size())];
    return std::string(question.substr(0, space)) + std::string(question.substr(space + 1));
}

} // namespace

std::optional<std::string> Mistyping::in(std::string_view question, Lang lang,
                                         Mistake mistake) const {
    Dice dice(seed_ + static_cast<std::uint64_t>(mistake), question);
    if (mistake == Mistake::umlaut || mistake == Mistake::umlaut_e || mistake == Mistake::sharp_s) {
        std::string typed = replaced(question, mistake);
        return typed == question ? std::nullopt : std::optional(std::move(typed));
    }
    const auto analysis = analyzer_.words(question, lang);
    if (mistake == Mistake::joined)
        return join_two(analysis, question, dice);
    const auto words =
        long_words(analysis, question, mistake == Mistake::cut ? cut_word : long_word);
    if (words.empty())
        return std::nullopt;
    const Token& token = words[dice.below(words.size())];
    const std::string_view word = text_of(token, question);
    Letters letters = letters_of(word);
    if (mistake == Mistake::cut) {
        const auto parts = lang == Lang::de
                               ? analyzer_.split(token.folded, analysis::NoVocabulary())
                               : std::vector<std::string>();
        const std::size_t at =
            parts.size() > 1 ? utf8_length(parts.front())
                             : shortest_end + dice.below(letters.size() - 2 * shortest_end + 1);
        letters.insert(letters.begin() + static_cast<std::ptrdiff_t>(std::min(at, letters.size())),
                       " ");
        return with(question, token, together(letters));
    }
    for (int attempt = 0; attempt < 10; ++attempt)
        if (mistype(letters, lang, mistake, dice))
            return with(question, token, together(letters));
    return std::nullopt;
}

} // namespace lotse::cli
