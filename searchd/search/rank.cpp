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
constexpr double title_b = 0.5;
constexpr double title_share = 1.6;      // of a title match against one in the text
constexpr double names_share = 0.7;      // aliases and tags
constexpr double question_share = 0.36;  // words of all questions that the document answered
constexpr double remembered_share = 1.2; // those questions, each as a whole
constexpr double parts_share = 0.9;      // all parts of a compound against the compound
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

    void see(const index::Token& token, Zone zone, double worth) {
        const double factor = field_factor(token.field);
        const std::uint32_t place = static_cast<std::uint32_t>(token.field) << 16U | token.position;
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

/// Tokens stand in order of their fields, and in each of their positions: the last one knows.
double words_of(const index::StoredDocument& document, Field field) {
    const auto end = std::upper_bound(
        document.tokens.begin(), document.tokens.end(), field,
        [](Field wanted, const index::Token& token) { return wanted < token.field; });
    return end == document.tokens.begin() || std::prev(end)->field != field
               ? 0
               : std::prev(end)->position + 1;
}

class Weigher {
  public:
    Weigher(const Plan& plan, const index::StoredDocument& document, const Lengths& lengths)
        : plan_(plan), lang_(static_cast<std::size_t>(document.lang)) {
        by_.title = {names_k1, title_b, words_of(document, Field::title) / lengths.title};
        by_.text = {lengths.k1(), lengths.b(), words_of(document, Field::body) / lengths.text};
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

TermTable::TermTable(const Plan& plan) : maybe_(1024, 0) {
    const auto take = [&](const Group& group, std::size_t g, std::uint16_t part) {
        for (const Alternative& one : group.alternatives)
            entries_.push_back(
                {index::term_hash(index::term(one.lang, Field::any, one.kind, one.text)),
                 static_cast<std::uint16_t>(g), part, static_cast<float>(one.worth), one.rule});
    };
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
        take(plan.groups[g], g, whole);
        for (std::size_t p = 0; p < plan.groups[g].parts.size(); ++p)
            take(plan.groups[g].parts[p], g, static_cast<std::uint16_t>(p));
    }
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return a.hash < b.hash; });
    for (const Entry& entry : entries_)
        maybe_[entry.hash >> 6U & 1023U] |= std::uint64_t{1} << (entry.hash & 63U);
}

std::pair<const TermTable::Entry*, const TermTable::Entry*>
TermTable::find(std::uint32_t hash) const {
    const auto first = std::lower_bound(entries_.begin(), entries_.end(), hash,
                                        [](const Entry& e, std::uint32_t h) { return e.hash < h; });
    auto last = first;
    while (last != entries_.end() && last->hash == hash)
        ++last;
    return {entries_.data() + (first - entries_.begin()),
            entries_.data() + (last - entries_.begin())};
}

double rarity_of(const Group& group, std::size_t lang) {
    return mass_of(group, lang);
}

Scored score(const Plan& plan, const TermTable& table, const GramQuery& grams,
             const index::StoredDocument& document, const Lengths& lengths) {
    std::vector<Tally> tallies(plan.groups.size());
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
        tallies[g].parts.resize(plan.groups[g].parts.size());
    std::vector<Place> places;
    Remembered remembered(plan, document.lang);
    const bool flat = plan.without(Idea::title);
    for (const auto& token : document.tokens) {
        if (token.field == Field::question)
            remembered.word(token.position);
        if (!table.may_hold(token.hash))
            continue;
        const auto [first, last] = table.find(token.hash);
        const Zone zone = flat ? text : zone_of(token.field);
        for (const auto* entry = first; entry != last; ++entry) {
            Tally& tally = tallies[entry->group];
            if (zone == questions && plan.without(Idea::remembered))
                continue;
            Count& count = entry->part == TermTable::whole ? tally.whole : tally.parts[entry->part];
            count.see(token, zone, entry->worth);
            if (token.field == Field::question)
                remembered.see(token.position, entry->group, entry->part, entry->worth);
            if (zone == text && !plan.groups[entry->group].function_word)
                places.push_back({token.position, entry->group});
        }
    }
    Scored result;
    Weigher weigher(plan, document, lengths);
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
        weigher.group(g, tallies[g], result);
    result.questions += remembered_share * remembered.score();
    if (!plan.without(Idea::nearness))
        result.nearness = nearness(plan, static_cast<std::size_t>(document.lang), places);
    const GramScore letters = grams.score(document, lengths);
    result.letters = names_grams_share * letters.names + text_grams_share * letters.text;
    weigher.finish(result);
    return result;
}

} // namespace lotse::search
