#pragma once
// What a bare Xapian program does: TermGenerator and QueryParser with the Snowball stemmer, one
// database a language, no snippets, no reasons. The figures of ./run bench are ratios to it.

#include <xapian.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/index/document.h"

namespace lotse::bench {

/// One thread.
class Baseline {
  public:
    /// Builds both databases below `folder`.
    static void build(const std::filesystem::path& folder,
                      const std::vector<index::Document>& documents);
    /// Of what was built there; opened once, as a daemon would.
    explicit Baseline(const std::filesystem::path& folder);

    /// Titles of the ten best. Operators are heeded.
    std::vector<std::string> search(const std::string& query, index::Lang lang) const;

    /// The best for all words of a text, any of them.
    std::vector<std::string> draft(const std::string& text, index::Lang lang) const;

    /// Titles that hold the words, the last of which has only begun.
    std::vector<std::string> suggest(const std::string& prefix, index::Lang lang) const;

  private:
    std::vector<std::string> titles(const Xapian::Query& query, index::Lang lang) const;
    Xapian::QueryParser parser(index::Lang lang) const;

    std::array<Xapian::Database, 2> open_; // by language
};

} // namespace lotse::bench
