#pragma once
// Work that nobody waits for, done in order by a thread of its own: what is learnt from a search
// must not make its answer late. Any thread.
//
//     later.add([…] { …write it down… });   // returns at once
//     later.settle();                       // whoever reads what was written waits for it

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace lotse::deflect {

/// Pieces that are done in one go: the first waits for so many to be there, and no longer.
struct Gather {
    std::size_t pieces = 1;
    std::chrono::milliseconds at_most{};
};

class Later {
  public:
    /// Whoever adds to `most` pieces that wait already waits himself. Nothing waits for others when
    /// somebody settles.
    explicit Later(std::size_t most, Gather gather = {});
    /// Does all that was added.
    ~Later();
    Later(const Later&) = delete;
    Later& operator=(const Later&) = delete;

    /// `work` must not throw.
    void add(std::function<void()> work);

    /// Returns when all that was added before is done.
    void settle() const;

  private:
    bool enough() const;
    void run();

    const std::size_t most_;
    const Gather gather_;
    mutable std::mutex mutex_;
    mutable std::condition_variable to_do_;     // for the thread
    mutable std::condition_variable done_with_; // for all others
    std::deque<std::function<void()>> waiting_; // guarded by mutex_, like the rest
    std::uint64_t added_ = 0;
    std::uint64_t done_ = 0;
    mutable std::size_t settling_ = 0; // who wait in settle()
    bool stopping_ = false;
    std::thread thread_; // last: it uses everything above
};

} // namespace lotse::deflect
