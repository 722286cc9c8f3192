#pragma once
// What to do about an index, or a file of it, that cannot be read.

namespace lotse::index {

inline constexpr const char* rebuild_hint =
    "run lotse-indexer build: the index can always be made anew";

} // namespace lotse::index
