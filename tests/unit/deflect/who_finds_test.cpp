#include "searchd/deflect/who_finds.h"

#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;

namespace {

content::Article draft(const std::string& id, const std::string& title, const std::string& body) {
    content::Article article;
    article.id = id;
    article.lang = "de";
    article.title = title;
    article.body = body;
    article.state = content::State::draft;
    return article;
}

WhoFinds asked(const World& world, const content::Article& article,
               const WhoFindsOptions& options = {}) {
    return ok(who_finds(*world.database, *world.engine, article, world.clock, options));
}

} // namespace

TEST_CASE("a draft says which searches would find it, and which of them have failed",
          "[deflect][who-finds]") {
    World world;
    world.ask(question, "", "192.0.2.1");
    world.ask(question, "", "192.0.2.2");
    world.ask("Passwort des Routers");
    world.ask("Rechnung");
    const auto found =
        asked(world, draft("doppelhaus", "Glasfaser im Doppelhaus", "Der Router steht im Keller."));
    CHECK(found.known == 3);
    CHECK(found.asked == 3);
    REQUIRE(!found.gained.empty());
    CHECK(found.gained[0].search.text == question);
    CHECK(found.gained[0].search.times == 2);
    CHECK(found.gained[0].search.failed == 2);
    CHECK_FALSE(found.gained[0].before);
    CHECK(found.gained[0].after == 1);
    CHECK(found.displacing.empty());
    CHECK(found.lost.empty());
    // Nothing of it has been written: the search fails as it did.
    CHECK(world.found(question).empty());
    // What it says is what happens once the article is there.
    world.write("doppelhaus", "de", "Glasfaser im Doppelhaus", "Der Router steht im Keller.");
    ok(world.loop->step());
    CHECK(world.found(question) == Keys{"article:doppelhaus"});
}

TEST_CASE("a draft says who would lose: above all an answer that is known to be right",
          "[deflect][who-finds]") {
    World world;
    const auto number = world.file("Anschluss", world.ask("Rechnung herunterladen"));
    world.resolve(number, {.kind = tickets::ResolutionKind::linked_article, .article = "rechnung"});
    ok(world.loop->step());
    REQUIRE(world.replays(number).at(0).verified());
    const auto louder = draft("louder", "Rechnung herunterladen",
                              "Rechnung herunterladen. Die Rechnung, die Sie herunterladen.");
    const auto found = asked(world, louder);
    REQUIRE(found.displacing.size() == 1);
    CHECK(found.displacing[0].after == 1);
    REQUIRE(found.displacing[0].displaced.size() == 1);
    const auto& behind = found.displacing[0].displaced[0];
    CHECK(behind.key.to_string() == "article:rechnung");
    CHECK(behind.title == "Rechnung als PDF herunterladen");
    CHECK(behind.before == 1);
    CHECK(behind.after == 2);
    CHECK(behind.verified);

    auto internal = louder; // for staff: no customer meets it
    internal.audience = content::Audience::internal;
    CHECK(asked(world, internal).displacing.empty());
}

TEST_CASE("an edit says which searches would no longer find the article", "[deflect][who-finds]") {
    World world;
    world.ask("Rechnung herunterladen");
    const auto same = asked(world, draft("rechnung", "Rechnung als PDF herunterladen",
                                         "Im Kundenkonto unter Verträge."));
    CHECK(same.kept == 1);
    CHECK(same.gained.empty());
    CHECK(same.lost.empty());
    const auto other = asked(world, draft("rechnung", "Satellit", "Schüssel ausrichten."));
    REQUIRE(other.lost.size() == 1);
    CHECK(other.lost[0].before == 1);
    CHECK_FALSE(other.lost[0].after);
}

TEST_CASE("no more is asked than was allowed, and what cannot be asked is refused",
          "[deflect][who-finds]") {
    World world;
    for (const char* text : {"Rechnung", "Router", "Passwort", "Kundenkonto"})
        world.ask(text);
    const auto article = draft("x", "Rechnung und Router", "Passwort im Kundenkonto");
    CHECK(asked(world, article, {.most = 2}).known == 2);
    const auto late = asked(world, article, {.budget = Milliseconds{0}});
    CHECK(late.known == 4);
    CHECK(late.asked == 0);
    const auto refused = [&](const content::Article& one) {
        return who_finds(*world.database, *world.engine, one, world.clock).error().code;
    };
    auto archived = article;
    archived.state = content::State::archived;
    CHECK(refused(archived) == Code::invalid_argument);
    CHECK(refused(draft("x", " ", "\n")) == Code::invalid_argument);
}
