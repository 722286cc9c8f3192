#include "tests/contract/store_fixture.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using std::chrono::days;

TEST_CASE_METHOD(StoreFixture, "a request starts new at level 1 with its words and its link",
                 "[contract]") {
    const auto made = created(draft("Kein Internet 🚀"));
    const Ticket ticket = read(made.number);
    CHECK(ticket.subject == "Kein Internet 🚀");
    CHECK(ticket.state == State::new_);
    CHECK(ticket.kind == Kind::request);
    CHECK(ticket.level == 1);
    CHECK(ticket.contact.email == "p.schmidt@kunde.example");
    CHECK(ticket.created == clock.now());
    CHECK(ticket.version == 1);
    CHECK_FALSE(ticket.resolved);
    CHECK_FALSE(ticket.assignee);

    const auto messages = tickets.public_messages(made.number).value();
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].body == "Seit gestern geht nichts.");
    CHECK(messages[0].sender == Sender::customer);
    CHECK(messages[0].author == "Petra Schmidt");

    CHECK(made.link_token.size() == 43);
    CHECK(tickets.find_by_link(made.link_token).value() == ticket);
    CHECK(failure(tickets.find_by_link(made.link_token + "x")) == Code::not_found);
    CHECK(failure(tickets.find_by_link("")) == Code::not_found);
}

TEST_CASE_METHOD(StoreFixture, "what cannot be stored is refused with a reason", "[contract]") {
    auto bad = draft();
    bad.subject = " \n ";
    CHECK(failure(tickets.create(root, bad)) == Code::invalid_argument);
    bad = draft();
    bad.body = "caf\xe9";
    CHECK(failure(tickets.create(root, bad)) == Code::invalid_argument);
    bad = draft(std::string(max_subject_bytes + 1, 'x'));
    CHECK(failure(tickets.create(root, bad)) == Code::too_large);
    bad = draft();
    bad.lang = "fr";
    CHECK(failure(tickets.create(root, bad)) == Code::invalid_argument);
    CHECK(tickets.list({}).value().empty());

    auto odd = draft("a\0b\x1b[31mc" + std::string(1, '\0'));
    CHECK(read(created(odd).number).subject.find('\x1b') == std::string::npos);
    CHECK(failure(tickets.find({4711})) == Code::not_found);
}

TEST_CASE_METHOD(StoreFixture, "numbers are never given twice and the list is newest first",
                 "[contract]") {
    std::vector<TicketNumber> numbers;
    for (int i = 0; i < 5; ++i)
        numbers.push_back(number());
    const auto all = tickets.list({}).value();
    REQUIRE(all.size() == 5);
    CHECK(all.front().number == numbers.back());
    const auto page = tickets.list({.after = PageMark{.number = numbers[2]}, .limit = 1}).value();
    REQUIRE(page.size() == 1);
    CHECK(page[0].number == numbers[1]);
}

TEST_CASE_METHOD(StoreFixture, "the list filters by state, level, assignee, kind and category",
                 "[contract]") {
    const auto first = number();
    auto other = draft();
    other.category = "email";
    const auto second = created(other).number;
    REQUIRE(ok(tickets.assign(agent, first, weber.id)));
    REQUIRE(ok(tickets.move(agent, second, 2, "", "kommt nicht weiter")));
    const auto only = [&](const TicketFilter& filter) {
        std::vector<std::int64_t> found;
        const auto listed = tickets.list(filter).value();
        for (const Ticket& ticket : listed)
            found.push_back(ticket.number.value);
        return found;
    };
    using Numbers = std::vector<std::int64_t>;
    CHECK(only({.states = {State::new_}}).empty());
    CHECK(only({.states = {State::new_, State::open}}) == Numbers{second.value, first.value});
    CHECK(only({.level = 2}) == Numbers{second.value});
    CHECK(only({.assignee = weber.id}) == Numbers{first.value});
    CHECK(only({.kind = Kind::gap}).empty());
    CHECK(only({.category = "email"}) == Numbers{second.value});
    CHECK(only({.category = "x' OR '1'='1"}).empty());
}

TEST_CASE_METHOD(StoreFixture, "notes stay inside, replies reach the customer", "[contract]") {
    const auto one = number();
    REQUIRE(ok(tickets.note(agent, one, "Leitung prüfen")));
    REQUIRE(ok(tickets.reply(agent, one, "Bitte starten Sie neu.")));
    REQUIRE(ok(tickets.reply(Actor::link_holder(one), one, "Hilft nicht.")));
    const auto visible = tickets.public_messages(one).value();
    REQUIRE(visible.size() == 3);
    CHECK(visible[1].sender == Sender::agent);
    CHECK(visible[1].author == "M. Weber");
    CHECK(visible[1].author_id == weber.id);
    CHECK(visible[2].sender == Sender::customer);
    CHECK(visible[2].author == "Petra Schmidt");
    CHECK(details(one).messages.size() == 4);
    CHECK(read(one).state == State::open);
}

TEST_CASE_METHOD(StoreFixture, "a hand-over needs a reason and is kept", "[contract]") {
    const auto one = number();
    REQUIRE(ok(tickets.assign(agent, one, weber.id)));
    CHECK(failure(tickets.move(agent, one, 2, "", "  ")) == Code::invalid_argument);
    CHECK(failure(tickets.move(agent, one, 4, "", "weiter")) == Code::invalid_argument);
    CHECK(failure(tickets.move(agent, one, 1, "", "bleibt")) == Code::conflict);
    CHECK(read(one).level == 1);

    clock.advance(Milliseconds{1500});
    REQUIRE(ok(tickets.move(agent, one, 3, "dsl", "Leitung gemessen, Profil falsch")));
    REQUIRE(ok(tickets.move(agent, one, 1, "", "Profil ist gesetzt, bitte abschließen")));
    const auto found = details(one);
    REQUIRE(found.moves.size() == 2);
    CHECK(found.moves[0] ==
          LevelMove{clock.now(), 1, 3, "dsl", "Leitung gemessen, Profil falsch", "M. Weber"});
    CHECK(found.moves[1].from == 3);
    CHECK(found.ticket.level == 1);
    CHECK_FALSE(found.ticket.assignee);
}

TEST_CASE_METHOD(StoreFixture, "only active agents can be assigned", "[contract]") {
    const auto one = number();
    const auto customer = person("Kunde", "k@kunde.example", {Role::customer});
    CHECK(failure(tickets.assign(agent, one, customer.id)) == Code::invalid_argument);
    CHECK(failure(tickets.assign(agent, one, PersonId{99})) == Code::invalid_argument);
    REQUIRE(ok(tickets.assign(agent, one, kaya.id)));
    CHECK(read(one).assignee_name == "S. Kaya");
    REQUIRE(ok(tickets.assign(agent, one, std::nullopt)));
    CHECK_FALSE(read(one).assignee);
}

TEST_CASE_METHOD(StoreFixture, "priority and waiting states follow the table", "[contract]") {
    const auto one = number();
    REQUIRE(ok(tickets.prioritize(agent, one, Priority::urgent)));
    CHECK(read(one).priority == Priority::urgent);
    CHECK(read(one).state == State::new_);
    REQUIRE(ok(tickets.await(agent, one, State::pending_reminder, clock.now() + days{1})));
    CHECK(read(one).state == State::pending_reminder);
    REQUIRE(ok(tickets.close(agent, one)));
    CHECK(failure(tickets.prioritize(agent, one, Priority::low)) == Code::conflict);
    CHECK(failure(tickets.await(agent, one, State::pending_close, clock.now() + days{1})) ==
          Code::conflict);
}

TEST_CASE_METHOD(StoreFixture, "customers cannot do what is for staff", "[contract]") {
    const auto one = number();
    const Actor customer = Actor::link_holder(one);
    CHECK(failure(tickets.note(customer, one, "x")) == Code::forbidden);
    CHECK(failure(tickets.assign(customer, one, weber.id)) == Code::forbidden);
    CHECK(failure(tickets.resolve(customer, one, linked("a"))) == Code::forbidden);
    CHECK(details(one).messages.size() == 1);
}

TEST_CASE_METHOD(StoreFixture, "solving needs what its kind asks for", "[contract]") {
    const auto one = number();
    CHECK(failure(tickets.resolve(agent, one, linked(""))) == Code::invalid_argument);
    CHECK(failure(tickets.resolve(agent, one, {.kind = ResolutionKind::no_knowledge})) ==
          Code::invalid_argument);
    CHECK(failure(tickets.resolve(
              agent, one,
              {.kind = ResolutionKind::shared_solution, .lang = "de", .title = "Nur ein Titel"})) ==
          Code::invalid_argument);
    CHECK(read(one).state == State::new_);
    CHECK(outbox.since({}).value().empty());

    clock.advance(Milliseconds{10});
    REQUIRE(ok(tickets.resolve(
        agent, one, {.kind = ResolutionKind::no_knowledge, .reason = "Zahlendreher im Vertrag"})));
    const auto found = details(one);
    CHECK(found.ticket.state == State::solved);
    CHECK(found.ticket.resolved == clock.now());
    REQUIRE(found.resolutions.size() == 1);
    CHECK(found.resolutions[0].actor == "M. Weber");
    CHECK(failure(tickets.resolve(agent, one, linked("a"))) == Code::conflict);
}

TEST_CASE_METHOD(StoreFixture, "a shared solution with personal data is refused, saying what",
                 "[contract]") {
    const auto one = number();
    const auto refused = tickets.resolve(
        agent, one,
        {.kind = ResolutionKind::shared_solution,
         .lang = "de",
         .title = "Profil neu setzen",
         .text = "Wir haben das Profil von Petra Schmidt (p.schmidt@kunde.example) gesetzt."});
    REQUIRE(failure(refused) == Code::invalid_argument);
    CHECK_THAT(refused.error().message, lotse::testing::contains("email"));
    CHECK_THAT(refused.error().message, lotse::testing::contains("name"));
    CHECK(read(one).state == State::new_);
}

TEST_CASE_METHOD(StoreFixture, "a customer's answer reopens a solved ticket and a closed one",
                 "[contract]") {
    const auto one = number();
    REQUIRE(ok(tickets.resolve(agent, one, linked("dsl-neustart"))));
    REQUIRE(ok(tickets.reply(Actor::link_holder(one), one, "Geht wieder nicht.")));
    CHECK(read(one).state == State::open);
    CHECK_FALSE(read(one).resolved);
    REQUIRE(ok(tickets.close(agent, one)));
    REQUIRE(ok(tickets.reply(Actor::link_holder(one), one, "Immer noch.")));
    CHECK(read(one).state == State::open);
    CHECK(details(one).resolutions.size() == 1);
}

TEST_CASE_METHOD(StoreFixture, "a link expires a month after its ticket was closed", "[contract]") {
    const auto made = created(draft());
    REQUIRE(ok(tickets.close(agent, made.number)));
    clock.advance(std::chrono::days{29});
    CHECK(tickets.find_by_link(made.link_token));
    clock.advance(std::chrono::days{2});
    CHECK(failure(tickets.find_by_link(made.link_token)) == Code::not_found);
}

TEST_CASE_METHOD(StoreFixture, "every change writes a row of history, a refused one none",
                 "[contract]") {
    const auto one = number();
    REQUIRE(ok(tickets.assign(agent, one, weber.id)));
    CHECK_FALSE(tickets.move(agent, one, 1, "", "gleich"));
    REQUIRE(ok(tickets.resolve(agent, one, linked("dsl-neustart"))));
    const auto history = details(one).history;
    REQUIRE(history.size() == 3);
    CHECK(history[0].event == "create");
    CHECK(history[1].event == "assign");
    CHECK(history[1].actor == "M. Weber");
    CHECK_THAT(history[1].detail, lotse::testing::contains("\"from\":\"new\",\"to\":\"open\""));
    CHECK(history[2].event == "resolve");
    CHECK_THAT(history[2].detail, lotse::testing::contains("dsl-neustart"));
    check_chain();
}
