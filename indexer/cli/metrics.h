#pragma once
// How good a ranking is, in the measures that everybody uses, computed as trec_eval does: only over
// questions that have a judged answer, gains linear in the grade.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace lotse::cli {

/// Document → grade; grades below 1 do not count as right.
using Grades = std::map<std::string, int>;

struct Scores {
    double recall_at_1 = 0;
    double recall_at_3 = 0;
    double success_at_5 = 0;
    double mrr_at_10 = 0;
    double ndcg_at_10 = 0;

    Scores& operator+=(const Scores& other);
    Scores divided_by(double count) const;
};

/// Of one question: `ranking` holds document ids, best first.
Scores score(const std::vector<std::string>& ranking, const Grades& grades);

/// The rank (from 1) of the first right document among the first `depth`; 0 when there is none.
std::size_t first_right(const std::vector<std::string>& ranking, const Grades& grades,
                        std::size_t depth);

/// The value below which a share of the values lies ("nearest rank"); 0 of none.
double percentile(std::vector<double> values, double share);

} // namespace lotse::cli
