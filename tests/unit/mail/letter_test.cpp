#include "searchd/mail/letter.h"

#include "tests/support/catch.h"
#include "tests/support/smtp_sink.h"

using namespace lotse;
using namespace lotse::mail;
using lotse::testing::contains;

namespace {

Letter letter() {
    return {.id = "7.mail@hilfe.example",
            .date = TimePoint{Milliseconds{1'795'737'600'000}}, // 2026-11-27T00:00:00Z
            .from_name = "Fördenet Hilfe",
            .from = "hilfe@hilfe.example",
            .to = "petra@kunde.example",
            .subject = "Ihre Anfrage 1001 ist angekommen",
            .text = "Guten Tag,\n\nhier lesen Sie sie: https://hilfe.example/t/abc",
            .lang = "de"};
}

std::string message(const Letter& what) {
    auto made = to_message(what);
    REQUIRE(made);
    return *made;
}

} // namespace

TEST_CASE("a letter has the headers that keep automats from answering it", "[mail]") {
    const auto text = message(letter());
    CHECK_THAT(text, contains("Date: Fri, 27 Nov 2026 00:00:00 +0000\r\n"));
    CHECK_THAT(text, contains("From: =?UTF-8?B?RsO2cmRlbmV0IEhpbGZl?= <hilfe@hilfe.example>\r\n"));
    CHECK_THAT(text, contains("To: petra@kunde.example\r\n"));
    CHECK_THAT(text, contains("Subject: Ihre Anfrage 1001 ist angekommen\r\n"));
    CHECK_THAT(text, contains("Message-ID: <7.mail@hilfe.example>\r\n"));
    CHECK_THAT(text, contains("Auto-Submitted: auto-generated\r\n"));
    CHECK_THAT(text, contains("X-Auto-Response-Suppress: All\r\n"));
    auto reply = letter();
    reply.is_reply = true;
    CHECK_THAT(message(reply), contains("Auto-Submitted: auto-replied\r\n"));
}

TEST_CASE("no header can be added to a letter", "[mail][security]") {
    for (std::string Letter::*field : {&Letter::from_name, &Letter::subject, &Letter::to,
                                       &Letter::from, &Letter::id, &Letter::lang})
        for (const char* rubbish :
             {"x\r\nBcc: all@example", "x\nBcc: y@example", "x\ry@z", "\x01"}) {
            auto bad = letter();
            bad.*field = rubbish;
            INFO(rubbish);
            CHECK_FALSE(to_message(bad));
        }
    for (const char* address : {"", "petra", "@x", "a@", "a b@c.example", "a@b@c", "<a@b.example>",
                                "ä@b.example", "a,c@b.example", "\"a\"@b.example"}) {
        INFO(address);
        CHECK_FALSE(is_address(address));
    }
    CHECK(is_address("o'neil+tag@sub.b.example"));
}

TEST_CASE("a quoted name and a long subject stay whole", "[mail]") {
    auto odd = letter();
    odd.from_name = "Hilfe \"Nord\"";
    odd.subject = std::string(60, 'x') + " ÄÖÜäöüß – " + std::string(60, 'y');
    const auto text = message(odd);
    CHECK_THAT(text, contains("From: \"Hilfe \\\"Nord\\\"\" <hilfe@hilfe.example>\r\n"));
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = text.find("\r\n", begin);
        CHECK(end - begin <= 76 + 12); // "Subject: " stands before the first word
        begin = end + 2;
    }
    // Encoded words are cut between characters, never within one.
    CHECK(encoded_words("ä") == "=?UTF-8?B?w6Q=?=");
    CHECK_THAT(encoded_words(std::string(19, 'x') + "ääääääääääääääääää"),
               contains("?=\r\n =?UTF-8?B?"));
}

TEST_CASE("bodies are short lines of ASCII and read back as they were", "[mail]") {
    const std::string body =
        "Größe = 5 €\nzwei Leerzeichen am Ende  \n" + std::string(200, 'a') + "\n.\n..\nEnde";
    const auto coded = quoted_printable(body);
    for (std::size_t begin = 0; begin < coded.size();) {
        const auto end = coded.find("\r\n", begin);
        REQUIRE(end != std::string::npos);
        CHECK(end - begin <= 76);
        begin = end + 2;
    }
    CHECK(lotse::testing::text_of({{}, {}, "A: b\r\n\r\n" + coded}) == body + "\n");
}
