// Pages of queues: every filter in every order gives what a look at all tickets would give, and
// walks along an index to get it.

#include <algorithm>

#include "tests/contract/store_fixture.h"
#include "tests/support/sqlite_rows.h"
#include "tickets/queue_internal.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using lotse::testing::SqliteFile;

namespace {

constexpr std::array orders{Order::newest, Order::oldest, Order::priority, Order::changed};

/// All that an agent may combine.
std::vector<TicketFilter> filters(PersonId agent) {
    std::vector<TicketFilter> all;
    const std::vector<std::vector<State>> states{{}, {State::open}, unfinished_states()};
    for (const auto& wanted : states)
        for (const std::optional<int> level : {std::optional<int>(), std::optional<int>(3)})
            for (const char* team : {"", "dsl"})
                for (const int whose : {0, 1, 2})
                    for (const auto priority :
                         {std::optional<Priority>(), std::optional(Priority::high)})
                        for (const Order order : orders)
                            all.push_back(
                                {.states = wanted,
                                 .level = level,
                                 .team = team,
                                 .assignee = whose == 1 ? std::optional(agent) : std::nullopt,
                                 .unassigned = whose == 2,
                                 .priority = priority,
                                 .order = order});
    for (const Order order : orders) {
        all.push_back({.states = unfinished_states(), .kind = Kind::request, .order = order});
        all.push_back({.states = unfinished_states(), .kind = Kind::gap, .order = order});
        all.push_back({.states = unfinished_states(), .category = "email", .order = order});
        all.push_back({.category = "it's", .order = order});
    }
    return all;
}

bool fits(const Ticket& ticket, const TicketFilter& filter) {
    const auto& states = filter.states;
    return (states.empty() || std::ranges::find(states, ticket.state) != states.end()) &&
           (!filter.kind || ticket.kind == *filter.kind) &&
           (!filter.level || ticket.level == *filter.level) &&
           (filter.team.empty() || ticket.team == filter.team) &&
           (!filter.unassigned || !ticket.assignee) &&
           (!filter.assignee || filter.unassigned || ticket.assignee == filter.assignee) &&
           (!filter.requester || ticket.requester == filter.requester) &&
           (!filter.priority || ticket.priority == *filter.priority) &&
           (filter.category.empty() || ticket.category == filter.category);
}

bool comes_first(const Ticket& a, const Ticket& b, Order order) {
    switch (order) {
    case Order::newest:
        return a.number > b.number;
    case Order::oldest:
        return a.number < b.number;
    case Order::priority:
        return a.priority != b.priority ? a.priority > b.priority : a.number < b.number;
    case Order::changed:
        return a.updated != b.updated ? a.updated > b.updated : a.number > b.number;
    }
    return false;
}

std::vector<std::int64_t> numbers_of(const std::vector<Ticket>& tickets) {
    std::vector<std::int64_t> numbers;
    for (const Ticket& ticket : tickets)
        numbers.push_back(ticket.number.value);
    return numbers;
}

std::string to_string(const TicketFilter& filter) {
    std::string text = "order " + std::to_string(static_cast<int>(filter.order)) + ", " +
                       std::to_string(filter.states.size()) + " states";
    if (filter.level)
        text += ", level " + std::to_string(*filter.level);
    if (!filter.team.empty())
        text += ", team " + filter.team;
    text += filter.unassigned ? ", nobody's" : filter.assignee ? ", an agent's" : "";
    if (filter.priority)
        text += ", priority " + std::string(name(*filter.priority));
    if (filter.kind)
        text += ", kind " + std::string(name(*filter.kind));
    return text + (filter.category.empty() ? "" : ", category " + filter.category);
}

struct Desk : StoreFixture {
    Desk() {
        for (int i = 0; i < 60; ++i) {
            auto what = draft();
            what.category = i % 3 == 0 ? "email" : i % 7 == 0 ? "it's" : "internet";
            what.priority = static_cast<Priority>(i % 4);
            const auto one = created(what).number;
            clock.advance(Milliseconds{i % 2 == 0 ? 10 : 0}); // some change at the same moment
            if (i % 5 < 3)
                REQUIRE(ok(tickets.assign(agent, one, i % 2 == 0 ? weber.id : kaya.id)));
            if (i % 4 == 1)
                REQUIRE(ok(tickets.move(agent, one, 3, i % 8 == 1 ? "dsl" : "mail", "weiter")));
            if (i % 6 == 5)
                REQUIRE(ok(tickets.resolve(agent, one, linked("artikel"))));
        }
        for (const char* visitor : {"v1", "v2"})
            REQUIRE(ok(searches.record(failing(visitor, visitor, "sat internet"))));
        all = tickets.list({.limit = 500}).value();
        REQUIRE(all.size() == 61);
    }

    std::vector<std::int64_t> expected(const TicketFilter& filter) const {
        std::vector<Ticket> fitting;
        std::ranges::copy_if(all, std::back_inserter(fitting),
                             [&](const Ticket& ticket) { return fits(ticket, filter); });
        std::ranges::sort(fitting, [&](const Ticket& a, const Ticket& b) {
            return comes_first(a, b, filter.order);
        });
        return numbers_of(fitting);
    }

    std::vector<std::int64_t> paged(TicketFilter filter, int limit) {
        std::vector<std::int64_t> found;
        filter.limit = limit;
        for (;;) {
            const auto page = tickets.list(filter).value();
            for (const std::int64_t number : numbers_of(page))
                found.push_back(number);
            if (page.size() < static_cast<std::size_t>(limit))
                return found;
            filter.after = parse_page_mark(to_string(mark_of(page.back()))).value();
        }
    }

    std::vector<Ticket> all;
};

} // namespace

TEST_CASE_METHOD(Desk, "every filter in every order gives the tickets that fit, page by page",
                 "[contract]") {
    const auto all_filters = filters(weber.id);
    std::size_t found = 0;
    for (std::size_t i = 0; i < all_filters.size(); ++i) {
        const TicketFilter& filter = all_filters[i];
        INFO(to_string(filter));
        const auto wanted = expected(filter);
        found += wanted.size();
        CHECK(paged(filter, 500) == wanted);
        if (i % 7 == 0) // meets every order with every field in turn
            CHECK(paged(filter, 5) == wanted);
    }
    CHECK(found > 1000);
}

TEST_CASE_METHOD(Desk, "a page begins behind its mark, whatever has become of that ticket",
                 "[contract]") {
    TicketFilter filter{.states = unfinished_states(), .order = Order::priority, .limit = 5};
    const auto first = tickets.list(filter).value();
    filter.after = mark_of(first.back());
    const auto second = tickets.list(filter).value();
    REQUIRE(ok(tickets.prioritize(agent, first.back().number, Priority::low)));
    REQUIRE(ok(tickets.resolve(agent, first.front().number, linked("artikel"))));
    CHECK(numbers_of(tickets.list(filter).value()) == numbers_of(second));
}

TEST_CASE("a page's mark survives the way through an address, nonsense is refused", "[contract]") {
    const PageMark mark{{1234}, Priority::urgent, TimePoint{Milliseconds{1'764'000'000'123}}};
    CHECK(parse_page_mark(to_string(mark)).value() == mark);
    CHECK(parse_page_mark("1234").value().number == TicketNumber{1234});
    for (const char* nonsense : {"", "x", "12x", "1.high", "1.higher.2", "1.high.", "1.high.2.3"})
        CHECK(failure(parse_page_mark(nonsense)) == Code::invalid_argument);
}

TEST_CASE_METHOD(Desk, "no queue is read through or sorted: each walks along an index",
                 "[contract][sqlite]") {
    SqliteFile file(place.place());
    for (const TicketFilter& each : filters(weber.id)) {
        for (const bool later : {false, true}) {
            TicketFilter filter = each;
            if (later)
                filter.after = mark_of(all[30]);
            INFO(to_string(filter));
            const bool every_ticket = filter.states.empty() && !filter.kind && !filter.level &&
                                      filter.team.empty() && !filter.assignee &&
                                      !filter.unassigned && !filter.priority &&
                                      filter.category.empty();
            for (const std::string& query : page_queries(filter))
                for (const std::string& step : file.rows("EXPLAIN QUERY PLAN " + query)) {
                    INFO(step);
                    CHECK(step.find("TEMP B-TREE") == std::string::npos);
                    // All of them in the order of numbers is the table itself.
                    if (!every_ticket)
                        CHECK(step.find("SCAN") == std::string::npos);
                }
        }
    }
}

TEST_CASE_METHOD(Desk, "opening a ticket looks up what hangs on it, and reads no table through",
                 "[contract][sqlite]") {
    SqliteFile file(place.place());
    for (const std::string table :
         {"messages", "level_moves", "resolutions", "replays", "history", "searches", "gaps"}) {
        const auto plan = file.rows("EXPLAIN QUERY PLAN SELECT * FROM " + table +
                                    " WHERE ticket_number = 1001 ORDER BY id");
        INFO(table);
        for (const std::string& step : plan)
            CHECK(step.find("SCAN") == std::string::npos);
    }
}
