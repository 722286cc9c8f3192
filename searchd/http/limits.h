#pragma once
// What a stranger's connection may cost us, and why one is turned away before any handler sees it.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "indexer/base/clock.h"

namespace lotse::http {

struct FrameLimits {
    std::size_t line_bytes = 8'000; // request line, and each header line
    std::size_t header_bytes = 16 * 1024;
    std::size_t header_fields = 100;
    std::size_t body_bytes = 1024 * 1024;
    std::size_t upload_bytes = 10 * 1024 * 1024; // of a body that is a file (is_upload)
};

/// Whether a request line sends a file: known before any route is, so that all others can be held
/// to the smaller limit from their first byte.
constexpr bool is_upload(std::string_view request_line) {
    const auto path_end = request_line.find_first_of(" ?", 5);
    const auto path = request_line.substr(0, path_end);
    return path.starts_with("POST ") &&
           (path.ends_with("/attachments") || path.ends_with("/anhaenge"));
}

struct FrontLimits {
    FrameLimits frame{};
    std::size_t connections = 4'096;
    std::size_t connections_per_source = 256; // 0: only the limit on all counts
    Milliseconds header_time{5'000};          // from the first byte to the blank line
    Milliseconds request_time{30'000};        // from the first byte to the last
    Milliseconds idle_time{15'000};           // between two requests of a connection
    Milliseconds write_time{30'000};          // for the client to take an answer
    Milliseconds stop_time{20'000};           // for running requests to end when we stop
    std::size_t workers = 4;
    std::size_t waiting_interactive = 256;
    std::size_t waiting_heavy = 16;
};

/// Why a connection is answered without a handler.
enum class Refusal : std::uint8_t {
    malformed,
    header_too_large,
    line_too_long,
    body_too_large,
    encoded_body,
    unknown_method,
    too_slow,
    overloaded,
    too_many_connections,
};

/// Searching and reading wait in one queue, what costs a lot of time in another.
enum class Lane : std::uint8_t { interactive, heavy };

} // namespace lotse::http
