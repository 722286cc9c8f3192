#pragma once
// A client that sends whatever bytes a test wants and reads what comes, with a deadline instead of
// patience.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <string>

namespace lotse::testing {

class RawClient {
  public:
    /// `address` as the daemon says it: "127.0.0.1:43121".
    explicit RawClient(const std::string& address) {
        const auto colon = address.rfind(':');
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
        ::inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
        fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
            ::close(fd_);
            throw std::runtime_error("cannot connect to " + address);
        }
    }
    ~RawClient() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    RawClient(RawClient&& other) noexcept : fd_(other.fd_), kept_(std::move(other.kept_)) {
        other.fd_ = -1;
    }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    /// How many bytes the other side took before it hung up.
    std::size_t send(const std::string& bytes) {
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            pollfd ready{fd_, POLLOUT, 0};
            if (::poll(&ready, 1, 5'000) != 1)
                break;
            const auto count =
                ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (count < 0 && errno == EAGAIN)
                continue;
            if (count < 0)
                break;
            sent += static_cast<std::size_t>(count);
        }
        return sent;
    }

    void stop_sending() { ::shutdown(fd_, SHUT_WR); }

    /// Everything until the other side closes; fails after the deadline.
    std::string read_to_end(std::chrono::milliseconds deadline = std::chrono::seconds{10}) {
        while (read_some(deadline)) {
        }
        return std::move(kept_);
    }

    /// One answer with its body, by Content-Length; bytes of the next one are kept.
    std::string read_answer(std::chrono::milliseconds deadline = std::chrono::seconds{10}) {
        for (;;) {
            const auto end = kept_.find("\r\n\r\n");
            if (end != std::string::npos) {
                const std::size_t whole = end + 4 + body_length(kept_.substr(0, end + 2));
                if (kept_.size() >= whole) {
                    std::string answer = kept_.substr(0, whole);
                    kept_.erase(0, whole);
                    return answer;
                }
            }
            if (!read_some(deadline))
                return std::move(kept_);
        }
    }

    /// True when nothing comes and nobody hangs up for so long.
    bool silent_for(std::chrono::milliseconds time) {
        pollfd ready{fd_, POLLIN, 0};
        return kept_.empty() && ::poll(&ready, 1, static_cast<int>(time.count())) == 0;
    }

  private:
    static std::size_t body_length(const std::string& head) {
        const auto at = head.find("Content-Length: ");
        return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
    }

    bool read_some(std::chrono::milliseconds deadline) {
        pollfd ready{fd_, POLLIN, 0};
        if (::poll(&ready, 1, static_cast<int>(deadline.count())) != 1)
            throw std::runtime_error("no answer in time");
        char piece[16384];
        const auto count = ::recv(fd_, piece, sizeof piece, 0);
        if (count <= 0)
            return false;
        kept_.append(piece, static_cast<std::size_t>(count));
        return true;
    }

    int fd_ = -1;
    std::string kept_;
};

} // namespace lotse::testing
