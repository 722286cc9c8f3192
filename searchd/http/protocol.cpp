#include "searchd/http/protocol.h"
#include "searchd/http/sites.h"

#include <httplib.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include "indexer/base/text.h"

namespace lotse::http {
namespace {

constexpr std::size_t worth_compressing = 1'024;
constexpr int quick_level = 5;
constexpr time_t keep_alive_seconds = 15;
constexpr std::size_t keep_alive_requests = 1'000;

/// The request's bytes to read from, the answer's to write to. No socket.
class BufferStream final : public httplib::Stream {
  public:
    BufferStream(std::string_view in, const std::string& remote) : in_(in), remote_(remote) {}

    bool is_readable() const override { return !in_.empty(); }
    bool is_writable() const override { return true; }
    ssize_t read(char* to, size_t size) override {
        const std::size_t count = std::min(size, in_.size());
        std::memcpy(to, in_.data(), count);
        in_.remove_prefix(count);
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* from, size_t size) override {
        out_.append(from, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string& ip, int& port) const override {
        ip = remote_;
        port = 0;
    }
    void get_local_ip_and_port(std::string& ip, int& port) const override {
        ip.clear();
        port = 0;
    }
    socket_t socket() const override { return INVALID_SOCKET; }

    std::string take_output() { return std::move(out_); }

  private:
    std::string_view in_;
    const std::string& remote_;
    std::string out_;
};

/// Headers that the library adds by itself under names that a client may send as well.
bool is_the_librarys(const std::string& field) {
    return field == "remote_addr" || field == "remote_port" || field == "local_addr" ||
           field == "local_port";
}

Request plain_request(const httplib::Request& from) {
    Request request;
    request.method = from.method;
    request.remote = from.remote_addr;
    const std::string_view target = from.target;
    const auto question = std::min(target.find('?'), target.size());
    if (question < target.size())
        request.query_string = target.substr(question + 1);
    auto path = percent_decoded(target.substr(0, question), false);
    const auto is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    };
    if (path && is_utf8(*path) && std::ranges::none_of(*path, is_control))
        request.path = std::move(*path);
    for (const auto& [name, value] : from.headers) {
        std::string field = ascii_lower(name);
        if (!is_the_librarys(field))
            request.headers.emplace_back(std::move(field), value);
    }
    return request;
}

/// One for each worker thread: the library's registration of handlers is not cheap.
class Library final : public httplib::Server {
  public:
    Library() {
        const auto handle = [this](const httplib::Request& from, httplib::Response& to) {
            handled_ = true;
            current_.body = from.body;
            fill(to, (*handler_)(std::move(current_)));
        };
        // Every request's path has become "/" when the library compares it.
        Get("/", handle);
        Post("/", handle);
        Put("/", handle);
        Patch("/", handle);
        Delete("/", handle);
        Options("/", handle);
        // Not reached by handlers that keep their promise; what() must not go out all the same.
        set_exception_handler([](const httplib::Request&, httplib::Response& to,
                                 const std::exception_ptr&) { to.status = 500; });
        set_keep_alive_timeout(keep_alive_seconds);
        set_keep_alive_max_count(keep_alive_requests);
    }

    Outgoing answer(const Incoming& incoming, const RawHandler& handler) {
        handler_ = &handler;
        BufferStream stream(incoming.bytes, incoming.remote);
        bool closed = false;
        handled_ = false;
        const bool done = process_request(stream, false, closed,
                                          [this](httplib::Request& from) { take_over(from); });
        current_ = {};
        if (!handled_)
            return {{}, true};
        // Bytes that are left: the library found the request's end elsewhere than the front did.
        return {stream.take_output(), closed || !done || stream.is_readable()};
    }

  private:
    void take_over(httplib::Request& from) {
        current_ = plain_request(from);
        from.path = "/";
        from.params.clear();
        from.ranges.clear();
        // Forms over 8 KiB, multipart parsing, brotli at its slowest, a second "100 Continue".
        for (const char* field : {"Content-Type", "Accept-Encoding", "Range", "Expect"})
            from.headers.erase(field);
    }

    static void fill(httplib::Response& to, Response from) {
        to.status = from.status;
        for (const auto& [name, value] : from.headers)
            to.set_header(name, value);
        if (!from.content_type.empty())
            to.set_header("Content-Type", from.content_type);
        to.body = std::move(from.body);
    }

    const RawHandler* handler_ = nullptr;
    bool handled_ = false;
    Request current_;
};

bool is_text(std::string_view type) {
    return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
           type.find("javascript") != std::string_view::npos ||
           type.find("svg") != std::string_view::npos;
}

} // namespace

Outgoing answer_with_library(const Incoming& incoming, const RawHandler& handler) {
    thread_local Library library;
    return library.answer(incoming, handler);
}

std::string closing_answer(const Response& response) {
    // The reason phrase may be empty, and nobody reads it.
    std::string text = "HTTP/1.1 " + std::to_string(response.status) + " \r\n";
    for (const auto& [name, value] : response.headers)
        text += name + ": " + value + "\r\n";
    text += "Content-Type: " + response.content_type + "\r\n";
    text += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
    return text + "Connection: close\r\n\r\n" + response.body;
}

std::string gzip(std::string_view bytes, int level) {
    constexpr int gzip_window = 15 + 16;
    z_stream stream{};
    if (::deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("deflateInit2 failed");
    std::string packed(::deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int state = ::deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (state != Z_STREAM_END)
        throw std::runtime_error("deflate failed");
    return packed;
}

void compress(const Request& request, Response& response) {
    if (!is_text(response.content_type))
        return;
    vary_by(response, "Accept-Encoding");
    const bool accepted = request.header("accept-encoding").find("gzip") != std::string_view::npos;
    if (response.compressed || !accepted || response.body.size() < worth_compressing)
        return;
    response.body = gzip(response.body, quick_level);
    response.compressed = true;
    response.set("Content-Encoding", "gzip");
}

} // namespace lotse::http
