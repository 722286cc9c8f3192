#pragma once
// What was searched in vain, and what can be made of it: another name for an article, two words
// that mean the same, a draft, or nothing.

#include <string>

#include "portal/desk/views.h"

namespace lotse::portal {

struct GapView {
    std::int64_t id = 0;
    std::string question; // asked most
    std::string lang;
    std::string state; // "open", "answered", …
    std::size_t count = 0;
    std::size_t visitors = 0;
    std::size_t last_week = 0;
    std::size_t week_before = 0;
    std::vector<std::string> questions; // the others
    std::vector<DeskLink> nearest;      // articles; the address ends with the id
    std::vector<std::string> nearest_ids;
    DeskLink ticket; // without: no address
    std::string draft_url;
};

struct GapsView {
    DeskChoice state;
    std::vector<GapView> gaps;
    bool may_write = false; // names and synonyms
    bool may_ignore = false;
    std::string done;    // what was done and what came of it, in the reader's language
    std::string trouble; // why not
};

std::string gaps_page(const DeskFrame& frame, const GapsView& view);

} // namespace lotse::portal
