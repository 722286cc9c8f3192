#include "indexer/cli/fit_confidence.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

#include "searchd/search/confidence.h"

namespace lotse::cli {
namespace {

constexpr double own_share = 0.5;    // of a matter's weight in the regression
constexpr std::size_t no_answer = 5; // own questions for each one without an answer
constexpr std::array targets{0.02, 0.04, 0.06, 0.08, 0.10, 0.12, 0.15, 0.20, 0.25};
constexpr int floor_steps = 200;

using Chosen = std::vector<const Occasion*>;

Signals signals_of(const search::Evidence& evidence) {
    Signals signals;
    for (const search::Signal& signal : search::signals)
        signals.push_back(signal.of(evidence));
    return signals;
}

Observation observation_of(const Occasion& occasion, double weight) {
    Observation observation{{}, occasion.useful, weight};
    for (const search::Evidence& evidence : occasion.seen)
        observation.seen.push_back(signals_of(evidence));
    return observation;
}

/// Where nothing was found nothing is shown.
Judged judged(const Occasion& occasion, const Logistic& by) {
    Judged result;
    result.answerable = occasion.kin == Kin::own;
    result.useful = occasion.useful;
    if (!occasion.seen.empty())
        result.confidence = by.of(observation_of(occasion, 1));
    return result;
}

std::vector<Judged> judged(const Chosen& occasions, const Logistic& by) {
    std::vector<Judged> results;
    for (const Occasion* occasion : occasions)
        results.push_back(judged(*occasion, by));
    return results;
}

class Fitting {
  public:
    Fitting(const std::vector<NamedSet>& sets, const std::vector<Occasion>& occasions)
        : sets_(sets), occasions_(occasions) {}

    /// Of all matters but one.
    Logistic weights_without(std::size_t matter) const {
        std::vector<Observation> observations;
        std::set<std::size_t> matters;
        for (const NamedSet& set : sets_)
            if (set.matter != matter)
                matters.insert(set.matter);
        for (const std::size_t one : matters)
            for (const Kin kin : {Kin::own, Kin::bereft, Kin::stranger}) {
                const Chosen found = of_matter(one, kin);
                const double share = kin == Kin::own ? own_share : (1 - own_share) / 2;
                for (const Occasion* occasion : found)
                    observations.push_back(observation_of(
                        *occasion, 1000 * share / static_cast<double>(found.size())));
            }
        return fit(observations);
    }

    /// A set's own questions, and those without an answer: its list where it has one.
    Chosen usual(std::size_t set) const {
        Chosen found = of_set(set, Kin::own);
        Chosen others = of_set(set, Kin::unanswered);
        if (others.empty()) {
            const std::size_t wanted = found.size() / no_answer / 2;
            for (const Kin kin : {Kin::bereft, Kin::stranger}) {
                const Chosen all = of_set(set, kin);
                for (std::size_t i = 0; i < std::min(wanted, all.size()); ++i)
                    others.push_back(all[i * all.size() / std::min(wanted, all.size())]);
            }
        }
        found.insert(found.end(), others.begin(), others.end());
        return found;
    }

    Chosen of_set(std::size_t set, Kin kin) const {
        Chosen found;
        for (const Occasion& one : occasions_)
            if (one.set == set && one.kin == kin)
                found.push_back(&one);
        return found;
    }

  private:
    /// With something to learn from.
    Chosen of_matter(std::size_t matter, Kin kin) const {
        Chosen found;
        for (const Occasion& one : occasions_)
            if (sets_[one.set].matter == matter && one.kin == kin && !one.seen.empty())
                found.push_back(&one);
        return found;
    }

    const std::vector<NamedSet>& sets_;
    const std::vector<Occasion>& occasions_;
};

/// The same order of answers, but with confidence as the share of useful ones among these.
Logistic scaled(const Logistic& by, const Chosen& occasions) {
    std::vector<Observation> observations;
    for (const Occasion* occasion : occasions) {
        if (occasion->seen.empty())
            continue;
        Observation one = observation_of(*occasion, 1);
        for (Signals& signals : one.seen)
            signals = {by.logit(signals)};
        observations.push_back(std::move(one));
    }
    const Logistic scale = fit(observations);
    if (scale.weights.empty() || scale.weights.front() <= 0)
        return by;
    Logistic result = by;
    for (double& weight : result.weights)
        weight *= scale.weights.front();
    result.offset = scale.offset + scale.weights.front() * by.offset;
    return result;
}

Chosen half_of(const Chosen& occasions, std::size_t half) {
    Chosen found;
    for (std::size_t i = half; i < occasions.size(); i += 2)
        found.push_back(occasions[i]);
    return found;
}

SetJudgement judge(const Fitting& fitting, const std::vector<NamedSet>& sets, std::size_t which) {
    const Logistic weights = fitting.weights_without(sets[which].matter);
    const Chosen scale = fitting.usual(0);
    const Chosen usual = fitting.usual(which);
    SetJudgement result;
    result.name = sets[which].name;
    for (const std::size_t half : {0U, 1U}) {
        const Logistic by = scaled(weights, which == 0 ? half_of(scale, 1 - half) : scale);
        const auto answers = judged(half_of(usual, half), by);
        result.usual.insert(result.usual.end(), answers.begin(), answers.end());
    }
    const auto against = [&](Kin kin) {
        Chosen both = fitting.of_set(which, Kin::own);
        const Chosen others = fitting.of_set(which, kin);
        both.insert(both.end(), others.begin(), others.end());
        return separation(judged(both, weights));
    };
    result.from_bereft = against(Kin::bereft);
    result.from_strangers = against(Kin::stranger);
    return result;
}

double floor_of(const ConfidenceFit& fit, double most_useless) {
    for (const Floor& floor : fit.floors)
        if (floor.most_useless >= most_useless)
            return floor.floor;
    return 0;
}

std::string constants(const ConfidenceFit& fit) {
    std::string text = fmt::format("\nconstants of searchd/search/confidence.cpp:\n"
                                   "  offset {:.3f}\n",
                                   fit.logistic.offset);
    for (std::size_t i = 0; i < search::signals.size(); ++i)
        text += fmt::format("  {:<8}{:>7.3f}   (now {:.3f}; {})\n", search::signals[i].name,
                            fit.logistic.weights[i], search::signals[i].weight,
                            search::signals[i].says);
    for (const Floor& floor : fit.floors)
        text += fmt::format("  Target{{{:.2f}, {:.2f}}}\n", floor.most_useless, floor.floor);
    return text;
}

} // namespace

std::vector<Floor> expected_floors(const std::vector<Judged>& answers) {
    std::vector<Floor> floors;
    for (const double target : targets) {
        int step = 0;
        for (; step < floor_steps; ++step) {
            double shown = 0;
            double useless = 0;
            for (const Judged& one : answers)
                if (one.confidence > 0 && one.confidence * floor_steps >= step) {
                    ++shown;
                    useless += 1 - one.confidence;
                }
            if (useless <= target * shown)
                break;
        }
        floors.push_back({target, static_cast<double>(step) / floor_steps});
    }
    return floors;
}

ConfidenceFit fit_confidence(const std::vector<NamedSet>& sets,
                             const std::vector<Occasion>& occasions) {
    const Fitting fitting(sets, occasions);
    ConfidenceFit result;
    const Chosen scale = fitting.usual(0);
    result.logistic = scaled(fitting.weights_without(sets.size()), scale);
    result.floors = expected_floors(judged(scale, result.logistic));
    for (std::size_t set = 0; set < sets.size(); ++set)
        result.sets.push_back(judge(fitting, sets, set));
    return result;
}

std::string to_table(const ConfidenceFit& fit) {
    std::string table = fmt::format(
        "Each set judged by weights fitted to other matters. usual: its questions, and others\n"
        "without an answer, a sixth of all; separation of answerable from others, and of the\n"
        "set's questions from themselves without their answers (bereft) and from strangers'.\n"
        "{:<22}{:>7}{:>8}{:>10}{:>7}{:>9}{:>8}{:>7}{:>9}{:>8}\n{:<22}{:>7}{:>8}{:>10}{:>7}{:>9}"
        "{:>8}{:>7}{:>9}{:>8}\n",
        "", "", "", "", "", "at 0.10:", "", "", "at 0.15:", "", "set", "usual", "bereft",
        "strangers", "at 80", "useless", "silent", "", "useless", "silent");
    for (const SetJudgement& set : fit.sets) {
        const FloorRow strict = at_floor(set.usual, floor_of(fit, 0.10));
        const FloorRow mild = at_floor(set.usual, floor_of(fit, 0.15));
        table += fmt::format(
            "{:<22}{:>7.3f}{:>8.3f}{:>10.3f}{:>7.3f}{:>9.3f}{:>8.3f}{:>7}{:>9.3f}{:>8.3f}\n",
            set.name, separation(set.usual), set.from_bereft, set.from_strangers,
            wrongly_answered(set.usual, 0.8), strict.useless, strict.unanswered, "", mild.useless,
            mild.unanswered);
    }
    return table + "\nthe first set, each half with the other's scale:\n" +
           to_table(fit.sets.front().usual) + constants(fit);
}

} // namespace lotse::cli
