#include "searchd/mail/smtp.h"

#include "tests/support/catch.h"
#include "tests/support/smtp_sink.h"

using namespace lotse;
using namespace lotse::mail;
using lotse::testing::SmtpSink;
using namespace std::chrono_literals;

namespace {

const std::atomic<bool> never{false};

SmtpServer at(const SmtpSink& sink) {
    return {.url = sink.url(), .user = {}, .password = {}, .tls = false, .time = 5s};
}

Handover send(const SmtpServer& server,
              const std::string& message = "Subject: x\r\n\r\nHallo\r\n") {
    return hand_over(server, {"hilfe@hilfe.example", "petra@kunde.example"}, message, never);
}

} // namespace

TEST_CASE("a message arrives as it was, dots at the start of lines and all", "[mail]") {
    const SmtpSink sink;
    const std::string message = "Subject: x\r\n\r\n.\r\n..zwei\r\nEnde\r\n";
    CHECK(send(at(sink), message).outcome == Outcome::accepted);
    REQUIRE(sink.received().size() == 1);
    CHECK(sink.received()[0].from == "hilfe@hilfe.example");
    CHECK(sink.received()[0].to == "petra@kunde.example");
    CHECK(sink.received()[0].message == message);
    CHECK(hand_over(at(sink), {"", "petra@kunde.example"}, message, never).outcome ==
          Outcome::accepted);
    CHECK(sink.received()[1].from.empty());
}

TEST_CASE("what may go well another time is told from what never will", "[mail]") {
    SmtpSink sink;
    const auto answering = [&](std::string to, std::string answer) {
        sink.change_temper([to, answer](const std::string& line) {
            return line.starts_with(to) ? answer : std::string();
        });
        return send(at(sink));
    };
    CHECK(answering("RCPT", "450 mailbox busy").outcome == Outcome::later);
    CHECK(answering(".", "451 try again").outcome == Outcome::later);
    CHECK(answering(".", "drop").outcome == Outcome::later);
    CHECK(answering("MAIL", "drop").outcome == Outcome::later);
    CHECK(answering("MAIL", "530 sign in first").outcome == Outcome::later);
    const auto refused = answering("RCPT", "550 no such mailbox");
    CHECK(refused.outcome == Outcome::refused);
    CHECK(refused.why == "550 no such mailbox");
    CHECK(answering(".", "554 we take no such mail").outcome == Outcome::refused);
    CHECK(sink.received().empty());
}

TEST_CASE("without TLS nothing is sent where it is required, and nowhere is no server", "[mail]") {
    const SmtpSink sink;
    auto strict = at(sink);
    strict.tls = true;
    CHECK(send(strict).outcome == Outcome::later);
    CHECK(sink.received().empty());
    SmtpServer nobody{
        .url = "smtp://127.0.0.1:1", .user = {}, .password = {}, .tls = false, .time = 2s};
    const auto none = send(nobody);
    CHECK(none.outcome == Outcome::later);
    CHECK_FALSE(none.why.empty());
}

TEST_CASE("a program that stops does not wait for a mail server", "[mail]") {
    const SmtpSink sink;
    const std::atomic<bool> stopping{true};
    CHECK(hand_over(at(sink), {"a@b.example", "c@d.example"}, "x", stopping).outcome ==
          Outcome::later);
}

TEST_CASE("a mail server is named by scheme, host and port", "[mail]") {
    for (const char* fine : {"", "smtp://mail.example", "smtp://127.0.0.1:2525", "smtps://m:465"})
        CHECK(parse_mail_server(fine));
    for (const char* bad : {"mail.example", "http://mail.example", "smtp://", "smtp://a:0",
                            "smtp://a:b", "smtp://a:99999", "smtp://user@a", "smtp://a/b"}) {
        INFO(bad);
        CHECK_FALSE(parse_mail_server(bad));
    }
}
