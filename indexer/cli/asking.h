#pragma once
// The ways in which an evaluation asks an Engine: a question as a search, a message as a draft, and
// a question within a whole letter.

#include <cstddef>
#include <functional>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/cli/eval_report.h"
#include "indexer/cli/judged_set.h"
#include "indexer/cli/letters.h"
#include "searchd/search/engine.h"

namespace lotse::cli {

using Way = std::function<Result<search::SearchAnswer>(const search::Engine& engine,
                                                       const JudgedQuestion&, std::size_t number)>;

/// As a search, or as a draft where the set holds messages.
Way as_it_came(const JudgedSet& set);

/// Each question in a letter of its own, another one quoted below. `questions` must outlive it.
Way as_letter(LetterWriter writer, const std::vector<JudgedQuestion>& questions);

Status ask_all(const search::Engine& engine, const std::vector<JudgedQuestion>& questions,
               const Way& way, std::vector<Asked>& into);

} // namespace lotse::cli
