#pragma once
// Why an answer is not among the first three, in words of a closed set, and how the question and
// the answer met. The replay after a solution and the regression guard both ask this way.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/result.h"
#include "searchd/search/engine.h"

namespace lotse::deflect {

enum class MissCause : std::uint8_t {
    none,          // it is found
    not_indexed,   // there is no such document: not written yet, archived, deleted
    not_for_asker, // a draft, or for others' eyes only
    words_missing, // the answer does not hold all words of the question
    held_back,     // it holds them, but not surely enough to be shown
    overtaken,     // it holds them, and so do others that stand before it
};
std::string_view name(MissCause cause);

/// One question and one answer.
struct Encounter {
    std::optional<int> rank; // from 1, among what the asker is shown
    MissCause cause = MissCause::none;
    search::Meeting meeting; // empty when the asker's index has no such document
    index::Key answer;
};

struct Asked {
    std::string text;
    search::Lang lang = search::Lang::de;
    search::Visibility asker = search::Visibility::everyone;
};

/// Asks as the customer would and looks for the answer. Nobody waits: a busy machine must not make
/// an answer look lost, so the deadline is long.
Result<Encounter> ask_for(const search::Engine& engine, const Asked& asked,
                          const index::Key& answer);

} // namespace lotse::deflect
