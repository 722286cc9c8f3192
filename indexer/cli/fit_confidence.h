#pragma once
// The weights of confidence and its floors, found anew from judged questions. Pure: the asking is
// occasions.h's matter.
//
// First a logistic regression tells useful answers to a set's own questions from all others, each
// matter counting the same. Then the first set gives it its scale, so that confidence is the share
// of useful answers where a sixth of the questions has no answer. Each matter is judged by weights
// that were fitted to the others; the first set in two halves, each with the scale of the other.

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/cli/calibration.h"
#include "indexer/cli/logistic.h"
#include "indexer/cli/occasions.h"

namespace lotse::cli {

struct SetJudgement {
    std::string name;
    std::vector<Judged> usual; // its questions, and others without an answer: a sixth of all
    double from_bereft = 0;    // separation of its questions from the same without their answers
    double from_strangers = 0; // … and from another matter's
};

struct Floor {
    double most_useless = 0;
    double floor = 0; // the lowest that, by confidence itself, keeps it
};

struct ConfidenceFit {
    Logistic logistic;
    std::vector<Floor> floors;
    std::vector<SetJudgement> sets;
};

/// Throws nothing; sets and occasions must belong together and not be empty.
ConfidenceFit fit_confidence(const std::vector<NamedSet>& sets,
                             const std::vector<Occasion>& occasions);

/// The floors at which the expected share of useless answers among the shown is the target.
std::vector<Floor> expected_floors(const std::vector<Judged>& answers);

/// How the sets are judged, and the constants as searchd/search/confidence.cpp writes them.
std::string to_table(const ConfidenceFit& fit);

} // namespace lotse::cli
