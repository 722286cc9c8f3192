// Help with taking a ticket in: which others of the same customer may be about the same matter.

#include "searchd/deflect/intake.h"
#include "searchd/http/app.h"
#include "searchd/http/desk_json_internal.h"
#include "searchd/http/ticket_access.h"

namespace lotse::http {
namespace {

using tickets::Action;

Reply listed(const App& app, const tickets::CustomerKeys& keys, const search::Draft& draft) {
    const auto found = deflect::possible_duplicates(app.database, app.engine, keys, draft);
    if (!found)
        return problem_of(found.error());
    Json list = Json::array();
    for (const auto& duplicate : *found)
        list.push_back({{"ticket", duplicate.ticket.number.value},
                        {"subject", duplicate.ticket.subject},
                        {"state", name(duplicate.ticket.state)},
                        {"created", to_iso8601(duplicate.ticket.created)},
                        {"same", tickets::name(duplicate.whose)},
                        {"score", duplicate.score},
                        {"words", duplicate.words}});
    return json_response({{"duplicates", list}});
}

Reply duplicates_of_draft(const App& app, const Call& call) {
    JsonBody body(call.request);
    search::Draft draft;
    draft.subject = body.text("subject", {.most = 200});
    draft.body = body.text("body", {});
    tickets::CustomerKeys keys;
    keys.contact.email = body.text("email", {.most = 254});
    keys.contact.phone = body.text("phone", {.most = 40});
    if (const auto person = body.number("requester", 1, 1'000'000'000'000))
        keys.requester = tickets::PersonId{*person};
    if (auto problem = body.problem())
        return *problem;
    draft.caller = search::Visibility::staff;
    draft.page_lang = call.request.tongue == Tongue::de ? search::Lang::de : search::Lang::en;
    return listed(app, keys, draft);
}

Reply duplicates_of_ticket(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::read_notes);
    if (!ticket)
        return problem_of(ticket.error());
    const auto details = app.tickets().details(ticket->number);
    if (!details)
        return problem_of(details.error());
    return listed(app, {ticket->contact, ticket->requester, ticket->number},
                  deflect::own_words_of(*details));
}

} // namespace

Status add_intake_routes(Router& router, App& app) {
    return add_routes(
        router,
        {{.method = "POST",
          .pattern = "/api/v1/duplicates",
          .access = Access::needs(Action::read_notes),
          .summary = "Tickets of the same customer that a new one may repeat",
          .handler = [&app](const Call& call) { return duplicates_of_draft(app, call); }},
         {.method = "GET",
          .pattern = "/api/v1/tickets/{number}/duplicates",
          .access = Access::needs(Action::read_notes),
          .summary = "Tickets of the same customer that this one may repeat",
          .handler = [&app](const Call& call) { return duplicates_of_ticket(app, call); }}});
}

} // namespace lotse::http
