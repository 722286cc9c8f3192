// The ticket at the desk: what was said, what was searched, what would solve it, and the forms to
// work on it.

#include <algorithm>

#include "portal/render/format.h"
#include "portal/render/urls.h"
#include "searchd/deflect/handover.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/links.h"
#include "tickets/desk/sent_articles.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;

/// Of a ticket of the desk's own; addresses of solved tickets in the panel lead there too.
std::string ticket_url(const Call& call, std::int64_t number) {
    return portal::desk_ticket_url(page_lang(call.request.tongue), number);
}

portal::DeskFile file_view(const Call& call, const tickets::Attachment& file) {
    return {file.name,
            ticket_url(call, file.ticket.value) + "/files/" + std::to_string(file.id.value),
            size_text(page_lang(call.request.tongue), file.size)};
}

std::vector<portal::DeskMessage> message_views(const Call& call,
                                               const tickets::TicketSheet& sheet) {
    std::vector<portal::DeskMessage> views;
    for (const auto& message : sheet.details.messages) {
        const bool internal = message.visibility == tickets::Visibility::internal;
        portal::DeskMessage view{.author = message.author,
                                 .side =
                                     internal ? "note" : std::string(tickets::name(message.sender)),
                                 .at = message.at,
                                 .body = message.body,
                                 .files = {}};
        for (const auto& file : sheet.attachments)
            if (file.message == message.id)
                view.files.push_back(file_view(call, file));
        views.push_back(std::move(view));
    }
    // What hangs on the ticket and on no message of it.
    portal::DeskMessage loose{.author = {}, .side = "system", .at = {}, .body = {}, .files = {}};
    for (const auto& file : sheet.attachments)
        if (!file.message) {
            loose.author = file.author;
            loose.at = file.at;
            loose.files.push_back(file_view(call, file));
        }
    if (!loose.files.empty())
        views.push_back(std::move(loose));
    return views;
}

std::string title_of(const content::CatalogView& view, const std::string& id) {
    const auto* article = view.find(id);
    return article == nullptr ? id : article->title;
}

std::vector<portal::SearchedView> searched_views(const App& app, const Call& call,
                                                 const tickets::TicketDetails& details) {
    const Lang lang = page_lang(call.request.tongue);
    const auto catalog = app.catalog.view();
    std::vector<portal::SearchedView> views;
    for (const auto& search : details.trail) {
        portal::SearchedView view{.text = search.text,
                                  .outcome = std::string(tickets::name(search.outcome)),
                                  .opened = {},
                                  .found = {}};
        for (const auto& id : search.opened)
            view.opened.push_back({title_of(*catalog, id),
                                   portal::desk_url(lang, "articles/" + portal::url_encoded(id)),
                                   false});
        for (const auto& replay : details.replays)
            if (replay.question == search.text)
                view.found = replay.found_rank
                                 ? portal::text(lang, "desk.now_found",
                                                {{"rank", std::to_string(*replay.found_rank)}})
                                 : portal::text(lang, "desk.still_missing");
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<std::pair<std::string, std::string>> slip_views(Lang lang,
                                                            const tickets::TicketSheet& sheet) {
    std::vector<std::pair<std::string, std::string>> views;
    const auto heading = [&](int from, int to, TimePoint at) {
        return portal::text(lang, "desk.slip.heading",
                            {{"from", std::to_string(from)},
                             {"to", std::to_string(to)},
                             {"at", portal::date_time_text(lang, at)}});
    };
    for (const auto& handed : sheet.slips) {
        std::string body;
        for (const auto& [key, fact] : {std::pair{"desk.slip.problem", &handed.slip.problem},
                                        {"desk.slip.ruled_out", &handed.slip.ruled_out},
                                        {"desk.slip.next_step", &handed.slip.next_step}})
            body += portal::text(lang, key) + ": " + *fact + "\n";
        for (const auto& article : handed.slip.articles)
            if (!article.why_not.empty())
                body += article.document + ": " + article.why_not + "\n";
        views.emplace_back(heading(handed.from, handed.to, handed.at), body);
    }
    for (const auto& note : sheet.training_notes)
        views.emplace_back(portal::text(lang, "desk.training_note"), note.text);
    return views;
}

std::vector<portal::DeskSolution> panel(const App& app, const Call& call,
                                        const tickets::TicketDetails& details) {
    std::vector<portal::DeskSolution> views;
    const auto& ticket = details.ticket;
    auto draft = deflect::own_words_of(details);
    draft.caller = visibility_of(call.actor);
    draft.deadline = app.config.search_time;
    const auto found = app.training.solutions_for(ticket.level, draft);
    if (!found)
        return views; // the ticket itself is worth more than what might solve it
    const auto sent = tickets::SentArticles(app.database).of(ticket.number);
    for (const auto& solution : found->solutions) {
        if (solution.hit.kind == index::Kind::ticket &&
            solution.hit.id == std::to_string(ticket.number.value))
            continue;
        auto view = solution_view(app, call, solution.hit, ticket.lang,
                                  ticket_url(call, ticket.number.value));
        if (solution.note)
            view.training_note = solution.note->text;
        view.sent = sent && std::ranges::any_of(
                                *sent, [&](const auto& one) { return one.article == view.id; });
        views.push_back(std::move(view));
    }
    return views;
}

/// A link that was asked for by its address: the page works without a script.
void put_in_link(const Call& call, portal::TicketView& view) {
    const auto wanted = call.request.query.get("insert");
    for (const auto& solution : view.solutions)
        if (!wanted.empty() && solution.id == wanted)
            view.reply += (view.reply.empty() ? "" : "\n") + solution.insert;
}

portal::TicketView facts_view(const Call& call, const tickets::TicketSheet& sheet) {
    const auto& ticket = sheet.details.ticket;
    portal::TicketView view;
    view.number = ticket.number.value;
    view.kind = tickets::name(ticket.kind);
    view.subject = ticket.subject;
    view.state = tickets::name(ticket.state);
    view.priority = tickets::name(ticket.priority);
    view.channel = tickets::name(ticket.channel);
    view.lang = ticket.lang;
    view.level = ticket.level;
    view.team = ticket.team;
    view.assignee = ticket.assignee_name;
    view.mine = ticket.assignee && *ticket.assignee == call.actor.person;
    view.customer = ticket.contact.name;
    view.email = ticket.contact.email;
    view.phone = ticket.contact.phone;
    view.created = ticket.created;
    view.due = ticket.due;
    for (const auto& tag : sheet.tags)
        view.tags += (view.tags.empty() ? "" : ", ") + tag;
    for (const auto& link : sheet.links)
        view.links.push_back({std::string(tickets::reading(link.kind, link.outgoing)),
                              {"#" + std::to_string(link.other.value) + " " + link.subject,
                               ticket_url(call, link.other.value), false},
                              std::string(tickets::name(link.state))});
    for (const auto& row : sheet.details.history)
        view.history.push_back({row.at, row.actor, row.event});
    return view;
}

Reply show_ticket(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::read_notes);
    return ticket ? ticket_page(app, call, *ticket) : problem_of(ticket.error());
}

/// An article as staff read it, internal ones and drafts among them.
Reply show_article(const App& app, const Call& call) {
    const auto view = app.catalog.view();
    const auto* article = view->find(call.request.argument(0));
    if (article == nullptr || !may_read(call.actor, *article))
        return Problem{.id = ProblemId::not_found};
    const auto html = content::to_html(
        article->body, article_links(*view, *article, call.actor, call.request.tongue));
    if (!html)
        return problem_of(html.error());
    portal::DeskArticleView shown{.id = article->id,
                                  .lang = article->lang,
                                  .title = article->title,
                                  .summary = article->summary,
                                  .trusted_html = html->html,
                                  .internal = !may_read(some_customer(), *article)};
    const auto frame = desk_frame(app, call, [&](Lang to) {
        return portal::desk_url(to, "articles/" + portal::url_encoded(article->id));
    });
    return desk_page(portal::desk_article_page(frame, shown));
}

} // namespace

Reply ticket_page(const App& app, const Call& call, const tickets::Ticket& ticket,
                  const SentForm* sent) {
    const Lang lang = page_lang(call.request.tongue);
    const auto sheet = tickets::read_sheet(app.database, ticket.number);
    if (!sheet)
        return problem_of(sheet.error());
    auto view = facts_view(call, *sheet);
    view.messages = message_views(call, *sheet);
    view.searched = searched_views(app, call, sheet->details);
    view.slips = slip_views(lang, *sheet);
    view.solutions = panel(app, call, sheet->details);
    fill_forms(app, call, sheet->details.ticket, view);
    if (!view.may.reply) // there is no answer that a link could go into
        for (auto& solution : view.solutions)
            solution.insert.clear();
    for (const auto& message : sheet->details.messages)
        view.last_message = std::max(view.last_message, message.id.value);
    show_company(app, call, ticket.number, view);
    if (sent == nullptr)
        view.done_key = done_key(call.request);
    put_in_link(call, view);
    if (sent != nullptr)
        put_back(*sent, view);
    const auto frame = desk_frame(
        app, call, [&](Lang to) { return portal::desk_ticket_url(to, ticket.number.value); });
    return desk_page(portal::ticket_page(frame, view), sent == nullptr ? 200 : 422);
}

Status add_desk_ticket_pages(Router& router, App& app) {
    std::vector<Route> routes;
    for (const auto& pair :
         {desk_routes("GET", "/de/desk/tickets/{number}", "/en/desk/tickets/{number}",
                      Action::read_notes, "A ticket with everything that staff see of it",
                      [&app](const Call& call) { return show_ticket(app, call); }),
          desk_routes("GET", "/de/desk/tickets/{number}/files/{attachment}",
                      "/en/desk/tickets/{number}/files/{attachment}", Action::read_notes,
                      "An attachment of a ticket",
                      [&app](const Call& call) { return attachment_file(app, call); }),
          desk_routes("GET", "/de/desk/articles/{id}", "/en/desk/articles/{id}",
                      Action::read_internal, "An article as staff read it",
                      [&app](const Call& call) { return show_article(app, call); })})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
