#pragma once
// Words that differ in one letter: added, left out, another one, or two that changed places. Each
// word is found under itself and under what is left when any one letter is gone (symmetric deletes,
// Garbe 2012), so that a look-up costs as many hashes as the word has letters.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lotse::tickets {

class NearWords {
  public:
    /// Words that are too short or hold anything but letters are left out: codes are never mended.
    void add(std::string_view word, std::uint32_t id);

    /// At most eight, in the order in which they were added; itself too, if it is known.
    std::vector<std::uint32_t> of(std::string_view word) const;

  private:
    struct Entry {
        std::string word;
        std::uint32_t id;
    };
    std::vector<Entry> entries_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_rest_; // places in entries_
};

} // namespace lotse::tickets
