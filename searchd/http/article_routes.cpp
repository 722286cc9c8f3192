// articles: reading one, writing one.

#include "indexer/base/text.h"
#include "indexer/content/authoring.h"
#include "indexer/content/render.h"
#include "portal/render/urls.h"
#include "searchd/deflect/who_finds.h"
#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/links.h"
#include "searchd/http/saving.h"
#include "searchd/http/sites.h"

namespace lotse::http {
namespace {

using tickets::Action;

Json translations_of(const content::CatalogView& view, const content::Article& article,
                     const tickets::Actor& actor, Tongue tongue) {
    Json list = Json::object();
    for (const char* lang : {"de", "en"}) {
        const auto* other = view.translation(article, lang);
        if (other != nullptr && other->id != article.id && may_read(actor, *other))
            list[lang] = {{"id", other->id},
                          {"url", url_of(index::Kind::article, other->id, tongue, {})}};
    }
    return list;
}

/// The allow-list of what leaves the house about an article.
Json article_json(const content::CatalogView& view, const content::Article& article,
                  const std::string& html, const Call& call) {
    const Tongue tongue = call.request.tongue;
    Json json{{"id", article.id},
              {"lang", article.lang},
              {"title", article.title},
              {"summary", article.summary},
              {"body", article.body},
              {"html", html},
              {"category", article.category},
              {"tags", article.tags},
              {"aliases", article.aliases},
              {"updated", article.updated ? Json(to_iso8601(*article.updated)) : Json(nullptr)},
              {"url", url_of(index::Kind::article, article.id, tongue, {})},
              {"translations", translations_of(view, article, call.actor, tongue)}};
    if (call.actor.roles.staff()) {
        json["audience"] = content::name(article.audience);
        json["state"] = content::name(article.state);
        json["translation_key"] = article.translation_key;
    }
    return json;
}

Reply get_article(const App& app, const Call& call) {
    const auto view = app.catalog.view();
    const auto* article = view->find(call.request.argument(0));
    if (article == nullptr || !may_read(call.actor, *article))
        return Problem{.id = ProblemId::not_found};
    const std::string etag = etag_of(article->content_hash);
    Response response;
    if (call.request.header("if-none-match") == etag) {
        response.status = 304;
    } else {
        const auto rendered = content::to_html(
            article->body, article_links(*view, *article, call.actor, call.request.tongue));
        if (!rendered)
            return problem_of(rendered.error());
        response = json_response(article_json(*view, *article, rendered->html, call));
    }
    response.set("ETag", etag);
    response.set("Cache-Control", "private, no-cache");
    return response;
}

/// Reads the fields that are given over `article`; those left out stay.
void read_fields(JsonBody& body, content::Article& article) {
    const auto replace = [&](const char* name, std::string& field, JsonBody::Text rules) {
        const std::string text = body.text(name, rules);
        if (body.has(name))
            field = text;
    };
    replace("lang", article.lang, {.most = 2, .required = article.lang.empty()});
    replace("title", article.title, {.most = 300, .required = article.title.empty()});
    replace("summary", article.summary, {.most = 1'000});
    replace("body", article.body, {.most = 250'000, .required = article.body.empty()});
    replace("category", article.category, {.most = 80});
    replace("translation_key", article.translation_key, {.most = 96});
    for (auto [name, field] :
         {std::pair{"tags", &article.tags}, std::pair{"aliases", &article.aliases}}) {
        auto list = body.list(name, 100);
        if (body.has(name))
            *field = std::move(list);
    }
    if (!parse_tongue(article.lang))
        body.fault("lang", "invalid_value");
}

void read_words(JsonBody& body, content::Article& article) {
    const std::string audience = body.text("audience", {.most = 20});
    if (const auto word = content::parse_audience(audience))
        article.audience = *word;
    else if (!audience.empty())
        body.fault("audience", "invalid_value");
    const std::string state = body.text("state", {.most = 20});
    if (const auto word = content::parse_state(state))
        article.state = *word;
    else if (!state.empty())
        body.fault("state", "invalid_value");
}

/// Which revision the editor started from: that of If-Match, or none for a new article.
std::variant<std::string, Problem> expected_revision(const Request& request,
                                                     const content::Article* known) {
    const auto if_match = request.header("if-match");
    if (known == nullptr)
        return if_match.empty() ? std::variant<std::string, Problem>(std::string())
                                : Problem{.id = ProblemId::stale_edit};
    if (request.header("if-none-match") == "*")
        return Problem{.id = ProblemId::stale_edit};
    if (if_match.empty())
        return Problem{.id = ProblemId::precondition_required};
    if (if_match != etag_of(known->content_hash))
        return Problem{.id = ProblemId::stale_edit};
    return known->content_hash;
}

Json fault_json(const content::AuthoringFault& fault) {
    return {{"rule", content::name(fault.rule)},
            {"line", fault.line},
            {"text", fault.text},
            {"bars_publishing", content::bars_publishing(fault.rule)}};
}

Reply preview_article(const App& app, const Call& call) {
    JsonBody body(call.request);
    content::Article article;
    article.body = body.text("body", {.most = 250'000});
    if (auto problem = body.problem())
        return *problem;
    const auto view = app.catalog.view();
    const auto rendered = content::to_html(
        article.body, article_links(*view, article, call.actor, call.request.tongue));
    Json faults = Json::array();
    for (const auto& fault : content::authoring_faults(article.body))
        faults.push_back(fault_json(fault));
    return json_response({{"html", rendered ? rendered->html : ""}, {"faults", faults}});
}

Json displaced_json(const deflect::Displaced& one) {
    return {{"kind", index::name(one.key.kind)},
            {"id", one.key.id},
            {"title", one.title},
            {"lang", one.lang},
            {"rank_before", one.before},
            {"rank_after", one.after ? Json(*one.after) : Json(nullptr)},
            {"verified", one.verified}};
}

Json outlook_json(const std::vector<deflect::Outlook>& outlooks) {
    Json list = Json::array();
    for (const auto& one : outlooks) {
        Json displaced = Json::array();
        for (const auto& document : one.displaced)
            displaced.push_back(displaced_json(document));
        list.push_back({{"query", one.search.text},
                        {"lang", one.search.lang},
                        {"asker", index::name(one.search.asker)},
                        {"times", one.search.times},
                        {"failed", one.search.failed},
                        {"verified", !one.search.verified.empty()},
                        {"rank_before", one.before ? Json(*one.before) : Json(nullptr)},
                        {"rank_after", one.after ? Json(*one.after) : Json(nullptr)},
                        {"displaced", std::move(displaced)}});
    }
    return list;
}

Reply who_finds_article(const App& app, const Call& call) {
    content::Article article;
    JsonBody body(call.request);
    article.id = body.text("id", {.most = 96});
    if (!article.id.empty() && !content::is_article_id(article.id))
        body.fault("id", "invalid_value");
    read_fields(body, article);
    read_words(body, article);
    if (auto problem = body.problem())
        return *problem;
    const auto found = deflect::who_finds(app.database, app.engine, article, app.clock);
    if (!found)
        return problem_of(found.error());
    return json_response({{"known", found->known},
                          {"asked", found->asked},
                          {"kept", found->kept},
                          {"gained", outlook_json(found->gained)},
                          {"lost", outlook_json(found->lost)},
                          {"displacing", outlook_json(found->displacing)}});
}

Reply put_article(const App& app, const Call& call) {
    const std::string& id = call.request.argument(0);
    if (!content::is_article_id(id))
        return invalid_field("id", "invalid_value");
    const auto view = app.catalog.view();
    const auto* known = view->find(id);
    auto expected = expected_revision(call.request, known);
    if (auto* problem = std::get_if<Problem>(&expected))
        return *problem;

    content::Article article = known != nullptr ? *known : content::Article{};
    article.id = id;
    JsonBody body(call.request);
    read_fields(body, article);
    read_words(body, article);
    if (auto problem = body.problem())
        return *problem;
    auto saved = save_article(app, std::move(article), std::get<std::string>(expected));
    if (auto* problem = std::get_if<Problem>(&saved))
        return *problem;
    Response response = json_response({{"id", id}}, known == nullptr ? 201 : 200);
    response.set("ETag", etag_of(std::get<content::Article>(saved).content_hash));
    response.set("Location", "/api/v1/articles/" + id);
    return response;
}

} // namespace

Status add_article_routes(Router& router, App& app) {
    return add_routes(
        router, {{.method = "GET",
                  .pattern = "/api/v1/articles/{id}",
                  .access = Access::needs(Action::search_public),
                  .for_sites = true,
                  .summary = "Read an article",
                  .handler = [&app](const Call& call) { return get_article(app, call); }},
                 {.method = "POST",
                  .pattern = "/api/v1/articles/preview",
                  .access = Access::needs(Action::draft_article),
                  .summary = "What a text looks like, and what shuts readers out of it",
                  .handler = [&app](const Call& call) { return preview_article(app, call); }},
                 {.method = "POST",
                  .pattern = "/api/v1/articles/preview/searches",
                  .access = Access::needs(Action::draft_article),
                  .lane = Lane::heavy,
                  .summary = "Which past searches would find an article, and who would lose",
                  .handler = [&app](const Call& call) { return who_finds_article(app, call); }},
                 {.method = "PUT",
                  .pattern = "/api/v1/articles/{id}",
                  .access = Access::needs(Action::write_article),
                  .lane = Lane::heavy,
                  .summary = "Write an article; If-Match names the revision it replaces",
                  .handler = [&app](const Call& call) { return put_article(app, call); }}});
}

} // namespace lotse::http
