// What we know of a person, handed out or forgotten; and the index, built anew.

#include "indexer/index/generation.h"
#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "tickets/files/forget.h"
#include "tickets/privacy.h"

namespace lotse::http {
namespace {

using tickets::Action;

/// Named in the body: an address has no business in a URL, which ends up in logs.
std::string read_person(JsonBody& body) {
    return body.text("person", {.most = 254, .required = true});
}

Reply export_person(const App& app, const Call& call) {
    JsonBody body(call.request);
    const std::string person = read_person(body);
    if (auto problem = body.problem())
        return *problem;
    auto text = tickets::export_person(app.database, call.actor, person);
    if (!text)
        return problem_of(text.error());
    Response response;
    response.content_type = "application/json";
    response.body = std::move(*text);
    response.set("Cache-Control", "no-store");
    return response;
}

Reply erase_person(const App& app, const Call& call) {
    JsonBody body(call.request);
    const std::string person = read_person(body);
    if (auto problem = body.problem())
        return *problem;
    const auto report = tickets::erase_person(app.database, call.actor, person);
    if (!report)
        return problem_of(report.error());
    if (const auto gone =
            tickets::forget_files(app.database, app.config.attachments, report->attachments);
        !gone)
        return problem_of(gone.error());
    app.wake_worker();
    return json_response({{"tickets", report->tickets},
                          {"messages", report->messages},
                          {"searches", report->searches},
                          {"mentions", report->mentions},
                          {"attachments", report->attachments.size()}});
}

Json rebuilt_json(const deflect::Rebuilt& rebuilt) {
    Json lost = Json::array();
    for (const auto& loss : rebuilt.guard.lost)
        lost.push_back({{"question", loss.pair.question.text},
                        {"lang", loss.pair.question.lang},
                        {"answer", loss.pair.answer.document},
                        {"rank", loss.rank ? Json(*loss.rank) : Json(nullptr)},
                        {"cause", name(loss.cause)},
                        {"detail", deflect::describe(loss)}});
    return {{"at", to_iso8601(rebuilt.at)},
            {"served", !rebuilt.failed},
            {"problem", rebuilt.failed ? Json(rebuilt.failed->message) : Json(nullptr)},
            {"asked", rebuilt.guard.asked},
            {"lost", lost}};
}

Reply index_state(const App& app, const Call&) {
    const auto generation = index::current_generation(app.config.index);
    if (!generation)
        return problem_of(generation.error());
    const auto last = app.rebuilder.last();
    return json_response({{"generation", generation->number},
                          {"built", to_iso8601(generation->manifest.built_at)},
                          {"guard", name(app.config.guard)},
                          {"last_rebuild", last ? rebuilt_json(*last) : Json(nullptr)}});
}

Reply rebuild_index(const App& app, const Call& call) {
    JsonBody body(call.request);
    if (auto problem = body.problem())
        return *problem;
    app.loop.wish_rebuild();
    app.wake_worker();
    return json_response({{"status", "started"}}, 202);
}

Route admin_route(std::string_view pattern, std::string_view summary, Handler handler) {
    return {.method = "POST",
            .pattern = pattern,
            .access = Access::needs(Action::manage_people),
            .lane = Lane::heavy,
            .summary = summary,
            .handler = std::move(handler)};
}

} // namespace

Status add_privacy_routes(Router& router, App& app) {
    return add_routes(
        router, {admin_route("/api/v1/people/export", "Everything we know of a person",
                             [&app](const Call& call) { return export_person(app, call); }),
                 admin_route("/api/v1/people/erase", "Forget a person; tickets and figures stay",
                             [&app](const Call& call) { return erase_person(app, call); }),
                 {.method = "GET",
                  .pattern = "/api/v1/index",
                  .access = Access::needs(Action::reindex),
                  .summary = "Which generation is served, and how the last rebuild went",
                  .handler = [&app](const Call& call) { return index_state(app, call); }},
                 {.method = "POST",
                  .pattern = "/api/v1/index/rebuild",
                  .access = Access::needs(Action::reindex),
                  .lane = Lane::heavy,
                  .summary = "Build the index anew; the guard decides on the switch",
                  .handler = [&app](const Call& call) { return rebuild_index(app, call); }}});
}

} // namespace lotse::http
