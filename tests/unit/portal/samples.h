#pragma once
// Every page in every state worth looking at, filled with text that tries to break out of it.

#include <string>
#include <vector>

#include "portal/pages/views.h"

namespace lotse::portal::samples {

struct Page {
    std::string name; // "contact-errors"
    Lang lang = Lang::de;
    std::string html;
};

/// What a page shows in places where a person writes freely.
struct Content {
    std::string title;
    std::string sentence;
    std::string query;
    std::string person;
};

Content friendly(Lang lang);
/// Markup, quotes, template tags and places of texts.
Content hostile();

Frame frame(Lang lang, const Content& content);
HitView hit(Lang lang, const Content& content);
std::vector<Page> pages(Lang lang, const Content& content);
/// Those of the desk.
std::vector<Page> desk_pages(Lang lang, const Content& content);

} // namespace lotse::portal::samples
