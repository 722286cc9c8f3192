#include "tests/contract/store_fixture.h"
#include "tickets/relations/links.h"
#include "tickets/relations/merge.h"
#include "tickets/relations/problems.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using lotse::testing::contains;

namespace {

struct RelationFixture : StoreFixture {
    LinkStore links{*database};
    MergeStore merges{*database};
    ProblemStore problems{*database};

    std::vector<std::string> bodies(TicketNumber number) {
        std::vector<std::string> found;
        const auto sheet = details(number);
        for (const Message& message : sheet.messages)
            found.push_back(message.body);
        return found;
    }
    std::vector<std::string> readings(TicketNumber number) {
        std::vector<std::string> found;
        const auto all = links.links(number).value();
        for (const TicketLink& link : all)
            found.push_back(std::string(reading(link.kind, link.outgoing)) + " " +
                            std::to_string(link.other.value));
        return found;
    }
};

using Words = std::vector<std::string>;

} // namespace

TEST_CASE_METHOD(RelationFixture, "a link is seen from both sides, each with its own word",
                 "[contract][relations]") {
    const auto a = number();
    const auto b = number();
    REQUIRE(ok(links.link(agent, a, LinkKind::duplicate_of, b)));
    REQUIRE(ok(links.link(agent, b, LinkKind::caused_by, a)));
    CHECK(readings(a) ==
          Words{"causes " + std::to_string(b.value), "duplicate_of " + std::to_string(b.value)});
    CHECK(readings(b) == Words{"caused_by " + std::to_string(a.value),
                               "duplicated_by " + std::to_string(a.value)});
    CHECK(failure(links.link(agent, b, LinkKind::duplicate_of, a)) == Code::conflict);
    CHECK(failure(links.link(agent, a, LinkKind::follows, a)) == Code::invalid_argument);
    CHECK(failure(links.link(agent, a, LinkKind::follows, {4711})) == Code::not_found);
    REQUIRE(ok(links.unlink(agent, b, LinkKind::duplicate_of, a)));
    CHECK(failure(links.unlink(agent, a, LinkKind::duplicate_of, b)) == Code::not_found);
    CHECK(links.links(a).value().size() == 1);
    CHECK(details(a).history.back().event == "unlink");
    CHECK(details(b).history.back().event == "unlink");
    check_chain();
}

TEST_CASE_METHOD(RelationFixture, "tags are lower case, each once, and replaced as a whole",
                 "[contract][relations]") {
    const auto one = number();
    REQUIRE(ok(links.set_tags(agent, one, {"DSL", "vip", "dsl"})));
    CHECK(links.tags(one).value() == Words{"dsl", "vip"});
    number();
    CHECK(tickets.list({.tag = "vip"}).value().size() == 1);
    CHECK(tickets.list({.tag = "x' OR '1'='1"}).value().empty());
    CHECK(failure(links.set_tags(agent, one, {"a,b"})) == Code::invalid_argument);
    CHECK(failure(links.set_tags(agent, one, {std::string(41, 'x')})) == Code::invalid_argument);
    CHECK(links.tags(one).value() == Words{"dsl", "vip"});
    REQUIRE(ok(links.set_tags(agent, one, {})));
    CHECK(links.tags(one).value().empty());
}

TEST_CASE_METHOD(RelationFixture, "a merged ticket points on, with messages, trail, tags and links",
                 "[contract][relations]") {
    const auto into = created(draft("Internet weg"));
    REQUIRE(ok(searches.record(failing("t1", "v1", "sat internet"))));
    auto second = draft("Immer noch kein Internet");
    second.trail = "t1";
    second.body = "Bitte dringend!";
    const auto from = created(second);
    const auto other = number();
    REQUIRE(ok(links.set_tags(agent, from.number, {"eilig"})));
    REQUIRE(ok(links.link(agent, from.number, LinkKind::follows, other)));
    REQUIRE(ok(links.link(agent, from.number, LinkKind::duplicate_of, into.number)));

    REQUIRE(ok(merges.merge(agent, from.number, into.number)));
    CHECK(read(from.number).state == State::merged);
    CHECK(read(from.number).merged_into == into.number);
    CHECK(bodies(into.number) == Words{"Seit gestern geht nichts.", "Bitte dringend!"});
    CHECK(bodies(from.number).empty());
    CHECK(details(into.number).trail.at(0).text == "sat internet");
    CHECK(links.tags(into.number).value() == Words{"eilig"});
    CHECK(readings(into.number) == Words{"follows " + std::to_string(other.value)});
    CHECK(searches.gaps({}).value().at(0).requests == std::vector{into.number});
    CHECK(tickets.find_by_link(from.link_token).value().number == into.number);
    check_chain();
}

TEST_CASE_METHOD(RelationFixture, "an answer to a merged ticket goes to where it points on",
                 "[contract][relations]") {
    const auto a = number();
    const auto b = number();
    const auto c = number();
    REQUIRE(ok(merges.merge(agent, a, b)));
    REQUIRE(ok(merges.merge(agent, b, c)));
    REQUIRE(ok(tickets.reply(Actor::link_holder(a), a, "Ich bin es noch einmal.")));
    REQUIRE(ok(tickets.note(agent, b, "Rückruf")));
    CHECK(bodies(c).size() == 5);
    CHECK_THAT(details(c).history.back().detail,
               contains("\"sent_to\":" + std::to_string(b.value)));
    CHECK(failure(tickets.close(agent, a)) == Code::conflict);
}

TEST_CASE_METHOD(RelationFixture, "merging into a solved ticket brings that back to work",
                 "[contract][relations]") {
    const auto a = number();
    const auto b = number();
    REQUIRE(ok(tickets.resolve(agent, b, linked("dsl"))));
    REQUIRE(ok(merges.merge(agent, a, b)));
    CHECK(read(b).state == State::open);
    CHECK_FALSE(read(b).resolved);
    CHECK(failure(merges.merge(agent, b, b)) == Code::invalid_argument);
    CHECK(failure(merges.merge(agent, b, a)) == Code::conflict);
}

TEST_CASE_METHOD(RelationFixture, "tickets of different customers are never merged",
                 "[contract][relations]") {
    const auto mine = number();
    auto foreign = draft();
    foreign.contact = {"Jemand anders", "x@anders.example", "0431 999888"};
    const auto theirs = created(foreign).number;
    CHECK(failure(merges.merge(agent, mine, theirs)) == Code::conflict);
    auto by_phone = draft();
    by_phone.contact = {"P. Schmidt", "", "+49 431 999-888"};
    const auto call = created(by_phone).number;
    CHECK(ok(merges.merge(agent, call, theirs)));
    auto unknown = draft();
    unknown.contact = {"Am Tresen", "", ""};
    const auto visit = created(unknown).number;
    CHECK(ok(merges.merge(agent, mine, visit)));
    CHECK(read(visit).contact.email == "p.schmidt@kunde.example");
}

TEST_CASE_METHOD(RelationFixture,
                 "messages that are split off become a ticket that follows the old one",
                 "[contract][relations]") {
    const auto old = number();
    const auto extra =
        tickets.reply(Actor::link_holder(old), old, "Außerdem stimmt die Rechnung nicht.");
    REQUIRE(ok(extra));
    REQUIRE(ok(tickets.assign(agent, old, weber.id)));
    const auto made =
        merges.split(agent, old, {.messages = {*extra}, .subject = "Rechnung stimmt nicht"});
    REQUIRE(ok(made));
    const auto fresh = read(made->number);
    CHECK(fresh.subject == "Rechnung stimmt nicht");
    CHECK(fresh.state == State::new_);
    CHECK(fresh.level == 1);
    CHECK(fresh.contact == read(old).contact);
    CHECK(bodies(made->number) == Words{"Außerdem stimmt die Rechnung nicht."});
    CHECK(bodies(old) == Words{"Seit gestern geht nichts."});
    CHECK(readings(made->number) == Words{"follows " + std::to_string(old.value)});
    CHECK(tickets.find_by_link(made->link_token).value().number == made->number);

    const auto left = details(old).messages.at(0).id;
    CHECK(failure(merges.split(agent, old, {.messages = {left}, .subject = "x"})) ==
          Code::invalid_argument);
    CHECK(failure(merges.split(agent, old, {.messages = {*extra}, .subject = "x"})) ==
          Code::invalid_argument);
    CHECK(failure(merges.split(agent, old, {.messages = {}, .subject = "x"})) ==
          Code::invalid_argument);
    check_chain();
}

TEST_CASE_METHOD(RelationFixture,
                 "a problem gathers incidents, and solving it offers to solve them",
                 "[contract][relations]") {
    const auto problem = problems
                             .open(agent, {.title = "DSLAM Kiel-Nord ausgefallen",
                                           .public_de = "In Kiel-Nord ist das Internet gestört."})
                             .value();
    const auto a = number();
    const auto b = number();
    const auto c = number();
    for (const auto one : {a, b, c})
        REQUIRE(ok(problems.add_incident(agent, problem.id, one)));
    CHECK(failure(problems.add_incident(agent, problem.id, a)) == Code::conflict);
    REQUIRE(ok(tickets.close(agent, c)));
    const auto solved = problems.solve(agent, problem.id).value();
    CHECK(solved.state == ProblemState::solved);
    CHECK(solved.incidents == std::vector{a, b, c});
    CHECK(solved.unsolved == std::vector{a, b});
    CHECK(failure(problems.solve(agent, problem.id)) == Code::conflict);

    const auto report = problems.solve_incidents(agent, problem.id, linked("dslam")).value();
    REQUIRE(report.size() == 2);
    CHECK_FALSE(report[0].why_not);
    CHECK(read(a).state == State::solved);
    CHECK(read(b).state == State::solved);
    CHECK(problems.find(problem.id).value().unsolved.empty());
    CHECK(problems.problem_of(a).value() == problem.id);
    REQUIRE(ok(problems.remove_incident(agent, problem.id, a)));
    CHECK_FALSE(problems.problem_of(a).value());
    check_chain();
}

TEST_CASE_METHOD(RelationFixture,
                 "visitors are told of open problems with a public text, in their language",
                 "[contract][relations]") {
    const auto both =
        problems
            .open(agent,
                  {.title = "Mail", .public_de = "Mail steht.", .public_en = "Mail is down."})
            .value();
    REQUIRE(ok(problems.open(agent, {.title = "nur intern"})));
    REQUIRE(ok(problems.open(agent, {.title = "DNS", .public_de = "DNS ist gestört."})));
    const auto english = problems.known_faults("en").value();
    REQUIRE(english.size() == 2);
    CHECK(english[0].text == "DNS ist gestört.");
    CHECK(english[0].lang == "de");
    CHECK(english[1].text == "Mail is down.");
    REQUIRE(ok(problems.solve(agent, both.id)));
    CHECK(problems.known_faults("de").value().size() == 1);
    REQUIRE(ok(problems.reopen(agent, both.id)));
    CHECK(problems.known_faults("de").value().size() == 2);
    CHECK(failure(
              problems.open(agent, {.title = "x", .public_de = "Fragen an petra@kunde.example"})) ==
          Code::invalid_argument);
}
