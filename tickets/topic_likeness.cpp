#include "tickets/topic_likeness_internal.h"

#include <algorithm>

namespace lotse::tickets {

namespace {

constexpr double sure = 0.84; // one word out of two must mean so much of what both are called
constexpr double counterpart = 0.45; // a met word
constexpr int met_beside_strange = 4;

/// Through the name that both bear most surely.
double same(const Meaning& one, const Meaning& other) {
    const auto& [few, many] = std::minmax(
        one.names, other.names, [](const auto& a, const auto& b) { return a.size() < b.size(); });
    double best = 0;
    for (const auto& [name, worth] : few)
        if (const auto there = many.find(name);
            there != many.end() && std::max(worth, there->second) >= sure)
            best = std::max(best, worth * there->second);
    return best;
}

double met_whole(const Meaning& word, const Wording& wording) {
    double best = 0;
    for (const Meaning* there : wording)
        best = std::max(best, same(word, *there));
    return best;
}

double met_simple(const Meaning& word, const Wording& wording) {
    double best = met_whole(word, wording);
    for (const Meaning* there : wording)
        for (const Meaning& part : there->parts)
            best = std::max(best, same(word, part));
    return best;
}

/// Half a compound is little of it: a Kinderwagen is no Kindergarten.
double met(const Meaning& word, const Wording& wording) {
    if (word.parts.empty())
        return met_simple(word, wording);
    double parts = 0;
    for (const Meaning& part : word.parts)
        parts += met_simple(part, wording);
    parts /= static_cast<double>(word.parts.size());
    return std::max(met_whole(word, wording), parts * parts);
}

struct Tally {
    double sum = 0;
    int words = 0, counterparts = 0;
    bool differs = false, strange = false;

    void count(const Wording& one, const Wording& other) {
        for (const Meaning* word : one) {
            const double found = met(*word, other);
            sum += found;
            ++words;
            counterparts += found >= counterpart ? 1 : 0;
            if (found < counterpart)
                (word->strange ? strange : differs) = true;
        }
    }
};

} // namespace

double likeness(const Wording& one, const Wording& other) {
    Tally tally;
    tally.count(one, other);
    tally.count(other, one);
    if (tally.words == 0 || tally.differs ||
        (tally.strange && tally.counterparts < met_beside_strange))
        return 0;
    return tally.sum / tally.words;
}

} // namespace lotse::tickets
