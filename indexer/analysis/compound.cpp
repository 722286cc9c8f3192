#include "indexer/analysis/compound.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>

#include "indexer/analysis/tables.h"
#include "indexer/base/text.h"

namespace lotse::analysis {
namespace {

std::atomic<std::uint64_t> next_serial{1};

constexpr std::size_t shortest_compound = 7; // letters
constexpr std::size_t shortest_part = 4;     // letters, unless the table of short parts has it
constexpr std::size_t longest_word = 60;     // bytes; longer ones are no words

constexpr std::size_t most_remembered = 50'000;

constexpr std::array<std::string_view, 7> links{"s", "n", "es", "en", "er", "e", "ens"};
constexpr std::array<std::string_view, 7> endings{"n", "en", "s", "es", "e", "er", "ern"};

std::vector<std::size_t> character_starts(std::string_view word) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < word.size(); ++i)
        if ((word[i] & 0xC0) != 0x80)
            starts.push_back(i);
    starts.push_back(word.size());
    return starts;
}

struct Best {
    int parts = 0; // 0: not reached
    double weight = 0;
    std::size_t from = 0;
    std::string word;
};

} // namespace

Splitter::Splitter(std::shared_ptr<const Vocabulary> lexicon)
    : lexicon_(std::move(lexicon)), serial_(next_serial++) {
    for (const auto& line : tables::lines(tables::de_compounds)) {
        const std::string_view rule = line.front();
        if (rule == "split" && line.size() > 2) {
            fixed_.emplace(line[1], std::vector<std::string>(line.begin() + 2, line.end()));
            continue;
        }
        auto& set = rule == "whole" ? whole_ : rule == "short" ? short_ : never_;
        for (std::size_t i = 1; i < line.size(); ++i)
            set.emplace(line[i]);
    }
    for (const auto& line : tables::lines(tables::de_stop_words))
        for (const std::string_view word : line)
            never_.emplace(word);
}

Splitter::Part Splitter::known(std::string_view word, const Vocabulary& vocabulary) const {
    const std::string text(word);
    const std::size_t letters = utf8_length(word);
    if (letters < 3 || (letters < shortest_part && !short_.contains(text)) || never_.contains(text))
        return {};
    if (const auto count = vocabulary.frequency(word, Lang::de))
        return {text, std::log1p(static_cast<double>(count)) + 1};
    if (lexicon_ && lexicon_->frequency(word, Lang::de) != 0)
        return {text, 0.5};
    return {};
}

Splitter::Part Splitter::part(std::string_view piece, bool last,
                              const Vocabulary& vocabulary) const {
    Part best = known(piece, vocabulary);
    if (last) {
        for (const std::string_view ending : endings)
            if (best.weight <= 0 && piece.ends_with(ending) &&
                piece.size() - ending.size() >= shortest_part)
                best = known(piece.substr(0, piece.size() - ending.size()), vocabulary);
        return best;
    }
    for (const std::string_view link : links) {
        if (!piece.ends_with(link) || piece.size() - link.size() < 3)
            continue;
        if (Part linked = known(piece.substr(0, piece.size() - link.size()), vocabulary);
            linked.weight > 0 && linked.weight >= best.weight)
            best = std::move(linked);
    }
    if (best.weight <= 0) // Sprachbox: Sprache
        best = known(std::string(piece) + "e", vocabulary);
    return best;
}

std::vector<std::string> Splitter::split(std::string_view word,
                                         const Vocabulary& vocabulary) const {
    if (word.size() < shortest_compound || word.size() > longest_word)
        return {};
    struct Cache {
        std::pair<std::uint64_t, std::uint64_t> made_for;
        std::unordered_map<std::string, std::vector<std::string>> words;
    };
    thread_local Cache cache;
    const std::pair made_for{vocabulary.serial(), serial_};
    if (cache.made_for != made_for || cache.words.size() > most_remembered)
        cache = {made_for, {}};
    const auto [known, first] = cache.words.try_emplace(std::string(word));
    if (first)
        known->second = cut(word, vocabulary);
    return known->second;
}

std::vector<std::string> Splitter::cut(std::string_view word, const Vocabulary& vocabulary) const {
    if (const auto fixed = fixed_.find(std::string(word)); fixed != fixed_.end())
        return fixed->second;
    if (whole_.contains(std::string(word)))
        return {};
    const auto starts = character_starts(word);
    const std::size_t letters = starts.size() - 1;
    if (letters < shortest_compound)
        return {};

    // best[j] is the best way to cover the first j letters: the fewest parts, then the best known.
    std::vector<Best> best(letters + 1);
    for (std::size_t to = 3; to <= letters; ++to) {
        for (std::size_t from = 0; from + 3 <= to; ++from) {
            if ((from != 0 && best[from].parts == 0) || (from == 0 && to == letters))
                continue;
            const Part found = part(word.substr(starts[from], starts[to] - starts[from]),
                                    to == letters, vocabulary);
            if (found.weight <= 0)
                continue;
            const int parts = best[from].parts + 1;
            const double weight = best[from].weight + found.weight;
            Best& here = best[to];
            if (here.parts == 0 || parts < here.parts ||
                (parts == here.parts && weight > here.weight))
                here = {parts, weight, from, found.word};
        }
    }
    std::vector<std::string> parts;
    for (std::size_t at = letters; at != 0 && best[at].parts != 0; at = best[at].from)
        parts.insert(parts.begin(), best[at].word);
    return parts.size() > 1 ? parts : std::vector<std::string>{};
}

} // namespace lotse::analysis
