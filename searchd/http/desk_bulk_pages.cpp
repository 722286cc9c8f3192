// One change to several tickets of the queue, and the same taken back. Only what can be undone
// exactly is done to many at once: who works on them, and how urgent they are.

#include <charconv>

#include "indexer/base/text.h"
#include "searchd/http/desk_internal.h"

namespace lotse::http {
namespace {

using tickets::Action;
using tickets::TicketNumber;

constexpr std::string_view field_prefix = "ticket-";

std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size() ? number : 0;
}

/// "assign:7", "assign:nobody" or "priority:high".
struct Change {
    bool assigns = false;
    std::string to;

    std::string text() const { return (assigns ? "assign:" : "priority:") + to; }
};

std::optional<Change> change_in(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    Change change{text.substr(0, colon) == "assign", std::string(text.substr(colon + 1))};
    if (change.assigns)
        return change.to == "nobody" || number_in(change.to) > 0 ? std::optional(change)
                                                                 : std::nullopt;
    if (text.substr(0, colon) != "priority" || !tickets::from_name<tickets::Priority>(change.to))
        return std::nullopt;
    return change;
}

/// What the change would overwrite.
std::string value_of(const tickets::Ticket& ticket, const Change& change) {
    if (!change.assigns)
        return std::string(tickets::name(ticket.priority));
    return ticket.assignee ? std::to_string(ticket.assignee->value) : "nobody";
}

Status apply(const App& app, const Call& call, TicketNumber number, const Change& change) {
    if (!change.assigns)
        return app.tickets().prioritize(call.actor, number,
                                        *tickets::from_name<tickets::Priority>(change.to));
    std::optional<tickets::PersonId> person;
    if (change.to != "nobody")
        person = tickets::PersonId{number_in(change.to)};
    return app.tickets().assign(call.actor, number, person);
}

/// The ticket, if the caller may work on it.
Result<tickets::Ticket> workable(const App& app, const Call& call, TicketNumber number) {
    auto ticket = app.tickets().find(number);
    if (!ticket)
        return ticket;
    if (Status may = tickets::authorize(call.actor, Action::work_ticket, &*ticket); !may)
        return may.error();
    return ticket;
}

portal::BulkDone change_all(const App& app, const Call& call, const Change& change,
                            const std::vector<TicketNumber>& numbers) {
    portal::BulkDone done;
    done.change = change.text();
    for (const TicketNumber number : numbers) {
        const auto ticket = workable(app, call, number);
        const std::string before = ticket ? value_of(*ticket, change) : std::string();
        if (ticket && before == change.to)
            continue; // it is so already
        if (!ticket || !apply(app, call, number, change)) {
            done.refused.push_back(number.value);
            continue;
        }
        ++done.changed;
        done.before +=
            (done.before.empty() ? "" : " ") + std::to_string(number.value) + ":" + before;
    }
    return done;
}

/// What somebody has changed since stays as it is.
portal::BulkDone take_back(const App& app, const Call& call, const Change& change,
                           std::string_view before) {
    portal::BulkDone done;
    done.taken_back = true;
    for (const auto part : split(before, ' ')) {
        const auto colon = std::min(part.find(':'), part.size());
        const TicketNumber number{number_in(part.substr(0, colon))};
        const auto former =
            change_in((change.assigns ? "assign" : "priority") + std::string(part.substr(colon)));
        if (number.value == 0 || !former)
            continue;
        const auto ticket = workable(app, call, number);
        if (ticket && value_of(*ticket, change) == change.to && apply(app, call, number, *former))
            ++done.changed;
        else
            done.refused.push_back(number.value);
    }
    return done;
}

Reply change_several(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    if (!is_own_form(call.request, form))
        return Problem{.id = ProblemId::cross_site};
    const auto change = change_in(form.get("change"));
    if (!change)
        return invalid_field("change", "invalid_value");
    if (form.has("before"))
        return queue_of(app, call, take_back(app, call, *change, form.get("before")));
    std::vector<TicketNumber> numbers;
    for (const auto& [name, value] : form.all())
        if (name.starts_with(field_prefix) && value == "1")
            if (const auto number = number_in(std::string_view(name).substr(field_prefix.size())))
                numbers.push_back({number});
    if (numbers.empty())
        return queue_of(app, call, {}, true);
    return queue_of(app, call, change_all(app, call, *change, numbers));
}

} // namespace

Status add_desk_bulk_pages(Router& router, App& app) {
    return add_routes(router,
                      desk_routes("POST", "/de/desk/bulk", "/en/desk/bulk", Action::read_notes,
                                  "Change several tickets, or take that back",
                                  [&app](const Call& call) { return change_several(app, call); }));
}

} // namespace lotse::http
