#include "portal/desk/frame.h"
#include "portal/desk/pages.h"

namespace lotse::portal {

std::string desk_search_page(const DeskFrame& frame, const DeskSearchView& view) {
    Values values;
    values.set("solutions", solution_list(view.hits, frame.lang))
        .set("has_solutions", !view.hits.empty())
        .set("rows", row_list(view.tickets, frame.lang))
        .set("has_rows", !view.tickets.empty());
    return desk_framed(frame, text(frame.lang, "desk.search_title", {{"query", frame.query}}),
                       "desk_search", std::move(values));
}

std::string desk_article_page(const DeskFrame& frame, const DeskArticleView& view) {
    Values values;
    values.set("heading", view.title)
        .set("summary", view.summary)
        .set("has_summary", !view.summary.empty())
        .set("article_lang", view.lang)
        .set("trusted_html", view.trusted_html)
        .set("internal", view.internal);
    return desk_framed(frame, view.title, "desk_article", std::move(values));
}

} // namespace lotse::portal
