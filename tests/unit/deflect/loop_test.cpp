#include "searchd/deflect/loop.h"

#include <filesystem>

#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;
using search::Visibility;

namespace {

tickets::Resolution linked(const std::string& article) {
    return {.kind = tickets::ResolutionKind::linked_article, .article = article};
}

tickets::Resolution shared_solution() {
    return {.kind = tickets::ResolutionKind::shared_solution,
            .lang = "de",
            .title = "Anschluss in geteilten Gebäuden",
            .text = "Beantragen Sie je Hälfte einen eigenen Anschluss."};
}

void reopen(World& world, tickets::TicketNumber number) {
    ok(tickets::TicketStore(*world.database).reopen(world.agent, number, "still broken"));
}

} // namespace

TEST_CASE("articles that are written, changed and removed are followed", "[deflect][loop]") {
    World world;
    world.write("glasfaser", "de", "Glasfaser bestellen", "Für jedes Doppelhaus.");
    ok(world.loop->index_now());
    CHECK(world.found(question) == Keys{"article:glasfaser"});
    world.write("glasfaser", "de", "Kupfer bestellen", "Für alle.");
    CHECK(ok(world.loop->step()).put == 1);
    CHECK(world.found(question).empty());
    std::filesystem::remove(world.dir / "content/de/glasfaser.md");
    CHECK(ok(world.loop->step()).removed == 1);
    CHECK(world.found("Kupfer bestellen").empty());
    const auto idle = ok(world.loop->step());
    CHECK(idle.put + idle.removed + idle.jobs == 0);
}

TEST_CASE("a ticket solved with an article teaches it the failed question", "[deflect][loop]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    CHECK(world.found(question).empty());
    world.resolve(number, linked("rechnung")); // shares no word with the question
    const auto report = ok(world.loop->step());
    CHECK(report.replays.asked == 1);
    CHECK(report.replays.all_found());
    CHECK(world.found(question).at(0) == "article:rechnung");
    const auto replays = world.replays(number);
    REQUIRE(replays.size() == 1);
    CHECK(replays[0].question == question);
    CHECK(replays[0].found_rank == 1);
    CHECK(replays[0].generation == "1");
}

TEST_CASE("a full build remembers what the loop has taught", "[deflect][loop]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, linked("rechnung"));
    ok(world.loop->step());
    world.build();
    CHECK(world.found(question).at(0) == "article:rechnung");
}

TEST_CASE("a shared solution is for everybody, its ticket for staff", "[deflect][loop]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    const std::string id = std::to_string(number.value);
    world.resolve(number, shared_solution());
    CHECK(ok(world.loop->step()).replays.found == 1);
    CHECK(world.found("geteilte Gebäude Anschluss") == Keys{"solution:" + id});
    const auto staff = world.found("geteilte Gebäude Anschluss", Visibility::staff);
    CHECK(std::find(staff.begin(), staff.end(), "solution:" + id) != staff.end());
    CHECK(world.replays(number).at(0).found_rank == 1);
}

TEST_CASE("a reopened ticket takes its solution out of the index", "[deflect][loop]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, shared_solution());
    ok(world.loop->step());
    reopen(world, number);
    const auto report = ok(world.loop->step());
    CHECK(report.removed == 2);
    CHECK(report.replays.asked == 0);
    CHECK(world.found(question, Visibility::staff).empty());
    CHECK(world.found("geteilte Gebäude Anschluss", Visibility::staff).empty());
}

TEST_CASE("an article that does not answer yet is asked again when it appears", "[deflect][loop]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, linked("glasfaser"));
    const auto before = ok(world.loop->step());
    CHECK(before.replays.asked == 1);
    CHECK(before.replays.found == 0);
    REQUIRE(world.replays(number).size() == 1);
    CHECK_FALSE(world.replays(number)[0].found_rank);
    world.write("glasfaser", "de", "Glasfaser bestellen", "Für jedes Doppelhaus.");
    ok(world.loop->index_now()); // as the request does that wrote it
    CHECK(ok(world.loop->step()).replays.found == 1);
    CHECK(world.replays(number).at(0).found_rank == 1);
    CHECK(ok(world.loop->step()).replays.asked == 0);
}

TEST_CASE("an answer that the customer may not read is not found", "[deflect][loop]") {
    World world;
    world.write("intern", "de", "Glasfaser im Doppelhaus", "Nur für uns.", "internal");
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, linked("intern"));
    const auto report = ok(world.loop->step());
    CHECK(report.replays.asked == 1);
    CHECK(report.replays.found == 0);
    CHECK(world.found(question, Visibility::staff).at(0) == "article:intern");
}

TEST_CASE("the translation in the asker's language is the answer too", "[deflect][loop]") {
    World world;
    const std::string pair = "\ntranslation_key: fibre\n---\n\n";
    world.dir.write("content/de/faser.md",
                    "---\nid: faser\nlang: de\ntitle: Glasfaser im Doppelhaus" + pair + "Text.\n");
    world.dir.write("content/en/fibre.md",
                    "---\nid: fibre\nlang: en\ntitle: Fibre in semi-detached houses" + pair +
                        "Text.\n");
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, linked("fibre"));
    ok(world.loop->step());
    CHECK(world.found(question).at(0) == "article:faser");
    CHECK(world.replays(number).at(0).found_rank == 1);
}

TEST_CASE("a ticket solved without knowledge asks nothing", "[deflect][loop]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, {.kind = tickets::ResolutionKind::no_knowledge, .reason = "by phone"});
    const auto report = ok(world.loop->step());
    CHECK(report.jobs > 0);
    CHECK(report.replays.asked == 0);
    CHECK(world.replays(number).empty());
}

TEST_CASE("solving the ticket of a gap asks the questions of all its visitors", "[deflect][loop]") {
    World world;
    world.ask("Glasfaser Doppelhaus", "", "192.0.2.1");
    world.ask("Doppelhaus mit Glasfaser", "", "198.51.100.1");
    const auto gaps = ok(tickets::SearchLog(*world.database).gaps({}));
    REQUIRE(gaps.size() == 1);
    REQUIRE(gaps[0].ticket);
    world.resolve(*gaps[0].ticket, shared_solution());
    const auto report = ok(world.loop->step());
    CHECK(report.replays.asked == 2);
    CHECK(report.replays.all_found());
    CHECK(ok(tickets::SearchLog(*world.database).gap(gaps[0].id)).state ==
          tickets::GapState::closed);
}

TEST_CASE("a crash between index and acknowledgement loses no replay", "[deflect][loop]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, shared_solution());
    ok(world.loop->index_now()); // indexed, and then the process ends
    CHECK(world.replays(number).empty());
    tickets::Outbox outbox(*world.database);
    CHECK(ok(outbox.acknowledged()).value == 0);
    const auto report = ok(world.make_loop()->step());
    CHECK(report.put == 0); // the index had it already
    CHECK(report.replays.found == 1);
    CHECK(ok(outbox.acknowledged()) == ok(outbox.head()));
    CHECK(ok(world.make_loop()->step()).replays.asked == 0);
}

TEST_CASE("a crash after the replay and before the acknowledgement repeats it", "[deflect][loop]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, shared_solution());
    ok(world.loop->step());
    ok(tickets::Outbox(*world.database).acknowledge({})); // as if it had never been written
    CHECK(ok(world.make_loop()->step()).replays.asked == 1);
    CHECK(world.replays(number).size() == 1); // the latest of each question
}

TEST_CASE("a generation published meanwhile is caught up with", "[deflect][loop]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    const auto stale = ok(content::read_folder(world.dir / "content"));
    world.write("glasfaser", "de", "Kupfer bestellen", "Für alle.");
    world.resolve(number, shared_solution());
    ok(world.loop->step());
    // A build that had read everything before the two changes.
    index::BuildOptions options;
    options.index = world.dir / "index";
    options.dictionary = world.dir / "no-dictionary";
    ok(index::build(*ok(index::KnowledgeSource::open(stale.articles, nullptr)), options,
                    world.clock));
    CHECK(world.found("Kupfer bestellen").empty());
    CHECK(world.found("geteilte Gebäude Anschluss").empty());
    const auto report = ok(world.loop->step());
    CHECK(report.generation == 2);
    CHECK(report.put == 3);
    CHECK(world.found("Kupfer bestellen") == Keys{"article:glasfaser"});
    CHECK(world.found("geteilte Gebäude Anschluss").size() == 1);
}

TEST_CASE("what fails is done by the next round", "[deflect][loop]") {
    World world;
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, shared_solution());
    std::filesystem::rename(world.dir / "index", world.dir / "elsewhere");
    CHECK_FALSE(world.loop->step());
    CHECK_FALSE(world.loop->index_now());
    std::filesystem::rename(world.dir / "elsewhere", world.dir / "index");
    CHECK(ok(world.loop->step()).replays.found == 1);
    CHECK(world.replays(number).at(0).found_rank == 1);
}
