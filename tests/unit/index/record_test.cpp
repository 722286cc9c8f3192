#include "indexer/index/record_internal.h"

#include "tests/support/catch.h"

using namespace lotse::index;

namespace {

StoredDocument sample() {
    StoredDocument document;
    document.key = {Kind::solution, "17"};
    document.lang = Lang::en;
    document.visibility = Visibility::customer;
    document.group = "change-password";
    document.title = "Change the password";
    document.summary = "Where the button is.";
    document.category = "account";
    document.tags = {"password", ""};
    document.aliases = {"new password", "Zürich"};
    document.questions = {"how do i"};
    document.text = std::string(300, 'x') + "\nü\n";
    document.updated = lotse::TimePoint{lotse::Milliseconds{1'764'000'000'123}};
    document.own = {std::string("readings\0", 9), "list"};
    return document;
}

} // namespace

TEST_CASE("a stored document comes back as it was", "[index]") {
    const auto back = decode(encode(sample()));
    REQUIRE(back);
    CHECK(*back == sample());
}

TEST_CASE("an empty document comes back as it was", "[index]") {
    StoredDocument document;
    document.key.id = "x";
    const auto back = decode(encode(document));
    REQUIRE(back);
    CHECK(*back == document);
}

TEST_CASE("a record cut anywhere is corrupt, never a crash", "[index]") {
    const std::string whole = encode(sample());
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK_FALSE(decode(std::string_view(whole).substr(0, length)));
    CHECK_FALSE(decode(whole + "x"));
}

TEST_CASE("a record with any byte changed is read or refused", "[index]") {
    const std::string whole = encode(sample());
    for (std::size_t i = 0; i < whole.size(); ++i)
        for (const char byte : {'\x00', '\x7F', '\xFF'}) {
            std::string changed = whole;
            changed[i] = byte;
            const auto back = decode(changed); // must return
            CHECK((back.ok() || back.error().code == lotse::Code::corrupt));
        }
}
