#include "portal/render/marks.h"

#include <algorithm>

#include "indexer/base/text.h"

namespace lotse::portal {

std::vector<MarkedPiece> marked_pieces(std::string_view text, std::vector<MarkedRange> ranges) {
    std::ranges::sort(ranges, {}, &MarkedRange::begin);
    std::vector<MarkedPiece> pieces;
    std::size_t at = 0;
    const auto add = [&](std::size_t end, bool marked) {
        if (end > at)
            pieces.push_back({std::string(text.substr(at, end - at)), marked});
        at = std::max(at, end);
    };
    for (const MarkedRange& range : ranges) {
        if (range.end > text.size() || range.end <= std::max(range.begin, at))
            continue;
        const std::size_t begin = std::max(range.begin, at);
        if (!is_utf8(text.substr(at, begin - at)) ||
            !is_utf8(text.substr(begin, range.end - begin)))
            continue;
        add(begin, false);
        if (!pieces.empty() && pieces.back().marked && begin == at && range.begin < begin) {
            pieces.back().text += text.substr(at, range.end - at);
            at = range.end;
        } else {
            add(range.end, true);
        }
    }
    add(text.size(), false);
    return pieces;
}

} // namespace lotse::portal
