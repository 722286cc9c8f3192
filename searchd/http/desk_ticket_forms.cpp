// The forms on a ticket's page: which there are, what stands in them, and what was typed into one
// that failed.

#include "portal/render/urls.h"
#include "searchd/deflect/handover.h"
#include "searchd/http/desk_internal.h"
#include "tickets/levels/teams.h"
#include "tickets/resolution_draft.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Event;

std::string article_title(const content::CatalogView& view, const std::string& id) {
    const auto* article = view.find(id);
    return article == nullptr ? id : article->title;
}

portal::AllowedActions allowed(const tickets::Ticket& ticket) {
    const auto open = [&](Event event) {
        const auto row = tickets::find_transition(ticket.state, event);
        return row && row->open_to(tickets::Party::agent);
    };
    return {.assign = open(Event::assign),
            .reply = ticket.kind == tickets::Kind::request && open(Event::agent_reply),
            .note = open(Event::note),
            .prioritize = open(Event::prioritize),
            .wait = open(Event::await_reminder),
            .hand_over = open(Event::move_level),
            .solve = open(Event::resolve),
            .close = open(Event::close),
            .reopen = open(Event::reopen)};
}

portal::DeskChoice agents(const App& app, const tickets::Ticket& ticket, Lang lang) {
    portal::DeskChoice choice{.field = "to",
                              .options = {{"nobody", portal::text(lang, "desk.nobody")}},
                              .chosen = ticket.assignee ? std::to_string(ticket.assignee->value)
                                                        : "nobody"};
    for (auto& option : agent_options(app))
        choice.options.push_back(std::move(option));
    return choice;
}

std::string level_label(Lang lang, int level, const std::string& team) {
    const std::string number = std::to_string(level);
    return team.empty()
               ? portal::text(lang, "desk.level_only", {{"level", number}})
               : portal::text(lang, "desk.level_team", {{"level", number}, {"team", team}});
}

std::string level_value(int level, const std::string& team) {
    return std::to_string(level) + ":" + team;
}

/// Where a ticket can go up to: the teams of its level and of those above, and levels without any.
portal::DeskChoice levels_above(const std::vector<tickets::Team>& teams,
                                const tickets::Ticket& ticket, Lang lang) {
    portal::DeskChoice choice{.field = "to", .options = {}, .chosen = {}};
    for (int level = ticket.level; level <= tickets::last_level; ++level) {
        bool any = false;
        for (const auto& team : teams)
            if (team.level == level && (level > ticket.level || team.name != ticket.team)) {
                choice.options.emplace_back(level_value(level, team.name),
                                            level_label(lang, level, team.name));
                any = true;
            }
        if (level > ticket.level && (!any || level < tickets::last_level))
            choice.options.emplace_back(level_value(level, {}), level_label(lang, level, {}));
    }
    return choice;
}

void fill_hand_over(const App& app, const Call& call, const tickets::Ticket& ticket,
                    portal::TicketView& view) {
    const Lang lang = page_lang(call.request.tongue);
    const auto draft =
        deflect::handover_draft(app.database, app.engine, ticket.number, name(call.request.tongue));
    const auto teams = tickets::TeamStore(app.database).list();
    if (!draft || !teams)
        return;
    auto to = levels_above(*teams, ticket, lang);
    for (const auto& proposal : draft->teams) {
        std::string why = proposal.category ? portal::text(lang, "desk.by_category") : "";
        for (const auto& word : proposal.words)
            why += (why.empty() ? "" : ", ") + word;
        view.hand_over.proposed.emplace_back(proposal.team.name, why);
        if (to.chosen.empty())
            to.chosen = level_value(proposal.team.level, proposal.team.name);
    }
    if (!to.options.empty())
        view.hand_over.to.push_back(std::move(to));
    view.hand_over.problem = draft->slip.problem;
    view.hand_over.ruled_out = draft->slip.ruled_out;
    view.hand_over.next_step = draft->slip.next_step;
    const auto catalog = app.catalog.view();
    for (const auto& article : draft->slip.articles)
        view.hand_over.articles.push_back(
            {article.document, article_title(*catalog, article.document),
             std::string(tickets::name(article.use)), article.why_not});
    view.hand_back.possible = ticket.level > tickets::first_level;
    view.hand_back.to.field = "to";
    for (int level = ticket.level - 1; level >= tickets::first_level; --level)
        view.hand_back.to.options.emplace_back(std::to_string(level), level_label(lang, level, {}));
}

void fill_solve(const App& app, const tickets::Ticket& ticket, Lang lang,
                portal::TicketView& view) {
    for (const auto& solution : view.solutions)
        if (solution.sent && view.solve.article.empty())
            view.solve.article = solution.id;
    if (const auto draft = tickets::draft_resolution(app.database, ticket.number)) {
        view.solve.title = draft->title;
        view.solve.shared = draft->solution;
    }
    view.solve.lang = {.field = "solution_lang",
                       .options = {{"de", portal::text(lang, "language.name_de")},
                                   {"en", portal::text(lang, "language.name_en")}},
                       .chosen = ticket.lang};
    view.solve.cause = word_choice<tickets::NoKnowledge>(lang, "cause", "cause", "one_off");
}

} // namespace

std::vector<std::pair<std::string, std::string>> agent_options(const App& app) {
    std::vector<std::pair<std::string, std::string>> options;
    if (const auto people = app.people().list())
        for (const auto& person : *people)
            if (person.active && person.roles.has(tickets::Role::agent))
                options.emplace_back(std::to_string(person.id.value), person.name);
    return options;
}

void put_back(const SentForm& sent, portal::TicketView& view) {
    const auto text = [&](std::string_view field) { return std::string(sent.fields.get(field)); };
    view.errors = sent.errors;
    view.trouble = sent.trouble;
    if (sent.action == "reply") {
        view.reply = text("body");
    } else if (sent.action == "note") {
        view.note = text("body");
    } else if (sent.action == "wait") {
        view.wait_until = text("until");
    } else if (sent.action == "reopen") {
        view.reopen_reason = text("reason");
    } else if (sent.action == "tags") {
        view.tags = text("tags");
    } else if (sent.action == "hand-over") {
        view.hand_over.open = true;
        view.hand_over.problem = text("problem");
        view.hand_over.ruled_out = text("ruled_out");
        view.hand_over.next_step = text("next_step");
        if (!view.hand_over.to.empty())
            view.hand_over.to.front().chosen = text("to");
        for (auto& article : view.hand_over.articles)
            article.why_not = text("why_not:" + article.id);
    } else if (sent.action == "hand-back") {
        view.hand_back.open = true;
        view.hand_back.to.chosen = text("to");
        view.hand_back.note = text("training_note");
        view.hand_back.article = text("article");
    } else if (sent.action == "resolve") {
        view.solve.open = text("kind");
        if (view.solve.open == "linked_article") {
            view.solve.article = text("article");
            view.solve.text = text("text");
        } else if (view.solve.open == "shared_solution") {
            view.solve.title = text("title");
            view.solve.shared = text("text");
            view.solve.lang.chosen = text("solution_lang");
        } else {
            view.solve.cause.chosen = text("cause");
            view.solve.reason = text("reason");
        }
    }
}

void fill_forms(const App& app, const Call& call, const tickets::Ticket& ticket,
                portal::TicketView& view) {
    const Lang lang = page_lang(call.request.tongue);
    view.may = allowed(ticket);
    view.agents = agents(app, ticket, lang);
    view.priorities = word_choice<tickets::Priority>(lang, "priority", "priority", view.priority);
    if (view.may.hand_over)
        fill_hand_over(app, call, ticket, view);
    if (view.may.solve)
        fill_solve(app, ticket, lang, view);
}

} // namespace lotse::http
