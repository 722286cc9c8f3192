#pragma once
// What every evaluation starts from: the documents that a set asks, indexed in a folder of its own.

#include <cstddef>
#include <filesystem>
#include <memory>

#include "indexer/base/result.h"
#include "indexer/cli/commands.h"
#include "indexer/cli/judged_set.h"
#include "indexer/index/source.h"
#include "searchd/search/engine.h"

namespace lotse::cli {

/// A throw-away folder. Throws std::runtime_error where none can be made.
class Scratch {
  public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// The set's own documents, else the articles of --content or of ../articles beside the set; and
/// those of --beside.
Result<std::unique_ptr<index::Source>> documents_of(const JudgedSet& set,
                                                    const EvalArguments& arguments);

/// The folder of synonyms: as given, else beside the articles of a set without documents.
std::filesystem::path synonyms_of(const JudgedSet& set, const EvalArguments& arguments);

/// An index of the set's documents, and what is needed to ask it.
struct Asking {
    search::EngineOptions options;
    std::size_t documents = 0;
};

Result<Asking> prepare(const index::Source& source, const EvalArguments& arguments,
                       const std::filesystem::path& scratch, Terminal& terminal);

} // namespace lotse::cli
