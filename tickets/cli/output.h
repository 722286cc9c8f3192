#pragma once
// Tickets on the screen: for people, or as JSON for programs.

#include <iosfwd>
#include <string>
#include <vector>

#include "tickets/cli/voice.h"
#include "tickets/intake/same_customer.h"
#include "tickets/levels/teams.h"
#include "tickets/people.h"
#include "tickets/search_log.h"
#include "tickets/sheet/sheet.h"

namespace lotse::tickets::cli {

void print_list(std::ostream& out, const Voice& voice, const std::vector<Ticket>& tickets);
void print_details(std::ostream& out, const Voice& voice, const TicketDetails& details);
void print_sheet(std::ostream& out, const Voice& voice, const TicketSheet& sheet);
void print_slip(std::ostream& out, const Voice& voice, const HandoverSlip& slip);
void print_teams(std::ostream& out, const Voice& voice, const std::vector<Team>& teams);
void print_problems(std::ostream& out, const Voice& voice, const std::vector<Problem>& problems);
/// Other tickets of the same customer, that a new one may repeat.
void print_relatives(std::ostream& out, const Voice& voice, const std::vector<Relative>& others);
void print_people(std::ostream& out, const std::vector<Person>& people);
void print_gaps(std::ostream& out, const Voice& voice, const std::vector<Gap>& gaps);
void print_gap(std::ostream& out, const Voice& voice, const Gap& gap);

/// An array of tickets, and one ticket with everything that hangs on it; words as in the API.
std::string list_as_json(const std::vector<Ticket>& tickets);
std::string sheet_as_json(const TicketSheet& sheet);
std::string slip_as_json(const HandoverSlip& slip);
std::string problems_as_json(const std::vector<Problem>& problems);
std::string teams_as_json(const std::vector<Team>& teams);
std::string gaps_as_json(const std::vector<Gap>& gaps);
std::string gap_as_json(const Gap& gap);

} // namespace lotse::tickets::cli
