// What visitors say about their searches, and the gaps that come of it.

#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/voting.h"

namespace lotse::http {
namespace {

using tickets::Action;

Reply feedback(const App& app, const Call& call) {
    JsonBody body(call.request);
    const std::string trail = body.text("trail", {.most = 64, .required = true});
    const std::string article = body.text("article", {.most = 96});
    const auto helped = body.flag("helped", true);
    if (auto problem = body.problem())
        return *problem;
    // The article's vote counts even where nobody knows the search any more.
    if (!article.empty())
        if (const Status cast = cast_vote(app, call, article, *helped); !cast)
            return problem_of(cast.error());
    Status noted = Done{};
    if (!*helped)
        noted = app.trails.not_helped(trail, article);
    else if (!article.empty())
        noted = app.trails.helped(trail, article);
    return noted ? Reply(no_content()) : problem_of(noted.error());
}

Reply list_gaps(const App& app, const Call& call) {
    std::optional<Problem> fault;
    tickets::GapFilter filter;
    const auto state = call.request.query.get("state");
    if (const auto known = tickets::from_name<tickets::GapState>(state))
        filter.state = *known;
    else if (!state.empty())
        fault = invalid_field("state", "invalid_value");
    filter.min_visitors =
        static_cast<std::int64_t>(number_of(call.request, "min_visitors", 1, 1, 1'000'000, fault));
    filter.limit = static_cast<int>(number_of(call.request, "limit", 50, 1, 200, fault));
    if (fault)
        return *fault;
    const auto gaps = app.search_log().gaps(filter);
    if (!gaps)
        return problem_of(gaps.error());
    Json list = Json::array();
    for (const auto& gap : *gaps)
        list.push_back(to_json(gap));
    return json_response({{"gaps", list}});
}

} // namespace

Status add_loop_routes(Router& router, App& app) {
    return add_routes(router,
                      {{.method = "POST",
                        .pattern = "/api/v1/feedback",
                        .access = Access::needs(Action::vote),
                        .rate = RateClass::vote,
                        .summary = "Say whether a search helped",
                        .handler = [&app](const Call& call) { return feedback(app, call); }},
                       {.method = "GET",
                        .pattern = "/api/v1/gaps",
                        .access = Access::needs(Action::read_gaps),
                        .summary = "List what was searched in vain, most visitors first",
                        .handler = [&app](const Call& call) { return list_gaps(app, call); }}});
}

} // namespace lotse::http
