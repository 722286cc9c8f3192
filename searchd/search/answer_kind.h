#pragma once
// The kind of thing that a question asks for – when: a time, how many: a number, who: a name – and
// which passages hold one that the question does not name itself ("expected answer type": Li and
// Roth, Learning Question Classifiers, 2002). Among passages that share its words, one that could
// be the answer goes first.

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/index/document.h"

namespace lotse::search {

struct Plan;
struct Ranked;

enum class AnswerKind : std::uint8_t { any, time, number, name };

/// By the question words. `any` where they tell nothing: most questions about how to do something.
AnswerKind answer_kind(const analysis::Analysis& question);

/// Whether the beginning of a text holds such a thing beside the question's own words. A year is a
/// time, no number; a name is told by its capitals.
bool holds(AnswerKind kind, std::string_view text, analysis::Lang lang,
           const analysis::Analysis& question);

/// Gives the first of `documents`, best first, that hold what is asked for the rarity of doing so
/// among them, as if it were one more word of the question: where all do, nothing. `read` gives
/// what shows a document.
void prefer_answers(const Plan& plan, std::vector<Ranked>& documents,
                    const std::function<const index::StoredDocument&(Ranked&)>& read);

} // namespace lotse::search
