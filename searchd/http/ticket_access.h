#pragma once
// The ticket that a route names, if the caller may do with it what he wants to.

#include <nlohmann/json_fwd.hpp>

#include "searchd/http/app.h"

namespace lotse::http {

/// By the route's first argument. not_found for a number that does not exist as for one out of the
/// caller's sight.
Result<tickets::Ticket> ticket_for(const App& app, const Call& call, tickets::Action action);

/// The ticket as it is after a change, or why there was none.
Reply changed_ticket(const App& app, tickets::TicketNumber number, const Status& status);

/// The tickets that the address asks for: state (words with commas, "unfinished" or "any"), kind,
/// level, assignee ("me", "none" or an id), priority, category, team, tag, order, limit, after.
/// Empty fields do not count; `fault` is set when one cannot be read. Whoever may not list all
/// tickets gets his own.
tickets::TicketFilter filter_of(const Call& call, std::optional<Problem>& fault);

class JsonBody;
/// How a ticket was solved, as the body says; what is wrong with it becomes a fault.
tickets::Resolution read_resolution(const App& app, JsonBody& body);

/// What a customer sees of his ticket.
nlohmann::ordered_json customer_json(const tickets::Ticket& ticket);

} // namespace lotse::http
