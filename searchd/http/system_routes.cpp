// Health, metrics, the description of the interface, and files.

#include "indexer/index/generation.h"
#include "portal/render/assets.h"
#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/links.h"
#include "searchd/http/openapi.h"
#include "searchd/http/sites.h"

namespace lotse::http {
namespace {

Response text_response(std::string text, std::string type) {
    Response response;
    response.content_type = std::move(type);
    response.body = std::move(text);
    return response;
}

/// Ready means: an index that fits this program, and tickets that can be read.
Reply ready(const App& app) {
    const auto generation = index::current_generation(app.config.index);
    const auto database = app.database.change_mark();
    const bool good = generation.ok() && database.ok();
    const auto state = [](bool ok, const auto& result) {
        return ok ? std::string("ok") : std::string(name(result.error().code));
    };
    Json json{{"status", good ? "ready" : "not_ready"},
              {"index", state(generation.ok(), generation)},
              {"tickets", state(database.ok(), database)}};
    if (generation)
        json["generation"] = generation->number;
    return json_response(json, good ? 200 : 503);
}

Reply static_file(const App& app, const Call& call) {
    const auto site = app.site.now(); // holds what is answered
    const auto* asset = portal::find_asset(call.request.path);
    for (const auto& file : {site->css, site->icon})
        if (file && file->url == call.request.path)
            asset = &file->asset;
    if (asset == nullptr)
        return Problem{.id = ProblemId::not_found};
    Response response;
    const std::string etag = etag_of(asset->etag);
    if (call.request.header("if-none-match") == etag) {
        response.status = 304;
    } else {
        const bool gzip =
            !asset->gzipped.empty() &&
            call.request.header("accept-encoding").find("gzip") != std::string_view::npos;
        response.content_type = asset->content_type;
        response.body = gzip ? asset->gzipped : asset->bytes;
        response.compressed = true; // as small as it gets
        if (gzip)
            response.set("Content-Encoding", "gzip");
    }
    response.set("ETag", etag);
    response.set("Cache-Control", "public, max-age=31536000, immutable");
    if (call.request.path == portal::asset_url("panel.js")) // the widget's, on other sites' pages
        let_anyone_load(response);
    return response;
}

constexpr std::string_view robots = "User-agent: *\n"
                                    "Disallow: /api/\n"
                                    "Disallow: /t/\n"
                                    "Disallow: /de/suche\n"
                                    "Disallow: /en/search\n"
                                    "Disallow: /de/kontakt\n"
                                    "Disallow: /en/contact\n"
                                    "Disallow: /de/anfrage\n"
                                    "Disallow: /en/request\n"
                                    "Disallow: /de/embed/\n"
                                    "Disallow: /en/embed/\n";

Route open_route(std::string_view pattern, std::string_view summary, Handler handler) {
    return {.method = "GET",
            .pattern = pattern,
            .access = Access::everyone(),
            .summary = summary,
            .handler = std::move(handler)};
}

Route file_route(std::string_view pattern, std::string_view summary, Handler handler) {
    Route route = open_route(pattern, summary, std::move(handler));
    route.face = Face::page;
    return route;
}

} // namespace

Status add_routes(Router& router, std::vector<Route> routes) {
    for (auto& route : routes)
        if (auto added = router.add(std::move(route)); !added)
            return added;
    return Done{};
}

Status add_system_routes(Router& router, App& app) {
    return add_routes(
        router,
        {open_route("/healthz", "Is the process alive?",
                    [](const Call&) {
                        return json_response({{"status", "ok"}});
                    }),
         open_route("/readyz", "Can it answer searches and keep tickets?",
                    [&app](const Call&) { return ready(app); }),
         open_route("/metrics", "Figures for Prometheus",
                    [&app](const Call&) {
                        return text_response(app.metrics_text(),
                                             "text/plain; version=0.0.4; charset=utf-8");
                    }),
         open_route("/api/v1/openapi.json", "This interface, described",
                    [](const Call&) {
                        return text_response(std::string(openapi_text()), "application/json");
                    }),
         file_route("/robots.txt", "What search engines should leave alone",
                    [&app](const Call&) {
                        return text_response(std::string(robots) + "Sitemap: " + app.base_url +
                                                 "/sitemap.xml\n",
                                             "text/plain; charset=utf-8");
                    }),
         file_route("/static/{file}", "Style, script and pictures of the pages",
                    [&app](const Call& call) { return static_file(app, call); })});
}

Status add_all_routes(Router& router, App& app) {
    for (auto add : {add_admin_pages,
                     add_site_pages,
                     add_search_routes,
                     add_article_routes,
                     add_session_routes,
                     add_ticket_routes,
                     add_state_routes,
                     add_work_routes,
                     add_resolution_routes,
                     add_level_routes,
                     add_relation_routes,
                     add_problem_routes,
                     add_attachment_routes,
                     add_intake_routes,
                     add_loop_routes,
                     add_report_routes,
                     add_privacy_routes,
                     add_system_routes,
                     add_portal_routes,
                     add_contact_pages,
                     add_widget_files,
                     add_finding_routes,
                     add_request_pages,
                     add_request_files,
                     add_own_requests_pages,
                     add_desk_session_pages,
                     add_desk_queue_pages,
                     add_desk_bulk_pages,
                     add_desk_collision_routes,
                     add_desk_ticket_pages,
                     add_desk_action_pages,
                     add_desk_intake_pages,
                     add_editor_article_pages,
                     add_editor_index_pages,
                     add_gap_routes,
                     add_desk_report_pages,
                     add_editor_gap_pages})
        if (auto added = add(router, app); !added)
            return added;
    return Done{};
}

} // namespace lotse::http
