#include "indexer/cli/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <functional>

#include "searchd/search/confidence.h"

namespace lotse::cli {
namespace {

std::vector<double> confidences(const std::vector<Judged>& answers, bool answerable) {
    std::vector<double> found;
    for (const Judged& one : answers)
        if (one.answerable == answerable)
            found.push_back(one.confidence);
    return found;
}

double share_of(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

double separation(const std::vector<Judged>& answers) {
    const auto with = confidences(answers, true);
    const auto without = confidences(answers, false);
    double right = 0;
    for (const double more : with)
        for (const double less : without)
            right += more > less ? 1 : more == less ? 0.5 : 0;
    const auto pairs = static_cast<double>(with.size() * without.size());
    return pairs == 0 ? 0 : right / pairs;
}

double wrongly_answered(const std::vector<Judged>& answers, double share) {
    auto with = confidences(answers, true);
    const auto without = confidences(answers, false);
    if (with.empty() || without.empty())
        return 0;
    std::sort(with.begin(), with.end(), std::greater<>());
    const double count = std::ceil(share * static_cast<double>(with.size()));
    const double floor = with[static_cast<std::size_t>(std::max(1.0, count)) - 1];
    const auto wrong = std::count_if(without.begin(), without.end(),
                                     [&](double confidence) { return confidence >= floor; });
    return share_of(static_cast<std::size_t>(wrong), without.size());
}

std::vector<Band> bands(const std::vector<Judged>& answers) {
    std::array<Band, 10> tenths;
    for (const Judged& one : answers) {
        Band& band =
            tenths[std::min<std::size_t>(9, static_cast<std::size_t>(one.confidence * 10))];
        ++band.answers;
        band.confidence += one.confidence;
        band.useful += one.useful ? 1 : 0;
    }
    std::vector<Band> found;
    for (std::size_t i = 0; i < tenths.size(); ++i) {
        Band& band = tenths[i];
        if (band.answers == 0)
            continue;
        const auto count = static_cast<double>(band.answers);
        found.push_back({static_cast<double>(i) / 10, static_cast<double>(i + 1) / 10, band.answers,
                         band.confidence / count, band.useful / count});
    }
    return found;
}

FloorRow at_floor(const std::vector<Judged>& answers, double floor) {
    FloorRow row{floor, 0, 0, 0};
    std::size_t useless = 0;
    std::size_t answerable = 0;
    std::size_t unanswered = 0;
    for (const Judged& one : answers) {
        const bool shown = one.confidence >= floor;
        row.shown += shown ? 1 : 0;
        useless += shown && !one.useful ? 1 : 0;
        answerable += one.answerable ? 1 : 0;
        unanswered += one.answerable && !shown ? 1 : 0;
    }
    row.useless = share_of(useless, row.shown);
    row.unanswered = share_of(unanswered, answerable);
    return row;
}

double lowest_floor(const std::vector<Judged>& answers, double most_useless) {
    for (int hundredths = 0; hundredths < 100; ++hundredths)
        if (const double floor = hundredths / 100.0;
            at_floor(answers, floor).useless <= most_useless)
            return floor;
    return 1;
}

std::string to_table(const std::vector<Judged>& answers) {
    std::string table =
        fmt::format("confidence: tells an answerable question from another in {:.3f} of the pairs; "
                    "where 80 % of the answerable are answered, {:.1f} % of the others are too\n"
                    "{:<11}{:>8}{:>12}{:>8}\n",
                    separation(answers), 100 * wrongly_answered(answers, 0.8), "band", "answers",
                    "confidence", "useful");
    for (const Band& band : bands(answers))
        table += fmt::format("{:.1f} – {:.1f}  {:>8}{:>12.2f}{:>8.2f}\n", band.from, band.to,
                             band.answers, band.confidence, band.useful);
    return table;
}

std::string calibration_table(const std::vector<Judged>& answers) {
    std::string table = fmt::format("{:<14}{:>8}{:>9}{:>12}{:>18}{:>9}\n", "most_useless", "floor",
                                    "useless", "unanswered", "confidence_floor", "useless");
    for (const double most : {0.02, 0.05, 0.10, 0.15, 0.20, 0.30}) {
        const FloorRow shipped = at_floor(answers, search::floor_for(most));
        const FloorRow own = at_floor(answers, lowest_floor(answers, most));
        table +=
            fmt::format("{:<14.2f}{:>8.2f}{:>9.3f}{:>12.3f}{:>18.2f}{:>9.3f}\n", most,
                        shipped.floor, shipped.useless, shipped.unanswered, own.floor, own.useless);
    }
    return table;
}

} // namespace lotse::cli
