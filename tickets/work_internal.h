#pragma once
// How every change to a ticket happens: load it, ask the transition table, do the step, write the
// row, its history and its consequences for gaps and the index. Inside the caller's transaction.

#include <functional>
#include <vector>

#include "tickets/history_internal.h"
#include "tickets/rows_internal.h"
#include "tickets/transitions.h"

namespace lotse::tickets {

struct Work {
    soci::session& sql;
    const Actor& actor;
    TimePoint now;
    Ticket ticket;           // as it will be; the step changes it
    std::vector<Fact> facts; // what the history shall say; the step adds to it
};

using Step = std::function<Status(Work&)>;

struct Change {
    const Actor& actor;
    TicketNumber ticket;
    Event event;
};

Status apply_event(soci::session& sql, TimePoint now, const Change& change, const Step& step);

/// Adds a message to the ticket, or to the one that it was merged into; `text` is checked. The
/// event says whose it is and for whom.
Result<MessageId> add_message(soci::session& sql, TimePoint now, const Change& what,
                              const std::string& text);

/// Done for an active person with the agent's role.
Status check_agent(soci::session& sql, PersonId person);

/// The ticket that a merged one points on to, at the end of the chain; else the ticket itself.
TicketNumber standing_ticket(soci::session& sql, TicketNumber number);

/// The step of a hand-over: writes the move and takes the ticket there, from its assignee.
Result<MoveId> move_to(Work& work, const LevelMove& move);

/// Writes the resolution with what follows from it: remembered questions, index jobs, gaps.
void put_resolution_in_force(soci::session& sql, const Ticket& ticket,
                             const Resolution& resolution);

/// Text as it may be stored: UTF-8, no control characters but line breaks and tabs, trimmed.
/// Empty text is invalid_argument, more than `max_bytes` too_large; `what` names the field.
Result<std::string> checked_text(std::string_view text, std::string_view what,
                                 std::size_t max_bytes);
/// The same, but may be empty.
Result<std::string> checked_optional_text(std::string_view text, std::string_view what,
                                          std::size_t max_bytes);
/// "de" or "en".
Status check_lang(std::string_view lang);

} // namespace lotse::tickets
