// Letters to customers, and what they see who sign in by one.

#include "tests/service/seat.h"
#include "tests/support/smtp_sink.h"
#include "tests/support/soon.h"

using namespace lotse;
using namespace lotse::service;
using lotse::testing::link_in;
using lotse::testing::ReceivedMail;
using lotse::testing::SmtpSink;
using lotse::testing::soon;

namespace {

/// A desk whose letters arrive at `sink`.
DeskOptions with_mail(const SmtpSink& sink) {
    return {{"--mail-server", sink.url(), "--mail-from", "hilfe@antwort.example", "--mail-tls",
             "if_offered", "--base-url", "http://hilfe.example", "--hold-replies", "0s"}};
}

std::vector<ReceivedMail> letters_to(const SmtpSink& sink, const std::string& address) {
    std::vector<ReceivedMail> found;
    for (auto& mail : sink.received())
        if (mail.to == address)
            found.push_back(mail);
    return found;
}

ReceivedMail letter(const SmtpSink& sink, const std::string& address, std::size_t which) {
    REQUIRE(soon([&] { return letters_to(sink, address).size() > which; }));
    return letters_to(sink, address)[which];
}

std::string cookie_from(const Answer& answer) {
    const std::string value = answer.header("Set-Cookie");
    return value.substr(0, value.find(';'));
}

std::string file_request(const Desk& desk, const std::string& email, const std::string& subject,
                         const Headers& headers = {}) {
    static int made = 0;
    const auto filed =
        desk.post_form("/de/kontakt",
                       "subject=" + subject + "&body=Die+Lampe+ist+rot&email=" + email +
                           "&name=Petra&idempotency_key=own-requests-" + std::to_string(++made),
                       headers);
    REQUIRE(filed.status == 303);
    return cookie_from(filed);
}

/// Signs in by a letter; the cookie.
Headers signed_in(const Desk& desk, const SmtpSink& sink, const std::string& email,
                  std::size_t letters_before) {
    CHECK(desk.post_form("/de/meine-anfragen", "email=" + email).status == 200);
    const std::string link = link_in(letter(sink, email, letters_before));
    const auto used = desk.post_form(link, "");
    REQUIRE(used.status == 303);
    CHECK(used.header("Location") == "/de/meine-anfragen");
    CHECK_THAT(used.header("Set-Cookie"), contains("HttpOnly; SameSite=Lax"));
    return {{"Cookie", cookie_from(used)}};
}

std::int64_t number_in(const std::string& page) {
    const std::string before = "/de/meine-anfragen/";
    for (auto at = page.find(before); at != std::string::npos; at = page.find(before, at + 1))
        if (const char c = page[at + before.size()]; c >= '0' && c <= '9')
            return std::stoll(page.substr(at + before.size()));
    FAIL("no request on the page: " << page);
    return 0;
}

} // namespace

TEST_CASE("a request is acknowledged by mail, and so is its answer, without a word of either",
          "[service][mail]") {
    const SmtpSink sink;
    const Desk desk(with_mail(sink));
    file_request(desk, "petra%40kunde.example", "Geheimer+Betreff");
    const auto received = letter(sink, "petra@kunde.example", 0);
    CHECK(received.from.empty()); // nobody is to answer an automat
    CHECK_THAT(received.message, contains("Subject: Ihre Anfrage 1001 ist angekommen"));
    CHECK_THAT(received.message, contains("Auto-Submitted: auto-replied"));
    const std::string link = link_in(received);
    const auto opened = desk.get(link);
    CHECK(opened.status == 303);
    const Headers by_link{{"Cookie", cookie_from(opened)}};
    CHECK_THAT(desk.get("/de/anfrage", by_link).body, contains("Geheimer Betreff"));

    CHECK(desk.post("/api/v1/tickets/1001/messages", {{"body", "Vertrauliche Antwort"}},
                    desk.as("agent"))
              .status == 201);
    const auto answered = letter(sink, "petra@kunde.example", 1);
    CHECK(answered.from == "hilfe@antwort.example");
    CHECK_THAT(answered.message, contains("Subject: Antwort auf Ihre Anfrage 1001"));
    CHECK_THAT(desk.get(link_in(answered)).header("Location"), contains("/de/anfrage"));
    CHECK_THAT(desk.get("/de/anfrage", by_link).body, contains("Vertrauliche Antwort"));
    for (const auto& mail : sink.received()) {
        const std::string all = mail.message + lotse::testing::text_of(mail);
        for (const char* word : {"Geheim", "Vertraulich", "Petra", "Lampe"})
            CHECK(all.find(word) == std::string::npos);
    }
}

TEST_CASE("customers sign in by a link and see their own requests and no others (6.1, 6.2)",
          "[service][mail][security]") {
    const SmtpSink sink;
    const Desk desk(with_mail(sink));
    CHECK_THAT(desk.get("/de/").body, contains("href=\"/de/meine-anfragen\""));
    file_request(desk, "petra%40kunde.example", "Router");
    file_request(desk, "x%40fremd.example", "Fremd");
    (void)letter(sink, "petra@kunde.example", 0);

    CHECK(desk.post_form("/de/meine-anfragen", "email=keine+Adresse").status == 422);
    const auto known = desk.post_form("/de/meine-anfragen", "email=petra%40kunde.example");
    const auto unknown = desk.post_form("/de/meine-anfragen", "email=nobodyx%40kunde.example");
    CHECK(known.status == 200);
    CHECK(unknown.status == 200);
    CHECK_THAT(known.body, contains("Sehen Sie in Ihr Postfach."));
    CHECK_THAT(unknown.body, contains("Sehen Sie in Ihr Postfach."));

    const std::string link = link_in(letter(sink, "petra@kunde.example", 1));
    for (int scanner = 0; scanner < 2; ++scanner) // looking changes nothing
        CHECK_THAT(desk.get(link).body, contains("petra@kunde.example"));
    const auto used = desk.post_form(link, "");
    REQUIRE(used.status == 303);
    CHECK(desk.post_form(link, "").status == 404); // once
    CHECK(desk.get(link).status == 404);
    const Headers petra{{"Cookie", cookie_from(used)}};

    const auto list = desk.get("/de/meine-anfragen", petra);
    CHECK_THAT(list.body, contains("Router"));
    CHECK(list.body.find("Fremd") == std::string::npos);
    CHECK_THAT(list.header("Cache-Control"), contains("no-store"));
    CHECK_THAT(desk.get("/en/my-requests", petra).body, contains("Router"));
    const auto own = number_in(list.body);
    const std::string page = "/de/meine-anfragen/" + std::to_string(own);
    CHECK_THAT(desk.get(page, petra).body, contains("Die Lampe ist rot"));
    CHECK(desk.post_form(page, "reply=Noch+rot", petra).header("Location") == page + "?replied=1");
    CHECK_THAT(desk.get(page, petra).body, contains("Noch rot"));
    CHECK(desk.post_form(page, "reply=", petra).status == 422);

    const auto foreign = own == 1001 ? 1002 : 1001;
    const auto other = desk.get("/de/meine-anfragen/" + std::to_string(foreign), petra);
    CHECK(other.status == 404);
    CHECK(other.body == desk.get("/de/meine-anfragen/999999", petra).body);
    CHECK(
        desk.post_form("/de/meine-anfragen/" + std::to_string(foreign), "reply=x", petra).status ==
        404);
    CHECK(desk.get("/de/meine-anfragen/abc", petra).status == 404);
    CHECK(desk.get(page).header("Location") == "/de/meine-anfragen"); // a stranger signs in first
    CHECK(desk.get(page, {{"Cookie", "lotse_customer=rubbish"}}).status == 303);

    // Solved ones stand under the other heading.
    CHECK(desk.post("/api/v1/tickets/" + std::to_string(own) + "/resolve",
                    {{"kind", "no_knowledge"}, {"cause", "one_off"}}, desk.as("agent"))
              .status < 300);
    CHECK(desk.get("/de/meine-anfragen", petra).body.find("Router") == std::string::npos);
    CHECK_THAT(desk.get("/de/meine-anfragen?show=closed", petra).body, contains("Router"));

    CHECK(desk.post_form("/de/meine-anfragen/abmelden", "", petra).status == 303);
    CHECK(desk.get("/de/meine-anfragen", petra).body.find("Router") == std::string::npos);
    CHECK(desk.get(page, petra).status == 303);
}

TEST_CASE("who has signed in writes under his name, and takes his data along (6.3)",
          "[service][mail]") {
    const SmtpSink sink;
    const Desk desk(with_mail(sink));
    file_request(desk, "petra%40kunde.example", "Router");
    (void)letter(sink, "petra@kunde.example", 0);
    const auto petra = signed_in(desk, sink, "petra@kunde.example", 1);
    CHECK_THAT(desk.get("/de/kontakt", petra).body, contains("value=\"petra@kunde.example\""));
    file_request(desk, "petra%40kunde.example", "Zweite", petra);
    CHECK_THAT(desk.get("/de/meine-anfragen", petra).body, contains("Zweite"));
    const auto data = desk.post_form("/de/meine-anfragen/daten", "", petra);
    CHECK(data.status == 200);
    CHECK_THAT(data.header("Content-Disposition"), contains("attachment"));
    CHECK(data.json()["tickets"].size() == 2);
    CHECK(desk.post_form("/de/meine-anfragen/daten", "").status == 401);
    // What is for customers only is for him, too.
    desk.dir.write("content/de/kunden.md", R"(---
id: kundenvorteile
lang: de
title: Vorteile für Kunden
audience: customer
category: internet
---
Nur für Kunden: ein Monat ist frei.
)");
    desk.build_index();
    CHECK(soon([&] { return desk.get("/de/artikel/kundenvorteile", petra).status == 200; }));
    CHECK(desk.get("/de/artikel/kundenvorteile").status == 404);
}

TEST_CASE("a letter that is refused is seen by who works on the request", "[service][mail]") {
    SmtpSink sink([](const std::string& line) {
        return line.starts_with("RCPT") ? std::string("550 no such mailbox") : std::string();
    });
    const Desk desk(with_mail(sink));
    file_request(desk, "weg%40kunde.example", "Router");
    CHECK(soon([&] {
        const auto ticket = desk.get("/api/v1/tickets/1001", desk.as("agent")).json();
        return ticket["messages"].size() == 2;
    }));
    const auto ticket = desk.get("/api/v1/tickets/1001", desk.as("agent")).json();
    CHECK_THAT(ticket["messages"][1]["body"].get<std::string>(), contains("550 no such mailbox"));
}

TEST_CASE("without a mail server nobody is sent looking into his mailbox", "[service][mail]") {
    const Desk desk;
    CHECK(desk.get("/de/").body.find("meine-anfragen") == std::string::npos);
    const auto page = desk.get("/de/meine-anfragen");
    CHECK(page.status == 404);
    CHECK_THAT(page.body, contains("Anmelden ist hier nicht eingerichtet"));
    CHECK(desk.post_form("/de/meine-anfragen", "email=petra%40kunde.example").status == 404);
}
