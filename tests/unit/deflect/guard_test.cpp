#include "searchd/deflect/guard.h"

#include <filesystem>

#include "indexer/base/file.h"
#include "indexer/content/store.h"
#include "indexer/index/generation.h"
#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect;
using namespace lotse::deflect::testing;

namespace {

/// A ticket solved with the article, its question verified.
tickets::TicketNumber verified(World& world, const std::string& article) {
    const auto number = world.file("Anschluss", world.ask(question));
    world.resolve(number, {.kind = tickets::ResolutionKind::linked_article, .article = article});
    ok(world.loop->step());
    REQUIRE(world.replays(number).at(0).verified());
    return number;
}

/// A pair as an earlier state of the world left it, though no ticket remembers it.
void keep(World& world, const std::string& text, const std::string& document,
          const tickets::VerifiedAnswer& answer) {
    const auto number = world.file("Anschluss", "");
    auto kept = answer;
    kept.document = document;
    kept.asker = "public";
    ok(tickets::SolutionStore(*world.database)
           .record_replays(number, {{.question = text, .lang = "de", .found_rank = 1}}, {kept}));
}

struct Built {
    Result<index::BuildReport> built;
    GuardReport guard;
};

Built build(World& world, GuardMode mode) {
    auto base = ok(content::read_folder(world.dir / "content"));
    const auto source =
        ok(index::KnowledgeSource::open(std::move(base.articles), world.database.get()));
    index::BuildOptions options;
    options.index = world.dir / "index";
    options.dictionary = world.dir / "no-dictionary";
    Guarding guarding{.mode = mode, .engine = {}};
    guarding.engine.synonyms = world.dir / "synonyms";
    GuardReport report;
    auto built = build_guarded(*source, options, *world.database, guarding, report);
    return {std::move(built), std::move(report)};
}

Loss only_loss(const GuardReport& report) {
    REQUIRE(report.lost.size() == 1);
    INFO(describe(report.lost[0]));
    return report.lost[0];
}

std::uint64_t served(World& world) {
    return ok(index::current_number(world.dir / "index"));
}

} // namespace

TEST_CASE("a build that loses nothing goes live", "[deflect][guard]") {
    World world;
    verified(world, "rechnung");
    const auto [built, guard] = build(world, GuardMode::block);
    REQUIRE(built);
    CHECK(guard.asked == 1);
    CHECK(guard.clean());
    CHECK(served(world) == 2);
}

TEST_CASE("a build that loses an answer stays beside, unserved, when the guard blocks",
          "[deflect][guard]") {
    World world;
    verified(world, "rechnung");
    std::filesystem::remove(world.dir / "content/de/rechnung.md");
    const auto [built, guard] = build(world, GuardMode::block);
    REQUIRE_FALSE(built);
    CHECK(built.error().code == Code::conflict);
    CHECK_THAT(built.error().message, lotse::testing::contains("generation 2 is complete but not"));
    CHECK(only_loss(guard).cause == LossCause::answer_gone);
    CHECK(served(world) == 1);
    CHECK(ok(index::generation_at(world.dir / "index", 2)).number == 2);
    CHECK(world.found(question).at(0) == "article:rechnung"); // as if nothing had been built
    const auto reported = build(world, GuardMode::report);
    CHECK(reported.built);
    CHECK(reported.guard.lost.size() == 1);
    CHECK(served(world) == 2);
    CHECK(build(world, GuardMode::off).guard.asked == 0);
}

TEST_CASE("an answer that became internal is lost to the customer", "[deflect][guard]") {
    World world;
    verified(world, "rechnung");
    world.write("rechnung", "de", "Rechnung als PDF herunterladen", "Im Konto.", "internal");
    CHECK(only_loss(build(world, GuardMode::report).guard).cause == LossCause::answer_hidden);
}

TEST_CASE("an answer that was rewritten says which words it lost", "[deflect][guard]") {
    World world;
    keep(world, "Toner Papier Drucker Rechnung", "article:rechnung", {.content_hash = "another"});
    const auto loss = only_loss(build(world, GuardMode::report).guard);
    CHECK(loss.cause == LossCause::answer_changed);
    CHECK(loss.missing == std::vector<std::string>{"Toner", "Papier", "Drucker"});
}

TEST_CASE("an answer that hung on a synonym names the list", "[deflect][guard]") {
    World world;
    std::filesystem::create_directories(world.dir / "synonyms");
    ok(write_file(world.dir / "synonyms/de.txt", "Faktura, Rechnung\n"));
    ok(world.engine->reload());
    const auto met = ok(
        ask_for(*world.engine, {"Faktura", search::Lang::de, {}}, index::article_key("rechnung")));
    REQUIRE(met.rank == 1);
    keep(world, "Faktura", "article:rechnung",
         {.content_hash = content::content_hash(met.meeting.content),
          .synonyms_hash = world.engine->synonyms_fingerprint()});
    CHECK(build(world, GuardMode::report).guard.clean());
    ok(write_file(world.dir / "synonyms/de.txt", "Faktura, Beleg\n"));
    CHECK(only_loss(build(world, GuardMode::report).guard).cause == LossCause::synonyms_changed);
}

TEST_CASE("an answer that was overtaken names the article and the word", "[deflect][guard]") {
    World world;
    const auto met = ok(ask_for(*world.engine, {"Rechnung herunterladen", search::Lang::de, {}},
                                index::article_key("rechnung")));
    REQUIRE(met.rank == 1);
    keep(world, "Rechnung herunterladen", "article:rechnung",
         {.content_hash = content::content_hash(met.meeting.content)});
    for (const char* id : {"neu-eins", "neu-zwei", "neu-drei"})
        world.write(id, "de", "Rechnung herunterladen", "Rechnung herunterladen.");
    const auto loss = only_loss(build(world, GuardMode::report).guard);
    CHECK(loss.cause == LossCause::overtaken);
    REQUIRE(loss.overtook);
    CHECK(loss.overtook->id.starts_with("neu-"));
    REQUIRE(loss.by);
    CHECK(loss.by->rule == search::Rule::exact);
    CHECK(loss.by->field == "title");
    CHECK_THAT(describe(loss), lotse::testing::contains("first is now article:neu-"));
}

TEST_CASE("a reopened ticket's pairs are asked no more", "[deflect][guard]") {
    World world;
    const auto number = verified(world, "rechnung");
    ok(tickets::TicketStore(*world.database).reopen(world.agent, number, "doch nicht"));
    CHECK(build(world, GuardMode::report).guard.asked == 0);
}
