// The pages for reading: home, results, articles, shared solutions, legal notices.

#include <algorithm>
#include <charconv>
#include <map>

#include "indexer/base/text.h"
#include "portal/render/urls.h"
#include "searchd/deflect/failure.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/links.h"
#include "searchd/http/page_internal.h"
#include "searchd/http/structured_data.h"

namespace lotse::http {
namespace {

using tickets::Action;

constexpr std::size_t per_page = 10;
constexpr std::size_t max_page = 1000;
constexpr std::size_t recent_shown = 6;
constexpr std::size_t related_shown = 4;

/// Published articles for everybody in the page's language.
std::vector<std::shared_ptr<const content::Article>> open_articles(const content::CatalogView& view,
                                                                   Tongue tongue) {
    std::vector<std::shared_ptr<const content::Article>> found;
    for (const auto& article : view.articles())
        if (article->lang == name(tongue) && may_read(tickets::Actor::stranger(), *article))
            found.push_back(article);
    return found;
}

std::vector<portal::CategoryView> categories_of(const content::CatalogView& view, Tongue tongue) {
    std::map<std::string, std::size_t> counts;
    for (const auto& article : open_articles(view, tongue))
        if (!article->category.empty())
            ++counts[article->category];
    std::vector<portal::CategoryView> categories;
    for (const auto& [category, count] : counts)
        categories.push_back({category, count});
    return categories;
}

portal::HitView article_hit(const content::Article& article, Tongue tongue,
                            std::string_view trail) {
    return {.url = url_of(index::Kind::article, article.id, tongue, trail),
            .title = article.title,
            .title_marks = {},
            .snippet = article.summary,
            .marks = {},
            .category = article.category,
            .lang = article.lang,
            .why = {},
            .updated = article.updated};
}

Response page(std::string html) {
    Response response = html_response(std::move(html));
    response.set("Cache-Control", "private, no-cache");
    return response;
}

Reply to_home(const Call& call) {
    Response response = redirect(portal::home_url(page_lang(call.request.tongue)));
    response.status = 302;
    response.set("Vary", "Accept-Language");
    return response;
}

Reply home(const App& app, const Call& call) {
    const auto view = app.catalog.view();
    const Tongue tongue = call.request.tongue;
    auto articles = open_articles(*view, tongue);
    std::ranges::stable_sort(articles, [](const auto& a, const auto& b) {
        return a->updated.value_or(TimePoint{}) > b->updated.value_or(TimePoint{});
    });
    articles.resize(std::min(articles.size(), recent_shown));
    portal::HomeView shown;
    shown.faults = fault_views(app, call.actor, tongue);
    shown.categories = categories_of(*view, tongue);
    for (const auto& article : articles)
        shown.recent.push_back(article_hit(*article, tongue, {}));
    auto frame = frame_of(app, call.request, portal::home_url);
    frame.structured = {site_data(frame)};
    return page(portal::home_page(frame, shown));
}

portal::ResultsView category_results(const App& app, const Request& request, std::size_t number) {
    const auto view = app.catalog.view();
    portal::ResultsView shown;
    shown.category = request.query.get("category");
    auto articles = open_articles(*view, request.tongue);
    std::erase_if(articles, [&](const auto& a) { return a->category != shown.category; });
    std::ranges::sort(articles, {}, [](const auto& a) { return a->title; });
    shown.total = articles.size();
    shown.page = number;
    for (std::size_t i = (number - 1) * per_page; i < std::min(articles.size(), number * per_page);
         ++i)
        shown.hits.push_back(article_hit(*articles[i], request.tongue, {}));
    return shown;
}

portal::ResultsView search_results(const search::SearchAnswer& answer, const Request& request,
                                   std::string_view trail, std::size_t number) {
    portal::ResultsView shown;
    shown.category = request.query.get("category");
    for (const auto& hit : answer.hits)
        shown.hits.push_back(hit_view(hit, request.tongue, trail));
    shown.total = answer.total;
    shown.page = number;
    shown.did_you_mean = answer.did_you_mean;
    shown.searched_for = answer.searched_for;
    shown.partial = answer.partial;
    shown.read_as = analysis::name(answer.lang);
    return shown;
}

Reply results(const App& app, const Call& call) {
    const Request& request = call.request;
    std::optional<Problem> fault;
    const auto number = number_of(request, "page", 1, 1, max_page, fault);
    if (fault)
        return *fault;
    const auto read_as = parse_tongue(request.query.get("read_as"));
    auto frame = frame_of(app, request, [&](portal::Lang lang) {
        const auto url =
            portal::with_parameter(portal::search_url(lang), "q", request.query.get("q"));
        return portal::with_parameter(url, "read_as", read_as ? name(*read_as) : "");
    });
    frame.indexable = false;
    portal::ResultsView shown;
    if (trimmed(frame.query).empty()) {
        if (request.query.get("category").empty())
            return redirect(portal::home_url(frame.lang));
        shown = category_results(app, request, number);
    } else {
        search::SearchRequest question;
        question.query = frame.query;
        question.page_lang = search_lang(request.tongue);
        if (read_as)
            question.lang = search_lang(*read_as);
        question.category = request.query.get("category");
        question.page = number;
        question.per_page = per_page;
        question.deadline = app.config.search_time;
        question.exact = request.query.get("exact") == "1";
        const auto answer = app.engine.search(question);
        if (!answer)
            return problem_of(answer.error());
        (void)held_out(app, call); // from here on, if not before, he takes part
        app.metrics.count_search(tickets::name(deflect::outcome_of(*answer)));
        frame.trail = app.trails.record({.trail = frame.trail,
                                         .visitor = visitor_of(request),
                                         .text = question.query,
                                         .page_lang = question.page_lang,
                                         .audience = question.caller},
                                        *answer);
        shown = search_results(*answer, request, frame.trail, number);
        shown.read_as_chosen = read_as.has_value();
    }
    shown.pages = std::max<std::size_t>(1, (shown.total + per_page - 1) / per_page);
    if (shown.hits.empty()) {
        shown.categories = categories_of(*app.catalog.view(), request.tongue);
        frame.expected = app.expected.sentence(frame.lang);
    }
    Response response = page(portal::results_page(frame, shown));
    response.set("X-Robots-Tag", "noindex");
    return response;
}

/// The best of what the title itself finds.
std::vector<portal::HitView> related_to(const App& app, const content::Article& article,
                                        Tongue tongue) {
    search::SearchRequest question;
    question.query = article.title;
    question.page_lang = search_lang(tongue);
    question.per_page = related_shown + 1;
    question.deadline = app.config.suggest_time;
    std::vector<portal::HitView> related;
    const auto answer = app.engine.search(question);
    if (!answer)
        return related; // the article itself is worth more than its neighbours
    for (const auto& hit : answer->hits)
        if (hit.id != article.id && hit.kind == index::Kind::article &&
            (hit.translation_key.empty() || hit.translation_key != article.translation_key) &&
            related.size() < related_shown)
            related.push_back(hit_view(hit, tongue, {}));
    return related;
}

/// What was open to the caller and is archived now is gone, and says what to read instead. All else
/// is as unknown as what never was.
Reply retired_article(const App& app, const Call& call, const content::CatalogView& view,
                      const content::Article& article) {
    content::Article open = article;
    open.state = content::State::published;
    if (article.state != content::State::archived || !may_read(call.actor, open))
        return Problem{.id = ProblemId::not_found};
    auto frame = frame_of(app, call.request,
                          [&](portal::Lang lang) { return portal::article_url(lang, article.id); });
    frame.indexable = false;
    portal::RetiredView shown;
    const auto* instead = view.find(article.replaced_by);
    if (instead != nullptr && may_read(call.actor, *instead))
        shown = {.url = portal::article_url(frame.lang, instead->id),
                 .title = instead->title,
                 .lang = instead->lang};
    return html_response(portal::retired_page(frame, shown), 410);
}

/// Where nothing is known by the id: moved, or nothing.
Reply moved_article(const Call& call, const content::CatalogView& view, const std::string& id) {
    const auto* article = view.find_former(id);
    if (article == nullptr || !may_read(call.actor, *article))
        return Problem{.id = ProblemId::not_found};
    Response response =
        redirect(portal::article_url(page_lang(call.request.tongue), article->id) +
                 (call.request.query_string.empty() ? "" : "?" + call.request.query_string));
    response.status = 301;
    return response;
}

Reply article_page(const App& app, const Call& call) {
    const Request& request = call.request;
    const auto view = app.catalog.view();
    const auto* article = view->find(request.argument(0));
    if (article == nullptr)
        return moved_article(call, *view, request.argument(0));
    if (!may_read(call.actor, *article))
        return retired_article(app, call, *view, *article);
    const auto rendered =
        content::to_html(article->body, article_links(*view, *article, call.actor, request.tongue));
    if (!rendered)
        return problem_of(rendered.error());
    auto frame = frame_of(app, request, [&](portal::Lang lang) {
        const auto* other = view->translation(*article, portal::code(lang));
        const bool open = other != nullptr && may_read(call.actor, *other);
        return portal::article_url(lang, open ? other->id : article->id);
    });
    frame.path = portal::article_url(frame.lang, article->id);
    frame.translated =
        frame.other_url != portal::article_url(portal::other(frame.lang), article->id);
    portal::ArticleView shown{.id = article->id,
                              .lang = article->lang,
                              .title = article->title,
                              .summary = article->summary,
                              .category = article->category,
                              .trusted_html = rendered->html,
                              .headings = {},
                              .updated = article->updated,
                              .related = related_to(app, *article, request.tongue),
                              .voted = request.query.get("voted") == "1",
                              .asks_why = request.query.get("voted") == "no"};
    for (const auto& heading : rendered->headings)
        shown.headings.push_back({heading.level, heading.text, heading.anchor});
    // A trail that never showed this article has nothing to note.
    if (!frame.trail.empty())
        (void)app.trails.opened(frame.trail, article->id);
    frame.structured = article_data(frame, shown);
    frame.description = shown.summary.empty() ? shown.title : shown.summary;
    return page(portal::article_page(frame, shown));
}

Reply solution_page(const App& app, const Call& call) {
    const std::string& id = call.request.argument(0);
    tickets::TicketNumber number;
    const auto [end, fault] = std::from_chars(id.data(), id.data() + id.size(), number.value);
    if (fault != std::errc{} || end != id.data() + id.size())
        return Problem{.id = ProblemId::not_found};
    const auto ticket = app.solutions().resolved_ticket(number);
    if (!ticket)
        return problem_of(ticket.error());
    if (!ticket->shared)
        return Problem{.id = ProblemId::not_found};
    const auto rendered = content::to_html(ticket->shared->text, [](auto) { return ""; });
    if (!rendered)
        return problem_of(rendered.error());
    const auto frame = frame_of(app, call.request,
                                [&](portal::Lang lang) { return portal::solution_url(lang, id); });
    if (!frame.trail.empty())
        (void)app.trails.opened(frame.trail, id);
    return page(portal::article_page(frame, {.id = id,
                                             .lang = ticket->shared->lang,
                                             .title = ticket->shared->title,
                                             .summary = {},
                                             .category = ticket->category,
                                             .trusted_html = rendered->html,
                                             .headings = {},
                                             .updated = ticket->resolved,
                                             .related = {},
                                             .voted = call.request.query.has("voted"),
                                             .asks_why = false}));
}

Reply legal(const App& app, const Call& call, const std::string& name) {
    const auto site = app.site.now();
    const SiteTexts& texts = site->texts_in(call.request.tongue);
    const auto& lines = name == "imprint"   ? texts.imprint
                        : name == "privacy" ? texts.privacy
                                            : texts.accessibility;
    const auto frame = frame_of(app, call.request,
                                [&](portal::Lang lang) { return portal::legal_url(lang, name); });
    return page(portal::legal_page(frame, name, lines));
}

using PageHandler = Reply (*)(const App&, const Call&);

Route page_route(App& app, std::string_view pattern, Access access, std::string_view summary,
                 PageHandler handler) {
    return {.method = "GET",
            .pattern = pattern,
            .access = access,
            .face = Face::page,
            .summary = summary,
            .handler = [&app, handler](const Call& call) { return handler(app, call); }};
}

Route legal_route(App& app, std::string_view pattern, const char* name) {
    return {.method = "GET",
            .pattern = pattern,
            .access = Access::everyone(),
            .face = Face::page,
            .summary = "Legal notice",
            .handler = [&app, name](const Call& call) { return legal(app, call, name); }};
}

} // namespace

Status add_portal_routes(Router& router, App& app) {
    const auto read = Access::needs(Action::search_public);
    Route results_route = page_route(app, "/de/suche", read, "Results", results);
    results_route.rate = RateClass::search;
    std::vector<Route> routes{{.method = "GET",
                               .pattern = "/",
                               .access = Access::everyone(),
                               .face = Face::page,
                               .summary = "To the home page in the visitor's language",
                               .handler = to_home}};
    for (const auto& pair :
         {in_both(page_route(app, "/de/", read, "Home", home), "/en/"),
          in_both(results_route, "/en/search"),
          in_both(page_route(app, "/de/artikel/{id}", read, "An article", article_page),
                  "/en/articles/{id}"),
          in_both(page_route(app, "/de/loesung/{id}", read, "A shared solution", solution_page),
                  "/en/solutions/{id}"),
          in_both(legal_route(app, "/de/impressum", "imprint"), "/en/imprint"),
          in_both(legal_route(app, "/de/datenschutz", "privacy"), "/en/privacy"),
          in_both(legal_route(app, "/de/barrierefreiheit", "accessibility"), "/en/accessibility")})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
