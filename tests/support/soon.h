#pragma once
// Waiting for what another process does a moment later, without a fixed sleep.

#include <poll.h>

#include <chrono>

namespace lotse::testing {

/// Asks again and again, for at most twenty seconds, whether the condition holds.
template <class Condition>
bool soon(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (std::chrono::steady_clock::now() < deadline) {
        if (condition())
            return true;
        ::poll(nullptr, 0, 5); // leaves the processor to whom we wait for
    }
    return false;
}

} // namespace lotse::testing
