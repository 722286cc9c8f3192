#include "searchd/search/remembered.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "searchd/search/rank.h"

namespace lotse::search {
namespace {

constexpr int next_question = 12; // positions; the index leaves 16 between two questions
constexpr double asked_parts_share = 0.9;
constexpr double unmet_word = 0.5; // many of them are function words
constexpr double further = 0.5;    // of each question after the most alike one
// Steep, so that nearly the same question counts and one about the same matter hardly does.
constexpr double steepness = 1.5;

} // namespace

Remembered::Remembered(const Plan& plan, analysis::Lang lang)
    : plan_(plan), lang_(static_cast<std::size_t>(lang)), whole_(plan.groups.size(), 0),
      parts_(plan.groups.size()) {
    std::size_t groups = 0;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
        parts_[g].resize(plan.groups[g].parts.size(), 0);
        if (plan.groups[g].function_word)
            continue;
        mass_ += plan.groups[g].rarity[lang_];
        ++groups;
    }
    average_ = groups == 0 ? 0 : mass_ / static_cast<double>(groups);
}

void Remembered::word(std::uint16_t position) {
    if (last_ >= 0 && position - last_ >= next_question)
        next();
    if (position != last_)
        ++words_;
    last_ = position;
}

void Remembered::see(std::uint16_t position, std::uint16_t group, std::uint16_t part,
                     double worth) {
    double& best = part == TermTable::whole ? whole_[group] : parts_[group][part];
    best = std::max(best, worth);
    if (position != last_met_)
        ++words_met_;
    last_met_ = position;
}

double Remembered::met(std::size_t group) const {
    double sum = 0;
    double rarity = 0;
    for (std::size_t p = 0; p < parts_[group].size(); ++p) {
        sum += parts_[group][p] * plan_.groups[group].parts[p].rarity[lang_];
        rarity += plan_.groups[group].parts[p].rarity[lang_];
    }
    return std::max(whole_[group], rarity > 0 ? asked_parts_share * sum / rarity : 0);
}

/// Of the question read last, in [0, 1]: what both share, against the geometric mean of both.
double Remembered::likeness() const {
    double shared = 0;
    for (std::size_t g = 0; g < whole_.size(); ++g)
        if (!plan_.groups[g].function_word)
            shared += plan_.groups[g].rarity[lang_] * met(g);
    if (shared <= 0)
        return 0;
    const double its_mass = shared + unmet_word * average_ * (words_ - words_met_);
    return shared / std::sqrt(mass_ * its_mass);
}

void Remembered::next() {
    if (words_met_ > 0)
        likenesses_.push_back(likeness());
    words_ = words_met_ = 0;
    last_met_ = -1;
    std::fill(whole_.begin(), whole_.end(), 0);
    for (auto& parts : parts_)
        std::fill(parts.begin(), parts.end(), 0);
}

double Remembered::score() {
    next();
    std::sort(likenesses_.begin(), likenesses_.end(), std::greater<>());
    double sum = 0;
    double share = 1;
    for (const double one : likenesses_) {
        sum += share * std::pow(one, steepness);
        share *= further;
    }
    return mass_ * sum;
}

} // namespace lotse::search
