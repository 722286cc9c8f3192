#pragma once
// Text with marked stretches, as pieces that a template can escape one by one: marks never travel
// as HTML.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lotse::portal {

/// A stretch of bytes [begin, end) of a text.
struct MarkedRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const MarkedRange&) const = default;
};

struct MarkedPiece {
    std::string text;
    bool marked = false;

    bool operator==(const MarkedPiece&) const = default;
};

/// Ranges may come in any order; what overlaps is joined, what lies outside or cuts a character is
/// left unmarked. The pieces put together are the text again.
std::vector<MarkedPiece> marked_pieces(std::string_view text, std::vector<MarkedRange> ranges);

} // namespace lotse::portal
