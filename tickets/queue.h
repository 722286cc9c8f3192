#pragma once
// Which tickets, and in which order: the pages of a queue. A page costs the same among a thousand
// tickets and among a million, and so does the hundredth one: every filter by state, level, team,
// assignee or priority, in every order, walks along an index.
//
//     TicketFilter mine{.states = unfinished_states(), .assignee = me, .order = Order::priority};
//     const auto first = tickets.list(mine);
//     mine.after = mark_of(first->back());            // the next page

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tickets/ticket.h"

namespace lotse::tickets {

/// newest, oldest: by number. priority: urgent first, in each the oldest first. changed: the one
/// that was changed last first.
enum class Order : std::uint8_t { newest, oldest, priority, changed };

/// Where a page ended; the next one begins behind it, whatever has become of the ticket since.
struct PageMark {
    TicketNumber number{};
    Priority priority = Priority::normal;
    TimePoint updated{};

    bool operator==(const PageMark&) const = default;
};
PageMark mark_of(const Ticket& ticket);

/// A mark as one word, for addresses: "1234.high.1764000000000", and back. A bare number will do
/// for the orders by number.
std::string to_string(const PageMark& mark);
Result<PageMark> parse_page_mark(std::string_view text);

/// Unset fields do not filter.
struct TicketFilter {
    std::vector<State> states{};
    std::optional<Kind> kind{};
    std::optional<int> level{};
    std::string team{};
    std::optional<PersonId> assignee{};
    bool unassigned = false; // only tickets that nobody has; goes before `assignee`
    std::optional<PersonId> requester{};
    std::optional<Priority> priority{};
    std::string category{};
    std::string tag{};
    Order order = Order::newest;
    std::optional<PageMark> after{}; // the next page: the mark of the last ticket before it
    int limit = 50;                  // at most 500
};

/// What somebody still has to work on.
std::vector<State> unfinished_states();

} // namespace lotse::tickets
