#pragma once
// What a bare Xapian program does: TermGenerator and QueryParser with the Snowball stemmer, one
// database a language, no snippets, no reasons. The figures of ./run bench are ratios to it.

#include <xapian.h>

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/index/document.h"

namespace lotse::bench {

class Baseline {
  public:
    /// Builds both databases below `folder`.
    Baseline(const std::filesystem::path& folder, const std::vector<index::Document>& documents);
    ~Baseline();
    Baseline(const Baseline&) = delete;
    Baseline& operator=(const Baseline&) = delete;

    /// Number of the ten best that were read.
    std::size_t search(const std::string& query, index::Lang lang) const;

    /// The best for all words of a text, any of them.
    std::size_t draft(const std::string& text, index::Lang lang) const;

    /// Words that begin so, as `QueryParser` with FLAG_PARTIAL answers them.
    std::size_t suggest(const std::string& prefix, index::Lang lang) const;

  private:
    std::size_t ask(const std::string& query, index::Lang lang, unsigned flags) const;

    std::vector<Xapian::Database> open_; // German, English: opened once, as a daemon would
};

} // namespace lotse::bench
