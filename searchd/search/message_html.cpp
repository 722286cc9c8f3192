#include <algorithm>
#include <array>
#include <optional>

#include "indexer/base/text.h"
#include "searchd/search/message_lines.h"

namespace lotse::search {
namespace {

constexpr std::array<std::string_view, 36> known_tags{
    "a",      "b",     "blockquote", "body",  "br",   "center", "code", "div",    "em",
    "font",   "h1",    "h2",         "h3",    "head", "hr",     "html", "i",      "img",
    "li",     "meta",  "o:p",        "ol",    "p",    "pre",    "s",    "script", "span",
    "strong", "style", "table",      "tbody", "td",   "th",     "tr",   "u",      "ul"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> entities{{
    {"&nbsp;", " "},
    {"&amp;", "&"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&#39;", "'"},
    {"&auml;", "ä"},
    {"&ouml;", "ö"},
    {"&uuml;", "ü"},
    {"&szlig;", "ß"},
    {"&Auml;", "Ä"},
    {"&Uuml;", "Ü"},
}};

struct Tag {
    std::string name; // lower case
    bool closing = false;
    std::size_t end = 0; // behind it
};

bool name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':';
}

/// A tag of HTML at `i`; "<eva@mail.example>" and "a < b" are none.
std::optional<Tag> tag_at(std::string_view text, std::size_t i) {
    if (text[i] != '<')
        return std::nullopt;
    Tag tag;
    std::size_t at = i + 1;
    if (at < text.size() && text[at] == '/') {
        tag.closing = true;
        ++at;
    }
    std::size_t end = at;
    while (end < text.size() && name_char(text[end]))
        ++end;
    tag.name = ascii_lower(text.substr(at, end - at));
    const std::size_t close = text.find('>', end);
    if (close == std::string_view::npos || close - i > 2000 ||
        std::find(known_tags.begin(), known_tags.end(), tag.name) == known_tags.end())
        return std::nullopt;
    tag.end = close + 1;
    return tag;
}

/// Behind the element whose opening tag was read; what stands in it is not the writer's.
std::size_t past_element(std::string_view text, const Tag& tag) {
    const std::string lowered = ascii_lower(text.substr(tag.end));
    const std::size_t close = lowered.find("</" + tag.name);
    return close == std::string::npos ? tag.end : tag.end + close;
}

bool starts_line(std::string_view name) {
    for (const std::string_view inside :
         {"a", "b", "code", "em", "font", "i", "s", "span", "strong", "u"})
        if (name == inside)
            return false;
    return true;
}

} // namespace

std::string without_html(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size();) {
        if (const auto tag = tag_at(text, i)) {
            plain += starts_line(tag->name) ? "\n" : "";
            const bool foreign = tag->name == "style" || tag->name == "script" ||
                                 tag->name == "head" || tag->name == "blockquote";
            i = foreign && !tag->closing ? past_element(text, *tag) : tag->end;
            continue;
        }
        bool replaced = false;
        if (text[i] == '&')
            for (const auto& [entity, meaning] : entities)
                if (text.substr(i).starts_with(entity)) {
                    plain += meaning;
                    i += entity.size();
                    replaced = true;
                    break;
                }
        if (!replaced)
            plain += text[i++];
    }
    return plain;
}

} // namespace lotse::search
