#include <algorithm>

#include "portal/pages/frame.h"
#include "portal/pages/pages.h"
#include "portal/render/format.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

/// The results of `query`, read in the language that the asker chose, if he did.
std::string question_link(const Frame& frame, const ResultsView& view, const std::string& query) {
    std::string url = with_parameter(search_url(frame.lang), "q", query);
    url = with_parameter(url, "read_as", view.read_as_chosen ? view.read_as : "");
    url = with_parameter(url, "category", view.category);
    return with_parameter(url, "trail", frame.trail);
}

/// The same question read in `lang`; as detected when that is empty.
std::string read_as_link(const Frame& frame, ResultsView view, const std::string& lang) {
    view.read_as = lang;
    view.read_as_chosen = true;
    return question_link(frame, view, frame.query);
}

std::string page_link(const Frame& frame, const ResultsView& view, std::size_t page) {
    const std::string url = question_link(frame, view, frame.query);
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

/// Which language the question was read in, and the way to have it read in the other one.
void set_reading(Values& values, const Frame& frame, const ResultsView& view) {
    const bool german = view.read_as == "de";
    values.set("has_read_as", !view.read_as.empty() && !frame.query.empty())
        .set("read_as", text(frame.lang, german ? "results.read_de" : "results.read_en"))
        .set("read_other", text(frame.lang, german ? "results.read_in_en" : "results.read_in_de"))
        .set("read_other_url", read_as_link(frame, view, german ? "en" : "de"))
        .set("read_chosen", view.read_as_chosen)
        .set("read_detected_url", read_as_link(frame, view, ""));
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
        .set("did_you_mean_url", question_link(frame, view, view.did_you_mean))
        .set("has_searched_for", !view.searched_for.empty())
        .set("searched_for",
             text(frame.lang, "results.searched_for", {{"query", view.searched_for}}))
        .set("exact", text(frame.lang, "results.exact", {{"query", frame.query}}))
        .set("exact_url", with_parameter(question_link(frame, view, frame.query), "exact", "1"))
        .set("has_pages", view.pages > 1)
        .set("has_previous", view.page > 1)
        .set("previous_url", page_link(frame, view, view.page - 1))
        .set("has_next", view.page < view.pages)
        .set("next_url", page_link(frame, view, view.page + 1))
        .set("page_of", text(frame.lang, "results.page_of",
                             {{"page", number_text(frame.lang, view.page)},
                              {"pages", number_text(frame.lang, view.pages)}}));
    set_reading(values, frame, view);
    return framed(frame, headline(frame, view), "results", std::move(values));
}

} // namespace lotse::portal
