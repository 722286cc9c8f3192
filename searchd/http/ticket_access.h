#pragma once
// The ticket that a route names, if the caller may do with it what he wants to.

#include <nlohmann/json_fwd.hpp>

#include "searchd/http/app.h"

namespace lotse::http {

/// By the route's first argument. not_found for a number that does not exist as for one out of the
/// caller's sight.
Result<tickets::Ticket> ticket_for(const App& app, const Call& call, tickets::Action action);

/// What a customer sees of his ticket.
nlohmann::ordered_json customer_json(const tickets::Ticket& ticket);

} // namespace lotse::http
