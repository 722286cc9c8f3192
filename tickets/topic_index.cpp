#include "tickets/topic_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "tickets/near_words_internal.h"
#include "tickets/topic_likeness_internal.h"

namespace lotse::tickets {

namespace {

constexpr double mistyped = 0.85;
constexpr double same_in_both_languages = 0.9; // WLAN, Router; rarely a false friend
constexpr std::size_t shortest_shared = 3;     // letters of such a word
constexpr double prior_gaps = 50;              // how many gaps the articles' frequencies stand for
constexpr std::size_t most_samples = 16;       // wordings of a gap and language
constexpr std::size_t most_candidates = 16;    // are compared in full
constexpr std::size_t most_postings = 400;     // of a word that says where to look

/// One wording of a gap: its words, in order.
using Sample = std::vector<Unit>;

/// The wordings of a gap in one language: the first of them.
struct Profile {
    GapId gap;
    std::string lang{};
    std::size_t wordings = 0;
    std::vector<Sample> samples{};
};

using Place = std::size_t; // of a profile

struct Known {
    Place profile = 0;
    Sample sample{};
};

std::string key_of(std::string_view text, std::string_view lang) {
    return std::string(lang) + ':' + std::string(text);
}

std::string_view other_lang(std::string_view lang) {
    return lang == "de" ? "en" : "de";
}

} // namespace

struct TopicIndex::Impl {
    struct Word {
        double common = 0;
        bool said = false;                         // or only another name of one that was
        std::unordered_map<Place, int> profiles{}; // how many of its wordings hold the word
        std::vector<Unit> parts{};                 // of a compound
        Meaning meaning{};
    };

    Unit unit_of(std::string_view text, std::string_view lang) {
        const auto [found, is_new] =
            units.try_emplace(key_of(text, lang), static_cast<Unit>(words.size()));
        if (is_new)
            words.emplace_back();
        return found->second;
    }

    /// The word's own unit; its names get units as well, so that who bears one of them is found.
    Unit unit_of(const TopicWord& word) {
        const Unit unit = unit_of(word.text, word.lang);
        if (words[unit].said)
            return unit;
        for (const OtherName& other : word.others)
            unit_of(other.text, other.lang);
        if (word.text.size() >= shortest_shared)
            unit_of(word.text, other_lang(word.lang));
        std::vector<Unit> parts;
        for (const TopicWord& part : word.parts)
            parts.push_back(unit_of(part));
        Word& entry = words[unit];
        entry.meaning = meaning_of(word);
        entry.common = word.common;
        entry.parts = std::move(parts);
        entry.said = true;
        near.add(word.text, unit);
        return unit;
    }

    Meaning meaning_of(const TopicWord& word) const {
        Meaning meaning;
        meaning.strange = word.common <= 0 && word.others.empty() && word.parts.empty();
        const auto call = [&](std::string_view text, std::string_view lang, double worth) {
            if (const auto found = units.find(key_of(text, lang)); found != units.end())
                meaning.call(found->second, worth);
        };
        call(word.text, word.lang, 1);
        if (word.text.size() >= shortest_shared)
            call(word.text, other_lang(word.lang), same_in_both_languages);
        for (const OtherName& other : word.others)
            call(other.text, other.lang, other.worth);
        for (const Unit unit : near.of(word.text)) {
            const Meaning& meant = words[unit].meaning;
            meaning.call(unit, mistyped);
            if (meaning.strange || meant.strange)
                for (const auto& [name, worth] : meant.names)
                    meaning.call(name, mistyped * worth);
        }
        for (const TopicWord& part : word.parts)
            meaning.parts.push_back(meaning_of(part));
        return meaning;
    }

    /// The inverse frequency of a word among gaps and articles, as a share of the rarest one's.
    double rarity(Unit unit) const {
        const Word& word = words[unit];
        const double all = static_cast<double>(profiles.size()) + prior_gaps;
        const double held = static_cast<double>(word.profiles.size()) + prior_gaps * word.common;
        return std::max(0.0, std::log((all + 1) / (held + 0.5)) / std::log(all + 1));
    }

    Place profile_of(GapId gap, const std::string& lang) {
        const auto [found, is_new] =
            places.try_emplace({gap, lang}, static_cast<Place>(profiles.size()));
        if (is_new)
            profiles.push_back({.gap = gap, .lang = lang});
        return found->second;
    }

    /// The words and their parts, each once.
    std::vector<Unit> all_units(const Sample& sample) const {
        std::vector<Unit> all = sample;
        for (const Unit unit : sample)
            all.insert(all.end(), words[unit].parts.begin(), words[unit].parts.end());
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }

    void put(const Known& known) {
        Profile& profile = profiles[known.profile];
        ++profile.wordings;
        if (profile.samples.size() < most_samples)
            profile.samples.push_back(known.sample);
        for (const Unit unit : all_units(known.sample))
            ++words[unit].profiles[known.profile];
    }

    void take_out(const Known& known) {
        Profile& profile = profiles[known.profile];
        --profile.wordings;
        std::erase(profile.samples, known.sample);
        for (const Unit unit : all_units(known.sample)) {
            auto& held = words[unit].profiles;
            if (--held[known.profile] <= 0)
                held.erase(known.profile);
        }
    }

    void learn(const TopicRow& row, const Topic& topic) {
        if (row.id <= last)
            return;
        last = row.id;
        Known known{.profile = profile_of(row.gap, row.lang)};
        for (const TopicWord& word : topic)
            known.sample.push_back(unit_of(word));
        std::sort(known.sample.begin(), known.sample.end());
        const auto [found, is_new] = topics.try_emplace(key_of(row.topic, row.lang));
        if (!is_new)
            take_out(found->second);
        put(known);
        found->second = std::move(known);
    }

    Wording wording_of(const Sample& sample) const {
        Wording wording;
        for (const Unit unit : sample)
            wording.push_back(&words[unit].meaning);
        return wording;
    }

    double likeness(const Wording& question, const Profile& profile) const {
        double best = 0;
        for (const Sample& sample : profile.samples)
            best = std::max(best, tickets::likeness(question, wording_of(sample)));
        return best;
    }

    /// Adds to each gap that holds the word, or what it is called, how much that says.
    void look(const Meaning& word, std::size_t most,
              std::unordered_map<Place, double>& found) const {
        std::unordered_map<Place, double> best;
        for (const auto& [unit, worth] : word.names)
            if (words[unit].profiles.size() <= most)
                for (const auto& [place, wordings] : words[unit].profiles)
                    best[place] = std::max(best[place], rarity(unit) * worth);
        for (const auto& [place, says] : best)
            found[place] += says;
        for (const Meaning& part : word.parts)
            look(part, most, found);
    }

    std::vector<Place> candidates(const Wording& question) const {
        std::unordered_map<Place, double> found;
        for (const std::size_t most : {most_postings, 10 * most_postings}) {
            for (const Meaning* word : question)
                look(*word, most, found);
            if (!found.empty())
                break;
        }
        std::vector<std::pair<double, Place>> order;
        for (const auto& [place, says] : found)
            order.emplace_back(-says, place);
        const auto kept = std::min(order.size(), most_candidates);
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept),
                          order.end());
        std::vector<Place> chosen;
        for (std::size_t i = 0; i < kept; ++i)
            chosen.push_back(order[i].second);
        return chosen;
    }

    /// It is asked without the lock: it may take its time.
    std::shared_ptr<const TopicReader> its_reader() const {
        const std::lock_guard lock(mutex);
        return reader;
    }

    mutable std::mutex mutex; // guards all that follows
    std::shared_ptr<const TopicReader> reader = std::make_shared<const TopicReader>();
    std::int64_t last = 0;
    std::unordered_map<std::string, Unit> units;
    std::vector<Word> words; // by unit
    NearWords near;
    std::unordered_map<std::string, Known> topics;
    std::vector<Profile> profiles;
    std::map<std::pair<GapId, std::string>, Place> places;
};

TopicIndex::TopicIndex() : impl_(std::make_unique<Impl>()) {}
TopicIndex::~TopicIndex() = default;

void TopicIndex::read_with(std::shared_ptr<const TopicReader> reader) {
    const std::lock_guard lock(impl_->mutex);
    impl_->reader = std::move(reader);
}

void TopicIndex::learn(const std::vector<TopicRow>& rows) {
    const auto reader = impl_->its_reader();
    std::vector<Topic> read;
    read.reserve(rows.size());
    for (const TopicRow& row : rows)
        read.push_back(reader->read(row.topic, row.lang, true));
    const std::lock_guard lock(impl_->mutex);
    for (std::size_t i = 0; i < rows.size(); ++i)
        impl_->learn(rows[i], read[i]);
}

std::int64_t TopicIndex::learned() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->last;
}

std::vector<NearGap> TopicIndex::nearest(std::string_view topic, std::string_view lang,
                                         std::size_t most, GapId except) const {
    const Topic read = impl_->its_reader()->read(topic, lang, true);
    const std::lock_guard lock(impl_->mutex);
    std::vector<Meaning> meanings;
    for (const TopicWord& word : read)
        meanings.push_back(impl_->meaning_of(word));
    Wording question;
    for (const Meaning& meaning : meanings)
        question.push_back(&meaning);
    std::map<GapId, double> best; // of its two languages
    for (const Place place : impl_->candidates(question)) {
        const Profile& profile = impl_->profiles[place];
        const double likeness = impl_->likeness(question, profile);
        if (likeness >= same_gap && profile.gap != except)
            best[profile.gap] = std::max(best[profile.gap], likeness);
    }
    std::vector<NearGap> near;
    for (const auto& [gap, likeness] : best)
        near.push_back({gap, likeness});
    std::sort(near.begin(), near.end(), [](const NearGap& a, const NearGap& b) {
        return a.likeness != b.likeness ? a.likeness > b.likeness : a.gap < b.gap;
    });
    near.resize(std::min(near.size(), most));
    return near;
}

double TopicIndex::alike(std::string_view topic, std::string_view lang, std::string_view other,
                         std::string_view other_lang) const {
    const auto reader = impl_->its_reader();
    return lotse::tickets::alike(reader->read(topic, lang, true),
                                 reader->read(other, other_lang, false));
}

TopicIndex::Size TopicIndex::size() const {
    const std::lock_guard lock(impl_->mutex);
    std::set<GapId> gaps;
    for (const auto& profile : impl_->profiles)
        if (profile.wordings != 0)
            gaps.insert(profile.gap);
    return {impl_->topics.size(), impl_->words.size(), gaps.size()};
}

} // namespace lotse::tickets
