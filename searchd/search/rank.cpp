#include "searchd/search/rank.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "indexer/index/schema.h"
#include "searchd/search/remembered.h"

namespace lotse::search {
namespace {

using index::Field;

constexpr double names_k1 = 1.2;
// Little: beside articles of one-word titles, tickets' long subjects are no worse.
constexpr double title_b = 0.25;
constexpr double title_share = 1.6;      // of a title match against one in the text
constexpr double names_share = 0.7;      // aliases and tags
constexpr double question_share = 0.36;  // words of all questions that the document answered
constexpr double remembered_share = 1.2; // those questions, each as a whole
constexpr double parts_share = 0.9;      // all parts of a compound against the compound
constexpr double whole_share = 0.3;      // of the first stage's weight
constexpr double near_share = 0.4;
// A word of eight letters has seven grams, each about as rare as the word.
constexpr double text_grams_share = 0.08;
constexpr double names_grams_share = 0.25;
constexpr double function_word_share = 0.4;
constexpr int near_window = 8; // words
constexpr double other_language = 0.95;

enum Zone : std::uint8_t { title, names, questions, text, zones };

Zone zone_of(Field field) {
    switch (field) {
    case Field::title:
        return title;
    case Field::alias:
    case Field::tag:
        return names;
    case Field::question:
        return questions;
    default:
        return text;
    }
}

double field_factor(Field field) {
    return field == Field::summary || field == Field::heading ? 1.5 : 1.0;
}

/// Occurrences of one group, or of one part of it, by zone.
struct Count {
    std::array<double, zones> frequency{};
    std::array<double, zones> strongest{};
    std::uint32_t last = 0xFFFFFFFF; // field and position of the last occurrence
    double last_worth = 0;

    void see(Field field, std::uint16_t position, Zone zone, double worth) {
        const double factor = field_factor(field);
        const std::uint32_t place = static_cast<std::uint32_t>(field) << 16U | position;
        // A word has several terms: it counts once, by the best of them.
        const double before = place == last ? last_worth : 0;
        if (worth > before) {
            frequency[zone] += (worth - before) * factor;
            last_worth = worth;
        }
        last = place;
        strongest[zone] = std::max(strongest[zone], worth);
    }
};

struct Tally {
    Count whole;
    std::vector<Count> parts;
};

struct Saturation {
    double k1 = names_k1;
    double norm = names_k1; // k1 times what length adds

    Saturation() = default;
    Saturation(double its_k1, double b, double length_ratio)
        : k1(its_k1), norm(its_k1 * (1 - b + b * length_ratio)) {}
    double operator()(double frequency) const { return frequency * (k1 + 1) / (frequency + norm); }
};

/// How counts of a document's zones are saturated.
struct Saturations {
    Saturation title;
    Saturation names;
    Saturation text;
};

/// Zone by zone, what a count is worth before rarity.
std::array<double, zones> strength(const Count& count, const Saturations& by) {
    return {title_share * by.title(count.frequency[title]),
            names_share * by.names(count.frequency[names]),
            question_share * by.names(count.frequency[questions]), by.text(count.frequency[text])};
}

struct Place {
    std::uint16_t position = 0;
    std::uint16_t group = 0;
};

double nearness(const Plan& plan, std::size_t lang, const std::vector<Place>& places) {
    std::vector<int> last(plan.groups.size(), -1000);
    std::vector<double> best(plan.groups.size(), 0); // of a group with the one before it
    for (const Place& place : places) {
        const std::size_t g = place.group;
        const auto pair = [&](std::size_t left, std::size_t right) {
            const int apart =
                std::abs(static_cast<int>(place.position) - last[left == g ? right : left]);
            if (apart > 0 && apart <= near_window)
                best[right] = std::max(best[right], 1.0 / apart);
        };
        last[g] = place.position;
        if (g > 0)
            pair(g - 1, g);
        if (g + 1 < plan.groups.size())
            pair(g, g + 1);
    }
    double sum = 0;
    for (std::size_t g = 1; g < best.size(); ++g)
        sum += best[g] * std::min(plan.groups[g].rarity[lang], plan.groups[g - 1].rarity[lang]);
    return near_share * sum;
}

double mass_of(const Group& group, std::size_t lang) {
    if (!group.alternatives.empty() || group.parts.empty())
        return group.rarity[lang];
    double sum = 0;
    for (const Group& part : group.parts)
        sum += part.rarity[lang];
    return sum / static_cast<double>(group.parts.size()) * 1.3;
}

double top(const Count& count) {
    return *std::max_element(count.strongest.begin(), count.strongest.end());
}

double top_of_title(const Count& count) {
    return std::max({count.strongest[title], count.strongest[names], count.strongest[questions]});
}

class Weigher {
  public:
    /// Of a document with so many words in title and text.
    Weigher(const Plan& plan, Lang lang, const Lengths& lengths, double title_words,
            double text_words)
        : plan_(plan), lang_(static_cast<std::size_t>(lang)) {
        by_.title = {names_k1, title_b, title_words / lengths.title};
        by_.text = {lengths.k1(), lengths.b(), text_words / lengths.text};
    }

    void group(std::size_t g, const Tally& tally, Scored& out) {
        const Group& group = plan_.groups[g];
        const double mass =
            mass_of(group, lang_) * (group.function_word ? function_word_share : 1.0);
        std::array<double, zones> got = strength(tally.whole, by_);
        double met = top(tally.whole);
        double met_in_title = top_of_title(tally.whole);
        if (!group.parts.empty()) {
            std::array<double, zones> by_parts{};
            double rarity = 0;
            double parts_met = 0;
            double parts_in_title = 0;
            for (std::size_t p = 0; p < group.parts.size(); ++p) {
                const double share = group.parts[p].rarity[lang_];
                const auto one = strength(tally.parts[p], by_);
                for (std::size_t z = 0; z < zones; ++z)
                    by_parts[z] += share * one[z];
                parts_met += share * top(tally.parts[p]);
                parts_in_title += share * top_of_title(tally.parts[p]);
                rarity += share;
            }
            if (rarity > 0) {
                met = std::max(met, parts_share * parts_met / rarity);
                met_in_title = std::max(met_in_title, parts_share * parts_in_title / rarity);
                for (std::size_t z = 0; z < zones; ++z)
                    got[z] = std::max(got[z], parts_share * by_parts[z] / rarity);
            }
        }
        if (group.function_word) {
            out.function_words += mass * (got[title] + got[names] + got[text]);
            return;
        }
        out.title += mass * got[title];
        out.names += mass * got[names];
        out.questions += mass * got[questions];
        out.text += mass * got[text];
        out.coverage += mass * met;
        out.title_coverage += mass * met_in_title;
        mass_ += mass;
    }

    void finish(Scored& out) const {
        if (mass_ > 0) {
            out.coverage /= mass_;
            out.title_coverage /= mass_;
        }
        const double factor = lang_ == static_cast<std::size_t>(plan_.lang) ? 1 : other_language;
        for (const ScoreRow& row : score_rows)
            out.*row.value *= factor;
        add_up(out);
        out.mass = mass_;
        out.rarest = plan_.rarest[lang_];
        out.depth = mass_ > 0 ? out.score / mass_ : 0;
    }

  private:
    const Plan& plan_;
    std::size_t lang_;
    Saturations by_;
    double mass_ = 0;
};

} // namespace

double rarity_of(const Group& group, std::size_t lang) {
    return mass_of(group, lang);
}

Scorer::Scorer(const Plan& plan, const TermTable& table, const GramQuery& grams,
               const MayMeet& may_meet)
    : plan_(plan), grams_(grams), met_{MetWords(table, &grams, may_meet, Lang::de),
                                       MetWords(table, &grams, may_meet, Lang::en)} {}

Scored Scorer::score(const FoundDocument& found, const Lengths& lengths) {
    const index::Forward& document = found.forward;
    std::vector<Tally> tallies(plan_.groups.size());
    for (std::size_t g = 0; g < plan_.groups.size(); ++g)
        tallies[g].parts.resize(plan_.groups[g].parts.size());
    std::vector<Place> places;
    Remembered remembered(plan_, document.lang);
    MetWords& met = met_[static_cast<std::size_t>(document.lang)];
    GramQuery::Counts& counts = counts_[static_cast<std::size_t>(document.lang)];
    const bool flat = plan_.without(Idea::title);
    const bool forgetful = plan_.without(Idea::remembered);
    const MetWords::Read& read = met.read(document);
    for (const auto& [field, at, place] : read.words) {
        const auto position = static_cast<std::uint16_t>(std::min<std::uint32_t>(at, 0xFFFF));
        if (field == Field::question)
            remembered.word(position);
        if (place == MetWords::nothing)
            continue;
        const MetWords::Word& word = met.at(place);
        if (field != Field::question)
            grams_.count(met.grams(word), field == Field::title || field == Field::alias,
                         document.lang, counts);
        const Zone zone = flat ? text : zone_of(field);
        if (zone == questions && forgetful)
            continue;
        for (const TermTable::Entry& entry : met.entries(word)) {
            Tally& tally = tallies[entry.group];
            Count& count = entry.part == TermTable::whole ? tally.whole : tally.parts[entry.part];
            count.see(field, position, zone, entry.worth);
            if (field == Field::question)
                remembered.see(position, entry.group, entry.part, entry.worth);
            if (zone == text && !plan_.groups[entry.group].function_word)
                places.push_back({position, entry.group});
        }
    }
    Scored result;
    Weigher weigher(plan_, document.lang, lengths, read.title_words, read.text_words);
    for (std::size_t g = 0; g < plan_.groups.size(); ++g)
        weigher.group(g, tallies[g], result);
    result.questions += remembered_share * remembered.score();
    if (!plan_.without(Idea::nearness))
        result.nearness = nearness(plan_, static_cast<std::size_t>(document.lang), places);
    if (!plan_.without(Idea::whole))
        result.whole = whole_share * found.weight;
    const GramScore letters = grams_.score(document, counts, lengths);
    result.letters = names_grams_share * letters.names + text_grams_share * letters.text;
    weigher.finish(result);
    return result;
}

} // namespace lotse::search
