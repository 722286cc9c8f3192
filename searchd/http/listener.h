#pragma once
// The socket that connections arrive at. A second process on the same port is an error here, never
// a silent sharing.

#include <string>
#include <string_view>

#include "indexer/base/result.h"

namespace lotse::http {

/// A descriptor that is closed at the end of its scope.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            close();
            fd_ = other.release();
        }
        return *this;
    }

    int get() const { return fd_; }
    int release() {
        const int fd = fd_;
        fd_ = -1;
        return fd;
    }
    void close();

  private:
    int fd_ = -1;
};

struct Listener {
    Descriptor socket;
    std::string address; // as bound, with the real port: "127.0.0.1:43121", "[::1]:8080"
};

/// `where` is "host:port"; port 0 picks a free one. Fails with locked when the port is in use, with
/// invalid_argument when `where` cannot be read or resolved.
Result<Listener> listen_at(std::string_view where);

} // namespace lotse::http
