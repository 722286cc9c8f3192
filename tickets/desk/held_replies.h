#pragma once
// An agent's answer, held for a moment in which it can be taken back. It lives in the database: it
// goes out though the daemon was restarted meanwhile, and what was taken back is kept for its
// author until he sends another answer or discards it. Whether the actor may is asked before, by
// authorize().

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tickets/actor.h"
#include "tickets/database.h"

namespace lotse::tickets {

/// held: goes out when it is due. taken_back: it does not, and waits for its author.
enum class HeldState : std::uint8_t { held, taken_back };

struct HeldReply {
    TicketNumber ticket{};
    PersonId person{};
    std::string actor{}; // the author's name
    std::string body{};
    std::vector<std::string> articles{}; // that it links to
    TimePoint due{};
    HeldState state = HeldState::held;

    bool operator==(const HeldReply&) const = default;
};

class HeldReplies {
  public:
    explicit HeldReplies(Database& database) : database_(database) {}

    /// It goes out after `time`. Fails at once with what TicketStore::reply() would fail with. An
    /// earlier one of the same author that is still held goes out before; one that was taken back
    /// is replaced.
    Status hold(const Actor& actor, TicketNumber ticket, std::string_view body,
                const std::vector<std::string>& articles, Milliseconds time);

    /// All of the ticket, in order of time.
    Result<std::vector<HeldReply>> of(TicketNumber ticket) const;

    /// not_found when the actor has none that is held: it is out.
    Status take_back(const Actor& actor, TicketNumber ticket);
    /// What was taken back is forgotten.
    Status discard(const Actor& actor, TicketNumber ticket);

    /// The actor's own goes out at once, if there is one: he has gone on to something else.
    Status send_now(const Actor& actor, TicketNumber ticket);

    /// What is due goes out, at most a hundred; how many there were. One that cannot does not hold
    /// up the others; it is tried again. For whoever has a clock: the daemon calls it again and
    /// again.
    Result<std::size_t> send_due();

  private:
    Status send(const HeldReply& reply);
    Database& database_;
};

} // namespace lotse::tickets
