#pragma once
// Which terms documents have that came after the build: most have none of a question's terms, and
// to find that out in Xapian's tables costs more than to read the build's own list. What one class
// of a generation is told of, by hash; what it is not told to forget, it says of documents that
// have gone as well. Thread-safe.

#include <xapian.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

namespace lotse::index {

class LaterTerms {
  public:
    /// Takes in the terms of documents after `built` up to `last`, those that have not been taken
    /// in before. Throws Xapian::Error.
    void take_in(const Xapian::Database& database, Xapian::docid built, Xapian::docid last);

    /// Whether any document taken in has a term of this term_hash(); true now and then where none
    /// has.
    bool may_hold(std::uint32_t hash) const {
        const std::uint32_t place = place_of(hash);
        return (bits_[place / 64].load(std::memory_order_relaxed) >> (place % 64) & 1U) != 0;
    }

  private:
    static constexpr unsigned size_bits = 20; // 128 KiB
    static constexpr Xapian::docid most_at_once = 20'000;

    static std::uint32_t place_of(std::uint32_t hash) {
        return hash * 0x9E3779B1U >> (32 - size_bits); // Fibonacci hashing
    }
    void add(std::uint32_t hash);

    std::mutex mutex_;
    Xapian::docid taken_in_ = 0; // up to this one; guarded by mutex_
    // Read while others are set: whoever asks has taken in, or waited for, all that he may find.
    std::vector<std::atomic<std::uint64_t>> bits_ =
        std::vector<std::atomic<std::uint64_t>>((std::size_t{1} << size_bits) / 64);
};

} // namespace lotse::index
