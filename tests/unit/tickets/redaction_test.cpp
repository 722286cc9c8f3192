#include "tickets/redact.h"

#include <fstream>

#include "indexer/base/text.h"
#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::tickets;

namespace {

struct Case {
    std::size_t line;
    std::string text, expected;
    RedactionContext context;
};

std::vector<std::string> listed(std::string_view text) {
    std::vector<std::string> items;
    for (const auto item : split(text, ','))
        items.emplace_back(trimmed(item));
    return items;
}

std::vector<Case> read_table() {
    std::ifstream in(std::string(LOTSE_SOURCE_DIR) + "/tests/unit/tickets/redaction.txt");
    std::vector<Case> cases;
    RedactionContext context;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        constexpr std::string_view arrow = " => ";
        if (line.empty() || line.starts_with("# "))
            continue;
        if (line.starts_with("names:")) {
            context.names = listed(line.substr(6));
        } else if (line.starts_with("own:")) {
            context.own_contacts = listed(line.substr(4));
        } else {
            const auto at = line.find(arrow);
            const std::string text = line.substr(0, at);
            cases.push_back({number, text,
                             at == std::string::npos ? text : line.substr(at + arrow.size()),
                             context});
        }
    }
    return cases;
}

} // namespace

TEST_CASE("redaction takes out what the table says and nothing else", "[redaction]") {
    const auto cases = read_table();
    REQUIRE(cases.size() > 100);
    for (const Case& one : cases) {
        INFO("redaction.txt:" << one.line);
        CHECK(redact(one.text, one.context) == one.expected);
    }
}

TEST_CASE("redacting twice changes nothing more", "[redaction]") {
    for (const Case& one : read_table()) {
        const std::string once = redact(one.text, one.context);
        INFO("redaction.txt:" << one.line);
        CHECK(redact(once, one.context) == once);
    }
}

TEST_CASE("findings are in order, apart, and name their kind", "[redaction]") {
    const std::string text = "a@b.example 0431 5550142 DE89370400440532013000";
    const auto findings = find_personal(text);
    REQUIRE(findings.size() == 3);
    CHECK(findings[0] == Finding{0, 11, Personal::email});
    CHECK(findings[1].kind == Personal::phone);
    CHECK(findings[2].kind == Personal::iban);
    CHECK(name(Personal::birthday) == "birthday");
}

TEST_CASE("malformed UTF-8 is repaired, not passed on", "[redaction]") {
    CHECK(is_utf8(redact("a\xff\xfe 0431 5550142 \xc3")));
    CHECK(redact("").empty());
}

TEST_CASE("redaction takes time in proportion to the text", "[redaction]") {
    // Texts that make a scan with backtracking explode; here each is done at once.
    for (const std::string unit : {"0 ", "@", "a.b@", "4111 ", "DE89 ", "passwort ist ", "(((+4",
                                   "Str. 1 ", "mfg ", "KI-", "\"", "1.", "at "}) {
        std::string text;
        while (text.size() < 300'000)
            text += unit;
        CHECK(is_utf8(redact(text, {.names = {"Jürgen Petersen"}, .own_contacts = {"4111"}})));
    }
}

TEST_CASE("a mail body loses quoted history and signature", "[redaction]") {
    CHECK(without_quotes_and_signature("Hallo,\nes geht nicht.\n\n-- \nPetra Schmidt\nRing 5") ==
          "Hallo,\nes geht nicht.");
    CHECK(without_quotes_and_signature("Still broken.\n> Dear Mr Smith\n> try this\nHelp!") ==
          "Still broken.\nHelp!");
    CHECK(without_quotes_and_signature(
              "Danke, klappt.\r\n\r\nAm 03.03.2026 um 10:02 schrieb M. Weber:\r\n> Hallo") ==
          "Danke, klappt.");
    CHECK(without_quotes_and_signature("No luck.\nOn 3 March 2026 M. Weber wrote:\nold text") ==
          "No luck.");
    CHECK(without_quotes_and_signature("Router blinkt.\nMit freundlichen Grüßen\nPetra Schmidt") ==
          "Router blinkt.");
    CHECK(without_quotes_and_signature("It fails.\nSent from my iPhone") == "It fails.");
    CHECK(without_quotes_and_signature("-----Ursprüngliche Nachricht-----\nVon: x").empty());
    CHECK(without_quotes_and_signature("Geht nicht.\n-------- Forwarded Message --------\nx") ==
          "Geht nicht.");
    CHECK(without_quotes_and_signature("Nein.\nVon: Fördenet\nGesendet: Montag\nAn: Petra") ==
          "Nein.");
    CHECK(without_quotes_and_signature("No.\nOn Mon, 3 March 2026 at 10:12\nM. Weber wrote:\nx") ==
          "No.");
    CHECK(without_quotes_and_signature("Ok.\nAm 3. März 2026 um 10:12\nPetra S. schrieb:\nx") ==
          "Ok.");
    CHECK(without_quotes_and_signature("It works.\nCheers,\nJohn\n12 High Street") == "It works.");
    CHECK(without_quotes_and_signature("Am Abend um acht\nschrieb niemand zurück.") ==
          "Am Abend um acht\nschrieb niemand zurück.");
}
