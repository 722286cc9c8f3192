#include "searchd/search/typed.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "indexer/analysis/fold.h"
#include "indexer/analysis/tokenizer.h"
#include "searchd/search/lexicon.h"

namespace lotse::search {
namespace {

constexpr std::size_t most_typed_words = 16;
constexpr std::size_t looked_at = 60;          // names, where one word was typed
constexpr std::size_t looked_at_of_many = 300; // where others must fit as well
constexpr std::size_t shortest_mended = 3;     // letters
constexpr std::size_t wrong_first_letter = 5;  // letters from which on it is forgiven
constexpr std::size_t shortest_stem = 4;       // letters
constexpr std::size_t shortest_half = 3;       // letters of a compound typed for two words
constexpr std::size_t most_ways = 24;          // of reading one word
constexpr double typing_error = 400;           // in the currency of Names::Row::cost
constexpr double other_form = 60;
constexpr double within_name = 150;  // no typed word begins the name
constexpr double within_word = 250;  // typed words begin only later parts of compounds
constexpr double phrase_first = 250; // the name begins with all that was typed, as it was typed
constexpr double phrase_within = 120;

using index::Names;
using index::Range;

/// One way of reading a typed word: the beginning that is meant.
struct Way {
    std::string meant;
    Range range;
    double cost = 0;
};

struct Word {
    std::vector<Way> ways;

    std::size_t size() const {
        std::size_t sum = 0;
        for (const Way& way : ways)
            sum += way.range.size();
        return sum;
    }
};

/// ruecksetzung → rucksetzung; the same where there is nothing to contract.
std::string umlauts_contracted(std::string_view plain) {
    std::string result;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        result += plain[i];
        const bool umlaut = plain[i] == 'a' || plain[i] == 'o' || plain[i] == 'u';
        if (umlaut && i + 1 < plain.size() && plain[i + 1] == 'e')
            ++i;
    }
    return result;
}

class TypedReader {
  public:
    TypedReader(const Names::Side& names, Lang lang, const analysis::Analyzer& analyzer)
        : names_(names), lang_(lang), analyzer_(analyzer) {}

    /// As typed; failing that, by its stem, as a compound of two words of names, as mistyped.
    /// Two words where it is a compound; none where nothing is meant.
    std::vector<Word> read(const TypedWord& typed) const {
        Word word;
        add(word, typed.plain, 0);
        if (lang_ == Lang::de)
            add(word, umlauts_contracted(typed.plain), 0);
        if (!word.ways.empty() || typed.code)
            return found(std::move(word));
        for (const std::string& stem : analyzer_.stems(typed.folded, lang_))
            if (const std::string plain = analysis::without_marks(stem);
                plain.size() >= shortest_stem)
                add(word, plain, other_form);
        if (!word.ways.empty())
            return found(std::move(word));
        if (auto halves = compound(typed.plain); !halves.empty())
            return halves;
        mend(word, typed.plain);
        return found(std::move(word));
    }

  private:
    static std::vector<Word> found(Word word) {
        return word.ways.empty() ? std::vector<Word>() : std::vector{std::move(word)};
    }

    void add(Word& word, std::string meant, double cost) const {
        const bool known = std::any_of(word.ways.begin(), word.ways.end(),
                                       [&](const Way& way) { return way.meant == meant; });
        const Range range = known ? Range{} : names_.beginnings().starting(meant);
        if (!range.empty())
            word.ways.push_back({std::move(meant), range, cost});
    }

    /// routerpass: "Passwort des Routers" has a word for either half. That both stand in one name
    /// is what makes it a compound of them.
    std::vector<Word> compound(std::string_view plain) const {
        for (std::size_t cut = plain.size(); cut-- > shortest_half;) {
            if (plain.size() - cut < shortest_half)
                continue;
            Word first;
            add(first, std::string(plain.substr(0, cut)), 0);
            if (plain[cut - 1] == 's' && cut > shortest_half) // Sicherheits|rat
                add(first, std::string(plain.substr(0, cut - 1)), 0);
            Word second;
            add(second, std::string(plain.substr(cut)), 0);
            if (!first.ways.empty() && !second.ways.empty())
                return {std::move(first), std::move(second)};
        }
        return {};
    }

    void mend(Word& word, const std::string& plain) const {
        if (plain.size() < shortest_mended)
            return;
        const std::size_t right = plain.size() < wrong_first_letter ? 1 : 0;
        for (auto& near : names_.beginnings().nearly(plain, right)) {
            const double cost = typing_cost(plain, near.meant);
            word.ways.push_back({std::move(near.meant), near.range, typing_error * cost});
        }
        std::sort(word.ways.begin(), word.ways.end(), [](const Way& a, const Way& b) {
            return a.cost != b.cost ? a.cost < b.cost : a.meant < b.meant;
        });
        word.ways.resize(std::min(word.ways.size(), most_ways));
    }

    const Names::Side& names_;
    Lang lang_;
    const analysis::Analyzer& analyzer_;
};

/// What must fit: every word that carries meaning. A function word under way may be the beginning
/// of another word, or be meant as it is: then it asks for nothing.
struct Sought {
    std::vector<Word> words;
    std::optional<Word> maybe;
};

std::optional<Sought> seek(const Typed& typed, const TypedReader& reader) {
    Sought sought;
    for (std::size_t w = 0; w < typed.words.size(); ++w) {
        const TypedWord& word = typed.words[w];
        const bool last = w + 1 == typed.words.size();
        if (word.function_word && !last)
            continue;
        auto read = reader.read(word);
        if (word.function_word) {
            if (!read.empty())
                sought.maybe = std::move(read.front());
            continue;
        }
        if (read.empty())
            return std::nullopt;
        std::move(read.begin(), read.end(), std::back_inserter(sought.words));
    }
    if (sought.words.empty() && sought.maybe && typed.words.size() == 1)
        sought.words.push_back(*std::exchange(sought.maybe, std::nullopt));
    return sought;
}

struct Meets {
    std::uint16_t start = 0;
    double cost = 0;
};

std::optional<Meets> meets(const Names::View& name, const Word& word) {
    std::optional<Meets> best;
    for (const std::uint16_t start : name.starts)
        for (const Way& way : word.ways)
            if ((!best || way.cost < best->cost) &&
                name.plain.substr(std::min<std::size_t>(start, name.plain.size()))
                    .starts_with(way.meant))
                best = Meets{start, way.cost};
    return best;
}

double place_cost(const Names::View& name, const std::vector<std::uint16_t>& starts) {
    double cost = starts.empty() ? 0 : within_word;
    for (const std::uint16_t start : starts)
        cost = std::min(cost, start == 0                     ? 0
                              : name.plain[start - 1] == ' ' ? within_name
                                                             : within_word);
    return cost;
}

/// nullopt where a word is missing.
std::optional<Fit> fit(const Names::Side& names, std::uint32_t number, const Sought& sought,
                       const Typed& typed) {
    const Names::View name = names.name(number);
    Fit fit{&names, number, static_cast<double>(name.cost), {}};
    for (const Word& word : sought.words) {
        const auto met = meets(name, word);
        if (!met)
            return std::nullopt;
        fit.cost += met->cost;
        fit.starts.push_back(met->start);
    }
    if (sought.maybe)
        if (const auto met = meets(name, *sought.maybe))
            fit.starts.push_back(met->start);
    fit.cost += place_cost(name, fit.starts);
    const std::size_t phrase = name.plain.find(typed.plain);
    if (phrase == 0)
        fit.cost -= phrase_first;
    else if (phrase != std::string_view::npos && name.plain[phrase - 1] == ' ')
        fit.cost -= phrase_within;
    return fit;
}

/// Names to look at: those that the rarest word begins, and those that go on with all that was
/// typed.
std::vector<std::uint32_t> candidates(const Typed& typed, const Sought& sought,
                                      const Names::Side& names) {
    std::vector<std::uint32_t> found;
    std::unordered_set<std::uint32_t> seen;
    const auto take = [&](Range range, std::size_t limit) {
        for (const std::size_t place : names.cheapest(range, limit))
            if (seen.insert(names.at(place).name).second)
                found.push_back(names.at(place).name);
    };
    take(names.beginnings().starting(typed.plain), looked_at);
    const auto rarest =
        std::min_element(sought.words.begin(), sought.words.end(),
                         [](const Word& a, const Word& b) { return a.size() < b.size(); });
    if (rarest == sought.words.end())
        return found;
    const std::size_t limit =
        sought.words.size() > 1 || sought.maybe ? looked_at_of_many : looked_at;
    for (const Way& way : rarest->ways)
        take(way.range, limit);
    return found;
}

} // namespace

bool Typed::only_function_words() const {
    return std::all_of(words.begin(), words.end(),
                       [](const TypedWord& word) { return word.function_word; });
}

Typed typed_words(std::string_view query, Lang lang, const analysis::Analyzer& analyzer) {
    auto words = analyzer.words(query, lang);
    words.tokens.resize(std::min(words.tokens.size(), most_typed_words));
    Typed typed;
    typed.lang = lang;
    typed.plain = index::plain_name(words);
    for (auto& token : words.tokens)
        typed.words.push_back({index::plain_name({lang, {token}, {}}), std::move(token.folded),
                               token.stop, token.code});
    return typed;
}

std::vector<Fit> names_that_fit(const Typed& typed, const Names::Side& names,
                                const analysis::Analyzer& analyzer) {
    if (typed.words.empty())
        return {};
    const auto sought = seek(typed, TypedReader(names, typed.lang, analyzer));
    if (!sought)
        return {};
    std::vector<Fit> fits;
    for (const std::uint32_t number : candidates(typed, *sought, names))
        if (auto one = fit(names, number, *sought, typed))
            fits.push_back(std::move(*one));
    std::stable_sort(fits.begin(), fits.end(),
                     [](const Fit& a, const Fit& b) { return a.cost < b.cost; });
    return fits;
}

std::vector<Mark> marks_of(const Fit& fit) {
    const Names::View name = fit.view();
    const auto places = analysis::word_places(name.text, name.text.size());
    std::vector<Mark> marks;
    for (const std::uint16_t start : fit.starts) {
        const auto word = static_cast<std::size_t>(
            std::count(name.plain.begin(), name.plain.begin() + start, ' '));
        if (word < places.size())
            marks.push_back({places[word].begin, places[word].end});
    }
    std::sort(marks.begin(), marks.end(),
              [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    return marks;
}

} // namespace lotse::search
