#include "indexer/index/follower.h"
#include "indexer/index/knowledge.h"
#include "tests/unit/index/support.h"

#include "indexer/base/random.h"
#include "tickets/solution_store.h"
#include "tickets/ticket_store.h"

using namespace lotse;
using namespace lotse::index;
using namespace lotse::index::testing;

namespace {

content::Article sample(content::State state, content::Audience audience) {
    content::Article article;
    article.id = "a";
    article.lang = "en";
    article.title = "Title";
    article.body = "## Heading\n\nSome *text*.\n";
    article.translation_key = "pair";
    article.state = state;
    article.audience = audience;
    return article;
}

std::string file_of(const std::string& id, const std::string& title, const std::string& more = "") {
    return "---\nid: " + id + "\nlang: en\ntitle: " + title + "\n" + more + "---\n\nSome text.\n";
}

// A folder of articles, a ticket database, an index, and what follows both.
struct Desk : Index {
    SystemRandom random;
    std::unique_ptr<tickets::Database> database;
    content::Catalog catalog{dir / "content"};

    Desk() {
        dir.write("content/en/one.md", file_of("one", "First article"));
        dir.write("content/en/two.md", file_of("two", "Second article"));
        auto opened = tickets::Database::open({.path = dir / "tickets.db"}, clock, random);
        REQUIRE(opened);
        database = std::move(*opened);
    }

    StepReport step(Follower& follower) const {
        auto report = follower.step();
        INFO((report ? "" : report.error().to_string()));
        REQUIRE(report);
        return *report;
    }

    tickets::TicketNumber ticket(const std::string& subject) const {
        tickets::TicketDraft draft;
        draft.subject = subject;
        draft.body = "It does not work.";
        draft.lang = "en";
        draft.contact.email = "jane@customer.example";
        const auto made =
            tickets::TicketStore(*database).create(tickets::Actor::program("test"), draft);
        REQUIRE(made);
        return made->number;
    }

    void share_solution(tickets::TicketNumber number, const std::string& title) const {
        tickets::Resolution resolution;
        resolution.kind = tickets::ResolutionKind::shared_solution;
        resolution.lang = "en";
        resolution.title = title;
        resolution.text = "Turn the dial to the left until it clicks.";
        const auto done = tickets::TicketStore(*database).resolve(tickets::Actor::program("test"),
                                                                  number, resolution);
        INFO((done ? "" : done.error().to_string()));
        REQUIRE(done);
    }
};

} // namespace

TEST_CASE("who may find an article follows from its state and audience", "[index]") {
    using content::Audience;
    using content::State;
    const auto visibility = [](State state, Audience audience) {
        return (*from_article(sample(state, audience), {}))->visibility;
    };
    CHECK(visibility(State::published, Audience::everyone) == Visibility::everyone);
    CHECK(visibility(State::published, Audience::customer) == Visibility::customer);
    CHECK(visibility(State::published, Audience::internal) == Visibility::staff);
    CHECK(visibility(State::draft, Audience::everyone) == Visibility::staff);
    CHECK(visibility(State::draft, Audience::customer) == Visibility::staff);
    CHECK_FALSE(*from_article(sample(State::archived, Audience::everyone), {}));
}

TEST_CASE("an article becomes a document of plain text", "[index]") {
    const auto document =
        *from_article(sample(content::State::published, content::Audience::everyone), {"asked"});
    REQUIRE(document);
    CHECK(document->key == Key{Kind::article, "a"});
    CHECK(document->lang == Lang::en);
    CHECK(document->group == "pair");
    CHECK(document->headings == std::vector<std::string>{"Heading"});
    CHECK(document->questions == std::vector<std::string>{"asked"});
    CHECK_THAT(document->text, lotse::testing::contains("Some text."));
}

TEST_CASE("the order of remembered questions is no change", "[index]") {
    const auto article = sample(content::State::published, content::Audience::everyone);
    const auto one = *from_article(article, {"b", "a", "b"});
    const auto other = *from_article(article, {"a", "b"});
    CHECK(one->questions == std::vector<std::string>{"a", "b"});
    CHECK(one->fingerprint() == other->fingerprint());
}

TEST_CASE("a solved ticket is for staff, its shared solution for everybody", "[index]") {
    tickets::ResolvedTicket ticket;
    ticket.number = tickets::TicketNumber{7};
    ticket.lang = "de";
    ticket.title = "Betreff";
    ticket.problem = "Problem";
    ticket.solution = "Lösung";
    REQUIRE(from_ticket(ticket).size() == 1);
    CHECK(from_ticket(ticket)[0].visibility == Visibility::staff);
    ticket.shared = tickets::SharedSolution{"en", "Shared", "For others"};
    const auto both = from_ticket(ticket);
    REQUIRE(both.size() == 2);
    CHECK(both[1].key == Key{Kind::solution, "7"});
    CHECK(both[1].visibility == Visibility::everyone);
    CHECK(both[1].lang == Lang::en);
    CHECK(both[1].text == "For others");
}

TEST_CASE("a step indexes what changed in the folder and nothing else", "[index]") {
    const Desk desk;
    desk.build({});
    content::Catalog catalog(desk.dir / "content");
    Follower follower(desk.path(), catalog, nullptr);
    CHECK(desk.step(follower).put == 2);
    CHECK_FALSE(desk.step(follower).changed());
    desk.dir.write("content/en/two.md", file_of("two", "Renamed article"));
    desk.dir.write("content/en/three.md", file_of("three", "Third article"));
    std::filesystem::remove(desk.dir / "content/en/one.md");
    const auto report = desk.step(follower);
    CHECK(report.put == 2);
    CHECK(report.removed == 1);
    CHECK(desk.with_word(Lang::en, "renamed") == Ids{"two"});
    CHECK(desk.with_word(Lang::en, "first").empty());
}

TEST_CASE("an article that becomes internal leaves the public index", "[index]") {
    const Desk desk;
    desk.build({});
    content::Catalog catalog(desk.dir / "content");
    Follower follower(desk.path(), catalog, nullptr);
    desk.step(follower);
    desk.dir.write("content/en/one.md", file_of("one", "First article", "audience: internal\n"));
    desk.step(follower);
    CHECK(desk.with_word(Lang::en, "first").empty());
    CHECK(desk.with_word(Lang::en, "first", Visibility::staff) == Ids{"one"});
    desk.dir.write("content/en/one.md", file_of("one", "First article", "state: archived\n"));
    desk.step(follower);
    CHECK(desk.with_word(Lang::en, "first", Visibility::staff).empty());
}

TEST_CASE("after a full build was switched to, everything is compared again", "[index]") {
    const Desk desk;
    desk.build({});
    content::Catalog catalog(desk.dir / "content");
    Follower follower(desk.path(), catalog, nullptr);
    desk.step(follower);
    desk.build({}); // as if it had read the folder before these files came
    CHECK(desk.step(follower).put == 2);
    CHECK(desk.with_word(Lang::en, "article") == Ids{"one", "two"});
}

TEST_CASE("a solved ticket is found after one step, a reopened one no more", "[index]") {
    Desk desk;
    desk.build({});
    Follower follower(desk.path(), desk.catalog, desk.database.get());
    desk.step(follower);
    const auto number = desk.ticket("The dial");
    desk.share_solution(number, "Turning the dial");
    const auto report = desk.step(follower);
    CHECK(report.jobs.size() == 1);
    CHECK(desk.with_word(Lang::en, "clicks") == Ids{std::to_string(number.value)});
    CHECK_FALSE(desk.step(follower).changed());
    REQUIRE(tickets::TicketStore(*desk.database)
                .reopen(tickets::Actor::program("test"), number, "it came back"));
    desk.step(follower);
    CHECK(desk.with_word(Lang::en, "clicks", Visibility::staff).empty());
}

TEST_CASE("a full build reads articles and tickets and stands where the outbox stood", "[index]") {
    Desk desk;
    desk.share_solution(desk.ticket("The dial"), "Turning the dial");
    const auto head = tickets::Outbox(*desk.database).head();
    REQUIRE(head);
    auto base = content::read_folder(desk.dir / "content");
    REQUIRE(base);
    auto source = KnowledgeSource::open(std::move(base->articles), desk.database.get());
    REQUIRE(source);
    BuildOptions options = desk.options();
    options.positions = {{ticket_stream, static_cast<std::uint64_t>(head->value)}};
    const auto report = build(**source, options, desk.clock);
    REQUIRE(report);
    CHECK(report->documents == 4); // two articles, the solution, the ticket
    CHECK(report->by_visibility.at(Visibility::staff) == 1);
    Follower follower(desk.path(), desk.catalog, desk.database.get());
    const auto step = desk.step(follower);
    CHECK(step.jobs.empty());
    CHECK_FALSE(step.changed());
}

TEST_CASE("an update that was killed before the outbox was acknowledged is repeated harmlessly",
          "[index]") {
    Desk desk;
    desk.build({});
    desk.share_solution(desk.ticket("The dial"), "Turning the dial");
    {
        Follower first(desk.path(), desk.catalog, desk.database.get());
        desk.step(first);
    }
    desk.build({}); // the index is lost and made anew from nothing, the outbox remains
    Follower second(desk.path(), desk.catalog, desk.database.get());
    CHECK(desk.step(second).jobs.size() == 1);
    CHECK(desk.with_word(Lang::en, "clicks").size() == 1);
}

TEST_CASE("of an article's questions the thirty newest are kept, each meaning once", "[index]") {
    CHECK(kept_questions(
              {{"reset my passwords", "en"}, {"Reset my password!", "en"}, {"lost phone", "en"}}) ==
          std::vector<std::string>{"reset my passwords", "lost phone"});
    std::vector<tickets::Question> many;
    for (int i = 0; i < 40; ++i)
        many.push_back({"error " + std::to_string(i), "en"});
    const auto kept = kept_questions(many);
    REQUIRE(kept.size() == 30);
    CHECK(kept.back() == "error 29");
}
