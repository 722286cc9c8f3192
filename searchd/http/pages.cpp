#include "indexer/base/text.h"
#include "portal/render/format.h"
#include "portal/render/urls.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/links.h"
#include "searchd/http/page_internal.h"
#include "searchd/http/sessions.h"

namespace lotse::http {
namespace {

constexpr std::size_t most_reasons = 4;

/// "passwort → Passwörter": only where the words differ is there anything to say.
std::string why_line(const std::vector<search::Reason>& reasons) {
    std::string line;
    std::size_t told = 0;
    for (const auto& reason : reasons) {
        if (reason.rule == search::Rule::exact || told == most_reasons)
            continue;
        line += (line.empty() ? "" : ", ") + reason.query_word + " → " + reason.document_word;
        ++told;
    }
    return line;
}

const char* page_key(int status) {
    if (status == 404 || status == 405)
        return "error.not_found";
    if (status == 429)
        return "error.rate_limited";
    return status >= 500 ? "error.unavailable" : "error.bad_request";
}

} // namespace

portal::Look look_of(const SiteSettings& site) {
    return {.css = site.css ? site.css->url : std::string(),
            .icon = site.icon ? site.icon->url : std::string()};
}

portal::Frame frame_of(const App& app, const Request& request,
                       const std::function<std::string(portal::Lang)>& url) {
    const auto lang = page_lang(request.tongue);
    const auto site = app.site.now();
    const SiteTexts& texts = site->texts_in(request.tongue);
    return {.lang = lang,
            .site_name = site->site_name,
            .other_url = url(portal::other(lang)),
            .query = std::string(request.query.get("q")),
            .trail = trail_of(request.query.get("trail")),
            .base_url = app.base_url,
            .path = url(lang),
            .indexable = true,
            .first_language = request.tongue == site->default_language,
            .look = look_of(*site),
            .welcome = texts.welcome,
            .notice = texts.notice,
            .signs_in = app.config.sends_mail()};
}

Response html_response(std::string html, int status) {
    Response response;
    response.status = status;
    response.content_type = "text/html; charset=utf-8";
    response.body = std::move(html);
    return response;
}

Response private_page(std::string html, int status) {
    Response response = html_response(std::move(html), status);
    response.set("Cache-Control", "private, no-store");
    response.set("X-Robots-Tag", "noindex");
    response.set("Referrer-Policy", "no-referrer");
    return response;
}

void check_text(std::string_view text, std::size_t most, const char* field, const std::string& key,
                std::vector<portal::FieldError>& errors) {
    if (trimmed(text).empty())
        errors.push_back({field, key + "_missing"});
    else if (utf8_length(text) > most)
        errors.push_back({field, key + "_too_long"});
}

Response redirect(std::string_view path) {
    Response response;
    response.status = 303;
    response.set("Location", path);
    return response;
}

portal::HitView hit_view(const search::Hit& hit, Tongue tongue, std::string_view trail) {
    return {.url = url_of(hit.kind, hit.id, tongue, trail),
            .title = hit.title,
            .title_marks = marked_ranges(hit.title_marks),
            .snippet = hit.snippet,
            .marks = marked_ranges(hit.marks),
            .category = hit.category,
            .lang = std::string(name(hit.lang)),
            .why = why_line(hit.why),
            .updated = hit.updated,
            .is_solution = hit.kind == index::Kind::solution};
}

std::vector<portal::FaultView> fault_views(const App& app, const tickets::Actor& actor,
                                           Tongue tongue) {
    std::vector<portal::FaultView> views;
    const auto faults = app.problems().known_faults(name(tongue));
    if (!faults)
        return views;
    const auto catalog = app.catalog.view();
    for (const auto& fault : *faults) {
        portal::FaultView view{
            .text = fault.text, .lang = fault.lang, .article_url = {}, .since = fault.since};
        const auto* article = catalog->find(fault.article);
        if (article != nullptr && may_read(actor, *article))
            view.article_url = portal::article_url(page_lang(tongue), article->id);
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<portal::MarkedRange> marked_ranges(const std::vector<search::Mark>& marks) {
    std::vector<portal::MarkedRange> all;
    for (const auto& mark : marks)
        all.push_back({mark.begin, mark.end});
    return all;
}

std::variant<Fields, Problem> read_form(const Request& request) {
    const std::string type = ascii_lower(request.header("content-type"));
    if (trimmed(type.substr(0, type.find(';'))) != "application/x-www-form-urlencoded")
        return Problem{.id = ProblemId::unsupported_media_type};
    auto form = Fields::parse(request.body);
    if (!form)
        return invalid_field(form.error().message, "invalid_encoding");
    return std::move(form).value();
}

std::vector<Route> in_both(const Route& german, std::string_view english_pattern) {
    Route english = german;
    english.pattern = english_pattern;
    return {german, std::move(english)};
}

std::string size_text(portal::Lang lang, std::int64_t bytes) {
    constexpr std::int64_t kib = 1024;
    return portal::number_text(lang, static_cast<std::size_t>((bytes + kib - 1) / kib)) + " KiB";
}

std::string trail_of(std::string_view text) {
    return deflect::is_trail(text) ? std::string(text) : std::string();
}

Response problem_page(const App& app, const Problem& problem, const Request& request) {
    if (is_desk_path(request.path))
        return desk_problem_page(app, problem, request);
    auto frame = frame_of(app, request, portal::home_url);
    frame.indexable = false;
    frame.query.clear();
    const auto& type = problem_type(problem.id);
    Response response =
        html_response(portal::message_page(frame, page_key(type.status), {}), type.status);
    if (problem.retry_after > 0)
        response.set("Retry-After", std::to_string(problem.retry_after));
    if (!problem.allow.empty())
        response.set("Allow", problem.allow);
    return response;
}

std::string ticket_cookie_value(std::string_view token, std::string_view base_url) {
    constexpr std::string_view thirty_days = "2592000";
    std::string value = std::string(ticket_cookie) + "=" + std::string(token) +
                        "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::string(thirty_days);
    return base_url.starts_with("https://") ? value + "; Secure" : value;
}

std::string session_cookie_value(std::string_view name, std::string_view token,
                                 std::string_view base_url, Milliseconds lifetime) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(lifetime).count();
    std::string value =
        std::string(name) + "=" + std::string(token) +
        "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(token.empty() ? 0 : seconds);
    return base_url.starts_with("https://") ? value + "; Secure" : value;
}

} // namespace lotse::http
