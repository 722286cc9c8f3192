#pragma once
// The inside of the front: a connection, and the loop that all of them live in. Everything here
// belongs to the loop's thread except `finished`, through which workers hand connections back, and
// the socket of a connection that a worker has: he sends what it takes at once.

#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "searchd/http/framer.h"
#include "searchd/http/front.h"
#include "searchd/http/listener.h"
#include "searchd/http/work_queue.h"

namespace lotse::http {

using SteadyPoint = std::chrono::steady_clock::time_point;

struct Connection {
    enum class State : std::uint8_t {
        reading,   // idle, or collecting a request
        working,   // a worker has the request
        writing,   // the client is to take the answer
        lingering, // answered and closed by us; what the client still sends is thrown away
    };

    std::uint64_t id = 0;
    Descriptor socket;
    std::string remote;
    std::string source; // empty: not counted
    State state = State::reading;
    std::string in;
    std::string out;
    std::size_t sent = 0;
    std::size_t discarded = 0;
    bool close_after = false;
    bool watched = true; // known to epoll
    bool told_to_continue = false;
    bool counted_head = false; // the deadline for the head has become the one for the request
    SteadyPoint begun{};       // when the request's first byte came
    SteadyPoint deadline{};
    RequestFramer framer;

    explicit Connection(const FrameLimits& limits) : framer(limits) {}
};

class Front::Loop {
  public:
    Loop(Listener listener, const FrontLimits& limits, Exchange& exchange, const Clock& clock);
    ~Loop();

    void start();
    void stop();

    const std::string& address() const { return listener_.address; }
    const FrontCounters& counters() const { return counters_; }
    std::size_t waiting(Lane lane) const { return workers_.waiting(lane); }

  private:
    struct Finished {
        std::uint64_t connection = 0;
        Outgoing outgoing;
        std::size_t sent = 0; // bytes of it
    };

    void run();
    void handle_event(std::uint64_t id, std::uint32_t events);
    void begin_stop();
    bool may_end() const;
    int wait_time() const;

    void accept_all();
    void accept_one(int fd, std::string remote);
    void pause_accepting();

    void read_from(Connection& connection);
    void discard_from(Connection& connection);
    void look_for_request(Connection& connection);
    void dispatch(Connection& connection);
    void refuse(Connection& connection, Refusal why);

    void take_finished();
    void send_answer(Connection& connection, std::string bytes, std::size_t sent, bool close);
    void write_to(Connection& connection);
    void after_answer(Connection& connection);
    void linger(Connection& connection);

    void expire();
    void set_deadline(Connection& connection, SteadyPoint deadline);
    void watch(Connection& connection, std::uint32_t events);
    void unwatch(Connection& connection);
    void drop(Connection& connection);
    void wake();

    Listener listener_;
    FrontLimits limits_;
    Exchange& exchange_;
    const Clock& clock_;
    FrontCounters counters_;
    Descriptor epoll_;
    Descriptor wake_;

    std::uint64_t next_id_ = 2; // 0 and 1 are the listener's and the wake-up's
    std::unordered_map<std::uint64_t, std::unique_ptr<Connection>> connections_;
    std::unordered_map<std::string, std::size_t> sources_;
    std::set<std::pair<SteadyPoint, std::uint64_t>> deadlines_;
    SteadyPoint accept_again_{};
    bool accepting_ = true;
    bool stopping_ = false;
    SteadyPoint stop_deadline_{};

    std::atomic<bool> stop_asked_{false};
    std::mutex mutex_;
    std::vector<Finished> finished_; // guarded by mutex_
    std::thread thread_;
    WorkQueue workers_; // last: its threads use everything above
};

} // namespace lotse::http
