#include "tests/contract/store_fixture.h"
#include "tickets/mail_queue.h"
#include "tickets/mailbox/mailbox.h"
#include "tickets/privacy.h"
#include "tickets/sql_internal.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using namespace std::chrono_literals;

namespace {

constexpr const char* petra = "p.schmidt@kunde.example";

struct MailFixture : StoreFixture {
    MailQueue queue{*database};
    Mailbox mailbox{*database};

    MailFixture() { REQUIRE(queue.goes_out(true)); }

    std::vector<Mail> due() {
        auto letters = queue.due(1000);
        REQUIRE(ok(letters));
        return *letters;
    }
    std::vector<MailKind> kinds() {
        std::vector<MailKind> all;
        for (const Mail& mail : due())
            all.push_back(mail.kind);
        return all;
    }
    void send_all() {
        for (const Mail& mail : due())
            REQUIRE(queue.sent(mail));
    }
    std::string secret_of(const Mail& mail) {
        auto secret = queue.make_secret(mail);
        REQUIRE(ok(secret));
        return *secret;
    }
    /// A link to sign in, as its letter carries it.
    std::string link_to(const char* address) {
        REQUIRE(mailbox.ask_for_link(address, "de"));
        for (const Mail& mail : due())
            if (mail.kind == MailKind::sign_in) {
                REQUIRE(queue.sent(mail));
                return secret_of(mail);
            }
        return {};
    }
};

} // namespace

TEST_CASE_METHOD(MailFixture, "who asks is told that it arrived, and of each answer once",
                 "[contract][mail]") {
    const auto ticket = number();
    REQUIRE(due().size() == 1);
    CHECK(due()[0].kind == MailKind::request_received);
    CHECK(due()[0].address == petra);
    CHECK(due()[0].lang == "de");
    CHECK(due()[0].ticket == ticket);
    send_all();
    REQUIRE(tickets.note(agent, ticket, "Nur für uns."));
    REQUIRE(tickets.reply(Actor::link_holder(ticket), ticket, "Noch etwas."));
    CHECK(due().empty());
    REQUIRE(tickets.reply(agent, ticket, "Bitte neu starten."));
    REQUIRE(tickets.reply(agent, ticket, "Und dann warten."));
    CHECK(kinds() == std::vector{MailKind::answer_arrived});
    send_all();
    REQUIRE(tickets.reply(agent, ticket, "Geht es wieder?"));
    CHECK(kinds() == std::vector{MailKind::answer_arrived});
    check_chain();
}

TEST_CASE_METHOD(MailFixture, "nothing waits where no mail goes out, nor for whom nobody can write",
                 "[contract][mail]") {
    REQUIRE(queue.goes_out(false));
    const auto ticket = number();
    REQUIRE(tickets.reply(agent, ticket, "Hallo."));
    CHECK(due().empty());
    REQUIRE(queue.goes_out(true));
    CHECK(due().empty());
    auto anonymous = draft();
    anonymous.contact = {"", "", "0431 123"};
    REQUIRE(tickets.reply(agent, created(anonymous).number, "Hallo."));
    CHECK(due().empty());
    number();
    REQUIRE(due().size() == 1);
    REQUIRE(queue.goes_out(false));
    REQUIRE(queue.goes_out(true));
    CHECK(due().empty()); // what waited is not sent months later
}

TEST_CASE_METHOD(MailFixture, "forms cannot fill a mailbox, answers are told all the same",
                 "[contract][mail][security]") {
    std::vector<TicketNumber> filed;
    for (int i = 0; i < 20; ++i)
        filed.push_back(number());
    CHECK(due().size() == 1); // one in an hour
    for (int hour = 0; hour < 30; ++hour) {
        clock.advance(1h + 1s);
        number();
    }
    std::size_t in_a_day = 0;
    for (const Mail& mail : due())
        in_a_day += mail.created > clock.now() - 24h ? 1U : 0U;
    CHECK(in_a_day <= 5);
    for (int i = 0; i < 20; ++i)
        REQUIRE(mailbox.ask_for_link(petra, "de"));
    CHECK(kinds() == std::vector<MailKind>(due().size(), MailKind::request_received));
    const auto before = due().size();
    REQUIRE(tickets.reply(agent, filed[0], "Hallo."));
    REQUIRE(tickets.reply(agent, filed[1], "Hallo."));
    CHECK(due().size() == before + 2);
    clock.advance(25h);
    for (int i = 0; i < 20; ++i)
        REQUIRE(mailbox.ask_for_link(petra, "de"));
    CHECK(due().size() == before + 2 + 3); // three in an hour
}

TEST_CASE_METHOD(MailFixture, "a letter is tried again after longer and longer, and given up",
                 "[contract][mail]") {
    const auto ticket = number();
    std::vector<std::int64_t> pauses;
    TimePoint last = clock.now();
    for (int tries = 0; tries < 200 && !due().empty(); ++tries) {
        REQUIRE(queue.not_yet(due()[0], "450 mailbox busy"));
        for (int minute = 0; minute < 24 * 60 && due().empty(); ++minute)
            clock.advance(1min);
        pauses.push_back(
            std::chrono::duration_cast<std::chrono::minutes>(clock.now() - last).count());
        last = clock.now();
    }
    REQUIRE(pauses.size() > 10);
    CHECK(std::vector(pauses.begin(), pauses.begin() + 10) ==
          std::vector<std::int64_t>{1, 2, 4, 8, 16, 32, 64, 128, 240, 240});
    const auto messages = details(ticket).messages;
    REQUIRE(messages.size() == 2);
    CHECK(messages[1].visibility == Visibility::internal);
    CHECK(messages[1].body.find("450 mailbox busy") != std::string::npos);
    CHECK(tickets.public_messages(ticket)->size() == 1);
    check_chain();
}

TEST_CASE_METHOD(MailFixture,
                 "a letter that was refused is no longer tried, and the ticket says so",
                 "[contract][mail]") {
    auto english = draft();
    english.lang = "en";
    const auto ticket = created(english).number;
    REQUIRE(queue.failed(due()[0], "550 no such mailbox"));
    CHECK(due().empty());
    CHECK(details(ticket).messages[1].body.find("was not delivered") != std::string::npos);
}

TEST_CASE_METHOD(MailFixture, "the link of a letter leads to its ticket, beside the first one",
                 "[contract][mail]") {
    const auto filed = created(draft());
    const std::string secret = secret_of(due()[0]);
    const std::string again = secret_of(due()[0]);
    CHECK(tickets.find_by_link(secret)->number == filed.number);
    CHECK(tickets.find_by_link(again)->number == filed.number);
    CHECK(tickets.find_by_link(filed.link_token)->number == filed.number);
    CHECK(failure(tickets.find_by_link("x" + secret)) == Code::not_found);
    CHECK(failure(mailbox.redeem(secret)) == Code::not_found); // no sign-in
}

TEST_CASE_METHOD(MailFixture, "who reads the mail of an address sees its requests",
                 "[contract][mail]") {
    const auto first = number();
    auto capital = draft("Rechnung");
    capital.contact.email = "P.Schmidt@Kunde.Example";
    const auto second = created(capital).number;
    auto other = draft("Fremd");
    other.contact.email = "x@kunde.example";
    const auto foreign = created(other).number;
    send_all();

    const std::string link = link_to("  P.SCHMIDT@kunde.example ");
    REQUIRE_FALSE(link.empty());
    CHECK(mailbox.address_of(link).value() == petra);
    CHECK(mailbox.address_of(link).ok()); // looking changes nothing
    const auto person = mailbox.redeem(link);
    REQUIRE(ok(person));
    CHECK(person->name == "Petra Schmidt");
    CHECK(person->roles == RoleSet{Role::customer});
    CHECK(read(first).requester == person->id);
    CHECK(read(second).requester == person->id);
    CHECK_FALSE(read(foreign).requester);
    CHECK(failure(mailbox.redeem(link)) == Code::not_found); // once
    CHECK(failure(mailbox.address_of(link)) == Code::not_found);

    const auto later = number(); // written without signing in
    CHECK_FALSE(read(later).requester);
    CHECK(mailbox.gather(*person).value() == 1);
    CHECK(mailbox.gather(*person).value() == 0);
    CHECK(read(later).requester == person->id);
    const std::string next = link_to(petra);
    CHECK(mailbox.redeem(next)->id == person->id); // the same account
    check_chain();
}

TEST_CASE_METHOD(MailFixture, "a link ends with its time, and with another's use",
                 "[contract][mail][security]") {
    number();
    const std::string one = link_to(petra);
    const std::string two = link_to(petra);
    REQUIRE(mailbox.redeem(two));
    CHECK(failure(mailbox.redeem(one)) == Code::not_found);
    clock.advance(2h);
    const std::string three = link_to(petra);
    clock.advance(31min);
    CHECK(failure(mailbox.address_of(three)) == Code::not_found);
    CHECK(failure(mailbox.redeem(three)) == Code::not_found);
}

TEST_CASE_METHOD(MailFixture,
                 "strangers, staff and locked accounts get no letter and no difference",
                 "[contract][mail][security]") {
    CHECK(mailbox.ask_for_link("nobody@kunde.example", "de"));
    CHECK(mailbox.ask_for_link(weber.email, "de"));
    CHECK(mailbox.ask_for_link("", "de"));
    auto as_staff = draft();
    as_staff.contact.email = weber.email;
    created(as_staff);
    send_all();
    CHECK(mailbox.ask_for_link(weber.email, "de"));
    CHECK(due().empty());
    const auto locked = person("L. Gesperrt", "locked@kunde.example", {Role::customer});
    REQUIRE(people.change(root, locked.id,
                          {.name = locked.name, .roles = locked.roles, .active = false}));
    CHECK(mailbox.ask_for_link(locked.email, "de"));
    CHECK(due().empty());
    CHECK(failure(mailbox.ask_for_link(petra, "fr")) == Code::invalid_argument);
    // Whoever has become one of the staff meanwhile does not come in by an old link.
    const auto guest = person("G. Ast", "gast@kunde.example", {Role::customer});
    const std::string link = link_to(guest.email.c_str());
    REQUIRE(people.change(root, guest.id, {.name = guest.name, .roles = {Role::agent}}));
    CHECK(failure(mailbox.redeem(link)) == Code::forbidden);
}

TEST_CASE_METHOD(MailFixture, "erasing a person takes the letters and links along",
                 "[contract][mail]") {
    const auto filed = created(draft());
    const std::string secret = secret_of(due()[0]);
    const std::string link = link_to(petra);
    const auto known = mailbox.redeem(link);
    REQUIRE(known);
    const std::string open = link_to(petra);
    auto exported = export_own(*database, actor_of(*known));
    REQUIRE(ok(exported));
    CHECK(exported->find("request_received") != std::string::npos);
    REQUIRE(erase_person(*database, root, petra));
    CHECK(failure(tickets.find_by_link(secret)) == Code::not_found);
    CHECK(failure(mailbox.redeem(open)) == Code::not_found);
    CHECK(due().empty());
    CHECK(read(filed.number).contact.email.empty());
}

TEST_CASE_METHOD(MailFixture, "customers get their own data without what staff notes for itself",
                 "[contract][mail][security]") {
    const auto ticket = number();
    REQUIRE(tickets.note(agent, ticket, "canary-note"));
    REQUIRE(tickets.move(agent, ticket, 2, "", "canary-reason"));
    REQUIRE(tickets.reply(agent, ticket, "Sichtbar."));
    const auto person = mailbox.redeem(link_to(petra));
    REQUIRE(ok(person));
    const auto text = export_own(*database, actor_of(*person));
    REQUIRE(ok(text));
    CHECK(text->find("Sichtbar.") != std::string::npos);
    CHECK(text->find("Seit gestern geht nichts.") != std::string::npos);
    CHECK(text->find("canary") == std::string::npos);
    CHECK(export_person(*database, root, petra)->find("canary-note") != std::string::npos);
    CHECK(failure(export_own(*database, agent)) == Code::forbidden);
    CHECK(failure(export_own(*database, Actor::stranger())) == Code::unauthenticated);
}

TEST_CASE_METHOD(MailFixture, "letters that are done with are forgotten in time",
                 "[contract][mail]") {
    number();
    send_all();
    clock.advance(24h * 10);
    number();
    CHECK(queue.clear(24h * 30).value() == 0);
    clock.advance(24h * 25);
    CHECK(queue.clear(24h * 30).value() == 1);
    CHECK(due().size() == 1); // it still waits
}
