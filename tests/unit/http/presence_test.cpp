#include "searchd/http/presence.h"

#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::http;
using tickets::PersonId;
using tickets::TicketNumber;

TEST_CASE("who has a ticket open is known for a minute, and since when he writes", "[http][desk]") {
    Presence presence;
    const TimePoint start{std::chrono::hours{1}};
    const auto at = [&](int seconds) { return start + std::chrono::seconds{seconds}; };
    const auto note = [&](int person, const char* name, bool writing, int seconds) {
        presence.note({TicketNumber{7}, PersonId{person}, name, writing}, at(seconds));
    };
    const auto seen = [&](int seconds) {
        return presence.others(TicketNumber{7}, PersonId{1}, at(seconds));
    };
    note(1, "Kaya", true, 0);
    CHECK(seen(0).empty()); // nobody meets himself
    note(2, "Weber", false, 0);
    CHECK(seen(1) == std::vector<Present>{{"Weber", false, at(0)}});
    note(2, "Weber", true, 20);
    note(2, "Weber", true, 40);
    CHECK(seen(41) == std::vector<Present>{{"Weber", true, at(20)}});
    note(3, "Adler", false, 50);
    CHECK(seen(50).size() == 2);
    CHECK(seen(50)[0].name == "Adler");
    note(2, "Weber", false, 60);
    CHECK(seen(61)[1] == Present{"Weber", false, at(0)});
    CHECK(presence.others(TicketNumber{8}, PersonId{1}, at(61)).empty());
    presence.leave(TicketNumber{7}, PersonId{3});
    CHECK(seen(119).size() == 1);
    CHECK(seen(120).empty()); // a minute after he was last seen
}
