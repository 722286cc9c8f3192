// What the loop does with one connection: collect a request, hand it over, send the answer.

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "searchd/http/front_internal.h"

namespace lotse::http {
namespace {

constexpr std::size_t read_piece = 16 * 1024;
// How much of what a refused client still sends is thrown away before the connection is cut. Less,
// and a client in the middle of its upload would see a reset instead of the answer.
constexpr std::size_t max_discarded = 8 * 1024 * 1024;
constexpr Milliseconds linger_time{2'000};
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

bool would_block(int error) {
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

void Front::Loop::read_from(Connection& connection) {
    std::array<char, read_piece> piece;
    const auto count = ::recv(connection.socket.get(), piece.data(), piece.size(), 0);
    if (count < 0) {
        if (!would_block(errno))
            drop(connection);
        return;
    }
    if (count == 0)
        // Whoever shuts down after a complete request still gets its answer; an incomplete one is
        // abandoned.
        return drop(connection);
    connection.in.append(piece.data(), static_cast<std::size_t>(count));
    look_for_request(connection);
}

void Front::Loop::discard_from(Connection& connection) {
    std::array<char, read_piece> piece;
    const auto count = ::recv(connection.socket.get(), piece.data(), piece.size(), 0);
    if (count < 0 && would_block(errno))
        return;
    connection.discarded += count > 0 ? static_cast<std::size_t>(count) : 0;
    if (count <= 0 || connection.discarded > max_discarded)
        drop(connection);
}

void Front::Loop::look_for_request(Connection& connection) {
    // Blank lines between requests are allowed and mean nothing.
    while (connection.framer.head_size() == 0 && connection.in.starts_with("\r\n"))
        connection.in.erase(0, 2);
    if (connection.in.empty())
        return;
    if (connection.begun == SteadyPoint{}) {
        connection.begun = clock_.steady();
        set_deadline(connection, connection.begun + limits_.header_time);
    }
    const Framing framing = connection.framer.look_at(connection.in);
    if (framing == Framing::refused)
        return refuse(connection, connection.framer.refusal());
    if (framing == Framing::complete)
        return dispatch(connection);
    if (connection.framer.head_size() == 0)
        return;
    if (!connection.counted_head) {
        connection.counted_head = true;
        set_deadline(connection, connection.begun + limits_.request_time);
    }
    if (connection.framer.expects_continue() && !connection.told_to_continue) {
        connection.told_to_continue = true;
        // Twenty-five bytes fit into any socket's buffer; a client that lost them sends anyway.
        ::send(connection.socket.get(), continue_line.data(), continue_line.size(), MSG_NOSIGNAL);
    }
}

void Front::Loop::dispatch(Connection& connection) {
    const std::string_view buffer = connection.in;
    const Lane lane = exchange_.lane(buffer.substr(0, connection.framer.head_size()));
    Incoming request{connection.in.substr(0, connection.framer.size()), connection.remote};
    const auto id = connection.id;
    const int socket = connection.socket.get(); // nobody closes it while a worker has the request
    const bool taken = workers_.push(lane, [this, id, socket, request = std::move(request)] {
        Finished finished{id, exchange_.answer(request)};
        // The loop would have to wake up first; what the socket does not take now is left to it.
        const std::string& bytes = finished.outgoing.bytes;
        const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        finished.sent = static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
        {
            const std::scoped_lock lock(mutex_);
            finished_.push_back(std::move(finished));
        }
        wake();
    });
    if (!taken)
        return refuse(connection, Refusal::overloaded);
    ++counters_.working;
    connection.in.erase(0, connection.framer.size());
    connection.state = Connection::State::working;
    // While a worker has it, the next request waits in the kernel.
    unwatch(connection);
    set_deadline(connection, SteadyPoint::max());
}

void Front::Loop::refuse(Connection& connection, Refusal why) {
    ++counters_.refused;
    const std::size_t head =
        connection.framer.head_size() > 0 ? connection.framer.head_size() : connection.in.size();
    std::string answer = exchange_.refuse(why, std::string_view(connection.in).substr(0, head));
    connection.in.clear();
    send_answer(connection, std::move(answer), 0, true);
}

void Front::Loop::send_answer(Connection& connection, std::string bytes, std::size_t sent,
                              bool close) {
    connection.out = std::move(bytes);
    connection.sent = sent;
    connection.close_after = close;
    connection.state = Connection::State::writing;
    set_deadline(connection, clock_.steady() + limits_.write_time);
    write_to(connection);
}

void Front::Loop::write_to(Connection& connection) {
    while (connection.sent < connection.out.size()) {
        const auto count = ::send(connection.socket.get(), connection.out.data() + connection.sent,
                                  connection.out.size() - connection.sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && would_block(errno))
            return watch(connection, EPOLLOUT);
        if (count < 0)
            return drop(connection);
        connection.sent += static_cast<std::size_t>(count);
    }
    after_answer(connection);
}

void Front::Loop::after_answer(Connection& connection) {
    connection.out.clear();
    if (connection.close_after)
        return linger(connection);
    if (stopping_)
        return drop(connection);
    connection.state = Connection::State::reading;
    connection.framer = RequestFramer(limits_.frame);
    connection.begun = {};
    connection.told_to_continue = connection.counted_head = false;
    set_deadline(connection, clock_.steady() + limits_.idle_time);
    watch(connection, EPOLLIN);
    // The next request may have come along with this one.
    look_for_request(connection);
}

/// Closing while the client still sends would reset the connection and could cost it the answer.
void Front::Loop::linger(Connection& connection) {
    ::shutdown(connection.socket.get(), SHUT_WR);
    connection.state = Connection::State::lingering;
    connection.in.clear();
    set_deadline(connection, clock_.steady() + (stopping_ ? Milliseconds{100} : linger_time));
    watch(connection, EPOLLIN);
}

} // namespace lotse::http
