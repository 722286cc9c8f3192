// Which tickets a list shows, as its address says it.

#include "indexer/base/text.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/ticket_access.h"

namespace lotse::http {
namespace {

using tickets::Action;

constexpr std::size_t most_listed = 200;

/// Fills one field of the filter by a word of the query; an unknown word is a fault.
template <class Word, class Set>
void filter_word(const Request& request, const char* field, std::optional<Problem>& fault,
                 Set set) {
    for (const auto part : split(request.query.get(field), ',')) {
        if (trimmed(part).empty())
            continue;
        if (const auto word = tickets::from_name<Word>(trimmed(part)))
            set(*word);
        else
            fault = invalid_field(field, "invalid_value");
    }
}

/// In which order, how many, and behind which ticket.
void choose_page(const Request& request, tickets::TicketFilter& filter,
                 std::optional<Problem>& fault) {
    filter_word<tickets::Order>(request, "order", fault, [&](auto word) { filter.order = word; });
    filter.limit = static_cast<int>(number_of(request, "limit", 50, 1, most_listed, fault));
    if (!request.query.get("before").empty())
        filter.after = {.number = {static_cast<std::int64_t>(
                            number_of(request, "before", 0, 1, 1'000'000'000'000, fault))}};
    if (request.query.get("after").empty())
        return;
    if (auto mark = tickets::parse_page_mark(request.query.get("after")))
        filter.after = *mark;
    else
        fault = invalid_field("after", "invalid_value");
}

} // namespace

tickets::TicketFilter filter_of(const Call& call, std::optional<Problem>& fault) {
    const Request& request = call.request;
    tickets::TicketFilter filter;
    const auto state = request.query.get("state");
    if (state == "unfinished")
        filter.states = tickets::unfinished_states();
    else if (state != "any")
        filter_word<tickets::State>(request, "state", fault,
                                    [&](auto word) { filter.states.push_back(word); });
    filter_word<tickets::Kind>(request, "kind", fault, [&](auto word) { filter.kind = word; });
    const auto number = [&](const char* name, std::size_t most) {
        return static_cast<std::int64_t>(number_of(request, name, 0, 1, most, fault));
    };
    if (!request.query.get("level").empty())
        filter.level = static_cast<int>(number("level", tickets::last_level));
    if (request.query.get("assignee") == "me")
        filter.assignee = call.actor.person;
    else if (!request.query.get("assignee").empty() && request.query.get("assignee") != "none")
        filter.assignee = tickets::PersonId{number("assignee", 1'000'000'000)};
    filter.unassigned = request.query.get("assignee") == "none";
    filter_word<tickets::Priority>(request, "priority", fault,
                                   [&](auto word) { filter.priority = word; });
    filter.category = request.query.get("category");
    filter.team = request.query.get("team");
    filter.tag = ascii_lower(request.query.get("tag"));
    choose_page(request, filter, fault);
    // Whoever may not list all tickets lists his own.
    if (tickets::grant_for(call.actor, Action::list_tickets) != tickets::Grant::all)
        filter.requester = call.actor.person;
    return filter;
}

} // namespace lotse::http
