#pragma once
// What a hit shows: the passage that answers, with the words that matched marked, and the reasons.

#include <string>
#include <vector>

#include "indexer/index/document.h"
#include "searchd/search/plan.h"
#include "searchd/search/rank.h"

namespace lotse::search {

struct Shown {
    std::string snippet;
    std::vector<Mark> marks;
    std::vector<Mark> title_marks;
    std::vector<Reason> why;
};

Shown show(const Plan& plan, const TermTable& table, const index::StoredDocument& document);

} // namespace lotse::search
