#pragma once
// Everything that makes up the running daemon, put together in the right order and taken apart in
// the reverse one.

#include <memory>
#include <string>

#include "indexer/base/result.h"
#include "searchd/http/config.h"
#include "searchd/http/log_sink.h"

namespace lotse::http {

/// One thread makes, reloads and stops it.
class Daemon {
  public:
    /// Opens tickets, reads the articles, binds the port; nothing is served yet. `log` must outlive
    /// the daemon. locked: the port is in use.
    static Result<std::unique_ptr<Daemon>> create(const Config& config, StderrLog& log);
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    /// Serves from here on, and writes the port file.
    Status start();

    const std::string& address() const;

    /// Takes over those settings that may change while it runs, and reads the synonyms anew.
    void reload(const Config& config);

    /// Requests that are complete finish first.
    void stop();

  private:
    struct Parts;
    explicit Daemon(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace lotse::http
