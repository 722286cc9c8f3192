#pragma once
// What a help desk would use instead, each set up as its own documentation advises, on the same
// documents: they answer title and number of the ten best, without snippets or reasons.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index/document.h"
#include "tests/bench/sets.h"

namespace lotse::bench {

class Peer {
  public:
    virtual ~Peer() = default;
    virtual std::string name() const = 0; // with its version
    /// Everything that is needed to answer, on disk.
    virtual void build(const std::vector<index::Document>& documents) = 0;
    virtual double megabytes() const = 0;
    /// How many were found; at most ten. Any of the words may do.
    virtual std::size_t search(const Ask& ask) = 0;
    /// Titles that hold the words, the last of which has only begun.
    virtual std::size_t suggest(const Ask& ask) = 0;
    /// The best for all words of a text, any of them.
    virtual std::size_t draft(const Ask& ask) { return search(ask); }
};

/// Words of letters and digits, in lower case where that is ASCII: no operator of any query
/// language.
std::vector<std::string> plain_words(std::string_view text);

/// In process. German has no stemmer there.
std::unique_ptr<Peer> sqlite_peer(const std::string& folder);
/// A server of its own, over its socket.
std::unique_ptr<Peer> postgres_peer();
/// A server of its own, over HTTP; its cache of answers is off.
std::unique_ptr<Peer> groonga_peer(const std::string& folder);

} // namespace lotse::bench
