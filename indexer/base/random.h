#pragma once
// Randomness, handed in. Every secret of the product comes from random_token() over SystemRandom;
// tests hand in a seeded one of their own.

#include <cstddef>
#include <span>
#include <string>

namespace lotse {

/// Implementations are safe to call from any thread.
class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> bytes) = 0;
};

/// The operating system's generator (getrandom). Throws std::system_error if there is none.
class SystemRandom final : public Random {
  public:
    void fill(std::span<std::byte> bytes) override;
};

/// `bytes` random bytes as base64url without padding: 32 bytes (256 bits) make 43 characters.
std::string random_token(Random& random, std::size_t bytes = 32);

} // namespace lotse
