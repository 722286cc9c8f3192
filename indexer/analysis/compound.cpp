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

// Linking elements and what a part is worth with them: the common ones hardly less than without.
struct Link {
    std::string_view letters;
    double worth;
};
constexpr std::array<Link, 7> links{
    {{"s", 1}, {"n", 1}, {"es", 0.7}, {"en", 0.9}, {"er", 0.6}, {"e", 0.7}, {"ens", 0.6}}};
constexpr double listed_only = 0.8;  // a word that the lexicon has and the index does not
constexpr double per_doubling = 0.3; // what frequency adds: little, so that it decides ties only
constexpr double per_letter = 0.05;  // Fahrrad|schloss, not Fahr|radschloss
constexpr std::size_t long_part = 8;
constexpr double shortened = 0.4; // Sprachbox (Sprache), Mahngebühr (mahnen)
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

Splitter::Splitter(std::shared_ptr<const Vocabulary> lexicon,
                   std::shared_ptr<const SplitRules> rules)
    : lexicon_(std::move(lexicon)), rules_(std::move(rules)), serial_(next_serial++) {
    for (const auto& line : tables::lines(tables::de_compounds)) {
        const std::string_view rule = line.front();
        if (rule == "split" && line.size() > 2) {
            fixed_.emplace(line[1], std::vector<std::string>(line.begin() + 2, line.end()));
            continue;
        }
        auto& set = rule == "whole"   ? whole_
                    : rule == "short" ? short_
                    : rule == "first" ? first_
                                      : never_;
        for (std::size_t i = 1; i < line.size(); ++i)
            set.emplace(line[i]);
    }
    for (const auto& line : tables::lines(tables::de_stop_words))
        for (const std::string_view word : line)
            if (!short_.contains(std::string(word))) // "guten Tag", but Feiertag
                never_.emplace(word);
}

const std::vector<std::string>* Splitter::rule(std::string_view word) const {
    return rules_ ? rules_->find(word) : nullptr;
}

Splitter::Part Splitter::known(std::string_view word, const Vocabulary& vocabulary) const {
    const std::string text(word);
    const std::size_t letters = utf8_length(word);
    if (rule(word) != nullptr) // the editors know it
        return {text, 1 + per_doubling + per_letter * static_cast<double>(long_part)};
    if (letters < 3 || (letters < shortest_part && !short_.contains(text)) || never_.contains(text))
        return {};
    const double long_enough = per_letter * static_cast<double>(std::min(letters, long_part));
    if (const auto count = vocabulary.frequency(word, Lang::de))
        return {text, 1 + per_doubling * std::log1p(static_cast<double>(count)) + long_enough};
    if (lexicon_ && lexicon_->frequency(word, Lang::de) != 0)
        return {text, listed_only + long_enough};
    return {};
}

Splitter::Part Splitter::last_part(std::string_view piece, const Vocabulary& vocabulary) const {
    Part best = known(piece, vocabulary);
    for (const std::string_view ending : endings)
        if (best.weight <= 0 && piece.ends_with(ending) &&
            piece.size() - ending.size() >= shortest_part)
            best = known(piece.substr(0, piece.size() - ending.size()), vocabulary);
    return best;
}

Splitter::Part Splitter::inner_part(std::string_view piece, const Vocabulary& vocabulary) const {
    if (first_.contains(std::string(piece)))
        return {std::string(piece), listed_only};
    Part best = known(piece, vocabulary);
    for (const Link& link : links) {
        if (!piece.ends_with(link.letters) || piece.size() - link.letters.size() < 3)
            continue;
        Part linked = known(piece.substr(0, piece.size() - link.letters.size()), vocabulary);
        linked.weight *= link.worth;
        if (linked.weight > 0 && linked.weight >= best.weight)
            best = std::move(linked);
    }
    if (best.weight > 0 || utf8_length(piece) < shortest_part)
        return best;
    for (const std::string_view lost : {"e", "en", "n"}) {
        best = known(std::string(piece) + std::string(lost), vocabulary);
        best.weight *= shortened;
        if (best.weight > 0)
            break;
    }
    return best;
}

/// Verbraucher comes from verbrauchen and has nothing to do with Raucher, Nachbarschaft from
/// Nachbar: what is derived from a known word by a suffix stays whole. Verbs only with those
/// prefixes that are no words, because others are compounds as well (Rücksendung).
bool Splitter::derived(std::string_view word, const Vocabulary& vocabulary) const {
    constexpr std::array<std::string_view, 6> prefixes{"ver", "be", "ent", "er", "zer", "miss"};
    constexpr std::array<std::string_view, 8> suffixes{"ung",     "ungen", "er",  "erin",
                                                       "erinnen", "ern",   "ers", "bar"};
    if (word.ends_with("erweise"))
        return true;
    for (const std::string_view suffix : {"schaft", "schaften", "heit", "heiten", "keit", "keiten"})
        if (word.ends_with(suffix)) {
            const std::string_view base = word.substr(0, word.size() - suffix.size());
            return known(base, vocabulary).weight > 0 && cut(base, vocabulary).empty();
        }
    if (std::none_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return word.starts_with(prefix); }))
        return false;
    return std::any_of(suffixes.begin(), suffixes.end(), [&](std::string_view suffix) {
        if (!word.ends_with(suffix))
            return false;
        const std::string verb = std::string(word.substr(0, word.size() - suffix.size())) + "en";
        return known(verb, vocabulary).weight > 0;
    });
}

std::vector<std::string> Splitter::split(std::string_view word,
                                         const Vocabulary& vocabulary) const {
    if ((word.size() < shortest_compound && !rules_) || word.size() > longest_word)
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
    if (const auto* said = rule(word))
        return *said;
    if (const auto fixed = fixed_.find(std::string(word)); fixed != fixed_.end())
        return fixed->second;
    if (whole_.contains(std::string(word)))
        return {};
    const auto starts = character_starts(word);
    const std::size_t letters = starts.size() - 1;
    if (letters < shortest_compound || derived(word, vocabulary))
        return {};

    // best[j] is the best way to cover the first j letters: the fewest parts, then the best known.
    std::vector<Best> best(letters + 1);
    for (std::size_t to = 3; to <= letters; ++to) {
        for (std::size_t from = 0; from + 3 <= to; ++from) {
            if ((from != 0 && best[from].parts == 0) || (from == 0 && to == letters))
                continue;
            const auto piece = word.substr(starts[from], starts[to] - starts[from]);
            const Part found =
                to == letters ? last_part(piece, vocabulary) : inner_part(piece, vocabulary);
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
        if (const auto* said = rule(best[at].word); said != nullptr && !said->empty())
            parts.insert(parts.begin(), said->begin(), said->end());
        else
            parts.insert(parts.begin(), best[at].word);
    return parts.size() > 1 ? parts : std::vector<std::string>{};
}

} // namespace lotse::analysis
