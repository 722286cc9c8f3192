#include "tests/contract/store_fixture.h"
#include "tickets/contact_keys.h"
#include "tickets/intake/same_customer.h"
#include "tickets/intake/self_service.h"
#include "tickets/people.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

namespace {

struct IntakeFixture : StoreFixture {
    Lookups lookups{*database};
    SelfServiceStore self_service{*database};

    TicketNumber from(Contact contact) {
        auto request = draft();
        request.contact = std::move(contact);
        return created(request).number;
    }
    std::vector<std::pair<std::int64_t, std::string>> relatives(const CustomerKeys& keys) {
        std::vector<std::pair<std::int64_t, std::string>> found;
        const auto all = SameCustomer(*database).tickets_of(keys).value();
        for (const Relative& one : all)
            found.emplace_back(one.ticket.number.value, std::string(name(one.why)));
        return found;
    }
};

using Found = std::vector<std::pair<std::int64_t, std::string>>;

} // namespace

TEST_CASE("contacts are the same however they are written", "[intake]") {
    CHECK(phone_key("+49 431 555-0142") == "4315550142");
    CHECK(phone_key("0431/5550142") == "4315550142");
    CHECK(phone_key("0049 (0) 431 5550142") == "4315550142");
    CHECK(phone_key("110").empty());
    CHECK(phone_key("Durchwahl").empty());
    CHECK(email_domain("Petra@Kunde.Example") == "kunde.example");
    CHECK(email_domain("keine Adresse").empty());
    CHECK(is_free_mail("web.de"));
    CHECK_FALSE(is_free_mail("kunde.example"));
    CHECK_FALSE(is_free_mail(""));
    CHECK(organisation_key("  Müller  GMBH ") == organisation_key("MÜLLER GmbH"));
}

TEST_CASE_METHOD(IntakeFixture,
                 "tickets of one customer are found by address, number and organisation",
                 "[contract][intake]") {
    const auto mail = from({"Petra", "petra@kunde.example", ""});
    const auto call = from({"P.", "", "+49 431 555-0142"});
    const auto colleague = from({"Jan", "jan@kunde.example", ""});
    from({"Fremd", "fremd@web.de", "0401 99999"});
    CHECK(relatives({.contact = {"", "PETRA@kunde.example", "0431/5550142"}}) ==
          Found{{colleague.value, "organisation"}, {call.value, "phone"}, {mail.value, "email"}});
    CHECK(relatives({.contact = {"", "anders@web.de", ""}}).empty()); // everybody's domain
    CHECK(relatives({.contact = {"", "petra@kunde.example", ""}, .except = mail}) ==
          Found{{colleague.value, "organisation"}});
    CHECK(relatives({}).empty());
}

TEST_CASE_METHOD(IntakeFixture, "customers of one organisation are told by their accounts, too",
                 "[contract][intake]") {
    PeopleStore people(*database);
    const auto customer = [&](const std::string& email, const std::string& organisation) {
        return people
            .add(agent, {.name = email,
                         .email = email,
                         .roles = {Role::customer},
                         .organisation = organisation})
            .value();
    };
    const auto eva = customer("eva@web.de", "Müller  GmbH");
    const auto jan = customer("jan@gmx.de", "MÜLLER GMBH");
    customer("kim@web.de", "");
    CHECK(people.find(eva.id).value().organisation == "Müller  GmbH");
    auto hers = draft();
    hers.requester = eva.id;
    const auto by_account = created(hers).number;
    const auto by_mail = from({"Eva", "Eva@web.de", ""});
    from({"Kim", "kim@web.de", ""});
    CHECK(relatives({.contact = {"", "jan@gmx.de", ""}}) ==
          Found{{by_mail.value, "organisation"}, {by_account.value, "organisation"}});
    CHECK(relatives({.requester = jan.id}) ==
          Found{{by_mail.value, "organisation"}, {by_account.value, "organisation"}});
    CHECK(relatives({.contact = {"", "kim@web.de", ""}}).size() == 1);

    REQUIRE(ok(people.set_organisation(agent, jan.id, "")));
    CHECK(relatives({.requester = jan.id}).empty());
    CHECK(failure(people.set_organisation(agent, PersonId{99}, "x")) == Code::not_found);
}

TEST_CASE_METHOD(IntakeFixture, "old solved tickets are nobody's duplicates, open ones always",
                 "[contract][intake]") {
    const Contact petra{"Petra", "petra@kunde.example", ""};
    const auto open = from(petra);
    const auto solved = from(petra);
    REQUIRE(ok(tickets.resolve(agent, solved, linked("dsl"))));
    CHECK(relatives({.contact = petra}).size() == 2);
    clock.advance(std::chrono::days{15});
    CHECK(relatives({.contact = petra}) == Found{{open.value, "email"}});
}

TEST_CASE_METHOD(IntakeFixture, "what self-service would have answered is kept for every channel",
                 "[contract][intake]") {
    for (const Channel channel : {Channel::phone, Channel::letter, Channel::portal}) {
        auto request = draft();
        request.channel = channel;
        const auto one = created(request).number;
        const auto lookup = lookups.waiting().value().back();
        CHECK(lookup.kind == LookupKind::intake);
        CHECK(lookup.ticket == one);
        CHECK_FALSE(self_service.of(one).value());
        const SelfService found{
            .at = clock.now(), .generation = 3, .answered = true, .article = "dsl", .rank = 2};
        REQUIRE(ok(self_service.record(lookup, found,
                                       {.trail = "ticket-" + std::to_string(one.value),
                                        .visitor = "v",
                                        .text = "Kein Internet",
                                        .lang = "de",
                                        .outcome = Outcome::answered,
                                        .shown = {"x", "dsl"}})));
        CHECK(self_service.of(one).value() == found);
        const auto trail = details(one).trail;
        REQUIRE(trail.size() == 1);
        CHECK(trail[0].outcome == Outcome::answered);
        CHECK(lookups.waiting().value().empty());
    }
    CHECK(searches.gaps({}).value().empty());
}

TEST_CASE_METHOD(IntakeFixture,
                 "words that find nothing count into their gap, once, and can be replayed",
                 "[contract][intake]") {
    const auto one = number();
    const auto lookup = lookups.waiting().value().back();
    auto search = failing("ticket-x", "ticket-x", "Kein Internet");
    REQUIRE(ok(self_service.record(lookup, {}, search)));
    REQUIRE(ok(self_service.record(lookup, {}, search)));
    const auto gaps = searches.gaps({}).value();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].count == 1);
    CHECK(gaps[0].requests == std::vector{one});
    CHECK(solutions.failed_questions(one).value() ==
          std::vector<Question>{{"Kein Internet", "de"}});
}

TEST_CASE_METHOD(IntakeFixture, "a ticket that brought its searches along gets no other",
                 "[contract][intake]") {
    REQUIRE(ok(searches.record(failing("t1", "v1", "sat internet"))));
    auto request = draft();
    request.trail = "t1";
    const auto one = created(request).number;
    REQUIRE(ok(self_service.record(lookups.waiting().value().back(), {},
                                   failing("ticket-x", "v", "Kein Internet"))));
    CHECK(details(one).trail.size() == 1);
    CHECK(self_service.of(one).value());
}
