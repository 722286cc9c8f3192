#include "tickets/failure.h"
#include "tickets/permissions.h"
#include "tickets/transitions.h"

#include <fstream>
#include <set>

#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::tickets;

namespace {

std::vector<State> all_states() {
    std::vector<State> states;
    for (std::size_t i = 0; i < names<State>().size(); ++i)
        states.push_back(static_cast<State>(i));
    return states;
}

std::vector<Event> all_events() {
    std::vector<Event> events;
    for (std::size_t i = 0; i < names<Event>().size(); ++i)
        events.push_back(static_cast<Event>(i));
    return events;
}

} // namespace

TEST_CASE("every pair of state and event either has one row or is refused", "[transitions]") {
    std::size_t rows = 0;
    for (const State from : all_states())
        for (const Event event : all_events()) {
            INFO(name(from) << " × " << name(event));
            const auto row = find_transition(from, event);
            const auto next = next_state(from, event, Party::system);
            if (row) {
                ++rows;
                CHECK(row->open_to(Party::system));
                REQUIRE(next);
                CHECK(*next == row->to);
            } else {
                REQUIRE_FALSE(next);
                CHECK(next.error().code == Code::conflict);
            }
        }
    CHECK(rows == transitions().size());
}

TEST_CASE("customers may answer, reopen and close what is solved, and nothing else",
          "[transitions]") {
    for (const State from : all_states())
        for (const Event event : all_events()) {
            const bool theirs =
                event == Event::customer_reply ||
                (finished(from) && (event == Event::reopen || event == Event::close));
            const auto row = find_transition(from, event);
            INFO(name(from) << " × " << name(event));
            CHECK((row && row->open_to(Party::customer)) == (row && theirs));
        }
}

TEST_CASE("a customer's answer leaves no ticket solved, closed or waiting", "[transitions]") {
    for (const State from : all_states()) {
        const auto next = next_state(from, Event::customer_reply, Party::customer);
        if (from == State::merged) {
            CHECK_FALSE(next);
            continue;
        }
        REQUIRE(next);
        CHECK((*next == State::open || *next == State::new_));
    }
}

TEST_CASE("only solving leads to solved, and a solved ticket cannot be solved again",
          "[transitions]") {
    for (const Transition& row : transitions())
        if (row.to == State::solved && row.from != State::solved)
            CHECK(row.event == Event::resolve);
    CHECK(next_state(State::solved, Event::resolve, Party::agent).error().hint ==
          "reopen it first");
}

TEST_CASE("every state can be reached from a new ticket", "[transitions]") {
    std::set<State> reached{State::new_};
    for (std::size_t before = 0; before != reached.size();) {
        before = reached.size();
        for (const Transition& row : transitions())
            if (reached.contains(row.from))
                reached.insert(row.to);
    }
    CHECK(reached.size() == all_states().size());
}

TEST_CASE("the clock runs while we work, and waiting states end by themselves", "[transitions]") {
    for (const StateFacts& row : states()) {
        INFO(name(row.state));
        CHECK(row.clock_runs == (row.state == State::new_ || row.state == State::open));
        CHECK(clock_running(row.state) == row.clock_runs);
        CHECK_FALSE((row.clock_runs && finished(row.state)));
        const auto due = find_transition(row.state, Event::due);
        CHECK(due.has_value() == row.waits);
        CHECK((!due || due->parties == static_cast<std::uint8_t>(Party::system)));
    }
}

TEST_CASE("the page about states is the table", "[transitions]") {
    std::ifstream in(std::string(LOTSE_SOURCE_DIR) + "/tickets/STATES.md");
    const std::string page((std::istreambuf_iterator<char>(in)), {});
    INFO("lotse-tickets states > tickets/STATES.md writes it anew");
    CHECK(page == states_as_markdown());
}

TEST_CASE("the page about failed searches is the table", "[outcomes]") {
    std::ifstream in(std::string(LOTSE_SOURCE_DIR) + "/tickets/FAILED.md");
    const std::string page((std::istreambuf_iterator<char>(in)), {});
    INFO("lotse-tickets outcomes > tickets/FAILED.md writes it anew");
    CHECK(page == failure_as_markdown());
}

TEST_CASE("the permission table grants exactly this", "[permissions]") {
    // stranger customer agent editor admin; - none, l link, o own, y all
    const std::vector<std::pair<Action, std::string>> expected{
        {Action::search_public, "yyyyy"},  {Action::read_customer_articles, "-yyyy"},
        {Action::read_internal, "--yyy"},  {Action::vote, "yyyyy"},
        {Action::create_ticket, "yyy-y"},  {Action::read_ticket, "loy--"},
        {Action::reply_ticket, "loy--"},   {Action::list_tickets, "-oy--"},
        {Action::read_notes, "--y--"},     {Action::work_ticket, "--y--"},
        {Action::resolve_ticket, "--y--"}, {Action::draft_article, "--yy-"},
        {Action::write_article, "---y-"},  {Action::read_gaps, "--yyy"},
        {Action::read_reports, "--yyy"},   {Action::reindex, "---yy"},
        {Action::manage_people, "----y"},  {Action::configure, "----y"},
        {Action::read_audit, "----y"},     {Action::read_own_data, "-y---"}};
    REQUIRE(permissions().size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const Permission& row = permissions()[i];
        INFO(name(row.action));
        CHECK(row.action == expected[i].first);
        std::string grants;
        for (const Grant grant : {row.stranger, row.customer, row.agent, row.editor, row.admin})
            grants += "-loy"[static_cast<std::size_t>(grant)];
        CHECK(grants == expected[i].second);
    }
}

TEST_CASE("who is not granted an action is denied, by the right code", "[permissions]") {
    Ticket theirs{.number = {7}, .requester = PersonId{3}};
    const Actor stranger = Actor::stranger();
    const Actor link = Actor::link_holder({7});
    const Actor other_link = Actor::link_holder({8});
    const Actor owner{.name = "c", .person = {3}, .roles = {Role::customer}};
    const Actor other{.name = "d", .person = {4}, .roles = {Role::customer}};
    const Actor agent{.name = "a", .person = {5}, .roles = {Role::agent}};
    const Actor admin{.name = "r", .person = {6}, .roles = {Role::admin}};
    const auto code = [&](const Actor& actor, Action action) {
        const Status status = authorize(actor, action, &theirs);
        return status ? std::string("ok") : std::string(lotse::name(status.error().code));
    };
    CHECK(code(stranger, Action::read_ticket) == "unauthenticated");
    CHECK(code(link, Action::read_ticket) == "ok");
    CHECK(code(link, Action::reply_ticket) == "ok");
    CHECK(code(link, Action::read_notes) == "unauthenticated");
    CHECK(code(other_link, Action::read_ticket) == "not_found");
    CHECK(code(owner, Action::read_ticket) == "ok");
    CHECK(code(owner, Action::work_ticket) == "forbidden");
    CHECK(code(other, Action::read_ticket) == "not_found");
    CHECK(code(agent, Action::read_notes) == "ok");
    CHECK(code(agent, Action::manage_people) == "forbidden");
    CHECK(code(admin, Action::manage_people) == "ok");
    CHECK(authorize(owner, Action::list_tickets));
    CHECK_FALSE(authorize(stranger, Action::list_tickets));
    CHECK(authorize(Actor::program("lotse-tickets"), Action::resolve_ticket, &theirs));
}

TEST_CASE("administrators do not read what customers wrote", "[permissions]") {
    Ticket ticket{.number = {7}};
    const Actor admin{.name = "r", .person = {6}, .roles = {Role::admin}};
    CHECK_FALSE(authorize(admin, Action::read_ticket, &ticket));
    CHECK_FALSE(authorize(admin, Action::list_tickets));
}

TEST_CASE("roles add up", "[permissions]") {
    const Actor both{.name = "b", .person = {9}, .roles = {Role::editor, Role::agent}};
    CHECK(authorize(both, Action::write_article));
    CHECK(authorize(both, Action::resolve_ticket));
    CHECK(RoleSet{Role::customer}.staff() == false);
    CHECK(both.roles.staff());
}

TEST_CASE("words are read back as they are written", "[words]") {
    CHECK(name(State::new_) == "new");
    CHECK(*from_name<State>("pending_close") == State::pending_close);
    const auto wrong = from_name<Priority>("huge");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().hint == "one of: low normal high urgent");
    for (std::size_t i = 0; i < names<Outcome>().size(); ++i)
        CHECK(*from_name<Outcome>(names<Outcome>()[i]) == static_cast<Outcome>(i));
}
