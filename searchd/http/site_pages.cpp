// What administrators set of the portal, and when customers are told to expect an answer.

#include <algorithm>

#include "portal/desk/site_page.h"
#include "portal/render/urls.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/expected_answer.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/sites.h"

namespace lotse::http {
namespace {

using tickets::Action;

portal::InputKind input_of(SettingKind kind) {
    switch (kind) {
    case SettingKind::lines:
        return portal::InputKind::text;
    case SettingKind::count:
        return portal::InputKind::number;
    case SettingKind::language:
        return portal::InputKind::language;
    default:
        return portal::InputKind::line;
    }
}

using Typed = std::map<std::string, std::string>;

/// The form as things are, or as they were typed and could not be kept.
Response site_response(const App& app, const Call& call, const Typed& typed,
                       const std::vector<std::string>& wrong, bool not_saved) {
    const auto site = app.site.now();
    portal::SiteView view{.rows = {}, .not_saved = not_saved, .done_key = done_key(call.request)};
    for (const SiteSetting& setting : site_settings()) {
        const std::string name(setting.name);
        const auto written = typed.find(name);
        view.rows.push_back({.name = name,
                             .section = std::string(setting.section),
                             .kind = input_of(setting.kind),
                             .lang = std::string(setting.lang),
                             .value = written != typed.end() ? written->second : setting.get(*site),
                             .wrong = std::ranges::find(wrong, name) != wrong.end()});
    }
    const bool failed = not_saved || !wrong.empty();
    if (failed)
        view.done_key.clear();
    auto frame =
        desk_frame(app, call, [](portal::Lang to) { return portal::desk_url(to, "site"); });
    return desk_page(portal::site_page(frame, view), failed ? 422 : 200);
}

Reply save_site(App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    Typed typed;
    for (const SiteSetting& setting : site_settings())
        if (form.has(setting.name))
            typed[std::string(setting.name)] = form.get(setting.name);
    // A form of another session, or of none, changes nothing; what was typed stays.
    if (!is_own_form(call.request, form))
        return site_response(app, call, typed, {}, true);
    std::vector<std::string> wrong;
    if (const Status changed = app.site.change(call.actor, typed, wrong); !changed)
        return problem_of(changed.error());
    if (!wrong.empty())
        return site_response(app, call, typed, wrong, false);
    return redirect(portal::desk_url(page_lang(call.request.tongue), "site") + "?done=site");
}

Reply answer_time(const App& app, const Call& call) {
    const auto time = app.expected.now();
    if (!time)
        return json_response({{"expected", nullptr}});
    return json_response(
        {{"expected",
          {{"within_minutes", std::chrono::ceil<std::chrono::minutes>(time->within).count()},
           {"by", to_iso8601(time->by)},
           {"open", time->open},
           {"measured_on", time->measured},
           {"sentence", app.expected.sentence(page_lang(call.request.tongue))}}}});
}

} // namespace

Status add_site_pages(Router& router, App& app) {
    auto routes = desk_routes(
        "GET", "/de/desk/site", "/en/desk/site", Action::configure, "What is set of the portal",
        [&app](const Call& call) -> Reply { return site_response(app, call, {}, {}, false); });
    for (auto& route : desk_routes("POST", "/de/desk/site", "/en/desk/site", Action::configure,
                                   "Set what the portal says and keeps",
                                   [&app](const Call& call) { return save_site(app, call); }))
        routes.push_back(std::move(route));
    routes.push_back({.method = "GET",
                      .pattern = "/api/v1/answer-time",
                      .access = Access::everyone(),
                      .summary = "When somebody who writes now can expect an answer",
                      .handler = [&app](const Call& call) { return answer_time(app, call); }});
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
