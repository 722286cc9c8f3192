// Solving a ticket with what is written down, and what is proposed where its questions still miss.

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "indexer/base/file.h"
#include "searchd/deflect/authoring.h"
#include "searchd/deflect/proposals.h"
#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;
using search::Visibility;
using tickets::ResolutionKind;

namespace {

content::Article article(const std::string& id) {
    content::Article one;
    one.id = id;
    one.lang = "de";
    one.title = "Zwei Haushalte, ein Hausanschluss";
    one.body = "Jede Hälfte bekommt einen eigenen Anschluss.";
    return one;
}

tickets::Resolution solving(ResolutionKind kind) {
    return {.kind = kind};
}

Result<WrittenSolution> solve(World& world, tickets::TicketNumber number, ResolutionKind kind,
                              const content::Article& written) {
    return resolve_with_article(*world.database, *world.catalog, world.agent, number, solving(kind),
                                written);
}

tickets::State state(World& world, tickets::TicketNumber number) {
    return ok(tickets::TicketStore(*world.database).find(number)).state;
}

tickets::Gap only_gap(World& world) {
    const auto gaps = ok(tickets::SearchLog(*world.database).gaps({}));
    REQUIRE(gaps.size() == 1);
    return gaps[0];
}

std::string file(World& world, const std::string& path) {
    return ok(read_file(world.dir / path, 1 << 20));
}

Proposals proposals(World& world) {
    return Proposals({*world.database, *world.engine, *world.catalog, *world.loop},
                     world.dir / "index", world.dir / "synonyms");
}

/// A ticket whose question has left its article again: thirty newer ones have taken its place.
tickets::TicketNumber crowded_out(World& world, const std::string& asked) {
    const auto first = world.file("Anschluss", world.ask(asked));
    world.resolve(first, {.kind = ResolutionKind::linked_article, .article = "rechnung"});
    for (int i = 0; i < 30; ++i) {
        const std::string other = "Vorgang " + std::string(1, static_cast<char>('a' + i % 26)) +
                                  std::string(1, static_cast<char>('k' + i / 26)) + "quux";
        world.resolve(world.file("Anschluss", world.ask(other)),
                      {.kind = ResolutionKind::linked_article, .article = "rechnung"});
    }
    ok(world.loop->step());
    ok(Replayer(*world.database, *world.engine, *world.catalog).replay(first, 1));
    return first;
}

} // namespace

TEST_CASE("an article written with the resolution is linked, found and closes the gap in one go",
          "[deflect][closing]") {
    World world;
    world.ask(question, "", "192.0.2.1");
    world.ask(question, "", "198.51.100.1");
    const auto number = only_gap(world).ticket.value();
    const auto written = ok(solve(world, number, ResolutionKind::written_article, article("zwei")));
    CHECK(written.article.state == content::State::published);
    CHECK(state(world, number) == tickets::State::solved);
    CHECK(only_gap(world).state == tickets::GapState::answered);
    ok(world.loop->step());
    CHECK(world.replays(number).at(0).found_rank == 1);
    CHECK(only_gap(world).state == tickets::GapState::closed);
}

TEST_CASE("a conflict or a fault of the written article leaves file and ticket as they were",
          "[deflect][closing]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    const std::string before = file(world, "content/de/rechnung.md");
    const auto taken = solve(world, number, ResolutionKind::written_article, article("rechnung"));
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == Code::conflict);
    CHECK(file(world, "content/de/rechnung.md") == before);
    auto personal = article("zwei");
    personal.body += " Rückruf 0431 5550142.";
    const auto refused = solve(world, number, ResolutionKind::written_article, personal);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, lotse::testing::contains("phone in text at byte"));
    CHECK_FALSE(std::filesystem::exists(world.dir / "content/de/zwei.md"));
    CHECK(state(world, number) == tickets::State::new_);
}

TEST_CASE("a ticket that cannot be solved any more takes its article's file back",
          "[deflect][closing]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, {.kind = ResolutionKind::no_knowledge, .reason = "erledigt"});
    ok(tickets::TicketStore(*world.database).close(world.agent, number));
    CHECK_FALSE(solve(world, number, ResolutionKind::written_article, article("zwei")));
    CHECK_FALSE(std::filesystem::exists(world.dir / "content/de/zwei.md"));
}

TEST_CASE("the same article sent twice is one article", "[deflect][closing]") {
    World world;
    const auto one = world.file("Anschluss", world.ask(question));
    const auto two = world.file("Anschluss", world.ask(question));
    CHECK_FALSE(ok(solve(world, one, ResolutionKind::written_article, article("zwei"))).repeated);
    ok(world.loop->index_now());
    CHECK(ok(solve(world, two, ResolutionKind::written_article, article("zwei"))).repeated);
    CHECK(state(world, two) == tickets::State::solved);
}

TEST_CASE("a draft holds symptom, cause and solution without what names anybody",
          "[deflect][closing]") {
    World world;
    tickets::TicketDraft request;
    request.subject = "Anschluss bei Familie Petersen";
    request.body = "Guten Tag, bei uns im Doppelhaus kommt keine Glasfaser an.\n\n"
                   "Viele Grüße\nHelga Petersen\nHolstenstraße 4, 24103 Kiel";
    request.contact = {"Helga Petersen", "h.petersen@kunde.example", "0431 5550142"};
    request.trail = world.ask(question);
    const auto number = ok(world.requests->file(tickets::Actor::stranger(), {request, ""})).number;
    tickets::TicketStore store(*world.database);
    ok(store.note(world.agent, number,
                  "Frau Petersen angerufen. Ursache ist der gemeinsame "
                  "Übergabepunkt. Rückruf unter 0431 5550142."));
    ok(store.reply(world.agent, number,
                   "Guten Tag Frau Petersen, jede Hälfte braucht einen eigenen Anschluss.\n\n"
                   "Mit freundlichen Grüßen\nM. Weber"));
    const auto draft = ok(tickets::draft_resolution(*world.database, number));
    CHECK(draft.title == "Anschluss bei Familie […]");
    CHECK(draft.symptom == "Guten Tag, bei uns im Doppelhaus kommt keine Glasfaser an.");
    CHECK(draft.cause == "Ursache ist der gemeinsame Übergabepunkt.");
    CHECK(draft.solution == "Guten Tag Frau […], jede Hälfte braucht einen eigenen Anschluss.");
    CHECK(draft.questions == std::vector<tickets::Question>{{question, "de"}});
    CHECK(article_of(draft).body == "## Symptom\n\n" + draft.symptom + "\n\n## Ursache\n\n" +
                                        draft.cause + "\n\n## Lösung\n\n" + draft.solution + "\n");
}

TEST_CASE("a draft is found by staff at once, by customers once it is published, and then the gap "
          "closes",
          "[deflect][closing]") {
    World world;
    world.ask(question, "", "192.0.2.1");
    world.ask(question, "", "198.51.100.1");
    const auto number = only_gap(world).ticket.value();
    auto draft = article("");
    draft.body += " Rückruf 0431 5550142.";
    const auto drafted = ok(solve(world, number, ResolutionKind::drafted_article, draft));
    CHECK(drafted.redacted == 1);
    CHECK(drafted.article.id == "zwei-haushalte-ein-hausanschluss");
    ok(world.loop->step());
    CHECK(world.found(question).empty());
    const auto by_staff = world.found(question, Visibility::staff); // beside the solved ticket
    CHECK(std::ranges::count(by_staff, "article:" + drafted.article.id) == 1);
    CHECK(world.replays(number).at(0).cause == "not_for_asker");
    CHECK(only_gap(world).state == tickets::GapState::answered);

    auto published = drafted.article;
    published.state = content::State::published;
    ok(content::write_article(world.catalog->folder(), published, drafted.article.content_hash));
    ok(world.loop->step());
    CHECK(world.found(question).at(0) == "article:" + drafted.article.id);
    CHECK(world.replays(number).at(0).found_rank == 1);
    CHECK(only_gap(world).state == tickets::GapState::closed);
}

TEST_CASE("what was left unfound is asked again by the next run of the program",
          "[deflect][closing]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, {.kind = ResolutionKind::linked_article, .article = "glasfaser"});
    ok(world.loop->step());
    CHECK(world.replays(number).at(0).cause == "not_indexed");
    world.write("glasfaser", "de", "Glasfaser bestellen", "Für jedes Doppelhaus.");
    CHECK(ok(world.make_loop()->step()).replays.verified == 1);
}

TEST_CASE("a question that misses says which words, and an alias of them lets it find",
          "[deflect][closing]") {
    World world;
    const auto number = crowded_out(world, "Starlink Schüssel");
    const auto replay = world.replays(number).at(0);
    CHECK_FALSE(replay.verified());
    CHECK(replay.cause == "words_missing");
    CHECK(replay.missing == std::vector<std::string>{"Starlink", "Schüssel"});
    auto service = proposals(world);
    const auto proposed = ok(service.of(number));
    REQUIRE(proposed.size() == 2);
    CHECK(proposed[0].kind == ProposalKind::alias);
    CHECK(proposed[0].article == "rechnung");
    CHECK(proposed[0].words == std::vector<std::string>{"Starlink Schüssel"});
    CHECK(ok(service.open(10)) == proposed);
    const auto report = ok(service.apply(proposed[0]));
    CHECK(report.all_verified());
    CHECK(world.replays(number).at(0).found_rank == 1);
    CHECK_THAT(file(world, "content/de/rechnung.md"),
               lotse::testing::contains("Starlink Schüssel"));
    CHECK(ok(service.of(number)).empty());
    CHECK(ok(service.apply(proposed[0])).all_verified()); // a second time changes nothing
}

TEST_CASE("a synonym goes into the editors' list and is in force at once", "[deflect][closing]") {
    World world;
    std::filesystem::create_directories(world.dir / "synonyms");
    ok(write_file(world.dir / "synonyms/de.txt", "Router, Kiste"));
    const auto number = crowded_out(world, "Faktura");
    auto service = proposals(world);
    const auto proposed = ok(service.of(number));
    REQUIRE(proposed.size() == 2);
    CHECK(proposed[1].kind == ProposalKind::synonym);
    CHECK(proposed[1].words == std::vector<std::string>{"Faktura", "herunterladen"});
    auto better = proposed[1];
    better.words[1] = "Rechnung"; // the editor knows
    CHECK(ok(service.apply(better)).all_verified());
    ok(service.apply(better));
    CHECK(file(world, "synonyms/de.txt") == "Router, Kiste\nFaktura, Rechnung\n");
    CHECK(world.found("Faktura").at(0) == "article:rechnung");
    better.words = {"a, b", "c"};
    CHECK(service.apply(better).error().code == Code::invalid_argument);
}
