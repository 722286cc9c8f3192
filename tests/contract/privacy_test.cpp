// What we know of a person: all of it handed out, none of it left.

#include <nlohmann/json.hpp>

#include "tests/contract/store_fixture.h"
#include "tests/support/bytes.h"
#include "tickets/privacy.h"
#include "tickets/verified_pairs.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using lotse::testing::contains;
using lotse::testing::found_in_files;

namespace {

const std::string email = "k.vogelsang@kunde.example";
const std::vector<std::string> traces{"vogelsang",  "kanarius",   "5550199",   "zwitscherquux",
                                      "fluegelfoo", "notizbarle", "gruendebaz"};

/// A customer who has left traces in every table there is.
struct Known : StoreFixture {
    TicketNumber request = file();
    TicketNumber other = mention();

    TicketNumber file() {
        REQUIRE(ok(searches.record(failing("t1", "v1", "zwitscherquux leiser"))));
        auto first = draft("Der Zwitscherquux ist laut");
        first.contact = {"Kanarius Vogelsang", email, "0431 555 0199"};
        first.body = "Bitte den Zwitscherquux leiser stellen. Kanarius Vogelsang, 0431/5550199";
        first.trail = "t1";
        const auto one = created(first).number;
        REQUIRE(ok(tickets.note(agent, one, "notizbarle: Herr Vogelsang rief an")));
        REQUIRE(ok(tickets.move(agent, one, 2, "", "gruendebaz wegen Vogelsang")));
        REQUIRE(ok(tickets.reply(agent, one, "Guten Tag Herr Vogelsang, der Regler hilft.")));
        auto solved = linked("regler");
        solved.text = "Regler für Herrn Vogelsang gestellt, Rückruf 0431 5550199.";
        REQUIRE(ok(tickets.resolve(agent, one, solved)));
        REQUIRE(ok(solutions.record_replays(
            one, {{.question = "zwitscherquux leiser", .lang = "de", .found_rank = 1}},
            {{.document = "article:regler", .asker = "public"}})));
        return one;
    }
    TicketNumber mention() {
        auto third = draft("Post für einen Nachbarn");
        third.body = "Bei mir liegt Post für Kanarius Vogelsang, K.Vogelsang@kunde.example, "
                     "Telefon +49 431 5550199. Die Fahrt war kurz.";
        return created(third).number;
    }
    /// Where the files are ours to look at.
    std::vector<std::string> left() const {
        return on_postgresql() ? std::vector<std::string>{}
                               : found_in_files(place.folder().path(), traces);
    }
};

} // namespace

TEST_CASE_METHOD(Known, "an export holds everything about a person, also without an account",
                 "[contract][privacy]") {
    const auto text = export_person(*database, root, "K.Vogelsang@kunde.example");
    REQUIRE(ok(text));
    const auto json = nlohmann::json::parse(*text);
    CHECK(json["account"].is_null());
    CHECK(json["names"] == nlohmann::json{"Kanarius Vogelsang"});
    CHECK(json["phones"] == nlohmann::json{"0431 555 0199"});
    REQUIRE(json["tickets"].size() == 1);
    const auto& ticket = json["tickets"][0];
    CHECK(ticket["number"] == request.value);
    CHECK(ticket["messages"].size() == 3);
    CHECK(ticket["messages"][1]["visibility"] == "internal");
    CHECK(ticket["moves"][0]["reason"] == "gruendebaz wegen Vogelsang");
    CHECK(ticket["resolutions"][0]["article"] == "regler");
    CHECK(ticket["searches"][0]["text"] == "zwitscherquux leiser");
    CHECK(ticket["history"].size() == 5);
    REQUIRE(json["elsewhere"].size() == 1);
    CHECK(json["elsewhere"][0]["ticket"] == other.value);
    CHECK(failure(export_person(*database, root, "nobody@kunde.example")) == Code::not_found);
    check_chain();
}

TEST_CASE_METHOD(Known, "an erased person is in no byte of the database and its log",
                 "[contract][privacy]") {
    REQUIRE(left().empty() == on_postgresql()); // or the search would prove nothing
    const auto before = read(request);
    const auto report = erase_person(*database, root, email);
    REQUIRE(ok(report));
    CHECK(report->tickets == 1);
    CHECK(report->messages == 3);
    CHECK(report->searches == 1);
    CHECK(report->mentions == 1);
    CHECK(left() == std::vector<std::string>{});
    const auto after = read(request);
    CHECK(after.number == before.number);
    CHECK(after.created == before.created);
    CHECK(after.resolved == before.resolved);
    CHECK(after.level == 2);
    CHECK(after.contact == Contact{});
    CHECK(details(request).moves.size() == 1);
    CHECK(details(request).history.size() == 5);
    CHECK(read(other).contact.name == "Petra Schmidt");
    CHECK_THAT(details(other).messages.at(0).body, contains("Die Fahrt war kurz."));
    CHECK_THAT(details(other).messages.at(0).body, contains("Post für […], […], Telefon […]"));
    CHECK(failure(export_person(*database, root, email)) == Code::not_found);
    check_chain();
}

TEST_CASE_METHOD(Known, "erasing writes the index jobs that forget, in the same transaction",
                 "[contract][privacy]") {
    const auto head = outbox.head().value();
    REQUIRE(ok(erase_person(*database, root, email)));
    const auto kinds = jobs_since(head);
    REQUIRE_FALSE(kinds.empty());
    CHECK(kinds.front() == JobKind::questions_changed);
    CHECK(std::count(kinds.begin(), kinds.end(), JobKind::ticket_resolved) == 2);
    CHECK(kinds.back() == JobKind::person_erased);
    CHECK(solutions.remembered("regler").value().empty());
    CHECK(solutions.failed_questions(request).value().empty());
    std::size_t pairs = 0;
    REQUIRE(ok(VerifiedPairs(*database).each([&](const VerifiedPair&) -> Status {
        ++pairs;
        return Done{};
    })));
    CHECK(pairs == 0);
    const auto solved = solutions.resolved_ticket(request);
    REQUIRE(ok(solved));
    CHECK(solved->solution == "Regler für Herrn […] gestellt, Rückruf […].");
}

TEST_CASE_METHOD(Known, "a search that others made too stays known to the gap",
                 "[contract][privacy]") {
    REQUIRE(ok(searches.record(failing("t2", "v2", "satellit internet bestellen"))));
    REQUIRE(ok(erase_person(*database, root, email)));
    const auto gaps = searches.gaps({}).value();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].topic == "satellit internet");
    CHECK(gaps[0].count == 2);
    CHECK(gaps[0].questions.size() == 1);
}

TEST_CASE_METHOD(StoreFixture, "a gap goes by the words of others once who named it is erased",
                 "[contract][privacy]") {
    auto own = failing("t1", "v1", "zwitscherquux fluegelfoo leiser");
    own.topic = "fluegelfoo leiser stell zwitscherquux";
    REQUIRE(ok(searches.record(own)));
    auto form = draft("laut");
    form.trail = "t1";
    form.contact.email = email;
    created(form);
    for (const char* visitor : {"v2", "v3"}) {
        auto other = failing(visitor, visitor, "leiser fluegel stellen");
        other.topic = "fluegelfoo leiser stell";
        REQUIRE(ok(searches.record(other)));
    }
    REQUIRE(searches.gaps({}).value().size() == 1);
    REQUIRE(ok(erase_person(*database, root, email)));
    const auto gap = searches.gaps({}).value().at(0);
    CHECK_THAT(gap.topic, contains("fluegelfoo leiser stell"));
    CHECK(gap.count == 3);
    CHECK(gap.questions == std::vector{GapQuestion{"leiser fluegel stellen", "de", 2}});
    if (!on_postgresql())
        CHECK(found_in_files(place.folder().path(), {"zwitscherquux"}).empty());
}

TEST_CASE_METHOD(StoreFixture, "an account is erased with its name, address, password and tokens",
                 "[contract][privacy]") {
    const Person customer = person("Kanarius Vogelsang", email.c_str(), {Role::customer});
    REQUIRE(ok(people.issue_token(root, customer.id, {.label = "zwitscherquux"})));
    auto own = draft("Fluegelfoo");
    own.requester = customer.id;
    own.contact = {};
    const auto made = tickets.create(actor_of(customer), own);
    REQUIRE(ok(made));
    REQUIRE(ok(tickets.reply(actor_of(customer), made->number, "Noch immer. Vogelsang")));
    REQUIRE(details(made->number).history.at(0).actor == "Kanarius Vogelsang");
    const auto report = erase_person(*database, root, std::to_string(customer.id.value));
    REQUIRE(ok(report));
    CHECK(report->tickets == 1);
    CHECK(found_in_files(place.folder().path(), traces) == std::vector<std::string>{});
    CHECK(details(made->number).history.at(0).actor ==
          "erased-" + std::to_string(customer.id.value));
    CHECK_FALSE(people.find(customer.id).value().active);
    check_chain();
}

TEST_CASE_METHOD(StoreFixture, "an erased agent's answers stay, without the name",
                 "[contract][privacy]") {
    const Person leaving = person("Kanarius Vogelsang", email.c_str(), {Role::agent});
    const auto one = number();
    REQUIRE(ok(tickets.reply(actor_of(leaving), one, "Der Regler hilft.")));
    REQUIRE(ok(tickets.move(actor_of(leaving), one, 2, "", "Technik")));
    REQUIRE(ok(erase_person(*database, root, email)));
    const auto after = details(one);
    CHECK(after.messages.back().body == "Der Regler hilft.");
    CHECK(after.messages.back().author == "erased-" + std::to_string(leaving.id.value));
    CHECK(found_in_files(place.folder().path(), {"vogelsang"}) == std::vector<std::string>{});
    check_chain();
}
