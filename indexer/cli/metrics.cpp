#include "indexer/cli/metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace lotse::cli {

namespace {

int grade_of(const Grades& grades, const std::string& id) {
    const auto found = grades.find(id);
    return found == grades.end() ? 0 : std::max(0, found->second);
}

double discount(std::size_t rank) {
    return 1.0 / std::log2(static_cast<double>(rank) + 1.0);
}

double recall(const std::vector<std::string>& ranking, const Grades& grades, std::size_t depth) {
    std::size_t right = 0;
    std::size_t found = 0;
    for (const auto& [id, grade] : grades)
        right += grade > 0 ? 1 : 0;
    for (std::size_t i = 0; i < std::min(depth, ranking.size()); ++i)
        found += grade_of(grades, ranking[i]) > 0 ? 1 : 0;
    return right == 0 ? 0 : static_cast<double>(found) / static_cast<double>(right);
}

double ndcg(const std::vector<std::string>& ranking, const Grades& grades, std::size_t depth) {
    std::vector<int> ideal;
    for (const auto& [id, grade] : grades)
        ideal.push_back(std::max(0, grade));
    std::sort(ideal.begin(), ideal.end(), std::greater<>());
    double best = 0;
    for (std::size_t i = 0; i < std::min(depth, ideal.size()); ++i)
        best += ideal[i] * discount(i + 1);
    double gained = 0;
    for (std::size_t i = 0; i < std::min(depth, ranking.size()); ++i)
        gained += grade_of(grades, ranking[i]) * discount(i + 1);
    return best == 0 ? 0 : gained / best;
}

} // namespace

Scores& Scores::operator+=(const Scores& other) {
    recall_at_1 += other.recall_at_1;
    recall_at_3 += other.recall_at_3;
    success_at_5 += other.success_at_5;
    mrr_at_10 += other.mrr_at_10;
    ndcg_at_10 += other.ndcg_at_10;
    return *this;
}

Scores Scores::divided_by(double count) const {
    if (count == 0)
        return {};
    return {recall_at_1 / count, recall_at_3 / count, success_at_5 / count, mrr_at_10 / count,
            ndcg_at_10 / count};
}

std::size_t first_right(const std::vector<std::string>& ranking, const Grades& grades,
                        std::size_t depth) {
    for (std::size_t i = 0; i < std::min(depth, ranking.size()); ++i)
        if (grade_of(grades, ranking[i]) > 0)
            return i + 1;
    return 0;
}

Scores score(const std::vector<std::string>& ranking, const Grades& grades) {
    Scores scores;
    scores.recall_at_1 = recall(ranking, grades, 1);
    scores.recall_at_3 = recall(ranking, grades, 3);
    scores.success_at_5 = first_right(ranking, grades, 5) > 0 ? 1 : 0;
    const std::size_t rank = first_right(ranking, grades, 10);
    scores.mrr_at_10 = rank > 0 ? 1.0 / static_cast<double>(rank) : 0;
    scores.ndcg_at_10 = ndcg(ranking, grades, 10);
    return scores;
}

double percentile(std::vector<double> values, double share) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const double rank = std::ceil(share * static_cast<double>(values.size()));
    const auto place = static_cast<std::size_t>(std::max(1.0, rank)) - 1;
    return values[std::min(place, values.size() - 1)];
}

} // namespace lotse::cli
