#include "portal/pages/frame.h"

#include <algorithm>

#include "portal/render/assets.h"
#include "portal/render/format.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

std::vector<Values> pieces(std::string_view text, const std::vector<MarkedRange>& marks) {
    std::vector<Values> out;
    for (const MarkedPiece& piece : marked_pieces(text, marks))
        out.push_back(Values().set("text", piece.text).set("marked", piece.marked));
    return out;
}

Values other_language(const Frame& frame) {
    const Lang target = other(frame.lang);
    return Values()
        .set("url", frame.other_url)
        .set("lang", code(target))
        .set("name", text(target, "language.own_name"));
}

std::vector<Values> structured(const Frame& frame) {
    std::vector<Values> all;
    for (const std::string& object : frame.structured)
        all.push_back(Values().set("trusted_html", object));
    return all;
}

} // namespace

std::string category_label(Lang lang, const std::string& category) {
    const std::string key = "category." + category;
    return has_text(key) ? text(lang, key) : category;
}

Values hit_values(const HitView& hit, Lang page_lang) {
    Values out;
    out.set("url", hit.url)
        .set("title", pieces(hit.title, hit.title_marks))
        .set("snippet", pieces(hit.snippet, hit.marks))
        .set("has_snippet", !hit.snippet.empty())
        .set("category", category_label(page_lang, hit.category))
        .set("has_category", !hit.category.empty())
        .set("hit_lang", hit.lang)
        // Hits of the other language stand below a heading of their own.
        .set("level", hit.lang == code(page_lang) ? "2" : "3")
        .set("foreign", hit.lang != code(page_lang))
        .set("foreign_name",
             text(page_lang, "language.name_" + std::string(code(lang_of(hit.lang)))))
        .set("why", hit.why)
        .set("has_why", !hit.why.empty())
        .set("is_solution", hit.is_solution)
        .set("has_updated", hit.updated.has_value());
    // Always set: a page around the list may hold a value of the same name.
    out.set("updated", hit.updated ? date_text(page_lang, *hit.updated) : std::string());
    return out;
}

std::vector<Values> hit_list(const std::vector<HitView>& hits, Lang page_lang) {
    std::vector<Values> out;
    out.reserve(hits.size());
    for (const HitView& hit : hits)
        out.push_back(hit_values(hit, page_lang));
    return out;
}

std::vector<Values> category_list(const std::vector<CategoryView>& categories, Lang lang) {
    std::vector<Values> out;
    for (const CategoryView& category : categories)
        out.push_back(
            Values()
                .set("url", with_parameter(search_url(lang), "category", category.name))
                .set("label", category_label(lang, category.name))
                .set("count", text(lang, category.count == 1 ? "home.one_article" : "home.articles",
                                   {{"count", number_text(lang, category.count)}})));
    return out;
}

void set_faults(Values& values, const std::vector<FaultView>& faults, Lang lang) {
    std::vector<Values> list;
    for (const FaultView& fault : faults)
        list.push_back(Values()
                           .set("text", fault.text)
                           .set("fault_lang", fault.lang)
                           .set("article_url", fault.article_url)
                           .set("has_article", !fault.article_url.empty())
                           .set("since", date_time_text(lang, fault.since)));
    values.set("faults", list);
    values.set("has_faults", !faults.empty());
}

std::string framed(const Frame& frame, const std::string& title, std::string_view content,
                   Values values) {
    const Lang lang = frame.lang;
    values.set("site_name", frame.site_name)
        .set("page_title", title)
        .set("query", frame.query)
        .set("trail", frame.trail)
        .set("has_trail", !frame.trail.empty())
        .set("canonical", frame.base_url + frame.path)
        .set("alternate", frame.base_url + frame.other_url)
        .set("has_base", !frame.base_url.empty() && frame.indexable)
        .set("indexable", frame.indexable)
        .set("translated", frame.translated)
        .set("first_url", frame.base_url + (frame.first_language ? frame.path : frame.other_url))
        .set("structured", structured(frame))
        .set("feed_url", feed_url(lang))
        .set("opensearch_url", opensearch_url(lang))
        .set("other", other_language(frame))
        .set("home_url", home_url(lang))
        .set("search_url", search_url(lang))
        .set("contact_link", with_parameter(with_parameter(contact_url(lang), "q", frame.query),
                                            "trail", frame.trail))
        .set("contact_action", contact_url(lang))
        .set("feedback_action", feedback_url(lang))
        .set("own_requests_url", own_requests_url(lang))
        .set("signs_in", frame.signs_in)
        .set("imprint_url", legal_url(lang, "imprint"))
        .set("privacy_url", legal_url(lang, "privacy"))
        .set("accessibility_url", legal_url(lang, "accessibility"))
        .set("css", frame.look.css_url())
        .set("js", asset_url("portal.js"))
        .set("icon", frame.look.icon_url())
        .set("description",
             frame.description.empty() ? text(lang, "frame.description") : frame.description)
        .set("welcome", frame.welcome.empty() ? text(lang, "home.question") : frame.welcome)
        .set("notice", frame.notice)
        .set("has_notice", !frame.notice.empty())
        .set("expected", frame.expected)
        .set("has_expected", !frame.expected.empty());
    return render("head", lang, values) + render(content, lang, values) +
           render("foot", lang, values);
}

std::string framed_for_sites(const Frame& frame, const std::string& title, std::string_view content,
                             const EmbedView& embed, Values values) {
    const Lang lang = frame.lang;
    values.set("site_name", frame.site_name)
        .set("page_title", title)
        .set("query", frame.query)
        .set("trail", frame.trail)
        .set("has_trail", !frame.trail.empty())
        .set("embedded", true)
        .set("host", embed.host)
        .set("contact_action", embedded_contact_url(lang))
        .set("privacy_url", legal_url(lang, "privacy"))
        .set("css", frame.look.css_url())
        .set("expected", frame.expected)
        .set("has_expected", !frame.expected.empty())
        .set("embed_js", asset_url("embed.js"));
    return render("embed_head", lang, values) + render(content, lang, values) +
           render("embed_foot", lang, values);
}

} // namespace lotse::portal
