#pragma once
// What a help desk would use instead, each set up as its own documentation advises, on the same
// documents: they answer title and number of the ten best, without snippets or reasons.

#include <memory>
#include <string>
#include <vector>

#include "indexer/index/document.h"
#include "tests/bench/sets.h"

namespace lotse::bench {

/// One asker's connection; each thread has its own. Each question returns how many were found, at
/// most ten.
class Connection {
  public:
    virtual ~Connection() = default;
    /// Any of the words may do.
    virtual std::size_t search(const Ask& ask) = 0;
    /// Titles that hold the words, the last of which has only begun.
    virtual std::size_t suggest(const Ask& ask) = 0;
    /// The best for all words of a text, any of them.
    virtual std::size_t draft(const Ask& ask) { return search(ask); }
};

class Peer {
  public:
    virtual ~Peer() = default;
    virtual std::string name() const = 0; // with its version
    /// No engine to choose, but what the cheapest answer costs.
    virtual bool is_floor() const { return false; }
    virtual bool suggests() const { return true; }
    virtual bool builds() const { return true; }
    /// Everything that is needed to answer, on disk.
    virtual void build(const std::vector<index::Document>& documents) = 0;
    /// 0 where all is in memory.
    virtual double megabytes() const = 0;
    virtual std::unique_ptr<Connection> connect() = 0;
};

/// In process. German has no stemmer there.
std::unique_ptr<Peer> sqlite_peer(const std::string& folder);
/// A server of its own, over its socket.
std::unique_ptr<Peer> postgres_peer();
/// A server of its own, over HTTP; its cache of answers is off.
std::unique_ptr<Peer> groonga_peer(const std::string& folder);
/// A server of its own, over the MySQL protocol.
std::unique_ptr<Peer> sphinx_peer(const std::string& folder);
/// A process for each question, as CGI runs it. It completes nothing.
std::unique_ptr<Peer> omega_peer(const std::string& folder);
/// Behind the JDK's HTTP server: an index and an infix suggester a language.
std::unique_ptr<Peer> lucene_peer(const std::string& folder);
/// FlexSearch, MiniSearch and Orama behind Node's HTTP server, in memory; none where
/// LOTSE_NODE_ENGINES does not say in which folder npm put them.
std::vector<std::unique_ptr<Peer>> node_peers(const std::string& folder);
/// Xapian's own indexer, query parser and weights behind cpp-httplib: the obvious program.
std::unique_ptr<Peer> bare_xapian(const std::string& folder);
/// cpp-httplib, whatever is asked.
std::unique_ptr<Peer> empty_answers();

} // namespace lotse::bench
