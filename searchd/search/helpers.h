#pragma once
// Threads that lend a hand to whoever asks while processors would stand idle. One question is
// answered sooner by two of them; many at once keep all busy anyway, and none helps.

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace lotse::search {

/// Thread-safe.
class Helpers {
  public:
    /// One less than there are processors, at most three: what is shared is soon done.
    static std::size_t for_this_machine();
    explicit Helpers(std::size_t threads = for_this_machine());
    ~Helpers();
    Helpers(const Helpers&) = delete;
    Helpers& operator=(const Helpers&) = delete;

    /// Counts an asker for as long as it lives. A helper is lent only while there are no more
    /// askers than helpers.
    class Asker {
      public:
        explicit Asker(Helpers& helpers) : askers_(helpers.askers_) { ++askers_; }
        ~Asker() { --askers_; }
        Asker(const Asker&) = delete;
        Asker& operator=(const Asker&) = delete;

      private:
        std::atomic<std::size_t>& askers_;
    };

    /// Who may call what share() is given.
    std::size_t workers() const { return threads_.size() + 1; }

    using Work = std::function<void(std::size_t part, std::size_t worker)>;
    /// Calls work(part, worker) for each part below `parts` once, and returns when all have
    /// returned. Those of one worker, a number below workers(), come one after another; number 0 is
    /// the caller. What a part throws is thrown here, and parts not yet begun are left.
    void share(std::size_t parts, const Work& work);
    /// The same for `count` small things, of which a part is so many.
    void share_out(std::size_t count, std::size_t at_once, const Work& work);

  private:
    struct Job;
    void help(std::size_t worker);
    void work_on(Job& job, std::size_t worker);

    std::atomic<std::size_t> askers_{0};
    std::mutex mutex_; // guards what follows
    std::condition_variable wake_;
    std::condition_variable done_;
    Job* job_ = nullptr; // that helpers may begin with
    bool stopping_ = false;
    std::vector<std::thread> threads_; // made and joined by the owner alone
};

} // namespace lotse::search
