#pragma once
// What a file is, by its bytes; neither its name nor what its sender says counts.

#include <string_view>

namespace lotse::tickets {

struct FileType {
    std::string_view name;     // "image/png"
    bool inline_image = false; // may be shown in a page: a raster image, checked by its signature
};

/// PNG, JPEG, GIF, WebP, PDF, ZIP (and what is made of it), plain text; else
/// application/octet-stream. HTML and SVG are plain text here and are never rendered.
FileType sniffed(std::string_view bytes);

/// Of a type that was stored.
bool may_be_inline(std::string_view type);

} // namespace lotse::tickets
