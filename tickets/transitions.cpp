#include "tickets/transitions.h"

#include <algorithm>
#include <array>
#include <string>

namespace lotse::tickets {

namespace {

constexpr std::uint8_t customer = static_cast<std::uint8_t>(Party::customer);
constexpr std::uint8_t agent = static_cast<std::uint8_t>(Party::agent);
constexpr std::uint8_t system = static_cast<std::uint8_t>(Party::system);
constexpr std::uint8_t staff = agent | system;
constexpr std::uint8_t anyone = customer | agent | system;

// A note never changes a state; an answer of the customer's always brings the ticket back to work.
// Merged tickets have no rows: they only point on.
constexpr auto table = std::to_array<Transition>({
    {State::new_, Event::assign, State::open, staff},
    {State::new_, Event::move_level, State::open, staff},
    {State::new_, Event::agent_reply, State::open, staff},
    {State::new_, Event::note, State::new_, staff},
    {State::new_, Event::customer_reply, State::new_, customer | system},
    {State::new_, Event::prioritize, State::new_, staff},
    {State::new_, Event::await_reminder, State::pending_reminder, staff},
    {State::new_, Event::await_close, State::pending_close, staff},
    {State::new_, Event::resolve, State::solved, staff},
    {State::new_, Event::close, State::closed, staff},

    {State::open, Event::assign, State::open, staff},
    {State::open, Event::move_level, State::open, staff},
    {State::open, Event::agent_reply, State::open, staff},
    {State::open, Event::note, State::open, staff},
    {State::open, Event::customer_reply, State::open, customer | system},
    {State::open, Event::prioritize, State::open, staff},
    {State::open, Event::await_reminder, State::pending_reminder, staff},
    {State::open, Event::await_close, State::pending_close, staff},
    {State::open, Event::resolve, State::solved, staff},
    {State::open, Event::close, State::closed, staff},

    {State::pending_reminder, Event::assign, State::pending_reminder, staff},
    {State::pending_reminder, Event::move_level, State::open, staff},
    {State::pending_reminder, Event::agent_reply, State::pending_reminder, staff},
    {State::pending_reminder, Event::note, State::pending_reminder, staff},
    {State::pending_reminder, Event::customer_reply, State::open, customer | system},
    {State::pending_reminder, Event::prioritize, State::pending_reminder, staff},
    {State::pending_reminder, Event::await_reminder, State::pending_reminder, staff},
    {State::pending_reminder, Event::await_close, State::pending_close, staff},
    {State::pending_reminder, Event::resolve, State::solved, staff},
    {State::pending_reminder, Event::reopen, State::open, staff},
    {State::pending_reminder, Event::close, State::closed, staff},

    {State::pending_close, Event::assign, State::pending_close, staff},
    {State::pending_close, Event::move_level, State::open, staff},
    {State::pending_close, Event::agent_reply, State::pending_close, staff},
    {State::pending_close, Event::note, State::pending_close, staff},
    {State::pending_close, Event::customer_reply, State::open, customer | system},
    {State::pending_close, Event::prioritize, State::pending_close, staff},
    {State::pending_close, Event::await_reminder, State::pending_reminder, staff},
    {State::pending_close, Event::await_close, State::pending_close, staff},
    {State::pending_close, Event::resolve, State::solved, staff},
    {State::pending_close, Event::reopen, State::open, staff},
    {State::pending_close, Event::close, State::closed, staff},

    {State::solved, Event::agent_reply, State::solved, staff},
    {State::solved, Event::note, State::solved, staff},
    {State::solved, Event::customer_reply, State::open, customer | system},
    {State::solved, Event::reopen, State::open, anyone},
    {State::solved, Event::close, State::closed, anyone},

    {State::closed, Event::agent_reply, State::closed, staff},
    {State::closed, Event::note, State::closed, staff},
    {State::closed, Event::customer_reply, State::open, customer | system},
    {State::closed, Event::reopen, State::open, anyone},
});

constexpr bool each_pair_once() {
    for (std::size_t i = 0; i < table.size(); ++i)
        for (std::size_t j = i + 1; j < table.size(); ++j)
            if (table[i].from == table[j].from && table[i].event == table[j].event)
                return false;
    return true;
}
static_assert(each_pair_once(), "a state and an event lead to one state only");

std::string impossible(State from, Event event) {
    return "'" + std::string(name(event)) + "' is not possible while the ticket is '" +
           std::string(name(from)) + "'";
}

std::string remedy(State from) {
    if (from == State::merged)
        return "work on the ticket it was merged into";
    return finished(from) ? "reopen it first" : "";
}

} // namespace

std::span<const Transition> transitions() {
    return table;
}

std::optional<Transition> find_transition(State from, Event event) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const Transition& row) {
        return row.from == from && row.event == event;
    });
    if (found == table.end())
        return std::nullopt;
    return *found;
}

Party party_of(const Actor& actor) {
    if (actor.system)
        return Party::system;
    return actor.roles.staff() ? Party::agent : Party::customer;
}

Result<State> next_state(State from, Event event, Party party) {
    const auto row = find_transition(from, event);
    if (!row)
        return Error{Code::conflict, impossible(from, event), remedy(from)};
    if (!row->open_to(party))
        return Error{Code::forbidden, "'" + std::string(name(event)) + "' is for staff", ""};
    return row->to;
}

} // namespace lotse::tickets
