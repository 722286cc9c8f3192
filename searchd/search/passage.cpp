#include "searchd/search/passage.h"

#include <algorithm>

namespace lotse::search {
namespace {

constexpr int length = 15;                  // words of a passage
constexpr double passage_parts_share = 0.9; // all parts of a compound against the compound
constexpr double least_best = 0.5;          // worth of the best way to meet a word, at least
constexpr double held = 0.3;         // worth from which on a word counts as one that is there
constexpr int last_counted = 0xFFFF; // where positions end to be counted
constexpr int nowhere = -2 * length; // out of reach of any passage

/// What the best way of meeting a word in this language is worth. Whoever asks in another language
/// has a translation at best, and a document that holds it holds all it can.
double best_of(const Group& group, Lang lang) {
    double best = least_best;
    for (const Alternative& one : group.alternatives)
        if (one.lang == lang)
            best = std::max(best, one.worth);
    return best;
}

/// One group or part: the best occurrence within reach, and in the whole document.
struct Reach {
    double best = 1; // possible
    int position = nowhere;
    double worth = 0;
    double anywhere = 0;

    void see(int at, double entry_worth) {
        const double its_worth = entry_worth / best;
        anywhere = std::max(anywhere, its_worth);
        if (at - position >= length || its_worth >= worth) {
            position = at;
            worth = its_worth;
        }
    }
    double within(int end) const { return end - position < length ? worth : 0; }
};

struct Word {
    Reach whole;
    std::vector<Reach> parts;
    double counts = 0;
    double rarity = 0;               // as far as it counts
    std::vector<double> part_rarity; // shares of their sum
};

class PassageReader {
  public:
    PassageReader(const Plan& plan, Lang its_lang, const std::vector<double>& counts)
        : words_(plan.groups.size()) {
        const auto lang = static_cast<std::size_t>(its_lang);
        for (std::size_t g = 0; g < words_.size(); ++g) {
            const Group& group = plan.groups[g];
            Word& word = words_[g];
            word.counts = group.function_word ? 0 : counts[g];
            word.rarity = word.counts * rarity_of(group, lang);
            word.whole.best = best_of(group, its_lang);
            double sum = 0;
            for (const Group& part : group.parts) {
                word.parts.emplace_back().best = best_of(part, its_lang);
                sum += part.rarity[lang];
            }
            for (const Group& part : group.parts)
                word.part_rarity.push_back(sum > 0 ? part.rarity[lang] / sum : 0);
            mass_ += word.rarity;
        }
    }

    void see(const TermTable::Entry& entry, int position) {
        Word& word = words_[entry.group];
        (entry.part == TermTable::whole ? word.whole : word.parts[entry.part])
            .see(position, static_cast<double>(entry.worth));
    }

    /// After all entries of the word at `position` were seen.
    void end_passage(int position) {
        double sum = 0;
        for (const Word& word : words_)
            sum +=
                word.rarity * met(word, [&](const Reach& reach) { return reach.within(position); });
        best_ = std::max(best_, sum);
    }

    /// The next field is no neighbour of this one.
    void next_field() {
        for (Word& word : words_) {
            word.whole.position = nowhere;
            for (Reach& part : word.parts)
                part.position = nowhere;
        }
    }

    Passage finish() const {
        Passage found;
        for (const Word& word : words_) {
            if (met(word, [](const Reach& reach) { return reach.anywhere; }) >= held)
                found.words += word.counts;
            if (mass_ > 0)
                found.direct +=
                    met(word, [](const Reach& reach) { return reach.anywhere * reach.best; }) *
                    word.rarity / mass_;
        }
        found.unmet = std::max(0.0, mass_ - best_);
        return found;
    }

  private:
    template <class Worth>
    static double met(const Word& word, const Worth& worth) {
        double by_parts = 0;
        for (std::size_t p = 0; p < word.parts.size(); ++p)
            by_parts += word.part_rarity[p] * worth(word.parts[p]);
        return std::max(worth(word.whole), passage_parts_share * by_parts);
    }

    std::vector<Word> words_;
    double mass_ = 0;
    double best_ = 0;
};

} // namespace

Passage best_passage(const Plan& plan, const TermTable& table, Lang lang,
                     const std::vector<index::Token>& tokens, const std::vector<double>& counts) {
    PassageReader reader(plan, lang, counts);
    auto field = index::Field::any;
    int last = -1;
    const auto end = [&] {
        if (last >= 0)
            reader.end_passage(last);
        last = -1;
    };
    for (const auto& token : tokens) {
        const auto entries = table.find(token.hash);
        if (entries.empty() || token.position >= last_counted)
            continue;
        if (token.field != field || token.position != last)
            end();
        if (token.field != field)
            reader.next_field();
        field = token.field;
        for (const TermTable::Entry& entry : entries)
            if (!plan.groups[entry.group].function_word) {
                reader.see(entry, token.position);
                last = token.position;
            }
    }
    end();
    return reader.finish();
}

} // namespace lotse::search
