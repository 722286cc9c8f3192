#pragma once
// What remembering is worth: some of a judged set's questions are given to the documents that
// answer them, as the loop would have done, and the others are asked.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "indexer/cli/judged_set.h"
#include "indexer/index/source.h"

namespace lotse::cli {

struct RememberOptions {
    std::size_t questions = 0; // for each document; 0: nothing is remembered
    double noise = 0;          // this share of them is linked to a wrong document
    std::uint32_t seed = 1;    // another one picks other questions
};

/// Document → questions.
using Remembered = std::map<std::string, std::vector<std::string>>;

/// Picks the questions and takes them out of the set. A document takes part when more questions
/// than wanted have it as an answer, so that one is left to ask. The same set and options always
/// give the same.
Remembered take_remembered(JudgedSet& set, const RememberOptions& options);

/// The documents of another source, with these questions. `documents` must outlive it.
class RememberingSource final : public index::Source {
  public:
    RememberingSource(const index::Source& documents, Remembered remembered)
        : documents_(documents), remembered_(std::move(remembered)) {}
    std::size_t size() const override { return documents_.size(); }
    Result<std::optional<index::Document>> load(std::size_t i) const override;

  private:
    const index::Source& documents_;
    Remembered remembered_;
};

} // namespace lotse::cli
