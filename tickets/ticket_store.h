#pragma once
// Tickets: making them, reading them, working on them. A change obeys the transition table, writes
// the history and, where the index must hear of it, a job into the outbox, all in one transaction.
// Whether the actor may is asked before, by authorize().

#include <functional>
#include <string_view>

#include "tickets/actor.h"
#include "tickets/database.h"
#include "tickets/queue.h"
#include "tickets/ticket.h"
#include "tickets/transitions.h"

namespace lotse::tickets {

struct TicketDraft {
    std::string subject{};
    std::string body{}; // the customer's first message
    std::string lang = "de";
    std::string category{};
    Channel channel = Channel::portal;
    Contact contact{};
    std::optional<PersonId> requester{};
    Priority priority = Priority::normal;
    std::string trail{}; // the searches of this trail come along; may be empty
};

struct CreatedTicket {
    TicketNumber number{};
    std::string link_token{}; // for the secret link; only its hash is kept
};

/// A ticket with everything that hangs on it, for staff. Customers get public messages only.
struct TicketDetails {
    Ticket ticket;
    std::vector<Message> messages{};
    std::vector<LevelMove> moves{};
    std::vector<Resolution> resolutions{}; // the last one is in force while the ticket is solved
    std::vector<TrailSearch> trail{};      // for a gap: its latest questions
    std::vector<Replay> replays{};         // the latest of each question
    std::vector<HistoryRow> history{};
};

class TicketStore {
  public:
    explicit TicketStore(Database& database) : database_(database) {}

    Result<CreatedTicket> create(const Actor& actor, const TicketDraft& draft);

    Result<Ticket> find(TicketNumber number) const;
    Result<Ticket> find_by_link(std::string_view token) const;
    Result<std::vector<Ticket>> list(const TicketFilter& filter) const;
    Result<TicketDetails> details(TicketNumber number) const;
    Result<std::vector<Message>> public_messages(TicketNumber number) const;

    /// A public message by either side. A customer's on a solved or closed ticket reopens it; on a
    /// merged one it goes to the ticket it was merged into, as notes do.
    Result<MessageId> reply(const Actor& actor, TicketNumber number, std::string_view body);
    Result<MessageId> note(const Actor& actor, TicketNumber number, std::string_view body);

    Status assign(const Actor& actor, TicketNumber number, std::optional<PersonId> to);
    /// The bare move, with its required reason. People hand over with what the next one needs to
    /// know: levels/level_store.h.
    Status move(const Actor& actor, TicketNumber number, int level, std::string_view team,
                std::string_view reason);
    Status prioritize(const Actor& actor, TicketNumber number, Priority priority);
    Status close(const Actor& actor, TicketNumber number);
    /// Lets it wait, pending_reminder or pending_close, until a time ahead of us.
    Status await(const Actor& actor, TicketNumber number, State waiting, TimePoint until);
    /// Turns the tickets whose time has come, at most a hundred; how many there were. For whoever
    /// has a clock: the daemon calls it again and again.
    Result<std::size_t> turn_due();

    /// A shared solution that still holds personal data is refused; the message says what.
    /// `publish` writes the article that the resolution names: it runs once nothing else stands in
    /// the way, and when it fails the ticket stays as it is.
    Status resolve(const Actor& actor, TicketNumber number, const Resolution& resolution,
                   const std::function<Status()>& publish = {});
    Status reopen(const Actor& actor, TicketNumber number, std::string_view reason);

  private:
    Database& database_;
};

} // namespace lotse::tickets
