#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "searchd/http/address.h"
#include "searchd/http/front_internal.h"

namespace lotse::http {
namespace {

constexpr std::uint64_t listener_id = 0;
constexpr std::uint64_t wake_id = 1;
constexpr Milliseconds accept_pause{100};

Descriptor checked(int fd, const char* what) {
    if (fd < 0)
        throw std::system_error(errno, std::generic_category(), what);
    return Descriptor(fd);
}

void add(int epoll, int fd, std::uint64_t id) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = id;
    if (::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

std::string address_text(const sockaddr_storage& storage) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (storage.ss_family == AF_INET)
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(storage).sin_addr, text.data(),
                    text.size());
    else
        ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6&>(storage).sin6_addr,
                    text.data(), text.size());
    return text.data();
}

} // namespace

Front::Loop::Loop(Listener listener, const FrontLimits& limits, Exchange& exchange,
                  const Clock& clock)
    : listener_(std::move(listener)), limits_(limits), exchange_(exchange), clock_(clock),
      epoll_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      wake_(checked(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd")),
      workers_({limits.workers, limits.waiting_interactive, limits.waiting_heavy}) {
    add(epoll_.get(), listener_.socket.get(), listener_id);
    add(epoll_.get(), wake_.get(), wake_id);
}

Front::Loop::~Loop() {
    stop();
}

void Front::Loop::start() {
    thread_ = std::thread([this] { run(); });
}

void Front::Loop::stop() {
    stop_asked_ = true;
    wake();
    if (thread_.joinable())
        thread_.join();
    workers_.stop();
}

void Front::Loop::wake() {
    const std::uint64_t one = 1;
    // A full counter means that the loop is going to wake up anyway.
    [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
}

void Front::Loop::run() {
    std::array<epoll_event, 256> events{};
    while (!may_end()) {
        const int count =
            ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), wait_time());
        for (int i = 0; i < count; ++i) {
            const auto& event = events[static_cast<std::size_t>(i)];
            handle_event(event.data.u64, event.events);
        }
        take_finished();
        expire();
        if (stop_asked_ && !stopping_)
            begin_stop();
    }
}

void Front::Loop::handle_event(std::uint64_t id, std::uint32_t events) {
    if (id == listener_id)
        return accept_all();
    if (id == wake_id) {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto read = ::read(wake_.get(), &count, sizeof count);
        return;
    }
    // An event of a connection that was closed a moment ago is stale.
    const auto found = connections_.find(id);
    if (found == connections_.end())
        return;
    Connection& connection = *found->second;
    using State = Connection::State;
    if ((events & EPOLLERR) != 0)
        return drop(connection);
    if (connection.state == State::writing)
        write_to(connection);
    else if (connection.state == State::reading)
        read_from(connection);
    else if (connection.state == State::lingering)
        discard_from(connection);
}

void Front::Loop::begin_stop() {
    stopping_ = true;
    stop_deadline_ = clock_.steady() + limits_.stop_time;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, listener_.socket.get(), nullptr);
    listener_.socket.close();
    std::vector<Connection*> idle;
    for (const auto& [id, connection] : connections_)
        if (connection->state == Connection::State::reading ||
            connection->state == Connection::State::lingering)
            idle.push_back(connection.get());
    for (Connection* connection : idle)
        drop(*connection);
}

bool Front::Loop::may_end() const {
    return stopping_ && (connections_.empty() || clock_.steady() >= stop_deadline_);
}

/// Milliseconds until something is due, rounded up; -1 when nothing is.
int Front::Loop::wait_time() const {
    auto next = SteadyPoint::max();
    if (!deadlines_.empty())
        next = deadlines_.begin()->first;
    if (!accepting_)
        next = std::min(next, accept_again_);
    if (stopping_)
        next = std::min(next, stop_deadline_);
    if (next == SteadyPoint::max())
        return -1;
    const auto left = std::chrono::ceil<Milliseconds>(next - clock_.steady()).count();
    return static_cast<int>(std::clamp<Milliseconds::rep>(left, 0, 60'000));
}

void Front::Loop::accept_all() {
    // A bounded batch, so that a flood of connections does not starve those that are open.
    for (int i = 0; i < 64; ++i) {
        sockaddr_storage storage{};
        socklen_t size = sizeof storage;
        const int fd = ::accept4(listener_.socket.get(), reinterpret_cast<sockaddr*>(&storage),
                                 &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            accept_one(fd, address_text(storage));
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            pause_accepting();
        if (errno != EINTR && errno != ECONNABORTED)
            return;
    }
}

void Front::Loop::accept_one(int fd, std::string remote) {
    Descriptor socket(fd);
    const int on = 1;
    // Without it a keep-alive request takes 44 ms instead of 0.2.
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ++counters_.accepted;
    std::string source = exchange_.counts(remote) ? source_of(remote, 32, 64) : std::string();
    const bool source_full = !source.empty() && limits_.connections_per_source > 0 &&
                             sources_[source] >= limits_.connections_per_source;
    if (source_full || connections_.size() >= limits_.connections) {
        ++counters_.refused;
        const std::string answer = exchange_.refuse(Refusal::too_many_connections, {});
        ::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        return;
    }
    auto connection = std::make_unique<Connection>(limits_.frame);
    connection->id = next_id_++;
    connection->socket = std::move(socket);
    connection->remote = std::move(remote);
    connection->source = source;
    Connection& added = *connection;
    connections_.emplace(added.id, std::move(connection));
    if (!source.empty())
        ++sources_[source];
    counters_.open = connections_.size();
    add(epoll_.get(), fd, added.id);
    set_deadline(added, clock_.steady() + limits_.idle_time);
}

/// Out of descriptors: the listener stays readable, so looking away for a moment beats spinning.
void Front::Loop::pause_accepting() {
    accepting_ = false;
    accept_again_ = clock_.steady() + accept_pause;
    epoll_event none{};
    none.data.u64 = listener_id;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, listener_.socket.get(), &none);
}

void Front::Loop::expire() {
    const auto now = clock_.steady();
    if (!accepting_ && !stopping_ && now >= accept_again_) {
        accepting_ = true;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = listener_id;
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, listener_.socket.get(), &event);
    }
    while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
        Connection& connection = *connections_.at(deadlines_.begin()->second);
        // Someone who began a request is told what was wrong; who never did is just let go.
        if (connection.state == Connection::State::reading && !connection.in.empty())
            refuse(connection, Refusal::too_slow);
        else
            drop(connection);
    }
}

void Front::Loop::set_deadline(Connection& connection, SteadyPoint deadline) {
    deadlines_.erase({connection.deadline, connection.id});
    connection.deadline = deadline;
    if (deadline != SteadyPoint::max())
        deadlines_.emplace(deadline, connection.id);
}

void Front::Loop::watch(Connection& connection, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = connection.id;
    ::epoll_ctl(epoll_.get(), connection.watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD,
                connection.socket.get(), &event);
    connection.watched = true;
}

/// Out of epoll altogether: a client that hangs up would be reported over and over otherwise.
void Front::Loop::unwatch(Connection& connection) {
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, connection.socket.get(), nullptr);
    connection.watched = false;
}

void Front::Loop::drop(Connection& connection) {
    deadlines_.erase({connection.deadline, connection.id});
    if (!connection.source.empty()) {
        const auto source = sources_.find(connection.source);
        if (source != sources_.end() && --source->second == 0)
            sources_.erase(source);
    }
    connections_.erase(connection.id);
    counters_.open = connections_.size();
}

void Front::Loop::take_finished() {
    std::vector<Finished> finished;
    {
        const std::scoped_lock lock(mutex_);
        finished.swap(finished_);
    }
    for (auto& [id, outgoing, sent] : finished) {
        --counters_.working;
        const auto found = connections_.find(id);
        if (found != connections_.end())
            send_answer(*found->second, std::move(outgoing.bytes), sent,
                        outgoing.close || stopping_ || found->second->close_after);
    }
}

Front::Front(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}

Front::~Front() = default;

Result<std::unique_ptr<Front>> Front::open(std::string_view where, const FrontLimits& limits,
                                           Exchange& exchange, const Clock& clock) {
    auto listener = listen_at(where);
    if (!listener)
        return listener.error();
    auto loop = std::make_unique<Loop>(std::move(listener).value(), limits, exchange, clock);
    return std::unique_ptr<Front>(new Front(std::move(loop)));
}

const std::string& Front::address() const {
    return loop_->address();
}

void Front::start() {
    loop_->start();
}

void Front::stop() {
    loop_->stop();
}

const FrontCounters& Front::counters() const {
    return loop_->counters();
}

std::size_t Front::waiting(Lane lane) const {
    return loop_->waiting(lane);
}

} // namespace lotse::http
