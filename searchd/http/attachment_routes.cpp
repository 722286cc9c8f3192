// Attachments of a ticket. What strangers sent is handed out as a file to be saved, in a sandbox of
// its own; only raster images whose signature was checked may be shown.

#include <charconv>

#include "searchd/http/app.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/desk_json_internal.h"
#include "searchd/http/page_internal.h"
#include "searchd/http/ticket_access.h"
#include "tickets/files/file_name.h"
#include "tickets/files/file_type.h"

namespace lotse::http {
namespace {

using tickets::Action;
using tickets::Visibility;

bool may_see(const Call& call, const tickets::Attachment& attachment) {
    return attachment.visibility == Visibility::public_ ||
           tickets::authorize(call.actor, Action::read_notes).ok();
}

Reply attach(const App& app, const Call& call) {
    const auto& query = call.request.query;
    const bool internal = query.get("internal") == "1";
    std::optional<Problem> fault;
    tickets::AttachmentDraft draft{.name = std::string(query.get("name")),
                                   .bytes = call.request.body,
                                   .visibility =
                                       internal ? Visibility::internal : Visibility::public_};
    if (query.has("message"))
        draft.message = tickets::MessageId{static_cast<std::int64_t>(
            number_of(call.request, "message", 0, 1, 1'000'000'000'000, fault))};
    if (!query.has("name"))
        fault = invalid_field("name", "required");
    if (fault)
        return *fault;
    const auto ticket =
        ticket_for(app, call, internal ? Action::work_ticket : Action::reply_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const auto added = app.attachments().add(call.actor, ticket->number, draft);
    return added ? Reply(json_response(to_json(*added), 201)) : problem_of(added.error());
}

Reply list_attachments(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::read_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    const auto all = app.attachments().list(ticket->number);
    if (!all)
        return problem_of(all.error());
    Json list = Json::array();
    for (const auto& attachment : *all)
        if (may_see(call, attachment))
            list.push_back(to_json(attachment));
    return json_response({{"attachments", list}});
}

} // namespace

Reply attachment_file(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::read_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    return attachment_of(app, call, ticket->number, call.request.argument(1));
}

Reply attachment_of(const App& app, const Call& call, tickets::TicketNumber ticket,
                    const std::string& id) {
    tickets::AttachmentId wanted;
    const auto [end, fault] = std::from_chars(id.data(), id.data() + id.size(), wanted.value);
    if (fault != std::errc{} || end != id.data() + id.size())
        return Problem{.id = ProblemId::not_found};
    const auto store = app.attachments();
    const auto attachment = store.find(ticket, wanted);
    if (!attachment || !may_see(call, *attachment))
        return Problem{.id = ProblemId::not_found};
    auto bytes = store.read(*attachment);
    if (!bytes)
        return problem_of(bytes.error());
    const bool shown =
        call.request.query.get("inline") == "1" && tickets::may_be_inline(attachment->type);
    Response response;
    response.content_type = attachment->type;
    response.body = std::move(*bytes);
    response.set("Content-Disposition", tickets::content_disposition(attachment->name, shown));
    response.set("Content-Security-Policy", "default-src 'none'; sandbox");
    response.set("Cache-Control", "private, no-store");
    return response;
}

Status add_attachment_routes(Router& router, App& app) {
    return add_routes(
        router, {{.method = "POST",
                  .pattern = "/api/v1/tickets/{number}/attachments",
                  .access = Access::needs(Action::reply_ticket),
                  .lane = Lane::heavy,
                  .summary = "Attach a file: its bytes are the body",
                  .handler = [&app](const Call& call) { return attach(app, call); }},
                 {.method = "GET",
                  .pattern = "/api/v1/tickets/{number}/attachments",
                  .access = Access::needs(Action::read_ticket),
                  .summary = "List the attachments that the caller may see",
                  .handler = [&app](const Call& call) { return list_attachments(app, call); }},
                 {.method = "GET",
                  .pattern = "/api/v1/tickets/{number}/attachments/{attachment}",
                  .access = Access::needs(Action::read_ticket),
                  .lane = Lane::heavy,
                  .summary = "Read an attachment",
                  .handler = [&app](const Call& call) { return attachment_file(app, call); }}});
}

} // namespace lotse::http
