#include <algorithm>

#include "portal/pages/frame.h"
#include "portal/pages/pages.h"
#include "portal/render/format.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

std::string page_link(const Frame& frame, const ResultsView& view, std::size_t page) {
    std::string url = with_parameter(search_url(frame.lang), "q", frame.query);
    url = with_parameter(url, "category", view.category);
    url = with_parameter(url, "trail", frame.trail);
    return page > 1 ? with_parameter(url, "page", std::to_string(page)) : url;
}

std::string headline(const Frame& frame, const ResultsView& view) {
    const Lang lang = frame.lang;
    const Places places{{"count", number_text(lang, view.total)},
                        {"query", frame.query},
                        {"category", category_label(lang, view.category)}};
    if (frame.query.empty())
        return text(lang, "results.category_title", places);
    if (view.total == 0)
        return text(lang, "results.none_title", places);
    return text(lang, view.total == 1 ? "results.one_title" : "results.title", places);
}

std::string exact_link(const Frame& frame) {
    return with_parameter(
        with_parameter(with_parameter(search_url(frame.lang), "q", frame.query), "exact", "1"),
        "trail", frame.trail);
}

std::string spelling_link(const Frame& frame, const std::string& query) {
    return with_parameter(with_parameter(search_url(frame.lang), "q", query), "trail", frame.trail);
}

} // namespace

std::string results_page(const Frame& frame, const ResultsView& view) {
    const auto is_own = [&](const HitView& hit) { return hit.lang == code(frame.lang); };
    std::vector<HitView> own;
    std::vector<HitView> foreign;
    for (const HitView& hit : view.hits)
        (is_own(hit) ? own : foreign).push_back(hit);

    Values values;
    values.set("headline", headline(frame, view))
        .set("hits", hit_list(own, frame.lang))
        .set("has_hits", !own.empty())
        .set("foreign_hits", hit_list(foreign, frame.lang))
        .set("has_foreign", !foreign.empty())
        .set("is_empty", view.hits.empty())
        .set("partial", view.partial)
        .set("categories", category_list(view.categories, frame.lang))
        .set("has_did_you_mean", !view.did_you_mean.empty())
        .set("did_you_mean", view.did_you_mean)
        .set("did_you_mean_url", spelling_link(frame, view.did_you_mean))
        .set("has_searched_for", !view.searched_for.empty())
        .set("searched_for",
             text(frame.lang, "results.searched_for", {{"query", view.searched_for}}))
        .set("exact", text(frame.lang, "results.exact", {{"query", frame.query}}))
        .set("exact_url", exact_link(frame))
        .set("has_pages", view.pages > 1)
        .set("has_previous", view.page > 1)
        .set("previous_url", page_link(frame, view, view.page - 1))
        .set("has_next", view.page < view.pages)
        .set("next_url", page_link(frame, view, view.page + 1))
        .set("page_of", text(frame.lang, "results.page_of",
                             {{"page", number_text(frame.lang, view.page)},
                              {"pages", number_text(frame.lang, view.pages)}}));
    return framed(frame, headline(frame, view), "results", std::move(values));
}

} // namespace lotse::portal
