// What was searched in vain, for editors and agents: each gap with what can be made of it, and the
// question asked again at once.

#include <charconv>

#include "indexer/base/text.h"
#include "portal/desk/gap_page.h"
#include "portal/render/urls.h"
#include "searchd/deflect/nearest.h"
#include "searchd/http/desk_internal.h"
#include "tickets/gap_store.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;

constexpr int gaps_shown = 50;
constexpr std::size_t other_questions = 8;

portal::GapView gap_view(const App& app, Lang lang, const tickets::Gap& gap) {
    portal::GapView view;
    view.id = gap.id.value;
    view.question = gap.questions.empty() ? gap.topic : gap.questions.front().text;
    view.lang =
        gap.questions.empty() ? std::string(portal::code(lang)) : gap.questions.front().lang;
    view.state = tickets::name(gap.state);
    view.count = static_cast<std::size_t>(gap.count);
    view.visitors = static_cast<std::size_t>(gap.visitors);
    view.last_week = static_cast<std::size_t>(gap.last_week);
    view.week_before = static_cast<std::size_t>(gap.week_before);
    for (std::size_t i = 1; i < gap.questions.size() && i <= other_questions; ++i)
        view.questions.push_back(gap.questions[i].text);
    // As they are now; the gap itself is worth more than its neighbours.
    const auto nearest = deflect::nearest_articles(app.engine, gap);
    for (const auto& near : nearest ? *nearest : gap.nearest) {
        view.nearest.push_back(
            {near.title, portal::desk_url(lang, "articles/" + near.article), false});
        view.nearest_ids.push_back(near.article);
    }
    if (gap.ticket)
        view.ticket = {"#" + std::to_string(gap.ticket->value),
                       portal::desk_ticket_url(lang, gap.ticket->value), false};
    view.draft_url =
        portal::with_parameter(portal::desk_url(lang, "edit/new"), "title", view.question);
    return view;
}

struct Outcome {
    std::string done{};
    std::string trouble{};
};

Reply gaps_of(const App& app, const Call& call, std::string_view state, const Outcome& outcome) {
    const Lang lang = page_lang(call.request.tongue);
    tickets::GapFilter filter{.state = tickets::GapState::open, .limit = gaps_shown};
    if (const auto word = tickets::from_name<tickets::GapState>(state))
        filter.state = *word;
    const auto gaps = app.search_log().gaps(filter);
    if (!gaps)
        return problem_of(gaps.error());
    portal::GapsView view;
    view.state =
        word_choice<tickets::GapState>(lang, "state", "gap_state", tickets::name(*filter.state));
    view.may_write = tickets::authorize(call.actor, Action::write_article).ok();
    view.may_ignore = tickets::authorize(call.actor, Action::work_ticket).ok();
    view.done = outcome.done;
    view.trouble = outcome.trouble;
    for (const auto& gap : *gaps)
        view.gaps.push_back(gap_view(app, lang, gap));
    const auto frame = desk_frame(app, call, [](Lang to) { return portal::desk_url(to, "gaps"); });
    return desk_page(portal::gaps_page(frame, view), outcome.trouble.empty() ? 200 : 422);
}

/// As a visitor would ask it.
std::string asked_again(const App& app, const std::string& text, std::string_view lang, Lang page) {
    search::SearchRequest question;
    question.query = text;
    question.page_lang = lang == "en" ? search::Lang::en : search::Lang::de;
    question.deadline = app.config.search_time;
    const auto answer = app.engine.search(question);
    if (!answer || answer->hits.empty())
        return portal::text(page, "desk.gap.still_nothing", {{"question", text}});
    return portal::text(page, "desk.gap.now_first",
                        {{"question", text}, {"title", answer->hits.front().title}, {"rank", "1"}});
}

Outcome propose(const App& app, const Call& call, const Fields& form, const tickets::Gap& gap) {
    const Lang page = page_lang(call.request.tongue);
    const bool alias = form.get("do") == "alias";
    const auto view = gap_view(app, page, gap);
    deflect::Proposal proposal;
    proposal.kind = alias ? deflect::ProposalKind::alias : deflect::ProposalKind::synonym;
    if (gap.ticket)
        proposal.ticket = *gap.ticket;
    proposal.lang = view.lang;
    proposal.article = trimmed(form.get("article"));
    if (alias)
        proposal.words = {std::string(trimmed(form.get("words")))};
    else
        for (const auto word : split(form.get("words"), ','))
            if (!trimmed(word).empty())
                proposal.words.emplace_back(trimmed(word));
    if (proposal.words.empty() || proposal.words.front().empty() ||
        (alias && proposal.article.empty()))
        return {.trouble = portal::text(page, "desk.gap.no_words")};
    const auto asked = app.proposals.apply(proposal);
    if (!asked)
        return {.trouble = portal::text(page, "desk.trouble.invalid",
                                        {{"why", asked.error().to_string()}})};
    app.wake_worker();
    return {.done = asked_again(app, view.question, view.lang, page)};
}

Outcome ignore(const App& app, const Call& call, const Fields& form, const tickets::Gap& gap) {
    const Lang page = page_lang(call.request.tongue);
    const auto reason = trimmed(form.get("reason"));
    if (reason.empty())
        return {.trouble = portal::text(page, "desk.reason_missing")};
    const auto ignored = tickets::GapStore(app.database).ignore(call.actor, gap.id, reason);
    if (!ignored)
        return {.trouble = portal::text(page, "desk.trouble.invalid",
                                        {{"why", ignored.error().to_string()}})};
    return {.done = portal::text(page, "desk.gap.ignored_now")};
}

Reply work_on_gap(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    const bool ignores = form.get("do") == "ignore";
    // One address, two permissions: the form says which.
    if (const auto may =
            tickets::authorize(call.actor, ignores ? Action::work_ticket : Action::write_article);
        !may)
        return problem_of(may.error());
    if (!is_own_form(call.request, form))
        return Problem{.id = ProblemId::cross_site};
    tickets::GapId id;
    const auto text = form.get("gap");
    std::from_chars(text.data(), text.data() + text.size(), id.value);
    const auto gap = app.search_log().gap(id);
    if (!gap)
        return problem_of(gap.error());
    return gaps_of(app, call, form.get("state"),
                   ignores ? ignore(app, call, form, *gap) : propose(app, call, form, *gap));
}

} // namespace

Status add_editor_gap_pages(Router& router, App& app) {
    std::vector<Route> routes;
    for (auto pair : {desk_routes("GET", "/de/desk/gaps", "/en/desk/gaps", Action::read_gaps,
                                  "What was searched in vain",
                                  [&app](const Call& call) {
                                      return gaps_of(app, call, call.request.query.get("state"),
                                                     {});
                                  }),
                      desk_routes("POST", "/de/desk/gaps", "/en/desk/gaps", Action::read_gaps,
                                  "Make a name, a synonym or nothing of a gap, and ask again",
                                  [&app](const Call& call) { return work_on_gap(app, call); })})
        for (auto& route : pair) {
            route.lane = Lane::heavy;
            routes.push_back(std::move(route));
        }
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
