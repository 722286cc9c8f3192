// One gap, and what people make of it: merged, split, ignored, heeded, its requesters told.

#include <charconv>

#include "searchd/deflect/nearest.h"
#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "tickets/gap_store.h"

namespace lotse::http {
namespace {

using tickets::Action;
using tickets::GapId;

constexpr std::int64_t highest_gap = 1'000'000'000'000;
constexpr std::size_t most_split_questions = 100;

/// Zero, which no gap has, for what is no number.
GapId gap_id(const Call& call) {
    GapId id;
    const std::string& text = call.request.argument(0);
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    return fault == std::errc{} && end == text.data() + text.size() ? id : GapId{};
}

Reply gap_shown(const App& app, GapId id) {
    auto gap = app.search_log().gap(id);
    if (!gap)
        return problem_of(gap.error());
    // As they are now; the gap itself is worth more than its neighbours.
    if (auto nearest = deflect::nearest_articles(app.engine, *gap))
        gap->nearest = std::move(*nearest);
    return json_response(to_json(*gap));
}

Reply gap_after(const App& app, GapId id, const Status& done) {
    if (!done)
        return problem_of(done.error());
    app.wake_worker();
    return gap_shown(app, id);
}

Reply show_gap(const App& app, const Call& call) {
    return gap_shown(app, gap_id(call));
}

Reply merge_gap(const App& app, const Call& call) {
    JsonBody body(call.request);
    const auto into = body.number("into", 1, highest_gap, true);
    if (auto problem = body.problem())
        return *problem;
    return gap_after(app, GapId{*into}, // what is left of both
                     tickets::GapStore(app.database).merge(call.actor, gap_id(call), GapId{*into}));
}

Reply split_gap(const App& app, const Call& call) {
    JsonBody body(call.request);
    std::vector<tickets::Question> questions;
    for (const std::string& text : body.list("questions", most_split_questions))
        for (const char* lang : {"de", "en"})
            questions.push_back({text, lang});
    if (!body.has("questions"))
        body.fault("questions", "required");
    if (auto problem = body.problem())
        return *problem;
    const auto made = tickets::GapStore(app.database).split(call.actor, gap_id(call), questions);
    return made ? gap_after(app, *made, Done{}) : problem_of(made.error());
}

Reply ignore_gap(const App& app, const Call& call) {
    JsonBody body(call.request);
    const std::string reason = body.text("reason", {.most = 2000, .required = true});
    if (auto problem = body.problem())
        return *problem;
    const GapId id = gap_id(call);
    return gap_after(app, id, tickets::GapStore(app.database).ignore(call.actor, id, reason));
}

Reply heed_gap(const App& app, const Call& call) {
    JsonBody body(call.request);
    if (auto problem = body.problem())
        return *problem;
    const GapId id = gap_id(call);
    return gap_after(app, id, tickets::GapStore(app.database).heed(call.actor, id));
}

Reply tell_requesters(const App& app, const Call& call) {
    JsonBody body(call.request);
    tickets::Announcement text;
    text.de = body.text("de", {});
    text.en = body.text("en", {});
    if (auto problem = body.problem())
        return *problem;
    const auto told = tickets::GapStore(app.database).tell(call.actor, gap_id(call), text);
    if (!told)
        return problem_of(told.error());
    Json numbers = Json::array();
    for (const auto number : *told)
        numbers.push_back(number.value);
    return json_response({{"told", numbers}});
}

} // namespace

Status add_gap_routes(Router& router, App& app) {
    const auto route = [&app](std::string_view method, std::string_view pattern,
                              std::string_view summary, Action action,
                              Reply (*handler)(const App&, const Call&)) -> Route {
        return {.method = method,
                .pattern = pattern,
                .access = Access::needs(action),
                .lane = Lane::heavy,
                .summary = summary,
                .handler = [&app, handler](const Call& call) { return handler(app, call); }};
    };
    const Action work = Action::work_ticket;
    return add_routes(
        router,
        {route("GET", "/api/v1/gaps/{number}", "A gap with the articles that come nearest",
               Action::read_gaps, show_gap),
         route("POST", "/api/v1/gaps/{number}/merge",
               "Make a gap part of another one, for later searches as well", work, merge_gap),
         route("POST", "/api/v1/gaps/{number}/split",
               "Make a gap of its own from some of the questions, for later searches as well", work,
               split_gap),
         route("POST", "/api/v1/gaps/{number}/ignore",
               "Let a gap never become a ticket again, with a reason", work, ignore_gap),
         route("POST", "/api/v1/gaps/{number}/heed", "Let an ignored gap count again", work,
               heed_gap),
         route("POST", "/api/v1/gaps/{number}/tell",
               "Tell every requester of an answered gap, once", work, tell_requesters)});
}

} // namespace lotse::http
