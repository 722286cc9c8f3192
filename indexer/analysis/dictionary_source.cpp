#include "indexer/analysis/dictionary_source.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <future>
#include <utility>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/analysis/pair_counts_internal.h"
#include "indexer/analysis/word_list_side_internal.h"
#include "indexer/base/text.h"

namespace lotse::analysis {
namespace {

constexpr std::size_t kept_translations = 32;
constexpr std::size_t kept_names = 4;
constexpr double later_column = 0.5; // plurals and examples after the first '|'
constexpr double aligned_word = 0.5; // a word of a phrase against one of its translation
constexpr double unseen = 0.05;      // of words that nothing links but a phrase
constexpr double fewest = 0.1;       // counted less often, a link is chance
constexpr double steepness = 0.65;   // of the way from plain to rare translations
constexpr double least_share = 0.05; // fainter translations are not kept

/// Without what stands in brackets of any kind.
std::string without_brackets(std::string_view text) {
    std::string result;
    result.reserve(text.size());
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

/// Two phrases of which it is not known yet which word is which.
struct Parallel {
    Phrase german;
    Phrase english;
    double weight = 0;
};

template <class Text>
struct Weighed {
    Text to;
    double weight = 0;
};
template <class Text>
using Found = std::vector<Weighed<Text>>;

/// Adds up what was found several times, best first, the best having 1.
template <class Text>
void put_in_order(Found<Text>& found, std::size_t limit) {
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.to < b.to; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (kept > 0 && found[kept - 1].to == found[i].to)
            found[kept - 1].weight += found[i].weight;
        else
            found[kept++] = found[i];
    found.resize(kept);
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.to < b.to;
    });
    found.resize(std::min(found.size(), limit));
    const double most = found.empty() ? 1 : found.front().weight;
    for (auto& one : found)
        one.weight /= most;
    std::erase_if(found, [](const auto& one) { return one.weight < least_share; });
}

/// A stem or name, and the columns of its translations.
using Line = std::pair<std::string, std::string>;

void add_column(std::string& line, std::string_view text, double share) {
    line += '\t';
    line += text;
    line += ':';
    line += std::to_string(std::max(1L, std::lround(share * 100)));
}

class Compiler {
  public:
    void read(std::string_view word_list) {
        std::vector<std::array<std::string, 2>> lines;
        for (const std::string_view line : split(word_list, '\n')) {
            const std::size_t middle = line.find(" :: ");
            if (!line.starts_with('#') && middle != std::string_view::npos && is_utf8(line))
                lines.push_back({without_brackets(line.substr(0, middle)),
                                 without_brackets(line.substr(middle + 4))});
        }
        const auto read_side = [&](Lang lang) {
            std::vector<std::vector<std::vector<Phrase>>> columns; // by line
            columns.reserve(lines.size());
            for (const auto& line : lines)
                columns.push_back(side(lang).read(line[static_cast<std::size_t>(lang)]));
            return columns;
        };
        auto english = std::async(std::launch::async, read_side, Lang::en);
        const auto left = read_side(Lang::de);
        const auto right = english.get();
        for (std::size_t i = 0; i < lines.size(); ++i)
            for (std::size_t column = 0; column < std::min(left[i].size(), right[i].size());
                 ++column)
                pair(left[i][column], right[i][column], column == 0 ? 1.0 : later_column);
    }

    CompiledPairs finish() {
        align();
        const std::vector<Plain> plain = plain_links();
        CompiledPairs result;
        const auto finish_side = [&](Lang lang) {
            const auto i = static_cast<std::size_t>(lang);
            std::vector<Line> lines;
            add_names(lines, lang);
            add_words(lines, lang, plain);
            // Sorted, because a question's word is found by halving.
            std::sort(lines.begin(), lines.end());
            for (const auto& [from, translations] : lines)
                result.lines[i].append(from).append(translations) += '\n';
            for (const std::string_view word : words(lang).listed())
                result.words[i].append(word) += '\n';
        };
        auto english = std::async(std::launch::async, finish_side, Lang::en);
        finish_side(Lang::de);
        english.get();
        return result;
    }

  private:
    struct Name {
        Phrase from;
        Phrase to;
        double weight = 0;
    };
    struct Plain {
        StemId german = 0;
        StemId english = 0;
        double share = 0;
    };
    struct Called {
        StemId from = 0;
        Weighed<StemId> word;
    };

    WordListSide& side(Lang lang) { return sides_[static_cast<std::size_t>(lang)]; }
    const StemmedWords& words(Lang lang) const {
        return sides_[static_cast<std::size_t>(lang)].words();
    }

    void pair(const std::vector<Phrase>& german, const std::vector<Phrase>& english,
              double weight) {
        for (std::size_t i = 0; i < german.size(); ++i)
            for (std::size_t j = 0; j < english.size(); ++j) {
                const double share = weight / (1.0 + 0.2 * static_cast<double>(i + j));
                pair(german[i], english[j], share);
            }
    }

    void pair(const Phrase& german, const Phrase& english, double weight) {
        if (german.size == 1 && english.size == 1)
            links_.add(*german.begin(), *english.begin(), weight);
        else if (german.size == 1)
            several(*german.begin(), english, Lang::de, weight);
        else if (english.size == 1)
            several(*english.begin(), german, Lang::en, weight);
        else
            parallels_.push_back({german, english, weight});
        name(german, english, Lang::de, weight);
        name(english, german, Lang::en, weight);
    }

    /// A word that no single one translates is found by each of several; not the other way round.
    void several(StemId from, const Phrase& to, Lang lang, double weight) {
        for (const StemId one : to)
            to_several_[static_cast<std::size_t>(lang)].add(from, one, weight);
    }

    void name(const Phrase& from, const Phrase& to, Lang lang, double weight) {
        if (from.size >= 2 && from.is_name() && to.is_name())
            names_[static_cast<std::size_t>(lang)].push_back({from, to, weight});
    }

    std::string joined(const Phrase& phrase, Lang lang) const {
        std::string text;
        for (const StemId one : phrase)
            text.append(text.empty() ? "" : " ").append(words(lang).text(one));
        return text;
    }

    /// Within phrases, a word is the translation of the one that others link it to already.
    void align() {
        PairCounts further;
        for (const Parallel& both : parallels_) {
            const std::size_t rows = both.german.size;
            const std::size_t columns = both.english.size;
            std::vector<double> link(rows * columns);
            std::vector<double> row_sum(rows, 0);
            std::vector<double> column_sum(columns, 0);
            for (std::size_t r = 0; r < rows; ++r)
                for (std::size_t c = 0; c < columns; ++c) {
                    const double seen =
                        unseen + links_.count(both.german.stems[r], both.english.stems[c]);
                    link[r * columns + c] = seen;
                    row_sum[r] += seen;
                    column_sum[c] += seen;
                }
            for (std::size_t r = 0; r < rows; ++r)
                for (std::size_t c = 0; c < columns; ++c) {
                    const double seen = link[r * columns + c];
                    further.add(both.german.stems[r], both.english.stems[c],
                                both.weight * aligned_word * seen / row_sum[r] * seen /
                                    column_sum[c]);
                }
        }
        links_.add(further);
    }

    void add_names(std::vector<Line>& lines, Lang lang) {
        auto& names = names_[static_cast<std::size_t>(lang)];
        std::stable_sort(names.begin(), names.end(),
                         [](const Name& a, const Name& b) { return a.from < b.from; });
        Found<std::string> found;
        for (std::size_t i = 0; i < names.size(); ++i) {
            found.push_back({joined(names[i].to, other(lang)), names[i].weight});
            if (i + 1 < names.size() && names[i + 1].from == names[i].from)
                continue;
            put_in_order(found, kept_names);
            auto& line = lines.emplace_back(joined(names[i].from, lang), "");
            for (const auto& one : found)
                add_column(line.second, one.to, one.weight);
            found.clear();
        }
    }

    void add_words(std::vector<Line>& lines, Lang lang, const std::vector<Plain>& plain) const {
        const std::vector<Called> called = called_words(lang, plain);
        Found<StemId> found;
        for (std::size_t i = 0; i < called.size(); ++i) {
            found.push_back(called[i].word);
            if (i + 1 < called.size() && called[i + 1].from == called[i].from)
                continue;
            put_in_order(found, kept_translations);
            auto& line = lines.emplace_back(words(lang).text(called[i].from), "");
            for (const auto& one : found)
                add_column(line.second, words(other(lang)).text(one.to), one.weight);
            found.clear();
        }
    }

    /// What each word is called, sorted by it: in one word where there is one, else in several.
    std::vector<Called> called_words(Lang lang, const std::vector<Plain>& plain) const {
        std::vector<Called> called;
        called.reserve(plain.size());
        std::vector<bool> in_one_word(words(lang).stems(), false);
        for (const Plain& link : plain) {
            const bool german = lang == Lang::de;
            const StemId from = german ? link.german : link.english;
            in_one_word[from] = true;
            called.push_back({from, {german ? link.english : link.german, link.share}});
        }
        to_several_[static_cast<std::size_t>(lang)].each(
            [&](StemId from, StemId to, double weight) {
                if (!in_one_word[from])
                    called.push_back({from, {to, weight}});
            });
        std::sort(called.begin(), called.end(),
                  [](const Called& a, const Called& b) { return a.from < b.from; });
        return called;
    }

    /// By how often a word is called so and how seldom that word means anything else: "go"
    /// translates hundreds of words, and none of them plainly.
    std::vector<Plain> plain_links() const {
        std::vector<double> german_sum(words(Lang::de).stems(), 0);
        std::vector<double> english_sum(words(Lang::en).stems(), 0);
        links_.each([&](StemId german, StemId english, double weight) {
            german_sum[german] += weight;
            english_sum[english] += weight;
        });
        std::vector<Plain> plain;
        links_.each([&](StemId german, StemId english, double weight) {
            if (weight >= fewest)
                plain.push_back(
                    {german, english,
                     std::pow(weight / std::sqrt(german_sum[german] * english_sum[english]),
                              steepness)});
        });
        return plain;
    }

    std::array<WordListSide, 2> sides_{WordListSide(Lang::de), WordListSide(Lang::en)};
    PairCounts links_; // German to English
    std::vector<Parallel> parallels_;
    PairCounts to_several_[2];   // by language: stem → stems of the other
    std::vector<Name> names_[2]; // several words → their translation
};

} // namespace

CompiledPairs compile_pairs(std::string_view word_list) {
    Compiler compiler;
    compiler.read(word_list);
    return compiler.finish();
}

} // namespace lotse::analysis
