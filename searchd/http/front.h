#pragma once
// The front: one thread that accepts connections, parks idle ones, collects requests under limits
// and sends answers. A worker gets only complete requests and never waits for a client, so that ten
// thousand silent or slow connections delay nobody.
//
//     auto front = Front::open("127.0.0.1:0", limits, exchange, clock);
//     front.value()->start();   …   front.value()->stop();   // running requests finish

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "searchd/http/limits.h"

namespace lotse::http {

/// One complete request, as bytes.
struct Incoming {
    std::string bytes;
    std::string remote; // address of the other end of the connection
};

struct Outgoing {
    std::string bytes;
    bool close = false;
};

/// What the front needs from the rest of the daemon.
class Exchange {
  public:
    virtual ~Exchange() = default;

    /// On a worker's thread. Must not throw.
    virtual Outgoing answer(const Incoming& request) = 0;

    /// On the front's thread: quick. `head` is what is known of the request's head, maybe nothing.
    virtual std::string refuse(Refusal why, std::string_view head) = 0;
    virtual Lane lane(std::string_view head) = 0;
    /// False exempts a source from the limit of connections per source (a trusted proxy).
    virtual bool counts(std::string_view remote) = 0;
};

/// Safe to read from any thread.
struct FrontCounters {
    std::atomic<std::uint64_t> accepted{0};
    std::atomic<std::uint64_t> refused{0};
    std::atomic<std::uint64_t> open{0};
    std::atomic<std::uint64_t> working{0};
};

class Front {
  public:
    /// Binds and listens; nothing is accepted before start(). `exchange` and `clock` must outlive
    /// the front. Errors as listen_at().
    static Result<std::unique_ptr<Front>> open(std::string_view where, const FrontLimits& limits,
                                               Exchange& exchange, const Clock& clock);
    ~Front();
    Front(const Front&) = delete;
    Front& operator=(const Front&) = delete;

    /// "127.0.0.1:43121", with the port that was picked.
    const std::string& address() const;

    void start();

    /// Takes no more requests, lets those that are complete finish and be sent, then ends. Safe to
    /// call twice.
    void stop();

    const FrontCounters& counters() const;
    std::size_t waiting(Lane lane) const;

  private:
    class Loop;
    explicit Front(std::unique_ptr<Loop> loop);
    std::unique_ptr<Loop> loop_;
};

} // namespace lotse::http
