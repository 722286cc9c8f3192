#pragma once
// Markdown → what people and the index see. Safe by construction: raw HTML in an article is
// dropped, and only http, https, mailto, tel and relative links survive. All functions are
// thread-safe.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/result.h"

namespace lotse::content {

struct Heading {
    int level = 2;      // 1 to 6
    std::string text;   // plain
    std::string anchor; // unique in its document: "wlan-passwort-aendern"

    bool operator==(const Heading&) const = default;
};

struct Rendered {
    std::string html;              // a fragment; headings carry their anchor as id
    std::vector<Heading> headings; // in order, for a table of contents
};

/// Turns the target of a relative link ("wlan-passwort.md") into an address on a page, e.g.
/// "/de/artikel/wlan-passwort". Returning an empty string drops the link and keeps its text.
using LinkResolver = std::function<std::string(std::string_view target)>;

/// Refuses (too_large) sources over 256 KiB, tables over 64 columns and nesting over 32, because
/// the Markdown parser takes quadratic time on them.
Result<Rendered> to_html(std::string_view markdown, const LinkResolver& resolve);

/// The text that readers see, one block a line, for indexing and snippets; same refusals.
Result<std::string> to_plain_text(std::string_view markdown);

} // namespace lotse::content
