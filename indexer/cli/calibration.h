#pragma once
// How far confidence can be believed, measured on judged questions: does it tell questions with an
// answer from those without, is it the share it claims to be, and what does each floor cost.
//
// An answer is useful when a right document is among its first three, useless otherwise; every
// answer to a question without one is useless (searchd/search/confidence.h).

#include <cstddef>
#include <string>
#include <vector>

namespace lotse::cli {

/// The answer to one question.
struct Judged {
    double confidence = 0; // of the surest of the first three hits; 0: there was none
    bool answerable = false;
    bool useful = false;
};

/// How often, of a question with an answer and one without, the first has the higher confidence
/// (the area under the ROC curve); 0 when either is missing.
double separation(const std::vector<Judged>& answers);

/// The share of the unanswerable questions that are answered when `share` of the answerable are.
double wrongly_answered(const std::vector<Judged>& answers, double share);

/// The answers whose confidence lies in [from, to).
struct Band {
    double from = 0;
    double to = 0;
    std::size_t answers = 0;
    double confidence = 0; // on average
    double useful = 0;     // share
};
/// Tenths, without the empty ones.
std::vector<Band> bands(const std::vector<Judged>& answers);

/// What is shown with this floor.
struct FloorRow {
    double floor = 0;
    std::size_t shown = 0;
    double useless = 0;    // share of the shown
    double unanswered = 0; // share of the answerable questions
};
FloorRow at_floor(const std::vector<Judged>& answers, double floor);

/// The lowest floor, in hundredths, with at most this share of useless answers among the shown; 1
/// when none keeps it.
double lowest_floor(const std::vector<Judged>& answers, double most_useless);

std::string to_table(const std::vector<Judged>& answers);
/// Floors for several targets, as settings of the daemon.
std::string calibration_table(const std::vector<Judged>& answers);

} // namespace lotse::cli
