#include "searchd/http/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace lotse::http {
namespace {

constexpr int backlog = 1024;

Result<std::pair<std::string, std::string>> host_and_port(std::string_view where) {
    const auto colon = where.rfind(':');
    const Error fault{Code::invalid_argument, "cannot listen at '" + std::string(where) + "'",
                      "write host:port, for example 127.0.0.1:8080 or [::1]:8080"};
    if (colon == std::string_view::npos || colon == 0)
        return fault;
    auto host = where.substr(0, colon);
    const auto port = where.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    if (port.empty() || port.size() > 5 ||
        port.find_first_not_of("0123456789") != std::string_view::npos ||
        std::stoi(std::string(port)) > 65535)
        return fault;
    return std::pair{std::string(host), std::string(port)};
}

std::string bound_address(int fd) {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto* address = reinterpret_cast<sockaddr*>(&storage);
    ::getsockname(fd, address, &size);
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    ::getnameinfo(address, size, host.data(), host.size(), port.data(), port.size(),
                  NI_NUMERICHOST | NI_NUMERICSERV);
    const std::string name = host.data();
    return (storage.ss_family == AF_INET6 ? "[" + name + "]" : name) + ":" + port.data();
}

Error bind_error(std::string_view where, int number) {
    if (number == EADDRINUSE)
        return {Code::locked, "the port of " + std::string(where) + " is in use",
                "stop the other program, or choose another port with --listen"};
    return {Code::io, "cannot listen at " + std::string(where) + ": " + std::strerror(number),
            number == EACCES ? "ports below 1024 need a privilege; choose a higher one"
                             : "check that the address belongs to this machine"};
}

} // namespace

void Descriptor::close() {
    if (fd_ >= 0)
        ::close(fd_);
    fd_ = -1;
}

Result<Listener> listen_at(std::string_view where) {
    auto parts = host_and_port(where);
    if (!parts)
        return parts.error();
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (::getaddrinfo(parts->first.c_str(), parts->second.c_str(), &hints, &found) != 0)
        return Error{Code::invalid_argument, "unknown host '" + parts->first + "'",
                     "write an address of this machine, for example 127.0.0.1:8080"};
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, ::freeaddrinfo);

    Descriptor socket(::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    // Not SO_REUSEPORT: with it two daemons would share the port and each see half the requests.
    if (socket.get() < 0 ||
        ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        ::bind(socket.get(), found->ai_addr, found->ai_addrlen) != 0 ||
        ::listen(socket.get(), backlog) != 0)
        return bind_error(where, errno);
    std::string address = bound_address(socket.get());
    return Listener{std::move(socket), std::move(address)};
}

} // namespace lotse::http
