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
// Merged tickets have no rows: they only point on. What is solved is not merged, or its solution
// would go out of sight.
constexpr auto transition_table = std::to_array<Transition>({
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
    {State::new_, Event::merge, State::merged, staff},
    {State::new_, Event::absorb, State::new_, staff},
    {State::new_, Event::split, State::new_, staff},

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
    {State::open, Event::merge, State::merged, staff},
    {State::open, Event::absorb, State::open, staff},
    {State::open, Event::split, State::open, staff},

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
    {State::pending_reminder, Event::due, State::open, system},
    {State::pending_reminder, Event::merge, State::merged, staff},
    {State::pending_reminder, Event::absorb, State::open, staff},
    {State::pending_reminder, Event::split, State::pending_reminder, staff},

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
    {State::pending_close, Event::due, State::closed, system},
    {State::pending_close, Event::merge, State::merged, staff},
    {State::pending_close, Event::absorb, State::open, staff},
    {State::pending_close, Event::split, State::pending_close, staff},

    {State::solved, Event::agent_reply, State::solved, staff},
    {State::solved, Event::note, State::solved, staff},
    {State::solved, Event::customer_reply, State::open, customer | system},
    {State::solved, Event::reopen, State::open, anyone},
    {State::solved, Event::close, State::closed, anyone},
    {State::solved, Event::absorb, State::open, staff},
    {State::solved, Event::split, State::solved, staff},

    {State::closed, Event::agent_reply, State::closed, staff},
    {State::closed, Event::note, State::closed, staff},
    {State::closed, Event::customer_reply, State::open, customer | system},
    {State::closed, Event::reopen, State::open, anyone},
    {State::closed, Event::absorb, State::open, staff},
    {State::closed, Event::split, State::closed, staff},
});

constexpr auto state_table = std::to_array<StateFacts>({
    {State::new_, true, false, "noch niemand hat sie angesehen", "nobody has looked at it yet"},
    {State::open, true, false, "in Arbeit", "being worked on"},
    {State::pending_reminder, false, true, "Wiedervorlage: wird zur gesetzten Zeit wieder offen",
     "waits; at the set time it is open again"},
    {State::pending_close, false, true, "wartet und schließt zur gesetzten Zeit",
     "waits; at the set time it closes"},
    {State::solved, false, false, "gelöst; eine Nachfrage öffnet sie wieder",
     "solved; a follow-up reopens it"},
    {State::closed, false, false, "geschlossen; eine Nachfrage öffnet sie wieder",
     "closed; a follow-up reopens it"},
    {State::merged, false, false, "Teil einer anderen Anfrage, auf die sie weiterweist",
     "part of another ticket, to which it points on"},
});

constexpr bool in_order_of_states() {
    for (std::size_t i = 0; i < state_table.size(); ++i)
        if (static_cast<std::size_t>(state_table[i].state) != i)
            return false;
    return state_table.size() == static_cast<std::size_t>(State::merged) + 1;
}
static_assert(in_order_of_states(), "every state has its row, in the order of the enum");

constexpr bool each_pair_once() {
    for (std::size_t i = 0; i < transition_table.size(); ++i)
        for (std::size_t j = i + 1; j < transition_table.size(); ++j)
            if (transition_table[i].from == transition_table[j].from &&
                transition_table[i].event == transition_table[j].event)
                return false;
    return true;
}
static_assert(each_pair_once(), "a state and an event lead to one state only");

std::string impossible(State from, Event event) {
    return "'" + std::string(name(event)) + "' is not possible while the ticket is '" +
           std::string(name(from)) + "'";
}

/// Who may: "customer, agent, system".
std::string parties_of(const Transition& row) {
    std::string text;
    for (const auto& [party, word] :
         {std::pair{Party::customer, "customer"}, std::pair{Party::agent, "agent"},
          std::pair{Party::system, "system"}})
        if (row.open_to(party))
            text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

std::string remedy(State from) {
    if (from == State::merged)
        return "work on the ticket it was merged into";
    return finished(from) ? "reopen it first" : "";
}

} // namespace

std::span<const StateFacts> states() {
    return state_table;
}

bool clock_running(State state) {
    return state_table[static_cast<std::size_t>(state)].clock_runs;
}

std::span<const Transition> transitions() {
    return transition_table;
}

std::optional<Transition> find_transition(State from, Event event) {
    const auto found =
        std::find_if(transition_table.begin(), transition_table.end(),
                     [&](const Transition& row) { return row.from == from && row.event == event; });
    if (found == transition_table.end())
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

std::string states_as_markdown() {
    std::string page = "# States of a ticket\n\n"
                       "Printed by `lotse-tickets states`; served as `GET /api/v1/ticket-states`."
                       "\n\n| state | clock | waits | meaning |\n|---|---|---|---|\n";
    for (const StateFacts& row : state_table)
        page.append("| ")
            .append(name(row.state))
            .append(row.clock_runs ? " | runs" : " | stands")
            .append(row.waits ? " | until a set time | " : " |  | ")
            .append(row.meaning_en)
            .append(" |\n");
    page.append("\n| in state | event | leads to | by |\n|---|---|---|---|\n");
    for (const Transition& row : transition_table)
        page.append("| ")
            .append(name(row.from))
            .append(" | ")
            .append(name(row.event))
            .append(" | ")
            .append(name(row.to))
            .append(" | ")
            .append(parties_of(row))
            .append(" |\n");
    return page;
}

} // namespace lotse::tickets
