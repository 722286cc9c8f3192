#include "portal/pages/frame.h"
#include "portal/pages/pages.h"

namespace lotse::portal {

std::string message_page(const Frame& frame, const std::string& key, const std::string& hint) {
    const std::string title = text(frame.lang, key + ".title");
    Values values;
    values.set("title", title)
        .set("text", text(frame.lang, key + ".text"))
        .set("hint", hint)
        .set("has_hint", !hint.empty());
    return framed(frame, title, "message", std::move(values));
}

std::string retired_page(const Frame& frame, const RetiredView& view) {
    const std::string title = text(frame.lang, "retired.title");
    Values values;
    values.set("title", title)
        .set("url", view.url)
        .set("instead", view.title)
        .set("instead_lang", view.lang)
        .set("has_instead", !view.url.empty());
    return framed(frame, title, "retired", std::move(values));
}

std::string legal_page(const Frame& frame, const std::string& page,
                       const std::vector<std::string>& lines) {
    const std::string title = text(frame.lang, "legal." + page);
    std::vector<Values> paragraphs;
    for (const std::string& line : lines)
        paragraphs.push_back(Values().set("text", line));
    Values values;
    values.set("title", title).set("paragraphs", paragraphs).set("is_empty", lines.empty());
    return framed(frame, title, "legal", std::move(values));
}

} // namespace lotse::portal
