#pragma once
// Tickets on the screen: for people, or as JSON for programs.

#include <iosfwd>
#include <string>
#include <vector>

#include "tickets/cli/voice.h"
#include "tickets/people.h"
#include "tickets/search_log.h"
#include "tickets/ticket_store.h"

namespace lotse::tickets::cli {

void print_list(std::ostream& out, const Voice& voice, const std::vector<Ticket>& tickets);
void print_details(std::ostream& out, const Voice& voice, const TicketDetails& details);
void print_people(std::ostream& out, const std::vector<Person>& people);
void print_gaps(std::ostream& out, const Voice& voice, const std::vector<Gap>& gaps);

/// An array of tickets, and one ticket with everything that hangs on it; words as in the API.
std::string list_as_json(const std::vector<Ticket>& tickets);
std::string details_as_json(const TicketDetails& details);
std::string gaps_as_json(const std::vector<Gap>& gaps);

} // namespace lotse::tickets::cli
