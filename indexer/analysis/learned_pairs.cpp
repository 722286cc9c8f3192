#include "indexer/analysis/learned_pairs.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

#include "indexer/analysis/dictionary_source.h"
#include "indexer/analysis/pair_counts_internal.h"

namespace lotse::analysis {
namespace {

constexpr int rounds = 5;               // of estimation; later ones change little
constexpr double unexplained = 0.05;    // where a pair starts that no dictionary knows
constexpr double nothing = 0.05;        // that a word has no counterpart in the other text
constexpr double least_share = 0.4;     // of both words' mass that goes to the pair
constexpr double left_over_share = 0.6; // of a pair seen once, in a title that has no other
constexpr double fewest_articles = 2;
constexpr std::size_t read_translations = 32;
constexpr std::size_t most_words = 40; // of a text; longer ones align nothing well
constexpr std::size_t most_segments = 100'000;
constexpr std::size_t most_translations = 8; // of a word
constexpr std::size_t most_pairs = 50'000;   // the surest ones

struct Learnt {
    std::uint32_t german = 0;
    std::uint32_t english = 0;
    double share = 0;
};

/// One language's section of the compiled file.
std::string lines_of(std::vector<Learnt> pairs, const std::vector<std::string>& from,
                     const std::vector<std::string>& to, std::uint32_t Learnt::*left,
                     std::uint32_t Learnt::*right) {
    std::sort(pairs.begin(), pairs.end(), [&](const Learnt& a, const Learnt& b) {
        if (a.*left != b.*left)
            return from[a.*left] < from[b.*left];
        return a.share != b.share ? a.share > b.share : to[a.*right] < to[b.*right];
    });
    std::string lines;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const bool first = i == 0 || pairs[i].*left != pairs[i - 1].*left;
        kept = first ? 0 : kept;
        if (first)
            lines.append(i == 0 ? "" : "\n").append(from[pairs[i].*left]);
        if (++kept <= most_translations)
            lines.append("\t")
                .append(to[pairs[i].*right])
                .append(":")
                .append(std::to_string(std::lround(pairs[i].share * 100)));
    }
    return lines.empty() ? lines : lines + "\n";
}

/// Each pair once, the surest ones.
void keep_best(std::vector<Learnt>& pairs) {
    const auto by_pair = [](const Learnt& a, const Learnt& b) {
        return std::tuple(a.german, a.english, -a.share) <
               std::tuple(b.german, b.english, -b.share);
    };
    std::sort(pairs.begin(), pairs.end(), by_pair);
    pairs.erase(std::unique(pairs.begin(), pairs.end(),
                            [](const Learnt& a, const Learnt& b) {
                                return a.german == b.german && a.english == b.english;
                            }),
                pairs.end());
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Learnt& a, const Learnt& b) { return a.share > b.share; });
    pairs.resize(std::min(pairs.size(), most_pairs));
}

} // namespace

struct PairLearner::Counts {
    PairCounts linked;          // expected number of times that one translates the other
    PairCounts articles;        // that hold both
    PairCounts seen_in;         // the last article counted, from 1
    std::vector<double> german; // how many texts hold the word
    std::vector<double> english;
    std::vector<std::vector<Id>> known; // by German word
    std::vector<Learnt> left_over;      // of titles

    bool explained(Id left, Id right) const {
        return std::binary_search(known[left].begin(), known[left].end(), right);
    }
};

std::vector<PairLearner::Id> PairLearner::content(std::string_view text, Lang lang) {
    Words& words = words_[static_cast<std::size_t>(lang)];
    std::vector<Id> found;
    for (const Token& token : analyzer_.words(text, lang).tokens) {
        if (token.code || token.stop) // codes are the same in both languages
            continue;
        const std::string stem = analyzer_.stems(token.folded, lang).front();
        const auto [place, fresh] =
            words.ids.try_emplace(stem, static_cast<Id>(words.stems.size()));
        if (fresh)
            words.stems.push_back(stem);
        found.push_back(place->second);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void PairLearner::add(const std::vector<AlignedText>& texts) {
    for (const AlignedText& text : texts) {
        Segment segment{content(text.german, Lang::de), content(text.english, Lang::en), articles_,
                        text.title};
        const std::size_t longer = std::max(segment.german.size(), segment.english.size());
        if (!segment.german.empty() && !segment.english.empty() && longer <= most_words &&
            segments_.size() < most_segments)
            segments_.push_back(std::move(segment));
    }
    ++articles_;
}

/// By German word: the English ones that the dictionary gives, or that are spelt alike.
void PairLearner::look_up(Counts& counts) const {
    const Words& english = words_[1];
    for (const std::string& stem : words_[0].stems) {
        std::vector<Id>& known = counts.known.emplace_back();
        if (const auto same = english.ids.find(stem); same != english.ids.end())
            known.push_back(same->second);
        if (dictionary_ != nullptr)
            for (const Translation& one : dictionary_->lookup(stem, Lang::de, read_translations))
                if (const auto found = english.ids.find(one.stem); found != english.ids.end())
                    known.push_back(found->second);
        std::sort(known.begin(), known.end());
    }
}

/// Each word shares itself out among the other text's words, by what all texts together say.
void PairLearner::align(Counts& counts) const {
    PairCounts table;
    for (const Segment& segment : segments_)
        for (const Id german : segment.german)
            for (const Id english : segment.english)
                if (table.count(german, english) == 0)
                    table.add(german, english, counts.explained(german, english) ? 1 : unexplained);
    for (int round = 0; round < rounds; ++round) {
        PairCounts next;
        std::vector<double> rows;
        std::vector<double> columns;
        for (const Segment& segment : segments_) {
            rows.assign(segment.german.size(), nothing);
            columns.assign(segment.english.size(), nothing);
            for (std::size_t r = 0; r < rows.size(); ++r)
                for (std::size_t c = 0; c < columns.size(); ++c) {
                    const double seen = table.count(segment.german[r], segment.english[c]);
                    rows[r] += seen;
                    columns[c] += seen;
                }
            for (std::size_t r = 0; r < rows.size(); ++r)
                for (std::size_t c = 0; c < columns.size(); ++c) {
                    const double seen = table.count(segment.german[r], segment.english[c]);
                    next.add(segment.german[r], segment.english[c],
                             seen / rows[r] * seen / columns[c]);
                }
        }
        counts.linked = next;
        table = PairCounts();
        next.each([&](Id german, Id english, double weight) {
            table.add(german, english,
                      weight / std::sqrt(counts.german[german] * counts.english[english]));
        });
    }
}

/// A title of which the dictionary explains all words but one on each side says what they mean.
void PairLearner::left_over(const Segment& segment, Counts& counts) const {
    std::vector<bool> met(segment.english.size(), false);
    std::optional<Id> german;
    for (const Id word : segment.german) {
        bool known = false;
        for (std::size_t c = 0; c < met.size(); ++c)
            if (counts.explained(word, segment.english[c]))
                known = met[c] = true;
        if (!known && std::exchange(german, word))
            return;
    }
    if (!german || std::count(met.begin(), met.end(), false) != 1)
        return;
    const auto place = std::find(met.begin(), met.end(), false) - met.begin();
    const Id english = segment.english[static_cast<std::size_t>(place)];
    if (!listed(words_[0].stems[*german], Lang::de) || !listed(words_[1].stems[english], Lang::en))
        counts.left_over.push_back({*german, english, left_over_share});
}

/// Two ordinary words that are left over make a free translation, not a term.
bool PairLearner::listed(const std::string& stem, Lang lang) const {
    return dictionary_ != nullptr && !dictionary_->lookup(stem, lang, 1).empty();
}

void PairLearner::count(const Segment& segment, Counts& counts) const {
    for (const Id german : segment.german)
        for (const Id english : segment.english) {
            const auto now = static_cast<double>(segment.article + 1);
            const double last = counts.seen_in.count(german, english);
            counts.seen_in.add(german, english, now - last);
            counts.articles.add(german, english, last == now ? 0 : 1);
        }
    for (const Id german : segment.german)
        counts.german[german] += 1;
    for (const Id english : segment.english)
        counts.english[english] += 1;
    if (segment.title)
        left_over(segment, counts);
}

std::string PairLearner::learn() const {
    Counts counts;
    counts.german.resize(words_[0].stems.size(), 0);
    counts.english.resize(words_[1].stems.size(), 0);
    look_up(counts);
    for (const Segment& segment : segments_)
        count(segment, counts);
    align(counts);
    std::vector<Learnt> pairs = std::move(counts.left_over);
    counts.linked.each([&](Id german, Id english, double weight) {
        const double share = weight / std::sqrt(counts.german[german] * counts.english[english]);
        if (share >= least_share && counts.articles.count(german, english) >= fewest_articles &&
            !counts.explained(german, english))
            pairs.push_back({german, english, std::min(1.0, share)});
    });
    keep_best(pairs);
    if (pairs.empty())
        return {};
    CompiledPairs compiled;
    compiled.lines[0] =
        lines_of(pairs, words_[0].stems, words_[1].stems, &Learnt::german, &Learnt::english);
    compiled.lines[1] = lines_of(std::move(pairs), words_[1].stems, words_[0].stems,
                                 &Learnt::english, &Learnt::german);
    return to_bytes(compiled);
}

} // namespace lotse::analysis
