#include "indexer/analysis/dictionary_source.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/analysis/fold.h"
#include "indexer/analysis/lang.h"
#include "indexer/analysis/stem.h"
#include "indexer/analysis/tables.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/base/text.h"

namespace lotse::analysis {
namespace {

constexpr std::size_t kept_translations = 24;
constexpr std::size_t longest_phrase = 3; // content words; longer ones are sentences, not names
constexpr double later_column = 0.5;      // plurals and examples after the first '|'
constexpr double phrase_word = 0.3;       // one word of a translation of several words

using Phrase = std::vector<std::string>; // folded content words

/// Without what stands in brackets of any kind.
std::string without_brackets(std::string_view text) {
    std::string result;
    int depth = 0;
    for (const char c : text) {
        if (c == '(' || c == '[' || c == '{' || c == '<')
            ++depth;
        else if (c == ')' || c == ']' || c == '}' || c == '>')
            depth -= depth > 0 ? 1 : 0;
        else if (depth == 0)
            result += c;
    }
    return result;
}

class Compiler {
  public:
    Compiler() {
        for (const Lang lang : all_langs) {
            auto& skipped = skipped_[static_cast<std::size_t>(lang)];
            for (const auto& line :
                 tables::lines(lang == Lang::de ? tables::de_stop_words : tables::en_stop_words))
                skipped.insert(line.begin(), line.end());
            for (const char* placeholder : {"etw", "jdn", "jdm", "jds", "jd", "sb", "sth", "sb's",
                                            "sich", "to", "oneself", "one", "somebody"})
                skipped.insert(placeholder);
        }
    }

    void line(std::string_view text) {
        const std::size_t middle = text.find(" :: ");
        if (text.starts_with('#') || middle == std::string_view::npos || !is_utf8(text))
            return;
        const std::string german = without_brackets(text.substr(0, middle));
        const std::string english = without_brackets(text.substr(middle + 4));
        const auto left = split(german, '|');
        const auto right = split(english, '|');
        for (std::size_t column = 0; column < std::min(left.size(), right.size()); ++column)
            pair(phrases(left[column], Lang::de), phrases(right[column], Lang::en),
                 column == 0 ? 1.0 : later_column);
    }

    CompiledPairs finish() const {
        CompiledPairs result;
        for (const Lang lang : all_langs) {
            const auto i = static_cast<std::size_t>(lang);
            std::vector<const Entry*> sorted;
            for (const auto& entry : pairs_[i])
                sorted.push_back(&entry);
            std::sort(sorted.begin(), sorted.end(),
                      [](const Entry* a, const Entry* b) { return a->first < b->first; });
            for (const Entry* entry : sorted)
                result.lines[i] += entry->first + best(entry->second) + "\n";
            for (const std::string& word : std::set(words_[i].begin(), words_[i].end()))
                result.words[i] += word + "\n";
        }
        return result;
    }

  private:
    using Weights = std::unordered_map<std::string, double>;
    using Entry = std::pair<const std::string, Weights>;

    static std::string best(const Weights& weights) {
        std::vector<std::pair<double, std::string>> sorted;
        for (const auto& [stem, weight] : weights)
            sorted.emplace_back(-weight, stem);
        std::sort(sorted.begin(), sorted.end());
        sorted.resize(std::min(sorted.size(), kept_translations));
        std::string line;
        for (const auto& [weight, stem] : sorted) {
            const double share = std::sqrt(weight / sorted.front().first);
            line += "\t" + stem + ":" +
                    std::to_string(std::max(1, static_cast<int>(std::lround(share * 100))));
        }
        return line;
    }

    std::vector<Phrase> phrases(std::string_view column, Lang lang) {
        std::vector<Phrase> result;
        for (const std::string_view alternative : split(column, ';')) {
            const auto words = written_words(alternative);
            Phrase phrase;
            for (const WrittenWord& word : words)
                if (!skipped_[static_cast<std::size_t>(lang)].contains(word.folded))
                    phrase.push_back(word.folded);
            if (words.size() == 1)
                list(trimmed(alternative), words.front(), lang);
            if (phrase.empty() && words.size() == 1)
                phrase.push_back(words.front().folded);
            if (!phrase.empty() && phrase.size() <= longest_phrase)
                result.push_back(std::move(phrase));
        }
        return result;
    }

    /// Takes a form into the list of words; abbreviations and word beginnings ("Haupt-") are none.
    void list(std::string_view written, const WrittenWord& word, Lang lang) {
        const bool capitals = written.size() > 1 && written[1] >= 'A' && written[1] <= 'Z';
        if (!word.code && !capitals && !written.ends_with('-') && !written.starts_with('-') &&
            written.find('.') == std::string_view::npos && word.pieces.empty() &&
            utf8_length(word.folded) >= 3)
            words_[static_cast<std::size_t>(lang)].insert(word.folded);
    }

    void pair(const std::vector<Phrase>& german, const std::vector<Phrase>& english,
              double weight) {
        for (std::size_t i = 0; i < german.size(); ++i)
            for (std::size_t j = 0; j < english.size(); ++j) {
                const double share = weight / (1.0 + 0.2 * static_cast<double>(i + j));
                one_way(german[i], english[j], Lang::de, share);
                one_way(english[j], german[i], Lang::en, share);
            }
    }

    /// Only single words are looked up; what they mean may take several.
    void one_way(const Phrase& from, const Phrase& to, Lang lang, double weight) {
        if (from.size() != 1)
            return;
        Weights& weights = pairs_[static_cast<std::size_t>(lang)][snowball(from.front(), lang)];
        const double share = to.size() == 1 ? weight : weight * phrase_word;
        for (const std::string& word : to)
            weights[snowball(word, other(lang))] += share;
    }

    std::unordered_set<std::string> words_[2];
    std::unordered_map<std::string, Weights> pairs_[2];
    std::unordered_set<std::string_view> skipped_[2];
};

} // namespace

CompiledPairs compile_pairs(std::string_view word_list) {
    Compiler compiler;
    for (const std::string_view line : split(word_list, '\n'))
        compiler.line(line);
    return compiler.finish();
}

} // namespace lotse::analysis
