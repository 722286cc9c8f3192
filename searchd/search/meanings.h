#pragma once
// Which other words may stand for a stem, as the dictionary says and the index bears out. Questions
// bring the same words again and again, and of each some fifty others are looked up in dictionary
// and index. A table of fixed size, where a newer word takes the place of an older one;
// thread-safe.

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/lang.h"

namespace lotse::search {

struct Meaning {
    std::string stem;
    double weight = 0;         // in (0, 1]
    std::uint32_t as_stem = 0; // documents that have it as a word
    std::uint32_t as_part = 0; // or within one
};
using Meanings = std::vector<Meaning>;

class MeaningMemo {
  public:
    enum class Of : std::uint8_t { translation, paraphrase };

    /// What `look_up` says of a stem of `lang`, now or at an earlier time when `state` (state_of()
    /// of the snapshot) was the same.
    std::shared_ptr<const Meanings> find(Of of, std::string_view state, std::string_view stem,
                                         analysis::Lang lang,
                                         const std::function<Meanings()>& look_up);

  private:
    struct Slot {
        std::uint64_t hash = 0; // of all that it depends on, which it stands for
        std::shared_ptr<const Meanings> meanings;
    };

    std::mutex mutex_;
    std::vector<Slot> slots_{4096}; // some three megabytes with what they hold
};

} // namespace lotse::search
