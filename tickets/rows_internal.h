#pragma once
// Rows of the database as values, and values as rows: reading and writing that several stores
// share, inside a transaction that the caller holds.

#include <optional>
#include <string>
#include <vector>

#include "tickets/outbox.h"
#include "tickets/solution_store.h"
#include "tickets/ticket.h"

namespace soci {
class session;
}

namespace lotse::tickets {

/// Tickets that fit `where` (SQL made of words of our own, without anything typed).
std::vector<Ticket> load_tickets(soci::session& sql, const std::string& where);
/// not_found with a hint when there is none.
Result<Ticket> load_ticket(soci::session& sql, TicketNumber number);

enum class Audience : std::uint8_t { customer, staff };
std::vector<Message> load_messages(soci::session& sql, TicketNumber number, Audience audience);
std::vector<LevelMove> load_moves(soci::session& sql, TicketNumber number);
std::vector<Resolution> load_resolutions(soci::session& sql, TicketNumber number);
std::vector<Replay> load_replays(soci::session& sql, TicketNumber number);
std::vector<HistoryRow> load_history(soci::session& sql, TicketNumber number);

/// The searches that a ticket carries: of its trail, or of the gap that it stands for.
std::vector<TrailSearch> load_searches_of(soci::session& sql, TicketNumber number);
std::vector<TrailSearch> load_trail(soci::session& sql, std::string_view trail, TimePoint since);
std::vector<Question> load_failed_questions(soci::session& sql, TicketNumber number);

/// A new number is given; the state of the value is written as it stands, and where its clock runs
/// it has run since the ticket was made.
TicketNumber insert_ticket(soci::session& sql, const Ticket& ticket, const std::string& link_hash);
/// Writes what may change: level, team, assignee, state, priority, times, where it points on to;
/// counts the version up.
void update_ticket(soci::session& sql, const Ticket& ticket);

MessageId insert_message(soci::session& sql, TicketNumber number, const Message& message);
MoveId insert_move(soci::session& sql, TicketNumber number, const LevelMove& move);
void insert_resolution(soci::session& sql, TicketNumber number, const Resolution& resolution);
/// What else is written of a search.
struct SearchFacts {
    std::string trail{};
    std::string visitor{};
    std::string topic{};
    std::string audience = "staff";
    bool settled = true;
    std::optional<PersonId> customer{};
    std::string channel{}; // its name; empty: nobody asked it
};
SearchId insert_search(soci::session& sql, const TrailSearch& search, const SearchFacts& facts);
/// The row is another search from now on, of the same trail and visitor.
void replace_search(soci::session& sql, SearchId id, const TrailSearch& search,
                    const SearchFacts& facts);
void insert_job(soci::session& sql, const Job& job);

} // namespace lotse::tickets
