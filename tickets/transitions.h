#pragma once
// The one table that says how a ticket's state changes: state × event → state, and which party may
// cause it. The store, the pages and the documentation read this table; no other code decides.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tickets/actor.h"
#include "tickets/words.h"

namespace lotse::tickets {

/// What can happen to a ticket. Several events leave most states as they are.
enum class Event : std::uint8_t {
    assign,         // gets, changes or loses its assignee
    move_level,     // goes up or down between the levels
    agent_reply,    // a public message to the customer
    note,           // an internal note
    customer_reply, // a follow-up by link, page or mail
    prioritize,
    await_reminder, // waits; comes back by itself
    await_close,    // waits; closes by itself
    resolve,
    reopen,
    close,
    due,    // the time it waited for has come
    merge,  // becomes part of another ticket and points on to it
    absorb, // takes in a ticket that is merged into it; brings it back to work, as a follow-up does
    split,  // some of its messages become a ticket of their own
};

enum class Party : std::uint8_t { customer = 1, agent = 2, system = 4 };

struct Transition {
    State from;
    Event event;
    State to;
    std::uint8_t parties; // Party values or-ed

    constexpr bool open_to(Party party) const {
        return (parties & static_cast<std::uint8_t>(party)) != 0;
    }
};

/// What a state is, beyond where it leads.
struct StateFacts {
    State state;
    bool clock_runs; // somebody here has to do something
    bool waits;      // until a set time; then Event::due happens by itself
    std::string_view meaning_de;
    std::string_view meaning_en;
};

/// All states in the order of the enum.
std::span<const StateFacts> states();

/// Whether time in this state counts as working time. Waiting for the customer does not, nor does
/// what comes after the work.
bool clock_running(State state);

/// Every transition there is; a pair of state and event that is missing does not happen.
std::span<const Transition> transitions();

std::optional<Transition> find_transition(State from, Event event);

/// Which side of the table an actor stands on.
Party party_of(const Actor& actor);

/// The state after `event`; conflict when the table has no such row, forbidden when the party may
/// not cause it.
Result<State> next_state(State from, Event event, Party party);

/// Both tables as a Markdown page; tickets/STATES.md is this text, and a test holds it to it.
std::string states_as_markdown();

/// Solved, closed and merged tickets take no working time.
constexpr bool finished(State state) {
    return state == State::solved || state == State::closed || state == State::merged;
}

} // namespace lotse::tickets
