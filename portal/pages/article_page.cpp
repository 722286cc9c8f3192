#include "portal/pages/frame.h"
#include "portal/pages/pages.h"
#include "portal/render/format.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

constexpr std::size_t headings_worth_a_list = 3;

std::vector<Values> heading_list(const std::vector<HeadingView>& headings) {
    std::vector<Values> out;
    for (const HeadingView& heading : headings)
        if (heading.level <= 2)
            out.push_back(Values().set("anchor", heading.anchor).set("text", heading.text));
    return out;
}

} // namespace

std::string article_page(const Frame& frame, const ArticleView& view) {
    const Lang lang = frame.lang;
    const auto contents = heading_list(view.headings);
    Values values;
    values.set("id", view.id)
        .set("title", view.title)
        .set("summary", view.summary)
        .set("has_summary", !view.summary.empty())
        .set("article_lang", view.lang)
        .set("foreign", view.lang != code(lang))
        .set("category", category_label(lang, view.category))
        .set("has_category", !view.category.empty())
        .set("category_url", with_parameter(search_url(lang), "category", view.category))
        .set("trusted_html", view.trusted_html)
        .set("contents", contents)
        .set("has_contents", contents.size() >= headings_worth_a_list)
        .set("has_updated", view.updated.has_value())
        .set("related", hit_list(view.related, lang))
        .set("has_related", !view.related.empty())
        .set("voted", view.voted)
        .set("asks_why", view.asks_why)
        .set("asks", !view.voted && !view.asks_why)
        .set("contact_about", with_parameter(with_parameter(contact_url(lang), "article", view.id),
                                             "trail", frame.trail));
    if (view.updated)
        values.set("updated", date_text(lang, *view.updated));
    return framed(frame, view.title, "article", std::move(values));
}

} // namespace lotse::portal
