#pragma once
// Answers in lines over HTTP: what a peer is asked through that has no protocol of its own.

#include <memory>

#include "tests/bench/peers/peers.h"

namespace lotse::bench {

/// To a server of this machine that answers GET /search and /suggest?lang=de&q=… with a title a
/// line.
std::unique_ptr<Connection> lines_connection(int port);

} // namespace lotse::bench
