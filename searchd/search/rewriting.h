#pragma once
// A question with some of its words replaced, and where each stood before: what is searched instead
// of what was typed.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lotse::search {

/// Bytes [begin, end) of the question as typed give way to `text`.
struct Replacement {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;

    bool operator==(const Replacement&) const = default;
};

class Rewriting {
  public:
    /// `replacements` in order and apart from one another.
    Rewriting(std::string_view typed, std::vector<Replacement> replacements);

    const std::string& text() const { return text_; }
    bool changed() const { return !replacements_.empty(); }
    const std::vector<Replacement>& replacements() const { return replacements_; }

    struct Place {
        std::size_t begin = 0;
        std::size_t end = 0;
        const Replacement* replaced = nullptr; // null: it stands there as typed
    };
    /// Where bytes [begin, end) of text() stand in the question as typed: what was replaced stands
    /// where all of the word before it did.
    Place typed_place(std::size_t begin, std::size_t end) const;

  private:
    std::string text_;
    std::vector<Replacement> replacements_;
    std::vector<std::size_t> starts_; // of each replacement in text_
};

} // namespace lotse::search
