#pragma once
// What a bare Xapian program does: TermGenerator and QueryParser with the Snowball stemmer, one
// database a language, no snippets, no reasons. The figures of ./run bench are ratios to it.

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/index/document.h"

namespace lotse::bench {

class Baseline {
  public:
    /// Builds both databases below `folder`.
    Baseline(const std::filesystem::path& folder, const std::vector<index::Document>& documents);

    /// Number of the ten best that were read.
    std::size_t search(const std::string& query, index::Lang lang) const;

    /// Words that begin so, as `QueryParser` with FLAG_PARTIAL answers them.
    std::size_t suggest(const std::string& prefix, index::Lang lang) const;

  private:
    std::size_t ask(const std::string& query, index::Lang lang, unsigned flags) const;

    std::filesystem::path folder_;
};

} // namespace lotse::bench
