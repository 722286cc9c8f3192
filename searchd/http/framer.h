#pragma once
// Finds where an HTTP/1 request ends in a stream of bytes, and refuses what is not one, without
// waiting for more than it needs. Bytes that two readers could frame differently (two lengths, a
// length and chunks, bare line feeds, folded headers) are refused, never interpreted.
//
//     RequestFramer framer(limits);
//     switch (framer.look_at(buffer)) {     // the whole buffer each time; scanned bytes are not
//     case Framing::complete:  …buffer.substr(0, framer.size())…
//
// One framer serves one request; not thread-safe.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "searchd/http/limits.h"

namespace lotse::http {

enum class Framing : std::uint8_t { incomplete, complete, refused };

class RequestFramer {
  public:
    explicit RequestFramer(const FrameLimits& limits) : limits_(&limits) {}

    Framing look_at(std::string_view buffer);

    /// Of a complete request: how many bytes it takes, its head included.
    std::size_t size() const { return size_; }
    /// How many bytes the head takes, with its blank line; 0 while it is incomplete.
    std::size_t head_size() const { return head_size_; }
    /// The client waits for "100 Continue" before it sends its body.
    bool expects_continue() const { return expects_continue_; }
    Refusal refusal() const { return refusal_; }

  private:
    Framing refuse(Refusal why);
    Framing look_for_head(std::string_view buffer);
    Framing look_for_body(std::string_view buffer);
    Framing look_for_chunks(std::string_view buffer);
    std::optional<Refusal> read_head(std::string_view head);
    std::optional<Refusal> read_field(std::string_view line);
    std::optional<Refusal> read_length(std::string_view value);

    const FrameLimits* limits_;
    std::size_t most_body_ = 0;
    std::size_t scanned_ = 0; // bytes that need not be looked at again
    std::size_t head_size_ = 0;
    std::size_t size_ = 0;
    std::size_t length_ = 0;  // Content-Length
    std::size_t decoded_ = 0; // bytes of chunks so far
    bool has_length_ = false;
    bool chunked_ = false;
    int hosts_ = 0;
    bool expects_continue_ = false;
    Refusal refusal_ = Refusal::malformed;
};

/// The value of a header field in a head, or nothing. For the few looks before a request is parsed.
std::optional<std::string_view> header_in(std::string_view head, std::string_view name);

} // namespace lotse::http
