// How others find the portal's articles: feeds, the sitemap, a browser's search box. Public
// articles only.

#include <algorithm>

#include "portal/pages/feeds.h"
#include "portal/render/urls.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/links.h"
#include "searchd/http/page_internal.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;

constexpr std::size_t feed_entries = 50;
constexpr std::size_t sitemap_places = 50'000; // as many as a sitemap may hold
constexpr std::size_t most_completions = 8;

using Articles = std::vector<std::shared_ptr<const content::Article>>;

Articles public_articles(const content::CatalogView& view, std::string_view lang) {
    Articles found;
    for (const auto& article : view.articles())
        if ((lang.empty() || article->lang == lang) &&
            may_read(tickets::Actor::stranger(), *article))
            found.push_back(article);
    std::ranges::stable_sort(found, [](const auto& a, const auto& b) {
        return a->updated.value_or(TimePoint{}) > b->updated.value_or(TimePoint{});
    });
    return found;
}

Response document(std::string text, std::string type) {
    Response response;
    response.content_type = std::move(type);
    response.body = std::move(text);
    response.set("Cache-Control", "public, max-age=300");
    return response;
}

Reply feed(const App& app, const Call& call) {
    const Lang lang = page_lang(call.request.tongue);
    const std::string category(call.request.query.get("category"));
    auto articles = public_articles(*app.catalog.view(), portal::code(lang));
    if (!category.empty())
        std::erase_if(articles, [&](const auto& one) { return one->category != category; });
    if (!category.empty() && articles.empty())
        return Problem{.id = ProblemId::not_found};
    articles.resize(std::min(articles.size(), feed_entries));
    portal::FeedView view{
        .title = app.site.now()->site_name,
        .url = app.base_url + portal::with_parameter(portal::feed_url(lang), "category", category),
        .home = app.base_url + portal::home_url(lang)};
    for (const auto& article : articles)
        view.entries.push_back({.id = article->id,
                                .title = article->title,
                                .summary = article->summary,
                                .category = article->category,
                                .url = app.base_url + portal::article_url(lang, article->id),
                                .updated = article->updated});
    return document(portal::atom_feed(lang, view), "application/atom+xml; charset=utf-8");
}

Reply sitemap(const App& app) {
    const auto view = app.catalog.view();
    std::vector<portal::PlaceView> places;
    for (const Lang lang : {Lang::de, Lang::en})
        places.push_back({.lang = lang,
                          .url = app.base_url + portal::home_url(lang),
                          .other_url = app.base_url + portal::home_url(portal::other(lang))});
    for (const auto& article : public_articles(*view, "")) {
        if (places.size() == sitemap_places)
            break;
        const Lang lang = portal::lang_of(article->lang);
        const auto* other = view->translation(*article, portal::code(portal::other(lang)));
        const bool both = other != nullptr && other->id != article->id &&
                          may_read(tickets::Actor::stranger(), *other);
        places.push_back(
            {.lang = lang,
             .url = app.base_url + portal::article_url(lang, article->id),
             .other_url = both ? app.base_url + portal::article_url(portal::other(lang), other->id)
                               : std::string(),
             .updated = article->updated});
    }
    return document(portal::sitemap(page_lang(app.site.now()->default_language), places),
                    "application/xml; charset=utf-8");
}

Reply description(const App& app, const Call& call) {
    return document(portal::opensearch_description(frame_of(app, call.request, portal::home_url)),
                    "application/opensearchdescription+xml; charset=utf-8");
}

/// [what was typed, completions, their descriptions, their addresses]: OpenSearch Suggestions 1.1.
Response suggestions_response(std::string_view typed, const std::vector<std::string>& completions,
                              const std::vector<std::string>& descriptions,
                              const std::vector<std::string>& addresses) {
    Response response = json_response(Json::array({typed, completions, descriptions, addresses}));
    response.content_type = "application/x-suggestions+json; charset=utf-8";
    return response;
}

Reply suggestions(const App& app, const Call& call) {
    const auto& query = call.request.query;
    if (!query.has("q"))
        return invalid_field("q", "required");
    if (held_out(app, call))
        return suggestions_response(query.get("q"), {}, {}, {});
    const auto answer = app.engine.suggest({.query = std::string(query.get("q")),
                                            .page_lang = search_lang(call.request.tongue),
                                            .deadline = app.config.suggest_time});
    if (!answer)
        return problem_of(answer.error());
    std::vector<std::string> completions, descriptions, addresses;
    const auto add = [&](const std::string& text, const std::string& url) {
        if (completions.size() == most_completions)
            return;
        completions.push_back(text);
        descriptions.emplace_back();
        addresses.push_back(app.base_url + url);
    };
    for (const auto& hit : answer->hits)
        add(hit.title, url_of(hit.kind, hit.id, call.request.tongue, {}));
    for (const std::string& one : answer->completions)
        add(one,
            portal::with_parameter(portal::search_url(page_lang(call.request.tongue)), "q", one));
    return suggestions_response(query.get("q"), completions, descriptions, addresses);
}

Route file(std::string_view pattern, std::string_view summary, Handler handler) {
    return {.method = "GET",
            .pattern = pattern,
            .access = Access::needs(Action::search_public),
            .face = Face::page,
            .summary = summary,
            .handler = std::move(handler)};
}

} // namespace

Status add_finding_routes(Router& router, App& app) {
    std::vector<Route> routes{
        file("/sitemap.xml", "All public pages, for search engines",
             [&app](const Call&) { return sitemap(app); }),
        {.method = "GET",
         .pattern = "/api/v1/suggest/opensearch",
         .access = Access::needs(Action::search_public),
         .rate = RateClass::suggest,
         .summary = "Suggest questions and articles to a browser's search box",
         .handler = [&app](const Call& call) { return suggestions(app, call); }}};
    for (const auto& pair :
         {in_both(file("/de/feed.atom", "The latest articles",
                       [&app](const Call& call) { return feed(app, call); }),
                  "/en/feed.atom"),
          in_both(file("/de/opensearch.xml", "What a browser needs to search here",
                       [&app](const Call& call) { return description(app, call); }),
                  "/en/opensearch.xml")})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
