#include "searchd/deflect/similarity.h"

#include <algorithm>
#include <unordered_map>

namespace lotse::deflect {

namespace {

constexpr double part_counts = 0.5;
constexpr std::size_t most_compared = 40; // the rarest words; long letters say the rest besides

/// How fully a term or part of one message is met, by term.
std::unordered_map<std::string, double> terms_of(const std::vector<search::ContentWord>& words) {
    std::unordered_map<std::string, double> terms;
    for (const auto& word : words) {
        terms[word.term] = 1;
        for (const auto& part : word.parts)
            terms.try_emplace(part, part_counts);
    }
    return terms;
}

double met(const std::unordered_map<std::string, double>& terms, const search::ContentWord& word) {
    const auto whole = terms.find(word.term);
    if (whole != terms.end())
        return whole->second;
    for (const auto& part : word.parts)
        if (terms.contains(part))
            return part_counts;
    return 0;
}

double weight(const search::ContentWord& word) {
    return word.rarity * word.rarity;
}

double weight(const std::vector<search::ContentWord>& words) {
    double sum = 0;
    for (const auto& word : words)
        sum += weight(word);
    return sum;
}

std::vector<search::ContentWord> rarest(const search::ContentWords& message) {
    const auto count = std::min(message.words.size(), most_compared);
    return {message.words.begin(), message.words.begin() + static_cast<std::ptrdiff_t>(count)};
}

} // namespace

Similarity similarity(const search::ContentWords& one, const search::ContentWords& other) {
    Similarity found;
    if (one.lang != other.lang)
        return found;
    const auto first = rarest(one);
    const auto second = rarest(other);
    const auto terms = terms_of(first);
    double common = 0;
    for (const auto& word : second)
        if (const double how = met(terms, word); how > 0) {
            common += how * weight(word);
            found.shared.push_back(word.word);
        }
    const double shorter = std::min(weight(first), weight(second));
    found.score = shorter > 0 ? std::min(1.0, common / shorter) : 0;
    return found;
}

} // namespace lotse::deflect
