#pragma once
// What programs read of the portal: Atom feeds (RFC 4287), a sitemap (sitemaps.org 0.9), an
// OpenSearch description (1.1). Values in, a whole XML document out. Pure and thread-safe.

#include <optional>
#include <string>
#include <vector>

#include "portal/pages/views.h"

namespace lotse::portal {

/// A public article, with absolute addresses.
struct EntryView {
    std::string id; // as in the article; the entry's lasting name is made of it
    std::string title;
    std::string summary;
    std::string category;
    std::string url;
    std::optional<TimePoint> updated{};
};

struct FeedView {
    std::string title;
    std::string url;                  // of the feed itself
    std::string home;                 // of the page that people read
    std::vector<EntryView> entries{}; // newest first
};

/// A page in one language and where it is in the other.
struct PlaceView {
    Lang lang = Lang::de;
    std::string url;
    std::string other_url; // empty: only in this language
    std::optional<TimePoint> updated{};
};

std::string atom_feed(Lang lang, const FeedView& view);
/// `first` is the language of those who ask for none.
std::string sitemap(Lang first, const std::vector<PlaceView>& places);
std::string opensearch_description(const Frame& frame);

} // namespace lotse::portal
