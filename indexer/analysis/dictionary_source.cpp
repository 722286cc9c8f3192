#include "indexer/analysis/dictionary_source.h"

#include <algorithm>
#include <cmath>
#include <map>
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

constexpr std::size_t kept_translations = 32;
constexpr std::size_t kept_names = 4;
constexpr std::size_t longest_name = 3;   // content words that mean one thing together
constexpr std::size_t longest_phrase = 4; // content words that are still told apart
constexpr double later_column = 0.5;      // plurals and examples after the first '|'
constexpr double aligned_word = 0.5;      // a word of a phrase against one of its translation
constexpr double unseen = 0.05;           // of words that nothing links but a phrase
constexpr double fewest = 0.1;            // counted less often, a link is chance
constexpr double steepness = 0.65;        // of the way from plain to rare translations
constexpr double least_share = 0.05;      // fainter translations are not kept

using StemId = std::uint32_t;
using Phrase = std::vector<StemId>; // content words

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

/// Takes "/EU/" out of "Europäische Union /EU/" and returns what stood in it; empty without one.
std::string take_abbreviation(std::string& text) {
    for (std::size_t open = text.find('/'); open != std::string::npos;
         open = text.find('/', open + 1)) {
        const std::size_t close = text.find('/', open + 1);
        if (close == std::string::npos)
            return {};
        const std::string inner = text.substr(open + 1, close - open - 1);
        const bool apart = (open == 0 || text[open - 1] == ' ') &&
                           (close + 1 == text.size() || text[close + 1] == ' ');
        if (!apart || inner.empty() || inner.find(' ') != std::string::npos)
            continue;
        text.erase(open, close + 1 - open);
        return inner.ends_with('.') ? std::string() : inner;
    }
    return {};
}

class Stems {
  public:
    StemId id(const std::string& stem) {
        const auto [place, fresh] = ids_.try_emplace(stem, static_cast<StemId>(stems_.size()));
        if (fresh)
            stems_.push_back(&place->first);
        return place->second;
    }
    const std::string& text(StemId id) const { return *stems_[id]; }
    std::size_t size() const { return stems_.size(); }

  private:
    std::unordered_map<std::string, StemId> ids_;
    std::vector<const std::string*> stems_;
};

/// What was counted for pairs of stems.
class Links {
  public:
    void add(StemId left, StemId right, double weight) { counts_[key(left, right)] += weight; }
    double count(StemId left, StemId right) const {
        const auto found = counts_.find(key(left, right));
        return found == counts_.end() ? 0 : found->second;
    }
    void add(const Links& others) {
        for (const auto& [pair, weight] : others.counts_)
            counts_[pair] += weight;
    }
    template <class Visit>
    void each(Visit visit) const {
        for (const auto& [pair, weight] : counts_)
            visit(static_cast<StemId>(pair >> 32U), static_cast<StemId>(pair), weight);
    }

  private:
    static std::uint64_t key(StemId left, StemId right) {
        return std::uint64_t{left} << 32U | right;
    }
    std::unordered_map<std::uint64_t, double> counts_;
};

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

std::string column(std::string_view text, double share) {
    return "\t" + std::string(text) + ":" + std::to_string(std::max(1L, std::lround(share * 100)));
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
                                            "s", "sich", "to", "oneself", "one", "somebody"})
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

    CompiledPairs finish() {
        align();
        CompiledPairs result;
        for (const Lang lang : all_langs) {
            const auto i = static_cast<std::size_t>(lang);
            // Sorted, because a question's word is found by halving.
            std::map<std::string_view, std::string> lines = names(names_[i]);
            add_words(lines, lang);
            for (const auto& [from, translations] : lines)
                result.lines[i] += std::string(from) + translations + "\n";
            for (const std::string& word : std::set(words_[i].begin(), words_[i].end()))
                result.words[i] += word + "\n";
        }
        return result;
    }

  private:
    using Names = std::unordered_map<std::string, Found<std::string>>;

    Phrase content(const std::vector<WrittenWord>& words, Lang lang) {
        Phrase phrase;
        for (const WrittenWord& word : words)
            if (!skipped_[static_cast<std::size_t>(lang)].contains(word.folded))
                phrase.push_back(stem(word, lang));
        return phrase;
    }
    StemId stem(const WrittenWord& word, Lang lang) {
        return stems_[static_cast<std::size_t>(lang)].id(snowball(word.folded, lang));
    }

    std::vector<Phrase> phrases(std::string_view column, Lang lang) {
        std::vector<Phrase> result;
        for (const std::string_view alternative : split(column, ';')) {
            std::string text(alternative);
            const std::string abbreviation = take_abbreviation(text);
            const auto words = written_words(text);
            Phrase phrase = content(words, lang);
            if (words.size() == 1)
                list(trimmed(text), words.front(), lang);
            else if (phrase.size() == 1) // "etw. einrichten", "das Ausland"
                list_meaning(text, words, lang);
            if (phrase.empty() && words.size() == 1)
                phrase.push_back(stem(words.front(), lang));
            if (!phrase.empty() && phrase.size() <= longest_phrase)
                result.push_back(std::move(phrase));
            if (const auto shorter = written_words(abbreviation); shorter.size() == 1)
                result.push_back({stem(shorter.front(), lang)});
        }
        return result;
    }

    void list_meaning(std::string_view text, const std::vector<WrittenWord>& words, Lang lang) {
        for (const WrittenWord& word : words)
            if (!skipped_[static_cast<std::size_t>(lang)].contains(word.folded))
                list(text.substr(word.begin, word.end - word.begin), word, lang);
    }

    /// Takes a form into the list of words; abbreviations and word beginnings ("Haupt-") are none.
    void list(std::string_view written, const WrittenWord& word, Lang lang) {
        const bool capitals = written.size() > 1 && written[1] >= 'A' && written[1] <= 'Z';
        if (!word.code && !capitals && !written.ends_with('-') && !written.starts_with('-') &&
            written.find('.') == std::string_view::npos && utf8_length(word.folded) >= 3)
            words_[static_cast<std::size_t>(lang)].insert(word.folded);
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
        if (german.size() == 1 && english.size() == 1)
            links_.add(german.front(), english.front(), weight);
        else if (german.size() == 1)
            several(german.front(), english, Lang::de, weight);
        else if (english.size() == 1)
            several(english.front(), german, Lang::en, weight);
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
        if (from.size() < 2 || from.size() > longest_name || to.size() > longest_name)
            return;
        const auto i = static_cast<std::size_t>(lang);
        names_[i][joined(from, stems_[i])].push_back({joined(to, stems_[1 - i]), weight});
    }

    static std::string joined(const Phrase& phrase, const Stems& stems) {
        std::string text;
        for (const StemId one : phrase)
            text += (text.empty() ? "" : " ") + stems.text(one);
        return text;
    }

    /// Within phrases, a word is the translation of the one that others link it to already.
    void align() {
        Links further;
        for (const Parallel& both : parallels_) {
            const std::size_t rows = both.german.size();
            const std::size_t columns = both.english.size();
            std::vector<double> link(rows * columns);
            std::vector<double> row_sum(rows, 0);
            std::vector<double> column_sum(columns, 0);
            for (std::size_t r = 0; r < rows; ++r)
                for (std::size_t c = 0; c < columns; ++c) {
                    const double seen = unseen + links_.count(both.german[r], both.english[c]);
                    link[r * columns + c] = seen;
                    row_sum[r] += seen;
                    column_sum[c] += seen;
                }
            for (std::size_t r = 0; r < rows; ++r)
                for (std::size_t c = 0; c < columns; ++c) {
                    const double seen = link[r * columns + c];
                    further.add(both.german[r], both.english[c],
                                both.weight * aligned_word * seen / row_sum[r] * seen /
                                    column_sum[c]);
                }
        }
        links_.add(further);
    }

    static std::map<std::string_view, std::string> names(Names& names) {
        std::map<std::string_view, std::string> lines;
        for (auto& [from, found] : names) {
            put_in_order(found, kept_names);
            for (const auto& one : found)
                lines[from] += column(one.to, one.weight);
        }
        return lines;
    }

    void add_words(std::map<std::string_view, std::string>& lines, Lang lang) const {
        const auto i = static_cast<std::size_t>(lang);
        auto found = plain(lang);
        to_several_[i].each([&](StemId from, StemId to, double weight) {
            if (!found[from].plain)
                found[from].words.push_back({to, weight});
        });
        for (StemId from = 0; from < found.size(); ++from) {
            auto& words = found[from].words;
            put_in_order(words, kept_translations);
            for (const auto& one : words)
                lines[stems_[i].text(from)] += column(stems_[1 - i].text(one.to), one.weight);
        }
    }

    struct Called {
        Found<StemId> words;
        bool plain = false; // by a single word
    };

    /// What each word is called, by how often it is called so and how seldom that word means
    /// anything else: "go" translates hundreds of words, and none of them plainly.
    std::vector<Called> plain(Lang from) const {
        std::vector<double> sum[2];
        for (std::size_t i = 0; i < 2; ++i)
            sum[i].resize(stems_[i].size(), 0);
        links_.each([&](StemId german, StemId english, double weight) {
            sum[0][german] += weight;
            sum[1][english] += weight;
        });
        std::vector<Called> found(stems_[static_cast<std::size_t>(from)].size());
        links_.each([&](StemId german, StemId english, double weight) {
            if (weight < fewest)
                return;
            const double plain =
                std::pow(weight / std::sqrt(sum[0][german] * sum[1][english]), steepness);
            Called& of = found[from == Lang::de ? german : english];
            of.words.push_back({from == Lang::de ? english : german, plain});
            of.plain = true;
        });
        return found;
    }

    Stems stems_[2];
    Links links_; // German to English
    std::vector<Parallel> parallels_;
    Links to_several_[2]; // by language: stem → stems of the other
    Names names_[2];      // several words → their translation
    std::unordered_set<std::string> words_[2];
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
