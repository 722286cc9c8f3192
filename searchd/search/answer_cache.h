#pragma once
// Answers that were given before, by everything that they depend on: the state of the index, the
// lists of the editors, the caller's class and the whole question. Least recently used ones go
// first. Thread-safe.

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "searchd/search/engine.h"

namespace lotse::search {

template <class Answer>
class AnswerCache {
  public:
    /// 0: none are kept.
    explicit AnswerCache(std::size_t most) : most_(most) {}

    std::optional<Answer> find(const std::string& key) {
        const std::lock_guard lock(mutex_);
        const auto found = by_key_.find(key);
        if (found == by_key_.end()) {
            ++figures_.missed;
            return std::nullopt;
        }
        ++figures_.found;
        answers_.splice(answers_.begin(), answers_, found->second);
        return found->second->second;
    }

    void keep(const std::string& key, const Answer& answer) {
        const std::lock_guard lock(mutex_);
        if (most_ == 0 || by_key_.contains(key))
            return;
        answers_.emplace_front(key, answer);
        by_key_.emplace(key, answers_.begin());
        if (answers_.size() > most_) {
            by_key_.erase(answers_.back().first);
            answers_.pop_back();
        }
    }

    CacheFigures figures() const {
        const std::lock_guard lock(mutex_);
        return figures_;
    }

  private:
    using Kept = std::pair<std::string, Answer>;

    std::size_t most_;
    mutable std::mutex mutex_; // guards what follows
    std::list<Kept> answers_;
    std::unordered_map<std::string, typename std::list<Kept>::iterator> by_key_;
    CacheFigures figures_;
};

} // namespace lotse::search
