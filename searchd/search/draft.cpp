#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "indexer/index/xapian_internal.h"
#include "searchd/search/impl.h"
#include "searchd/search/message.h"

namespace lotse::search {
namespace {

constexpr std::size_t most_draft_words = 16; // of a draft that are searched for
constexpr std::size_t most_looked_up = 100;  // different words of a draft
constexpr std::size_t most_first = 20;       // that choose the documents sentences are held against
constexpr std::size_t held_against = 100;    // documents
constexpr std::size_t draft_candidate_limit = 50;
constexpr std::size_t looked_at_once = 10; // documents that a worker takes
// A sentence's weight is its share of the best sentence's, squared: chatter is many sentences.
constexpr double sharpness = 2;
constexpr double smoothing = 5; // rarity that a sentence of one word lacks
constexpr double text_counts = 0.6;
constexpr double chatter_counts = 0.25;    // words that stand in any letter
constexpr double parts_count = 0.9;        // all parts of a compound against the compound
constexpr double least_for_function = 0.5; // weight of a sentence whose function words break ties

/// "5", "18", "8:30": when something happened, or how often.
bool is_date_or_count(const analysis::Token& token) {
    const auto digits = static_cast<std::size_t>(std::count_if(
        token.folded.begin(), token.folded.end(), [](char c) { return c >= '0' && c <= '9'; }));
    const bool clock = token.folded.size() <= 5 && token.folded.find(':') != std::string::npos;
    return (digits == token.folded.size() && digits <= 2) ||
           (clock && digits + 1 == token.folded.size());
}

/// A message as what is looked for: which words stand in which sentences, and what those weigh.
class Reading {
  public:
    Reading(Plan plan, const OwnWords& words, const analysis::Letters& letters)
        : plan_(std::move(plan)), words_(words), places_(plan_.groups.size()),
          chatter_(plan_.groups.size()) {
        place_words();
        for (std::size_t g = 0; g < plan_.groups.size(); ++g) {
            Group& group = plan_.groups[g];
            const auto& token = plan_.question.tokens[group.token];
            if (letters.chatter(token.folded, plan_.lang) || is_date_or_count(token))
                chatter_[g] = true;
        }
        for (const Sentence& sentence : words.sentences)
            weights_.push_back(sentence.weight);
    }

    /// A sentence counts by how well any one document answers it: words of a question meet each
    /// other in an article, words of chatter do not.
    void weigh_by_answers(const Candidates& found, const index::ReadingIndex& readings,
                          Helpers& helpers) {
        std::vector<double> mass(weights_.size(), smoothing);
        for (std::size_t g = 0; g < places_.size(); ++g)
            for (const Place& place : places_[g])
                mass[place.sentence] += plan_.groups[g].function_word ? 0 : rarest(plan_.groups[g]);
        std::vector<double> best(weights_.size());
        for (const std::vector<double>& sum : answered(found.documents, readings, helpers))
            for (std::size_t s = 0; s < best.size(); ++s)
                best[s] = std::max(best[s], sum[s] / mass[s]);
        for (std::size_t s = 0; s < best.size(); ++s)
            weights_[s] = std::pow(weights_[s] * best[s], sharpness);
        const double most =
            weights_.empty() ? 0 : *std::max_element(weights_.begin(), weights_.end());
        for (double& weight : weights_)
            weight = most > 0 ? weight / most : 1;
    }

    /// The words that say most: rare ones the index knows, in sentences that count; in the order of
    /// the sentence where each counts most. Chatter counts fully only in the best one.
    Plan keep(std::size_t most) const {
        Plan plan = plan_;
        plan.groups.clear();
        std::vector<Group> function_words;
        for (std::size_t g = 0; g < plan_.groups.size(); ++g) {
            Group group = plan_.groups[g];
            double weight = place_best(g, group);
            if (group.function_word && weight >= least_for_function)
                function_words.push_back(group);
            if (group.function_word || (group.alternatives.empty() && group.parts.empty()))
                continue;
            if (chatter_[g])
                weight *= chatter_counts + (1 - chatter_counts) * weight;
            for (double& rarity : group.rarity)
                rarity *= weight;
            group.counts = weight;
            plan.groups.push_back(std::move(group));
        }
        std::stable_sort(plan.groups.begin(), plan.groups.end(),
                         [](const Group& a, const Group& b) { return rarest(a) > rarest(b); });
        plan.groups.resize(std::min(plan.groups.size(), most));
        plan.groups.insert(plan.groups.end(), function_words.begin(), function_words.end());
        std::sort(plan.groups.begin(), plan.groups.end(),
                  [](const Group& a, const Group& b) { return a.token < b.token; });
        return plan;
    }

  private:
    struct Place {
        std::size_t sentence = 0;
        std::uint32_t token = 0;
    };

    /// The weight of the sentence where the word counts most; `group` is placed there.
    double place_best(std::size_t g, Group& group) const {
        double weight = 0;
        for (const Place& place : places_[g])
            if (weights_[place.sentence] > weight) {
                weight = weights_[place.sentence];
                group.token = place.token;
            }
        return weight;
    }

    static double rarest(const Group& group) { return std::max(group.rarity[0], group.rarity[1]); }

    /// A word that comes again has one group but stands in several sentences.
    void place_words() {
        std::vector<std::string> names(plan_.question.tokens.size());
        for (const auto& term : plan_.question.terms)
            if (term.kind == TermKind::stem && names[term.token].empty())
                names[term.token] = term.text;
        std::map<std::string, std::size_t> groups;
        for (std::size_t t = 0; t < names.size(); ++t)
            if (names[t].empty())
                names[t] = plan_.question.tokens[t].folded;
        for (std::size_t g = 0; g < plan_.groups.size(); ++g)
            groups[names[plan_.groups[g].token]] = g;
        std::size_t s = 0;
        for (std::uint32_t t = 0; t < names.size(); ++t) {
            const std::size_t begin = plan_.question.tokens[t].begin;
            while (s < words_.sentences.size() && words_.sentences[s].end <= begin)
                ++s;
            if (const auto found = groups.find(names[t]);
                found != groups.end() && s < words_.sentences.size())
                places_[found->second].push_back({s, t});
        }
    }

    /// What each document has of each sentence.
    std::vector<std::vector<double>> answered(const std::vector<FoundDocument>& documents,
                                              const index::ReadingIndex& readings,
                                              Helpers& helpers) const {
        const TermTable table(plan_);
        const MayMeet may_meet(readings, table, nullptr);
        using Words = std::array<MetWords, 2>; // by language of the document
        std::vector<std::optional<Words>> words(helpers.workers());
        std::vector<std::vector<double>> sums(documents.size());
        helpers.share_out(documents.size(), looked_at_once, [&](std::size_t i, std::size_t worker) {
            std::optional<Words>& own = words[worker];
            if (!own)
                own.emplace(Words{MetWords(table, nullptr, may_meet, Lang::de),
                                  MetWords(table, nullptr, may_meet, Lang::en)});
            const index::Forward& document = documents[i].forward;
            sums[i] = answered_by((*own)[static_cast<std::size_t>(document.lang)], document);
        });
        return sums;
    }

    /// What a document has of each sentence.
    std::vector<double> answered_by(MetWords& words, const index::Forward& document) const {
        const auto lang = static_cast<std::size_t>(document.lang);
        const auto met = met_by(words, document);
        std::vector<double> sum(weights_.size());
        for (std::size_t g = 0; g < met.size(); ++g)
            for (const Place& place : places_[g])
                if (!plan_.groups[g].function_word)
                    sum[place.sentence] +=
                        met[g] * plan_.groups[g].rarity[lang] * (chatter_[g] ? chatter_counts : 1);
        return sum;
    }

    /// How well each word is met: in the text, or fully in what names the document.
    std::vector<double> met_by(MetWords& words, const index::Forward& document) const {
        std::vector<double> met(plan_.groups.size());
        std::vector<std::vector<double>> parts(plan_.groups.size());
        for (const auto& [field, position, place] : words.read(document).words) {
            if (place == MetWords::nothing)
                continue;
            for (const TermTable::Entry& entry : words.entries(words.at(place))) {
                const bool in_text = field == index::Field::body;
                const double worth = entry.worth * (in_text ? text_counts : 1.0);
                double* best = &met[entry.group];
                if (entry.part != TermTable::whole) {
                    parts[entry.group].resize(plan_.groups[entry.group].parts.size());
                    best = &parts[entry.group][entry.part];
                }
                *best = std::max(*best, worth);
            }
        }
        for (std::size_t g = 0; g < met.size(); ++g)
            if (!parts[g].empty()) {
                double sum = 0;
                for (const double part : parts[g])
                    sum += part;
                met[g] = std::max(met[g], parts_count * sum / static_cast<double>(parts[g].size()));
            }
        return met;
    }

    Plan plan_;
    const OwnWords& words_;
    std::vector<std::vector<Place>> places_; // of each group
    std::vector<bool> chatter_;
    std::vector<double> weights_; // of the sentences
};

/// The message as one sentence, for measuring what reading it is worth.
OwnWords all_words(const Draft& draft) {
    OwnWords words{draft.subject + "\n" + draft.body, {}};
    words.sentences.push_back({0, words.text.size(), 1});
    return words;
}

} // namespace

Result<SearchAnswer> Engine::for_draft(const Draft& draft) const {
    const auto start = impl_->clock.steady();
    const Helpers::Asker asker(*impl_->helpers);
    auto snapshot = impl_->snapshots.acquire(draft.caller);
    if (!snapshot)
        return snapshot.error();
    const bool as_it_is = impl_->options.without(Idea::letters);
    const OwnWords words =
        as_it_is ? all_words(draft) : own_words(draft.subject, draft.body, impl_->letters);
    return index::with_retry(*snapshot, [&]() -> Result<SearchAnswer> {
        CandidateRequest candidates{held_against, {}, {}, start + draft.deadline};
        Reading reading(impl_->plan(*snapshot, {words.text, draft.lang, draft.page_lang, false,
                                                most_looked_up}),
                        words, impl_->letters);
        reading.weigh_by_answers(find_candidates(*snapshot, reading.keep(most_first), candidates,
                                                 impl_->cache, impl_->postings, *impl_->helpers,
                                                 impl_->clock),
                                 index::reading_index(*snapshot), *impl_->helpers);
        Plan plan = reading.keep(most_draft_words);
        // A message's many words weigh much together, however little they say.
        plan.without.add(Idea::whole);
        candidates.limit = draft_candidate_limit;
        Ranking ranking = impl_->rank(*snapshot, std::move(plan), candidates);
        SearchAnswer answer = impl_->answer(*snapshot, std::move(ranking), 1, draft.limit, false);
        answer.took = std::chrono::duration_cast<Milliseconds>(impl_->clock.steady() - start);
        return answer;
    });
}

} // namespace lotse::search
