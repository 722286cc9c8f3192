#include "tickets/topic_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "tickets/near_words_internal.h"

namespace lotse::tickets {

namespace {

constexpr double mistyped = 0.85;
constexpr double same_in_both_languages = 0.9; // WLAN, Router; rarely a false friend
constexpr std::size_t shortest_shared = 3;     // letters of such a word
constexpr double prior_gaps = 50;              // how many gaps the articles' frequencies stand for
constexpr double half_a_compound = 2;          // power: Kinderwagen is no Kindergarten
constexpr double lost_in_translation = 0.08;   // likeness that translated words rarely reach
constexpr double least_weight = 0.05;          // of a word that says nothing, as a share of idf
constexpr double most_weight = 0.3;            // of a word that few gaps hold; rarer is not more
constexpr std::size_t most_samples = 16;       // wordings of a gap and language
constexpr std::size_t most_candidates = 16;    // are compared in full
constexpr std::size_t most_postings = 400;     // of a word that says where to look

using Unit = std::uint32_t; // a word of one language

struct Hit {
    Unit unit;
    double worth;
};

/// A word of a question as it is looked for: each of its names that some gap holds.
struct Sought {
    double weight = 0;
    std::vector<Hit> hits;
    std::vector<Sought> parts; // of a compound; its weight is theirs
};

/// One wording of a gap.
struct Sample {
    double said = 0; // the weights of its words
    std::vector<Unit> units{};

    bool operator==(const Sample&) const = default;
};

/// The wordings of a gap in one language: the first of them, and which words they hold.
struct Profile {
    GapId gap;
    std::string lang{};
    double wordings = 0;
    std::unordered_map<Unit, double> words{}; // in how many wordings
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
        std::unordered_map<Place, int> profiles{}; // how many of its wordings hold the word
        std::vector<Unit> parts{};                 // of a compound
    };

    Unit unit_of(const TopicWord& word) {
        const auto [found, is_new] =
            units.try_emplace(key_of(word.text, word.lang), static_cast<Unit>(words.size()));
        if (is_new) {
            words.push_back({.common = word.common});
            near.add(word.text, found->second);
        }
        return found->second;
    }

    /// The inverse frequency of a word among gaps and articles, as a share of the rarest one's.
    double weight(double held, double common) const {
        const double all = static_cast<double>(profiles.size()) + prior_gaps;
        const double idf =
            std::log((all + 1) / (held + prior_gaps * common + 0.5)) / std::log(all + 1);
        return std::clamp(idf, least_weight, most_weight);
    }
    double weight(Unit unit) const {
        const Word& word = words[unit];
        return weight(static_cast<double>(word.profiles.size()), word.common);
    }

    Place profile_of(GapId gap, const std::string& lang) {
        const auto [found, is_new] =
            places.try_emplace({gap, lang}, static_cast<Place>(profiles.size()));
        if (is_new)
            profiles.push_back({.gap = gap, .lang = lang});
        return found->second;
    }

    void count(const Known& known, int sign) {
        Profile& profile = profiles[known.profile];
        profile.wordings += sign;
        if (sign < 0)
            std::erase(profile.samples, known.sample);
        else if (profile.samples.size() < most_samples)
            profile.samples.push_back(known.sample);
        for (const Unit unit : known.sample.units) {
            if ((profile.words[unit] += sign) <= 0)
                profile.words.erase(unit);
            auto& held = words[unit].profiles;
            if ((held[known.profile] += sign) <= 0)
                held.erase(known.profile);
        }
    }

    void learn(const TopicRow& row, const Topic& topic) {
        if (row.id <= last)
            return;
        last = row.id;
        Known known{.profile = profile_of(row.gap, row.lang)};
        for (const TopicWord& word : topic) {
            auto& units = known.sample.units;
            known.sample.said += sought(word).weight;
            const Unit whole = unit_of(word);
            units.push_back(whole);
            std::vector<Unit> parts;
            for (const TopicWord& part : word.parts)
                parts.push_back(unit_of(part));
            units.insert(units.end(), parts.begin(), parts.end());
            words[whole].parts = std::move(parts);
        }
        auto& units = known.sample.units;
        std::sort(units.begin(), units.end());
        units.erase(std::unique(units.begin(), units.end()), units.end());
        const auto [found, is_new] = topics.try_emplace(key_of(row.topic, row.lang));
        if (!is_new)
            count(found->second, -1);
        count(known, 1);
        found->second = std::move(known);
    }

    void add_hit(Sought& sought, std::string_view text, std::string_view lang, double worth) const {
        const auto found = units.find(key_of(text, lang));
        if (found != units.end())
            sought.hits.push_back({found->second, worth});
    }

    Sought sought(const TopicWord& word) const {
        Sought result;
        add_hit(result, word.text, word.lang, 1);
        const bool known = !result.hits.empty();
        result.weight = known ? weight(result.hits.front().unit) : weight(1, word.common);
        if (word.text.size() >= shortest_shared)
            add_hit(result, word.text, other_lang(word.lang), same_in_both_languages);
        for (const OtherName& other : word.others)
            add_hit(result, other.text, other.lang, other.worth);
        for (const std::uint32_t unit : near.of(word.text)) {
            if (known && unit == result.hits.front().unit)
                continue;
            result.hits.push_back({unit, mistyped});
            // A typing error is rare, but says no more than the word that was meant.
            result.weight = std::min(result.weight, weight(unit));
        }
        for (const TopicWord& part : word.parts)
            result.parts.push_back(sought(part));
        if (!result.parts.empty()) {
            result.weight = 0;
            for (const Sought& part : result.parts)
                result.weight += part.weight;
        }
        return result;
    }

    static bool holds(const Sample& wording, Unit unit) {
        return std::binary_search(wording.units.begin(), wording.units.end(), unit);
    }

    /// How well the wording knows the word, 0 to 1.
    double met(const Sought& word, const Sample& wording) const {
        double best = 0;
        for (const Hit& hit : word.hits)
            if (hit.worth > best && holds(wording, hit.unit))
                best = hit.worth;
        if (word.parts.empty() || word.weight <= 0)
            return best;
        double by_parts = 0;
        for (const Sought& part : word.parts)
            by_parts += part.weight * met(part, wording);
        return std::max(best, std::pow(by_parts / word.weight, half_a_compound));
    }

    using Covered = std::map<Unit, double>;

    /// Which words of the wording the question says, and how surely. A compound is its parts.
    void cover(const Sought& word, const Sample& wording, Covered& covered) const {
        const auto note = [&](Unit unit, double worth) {
            double& best = covered[unit];
            best = std::max(best, worth);
        };
        for (const Hit& hit : word.hits) {
            if (!holds(wording, hit.unit))
                continue;
            const auto& parts = words[hit.unit].parts;
            if (parts.empty())
                note(hit.unit, hit.worth);
            for (const Unit part : parts)
                note(part, hit.worth);
        }
        for (const Sought& part : word.parts)
            cover(part, wording, covered);
    }

    /// What the question says of the wording's words and the wording of the question's, of all that
    /// both say: one word in the place of another counts on both sides.
    double likeness(const std::vector<Sought>& question, const Sample& wording) const {
        double asked = 0, common = 0, back = 0;
        Covered covered;
        for (const Sought& word : question) {
            asked += word.weight;
            common += word.weight * met(word, wording);
            cover(word, wording, covered);
        }
        for (const auto& [unit, worth] : covered)
            back += weight(unit) * worth;
        return asked > 0 ? (common + std::min(back, wording.said)) / (asked + wording.said) : 0;
    }

    double likeness(const std::vector<Sought>& question, const Profile& profile) const {
        double best = 0;
        for (const Sample& wording : profile.samples)
            best = std::max(best, likeness(question, wording));
        return best;
    }

    void look(const Sought& word, std::unordered_map<Place, double>& found,
              std::size_t most) const {
        for (const Hit& hit : word.hits)
            if (words[hit.unit].profiles.size() <= most)
                for (const auto& [place, wordings] : words[hit.unit].profiles)
                    found[place] += weight(hit.unit) * hit.worth;
        for (const Sought& part : word.parts)
            look(part, found, most);
    }

    std::vector<Place> candidates(const std::vector<Sought>& question) const {
        std::unordered_map<Place, double> found;
        for (const std::size_t most : {most_postings, 10 * most_postings}) {
            for (const Sought& word : question)
                look(word, found, most);
            if (!found.empty())
                break;
        }
        std::vector<std::pair<double, Place>> order;
        for (const auto& [place, score] : found)
            order.emplace_back(-score, place);
        const auto kept = std::min(order.size(), most_candidates);
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept),
                          order.end());
        std::vector<Place> places_found;
        for (std::size_t i = 0; i < kept; ++i)
            places_found.push_back(order[i].second);
        return places_found;
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
        read.push_back(reader->read(row.topic, row.lang, false));
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
    std::vector<Sought> question;
    for (const TopicWord& word : read)
        question.push_back(impl_->sought(word));
    std::map<GapId, double> best; // of its two languages
    for (const Place place : impl_->candidates(question)) {
        const Profile& profile = impl_->profiles[place];
        double likeness = impl_->likeness(question, profile);
        if (profile.lang != lang)
            likeness += lost_in_translation;
        if (likeness >= same_gap && profile.gap != except)
            best[profile.gap] = std::max(best[profile.gap], likeness);
    }
    std::vector<NearGap> near;
    for (const auto& [gap, likeness] : best)
        near.push_back({gap, std::min(1.0, likeness)});
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
        if (profile.wordings > 0)
            gaps.insert(profile.gap);
    return {impl_->topics.size(), impl_->words.size(), gaps.size()};
}

} // namespace lotse::tickets
