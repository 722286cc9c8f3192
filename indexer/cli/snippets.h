#pragma once
// eval --snippets: whether what a hit shows of its document is the passage that answers.

#include "indexer/cli/judged_set.h"
#include "indexer/cli/scratch_index.h"

namespace lotse::cli {

/// Asks each question and looks at the snippet of its right document. Prints how much of what the
/// document has of the question the snippet shows (words weighed by their rarity), how many
/// snippets begin and end with a sentence, how many of the words that should be marked are, and how
/// many marks are on words of the question. Where --passages names a set whose documents are
/// passages of this one's and whose questions are the same: how many snippets show the right
/// passage, beside what the beginnings of the documents would show. Returns the exit code.
int show_snippets(const JudgedSet& set, const index::Source& documents,
                  const EvalArguments& arguments, Terminal& terminal);

} // namespace lotse::cli
