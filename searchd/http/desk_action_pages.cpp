// What agents do with a ticket, as forms: each leads back to the ticket's page, with what was done,
// or with what was typed and why it was refused.

#include <charconv>

#include "indexer/base/text.h"
#include "portal/render/urls.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/links.h"
#include "searchd/http/solving.h"
#include "tickets/desk/held_replies.h"
#include "tickets/desk/sent_articles.h"
#include "tickets/levels/level_store.h"
#include "tickets/relations/links.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;
using tickets::Ticket;

constexpr std::size_t max_text = 20'000;

/// A form on its way: what it says, and what is wrong with it.
struct Step {
    const App& app;
    const Call& call;
    const Ticket& ticket;
    SentForm& sent;

    std::string text(std::string_view field) const {
        return std::string(trimmed(sent.fields.get(field)));
    }
    std::string required(std::string_view field, const char* id, const char* missing) const {
        std::string value = text(field);
        if (value.empty())
            sent.errors.push_back({id, missing});
        else if (utf8_length(value) > max_text)
            sent.errors.push_back({id, "desk.too_long"});
        return value;
    }
    Lang lang() const { return page_lang(call.request.tongue); }
    bool bad() const { return !sent.errors.empty() || !sent.trouble.empty(); }
};
using StepRunner = Status (*)(const Step&);

std::string trouble_of(const Error& error, Lang lang) {
    switch (error.code) {
    case Code::conflict:
        return portal::text(lang, "desk.trouble.conflict");
    case Code::invalid_argument:
    case Code::too_large:
        return portal::text(lang, "desk.trouble.invalid", {{"why", error.to_string()}});
    default:
        return portal::text(lang, "desk.trouble.other");
    }
}

/// The articles of ours that an answer links to.
std::vector<std::string> linked_articles(const App& app, std::string_view body) {
    std::vector<std::string> found;
    const auto view = app.catalog.view();
    for (const Lang lang : {Lang::de, Lang::en}) {
        const std::string prefix = app.base_url + portal::article_url(lang, {});
        for (auto at = body.find(prefix); at != std::string_view::npos;
             at = body.find(prefix, at + 1)) {
            const auto rest = body.substr(at + prefix.size());
            auto written = rest.substr(0, rest.find_first_of(" \t\r\n?#<>()\"'"));
            while (!written.empty() &&
                   std::string_view(".,;:!").find(written.back()) != std::string_view::npos)
                written.remove_suffix(1); // of the sentence, not of the address
            const auto id = percent_decoded(written, false);
            if (id && view->find(*id) != nullptr)
                found.push_back(*id);
        }
    }
    return found;
}

/// Customers must not be sent where they may not go.
void refuse_internal(const Step& step, const std::vector<std::string>& linked) {
    const auto view = step.app.catalog.view();
    std::string internal;
    for (const auto& id : linked)
        if (const auto* article = view->find(id); !may_read(some_customer(), *article))
            internal += (internal.empty() ? "" : ", ") + article->title;
    if (!internal.empty())
        step.sent.trouble =
            portal::text(step.lang(), "desk.internal_link", {{"articles", internal}});
}

Status send_reply(const Step& step) {
    const std::string body = step.required("body", "reply", "desk.answer_missing");
    const auto linked = linked_articles(step.app, body);
    refuse_internal(step, linked);
    if (!step.bad())
        step.sent.trouble =
            newer_than_seen(step.app, step.call, step.ticket.number, step.text("seen"));
    if (step.bad())
        return Done{};
    tickets::HeldReplies held(step.app.database);
    if (step.app.config.hold_replies > Milliseconds{0})
        return held.hold(step.call.actor, step.ticket.number, body, linked,
                         step.app.config.hold_replies);
    const auto sent = step.app.tickets().reply(step.call.actor, step.ticket.number, body);
    if (!sent)
        return sent.error();
    if (Status gone = held.discard(step.call.actor, step.ticket.number); !gone)
        return gone; // it stood in the box until now
    return tickets::SentArticles(step.app.database)
        .record(step.call.actor, step.ticket.number, linked);
}

Status save_note(const Step& step) {
    const std::string body = step.required("body", "note", "desk.note_missing");
    if (step.bad())
        return Done{};
    const auto noted = step.app.tickets().note(step.call.actor, step.ticket.number, body);
    return noted ? Status(Done{}) : Status(noted.error());
}

Status assign_to(const Step& step) {
    const std::string to = step.text("to");
    std::optional<tickets::PersonId> person;
    if (to == "me") {
        person = step.call.actor.person;
    } else if (to != "nobody") {
        tickets::PersonId id;
        std::from_chars(to.data(), to.data() + to.size(), id.value);
        person = id;
    }
    return step.app.tickets().assign(step.call.actor, step.ticket.number, person);
}

Status set_priority(const Step& step) {
    const auto priority = tickets::from_name<tickets::Priority>(step.text("priority"));
    if (!priority)
        return priority.error();
    return step.app.tickets().prioritize(step.call.actor, step.ticket.number, *priority);
}

Status set_tags(const Step& step) {
    std::vector<std::string> tags;
    const std::string listed = step.text("tags");
    for (const auto tag : split(listed, ','))
        if (!trimmed(tag).empty())
            tags.emplace_back(trimmed(tag));
    return tickets::LinkStore(step.app.database)
        .set_tags(step.call.actor, step.ticket.number, tags);
}

/// A day as a date field writes it, at six in the morning; it lies ahead.
Status wait_until(const Step& step) {
    const auto state = tickets::from_name<tickets::State>(step.text("state"));
    if (!state)
        return state.error();
    const auto until = parse_iso8601(step.text("until") + "T06:00:00Z");
    if (!until || *until <= step.app.clock.now()) {
        step.sent.errors.push_back({"wait", "desk.wait_missing"});
        return Done{};
    }
    return step.app.tickets().await(step.call.actor, step.ticket.number, *state, *until);
}

Status hand_over(const Step& step) {
    tickets::HandOver what;
    const std::string to = step.text("to");
    const auto colon = std::min(to.find(':'), to.size());
    std::from_chars(to.data(), to.data() + colon, what.to);
    what.team = to.substr(std::min(colon + 1, to.size()));
    what.slip.problem = step.required("problem", "problem", "desk.slip.problem_missing");
    what.slip.ruled_out = step.required("ruled_out", "ruled_out", "desk.slip.ruled_out_missing");
    what.slip.next_step = step.required("next_step", "next_step", "desk.slip.next_step_missing");
    constexpr std::string_view why_not = "why_not:";
    for (const auto& [field, value] : step.sent.fields.all())
        if (field.starts_with(why_not) && !trimmed(value).empty())
            what.slip.articles.push_back({field.substr(why_not.size()), tickets::ArticleUse::tried,
                                          std::string(trimmed(value))});
    tickets::LevelStore levels(step.app.database);
    const auto draft = levels.draft(step.ticket.number, step.ticket.lang);
    if (!draft)
        return draft.error();
    for (const auto& fact : missing_facts(completed_slip(*draft, what.slip)))
        if (fact.starts_with(why_not))
            step.sent.errors.push_back(
                {"why-" + fact.substr(why_not.size()), "desk.slip.why_not_missing"});
    if (step.bad())
        return Done{};
    return levels.hand_over(step.call.actor, step.ticket.number, what);
}

Status hand_back(const Step& step) {
    tickets::HandBack what;
    const std::string to = step.text("to");
    std::from_chars(to.data(), to.data() + to.size(), what.to);
    what.training_note =
        step.required("training_note", "training_note", "desk.training_note_missing");
    what.article = step.text("article");
    if (!what.article.empty() && step.app.catalog.view()->find(what.article) == nullptr)
        step.sent.errors.push_back({"back-article", "desk.article_unknown"});
    if (step.bad())
        return Done{};
    return tickets::LevelStore(step.app.database)
        .hand_back(step.call.actor, step.ticket.number, what);
}

/// A problem of solve() as errors of the form.
void put_problem(const Step& step, const Problem& problem) {
    for (const auto& fault : problem.faults)
        if (fault.what == "personal_data")
            step.sent.errors.push_back(
                {fault.field == "/title" ? "title" : "shared", "desk.personal_data"});
    if (step.sent.errors.empty())
        step.sent.trouble =
            problem.id == ProblemId::not_acceptable_state
                ? portal::text(step.lang(), "desk.trouble.conflict")
                : portal::text(step.lang(), "desk.trouble.invalid", {{"why", problem.detail}});
}

Status resolve_ticket(const Step& step) {
    using tickets::ResolutionKind;
    const auto kind = tickets::from_name<ResolutionKind>(step.text("kind"));
    if (!kind)
        return kind.error();
    Solving solving;
    tickets::Resolution& resolution = solving.resolution;
    resolution.kind = *kind;
    if (*kind == ResolutionKind::linked_article) {
        resolution.article = step.required("article", "article", "desk.article_missing");
        resolution.text = step.text("text");
        if (!resolution.article.empty() &&
            step.app.catalog.view()->find(resolution.article) == nullptr)
            step.sent.errors.push_back({"article", "desk.article_unknown"});
    } else if (*kind == ResolutionKind::shared_solution) {
        resolution.title = step.required("title", "title", "desk.title_missing");
        resolution.text = step.required("text", "shared", "desk.text_missing");
        resolution.lang = step.text("solution_lang") == "en" ? "en" : "de";
    } else if (*kind == ResolutionKind::no_knowledge) {
        const auto cause = tickets::from_name<tickets::NoKnowledge>(step.text("cause"));
        if (!cause)
            return cause.error();
        resolution.cause = *cause;
        resolution.reason = step.text("reason");
        if (*cause == tickets::NoKnowledge::other && resolution.reason.empty())
            step.sent.errors.push_back({"reason", "desk.reason_missing"});
    }
    if (step.bad())
        return Done{};
    auto solved = solve(step.app, step.call.actor, step.ticket.number, std::move(solving));
    if (const auto* problem = std::get_if<Problem>(&solved))
        put_problem(step, *problem);
    return Done{};
}

Status close_ticket(const Step& step) {
    return step.app.tickets().close(step.call.actor, step.ticket.number);
}

Status reopen_ticket(const Step& step) {
    const std::string reason = step.required("reason", "reopen_reason", "desk.reopen_missing");
    if (step.bad())
        return Done{};
    return step.app.tickets().reopen(step.call.actor, step.ticket.number, reason);
}

Reply run_step(const App& app, const Call& call, Action action, std::string_view name,
               StepRunner run) {
    const auto ticket = ticket_for(app, call, action);
    if (!ticket)
        return problem_of(ticket.error());
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    SentForm sent{.action = name, .fields = std::get<Fields>(std::move(read))};
    const Lang lang = page_lang(call.request.tongue);
    if (!is_own_form(call.request, sent.fields)) {
        sent.trouble = portal::text(lang, "desk.trouble.form_token");
    } else {
        // Whoever goes on has made up his mind about the answer before.
        const Status before =
            tickets::HeldReplies(app.database).send_now(call.actor, ticket->number);
        const Status done = before ? run({app, call, *ticket, sent}) : before;
        if (!done)
            sent.trouble = trouble_of(done.error(), lang);
    }
    if (!sent.errors.empty() || !sent.trouble.empty())
        return ticket_page(app, call, *ticket, &sent);
    app.presence.leave(ticket->number, call.actor.person); // the page to come says it again
    app.wake_worker(); // a change may have given the loop something to do
    return redirect(portal::desk_ticket_url(lang, ticket->number.value) +
                    "?done=" + std::string(name));
}

struct Form {
    std::string_view name;
    std::string_view german;
    std::string_view english;
    Action action;
    std::string_view summary;
    StepRunner run;
};

constexpr Form forms[] = {
    {"reply", "/de/desk/tickets/{number}/reply", "/en/desk/tickets/{number}/reply",
     Action::reply_ticket, "Answer the customer", send_reply},
    {"note", "/de/desk/tickets/{number}/note", "/en/desk/tickets/{number}/note",
     Action::work_ticket, "Leave an internal note", save_note},
    {"assign", "/de/desk/tickets/{number}/assign", "/en/desk/tickets/{number}/assign",
     Action::work_ticket, "Assign a ticket", assign_to},
    {"priority", "/de/desk/tickets/{number}/priority", "/en/desk/tickets/{number}/priority",
     Action::work_ticket, "Change a ticket's priority", set_priority},
    {"tags", "/de/desk/tickets/{number}/tags", "/en/desk/tickets/{number}/tags",
     Action::work_ticket, "Change a ticket's tags", set_tags},
    {"wait", "/de/desk/tickets/{number}/wait", "/en/desk/tickets/{number}/wait",
     Action::work_ticket, "Let a ticket wait", wait_until},
    {"hand-over", "/de/desk/tickets/{number}/hand-over", "/en/desk/tickets/{number}/hand-over",
     Action::work_ticket, "Hand a ticket over with a slip", hand_over},
    {"hand-back", "/de/desk/tickets/{number}/hand-back", "/en/desk/tickets/{number}/hand-back",
     Action::work_ticket, "Hand a ticket back with a training note", hand_back},
    {"resolve", "/de/desk/tickets/{number}/resolve", "/en/desk/tickets/{number}/resolve",
     Action::resolve_ticket, "Solve a ticket", resolve_ticket},
    {"close", "/de/desk/tickets/{number}/close", "/en/desk/tickets/{number}/close",
     Action::work_ticket, "Close a ticket without a solution", close_ticket},
    {"reopen", "/de/desk/tickets/{number}/reopen", "/en/desk/tickets/{number}/reopen",
     Action::work_ticket, "Reopen a ticket", reopen_ticket},
};

} // namespace

Status add_desk_action_pages(Router& router, App& app) {
    std::vector<Route> routes;
    for (const Form& form : forms) {
        // Customers may reply to their own tickets, but not here.
        const auto pair =
            desk_routes("POST", form.german, form.english, Action::work_ticket, form.summary,
                        [&app, &form](const Call& call) {
                            return run_step(app, call, form.action, form.name, form.run);
                        });
        routes.insert(routes.end(), pair.begin(), pair.end());
    }
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
