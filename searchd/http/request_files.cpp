// Files that a customer adds to his request, and reads there.

#include "portal/render/urls.h"
#include "searchd/http/multipart.h"
#include "searchd/http/page_internal.h"

namespace lotse::http {
namespace {

using tickets::Action;

constexpr std::size_t most_files_at_once = 10;

/// The files that were chosen, or what is wrong with the form.
std::variant<std::vector<FormPart>, Problem> chosen_files(const Request& request) {
    const std::string boundary = boundary_of(request.header("content-type"));
    if (boundary.empty())
        return Problem{.id = ProblemId::unsupported_media_type};
    auto parts = parse_multipart(request.body, boundary);
    if (!parts)
        return invalid_field("file", "invalid_encoding");
    // A field in which nothing was chosen is sent as a file without a name.
    std::erase_if(*parts, [](const FormPart& part) {
        return part.field != "file" || (part.file_name.empty() && part.bytes.empty());
    });
    return std::move(*parts);
}

/// The text key of why a file was not taken; empty when it is for the general page of errors.
std::string complaint_of(const Error& error) {
    if (error.code == Code::too_large)
        return "request.file_too_large";
    return error.code == Code::invalid_argument ? "request.file_empty" : "";
}

} // namespace

Reply add_request_files(const App& app, const Call& call) {
    const RequestPlace place = place_of(call);
    auto read = chosen_files(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& files = std::get<std::vector<FormPart>>(read);
    if (!place.ticket)
        return request_page(app, call, {});
    if (files.empty() || files.size() > most_files_at_once)
        return request_page(
            app, call,
            {{"file", files.empty() ? "request.file_missing" : "request.file_too_many"}});
    const auto ticket = ticket_at(app, call, place, Action::reply_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    auto store = app.attachments();
    for (const FormPart& file : files) {
        const auto added =
            store.add(call.actor, ticket->number, {.name = file.file_name, .bytes = file.bytes});
        if (added)
            continue;
        const auto complaint = complaint_of(added.error());
        return complaint.empty() ? Reply(problem_of(added.error()))
                                 : request_page(app, call, {{"file", complaint}});
    }
    return redirect(place.url(page_lang(call.request.tongue)) + "?attached=1");
}

Reply read_request_file(const App& app, const Call& call) {
    const RequestPlace place = place_of(call);
    const auto ticket = ticket_at(app, call, place, Action::read_ticket);
    if (!ticket)
        return Problem{.id = ProblemId::not_found};
    return attachment_of(app, call, ticket->number, call.request.argument(place.own ? 1 : 0));
}

Status add_request_files(Router& router, App& app) {
    // Whoever has the link may: the handlers ask for the one ticket that it opens.
    std::vector<Route> routes =
        in_both({.method = "POST",
                 .pattern = "/de/anfrage/anhaenge",
                 .access = Access::everyone(),
                 .lane = Lane::heavy,
                 .face = Face::page,
                 .summary = "Add files to a request",
                 .handler = [&app](const Call& call) { return add_request_files(app, call); }},
                "/en/request/attachments");
    for (auto& route :
         in_both({.method = "GET",
         .pattern = "/de/anfrage/anhaenge/{attachment}",
         .access = Access::everyone(),
         .lane = Lane::heavy,
         .face = Face::page,
         .summary = "A file of a request",
         .handler = [&app](const Call& call) { return read_request_file(app, call); }},
                 "/en/request/attachments/{attachment}"))
        routes.push_back(std::move(route));
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
