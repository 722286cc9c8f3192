#pragma once
// How much two messages are about the same: by the words that carry meaning, rare ones counting
// more. A compound counts for its parts by half.

#include <string>
#include <vector>

#include "searchd/search/content_words.h"

namespace lotse::deflect {

/// From here on two messages are taken for the same matter.
inline constexpr double alike = 0.4;

struct Similarity {
    double score = 0;                // 0 to 1: how much of the shorter one the other says, too
    std::vector<std::string> shared; // as the second one wrote them, rarest first

    /// One common word alone may be chance.
    bool same_matter() const { return score >= alike && shared.size() >= 2; }
};

Similarity similarity(const search::ContentWords& one, const search::ContentWords& other);

} // namespace lotse::deflect
