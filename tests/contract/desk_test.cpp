#include "tests/contract/store_fixture.h"
#include "tickets/desk/article_figures.h"
#include "tickets/desk/article_votes.h"
#include "tickets/desk/held_replies.h"
#include "tickets/desk/sent_articles.h"
#include "tickets/desk/views.h"
#include "tickets/relations/merge.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

namespace {

struct DeskFixture : StoreFixture {
    ViewStore views{*database};
    SentArticles sent{*database};
    Actor other = actor_of(kaya);

    std::vector<std::string> names_seen_by(const Person& person) {
        std::vector<std::string> names;
        const auto seen = views.seen_by(person.id).value();
        for (const SavedView& view : seen)
            names.push_back(view.name);
        return names;
    }
};

using Names = std::vector<std::string>;

} // namespace

TEST_CASE_METHOD(DeskFixture, "a view is its owner's own until it is shared", "[contract][desk]") {
    REQUIRE(views.save(agent, "Dringend", "priority=urgent", false));
    REQUIRE(views.save(agent, "WLAN", "tag=wlan", true));
    CHECK(names_seen_by(weber) == Names{"Dringend", "WLAN"});
    CHECK(names_seen_by(kaya) == Names{"WLAN"});
    const auto shared = views.seen_by(kaya.id).value().front();
    CHECK(shared.owner_name == "M. Weber");
    CHECK(shared.query == "tag=wlan");
    CHECK(failure(views.remove(other, shared.id)) == Code::not_found);
    REQUIRE(ok(views.remove(agent, shared.id)));
    CHECK(names_seen_by(kaya).empty());
}

TEST_CASE_METHOD(DeskFixture, "saving a view under a name that is there replaces it",
                 "[contract][desk]") {
    REQUIRE(views.save(agent, "Meine", "level=1", false));
    REQUIRE(views.save(agent, "Meine", "level=2", true));
    const auto seen = views.seen_by(weber.id).value();
    REQUIRE(seen.size() == 1);
    CHECK(seen.front().query == "level=2");
    CHECK(seen.front().shared);
    // Another's view of the same name stays.
    REQUIRE(views.save(other, "Meine", "level=3", false));
    CHECK(views.seen_by(kaya.id).value().size() == 2);
}

TEST_CASE_METHOD(DeskFixture, "a view without a name, a long one and a fifty-first are refused",
                 "[contract][desk]") {
    CHECK(views.save(agent, "  ", "level=1", false).error().code == Code::invalid_argument);
    CHECK(views.save(agent, std::string(61, 'x'), "", false).error().code == Code::too_large);
    CHECK(views.save(Actor::stranger(), "x", "", false).error().code == Code::forbidden);
    for (std::size_t i = 0; i < most_views; ++i)
        REQUIRE(views.save(agent, "v" + std::to_string(i), "", false));
    CHECK(views.save(agent, "one more", "", false).error().code == Code::too_large);
    CHECK(views.save(agent, "v1", "level=2", false)); // that one is there already
}

TEST_CASE_METHOD(DeskFixture, "an article that went out with an answer is remembered once",
                 "[contract][desk]") {
    const auto ticket = number();
    REQUIRE(ok(sent.record(agent, ticket, {"wlan-passwort-aendern"})));
    REQUIRE(ok(sent.record(other, ticket, {"wlan-passwort-aendern", "stoerung"})));
    const auto known = sent.of(ticket).value();
    REQUIRE(known.size() == 2);
    for (const SentArticle& one : known)
        CHECK(one.actor == (one.article == "stoerung" ? "S. Kaya" : "M. Weber"));
    CHECK(details(ticket).history.back().event == "send_article");
    CHECK(failure(sent.record(agent, {4711}, {"x"})) == Code::not_found);
    check_chain();
}

TEST_CASE_METHOD(DeskFixture, "of each article it is told how often it was read, and what was said",
                 "[contract][desk]") {
    const auto search = [&](const char* trail) {
        auto record = failing(trail, trail, "wlan");
        record.outcome = Outcome::answered;
        record.shown = {"wlan", "router"};
        REQUIRE(ok(searches.record(record)));
    };
    search("t0");
    REQUIRE(ok(searches.mark_opened("t0", "wlan"))); // too long ago
    clock.advance(std::chrono::hours{24 * 100});
    const TimePoint since = clock.now();
    for (const char* trail : {"t1", "t2", "t3", "t4"})
        search(trail);
    REQUIRE(ok(searches.mark_opened("t1", "wlan")));
    REQUIRE(ok(searches.mark_opened("t1", "wlan"))); // once more: the same search
    REQUIRE(ok(searches.mark_opened("t1", "router")));
    ArticleVotes votes(*database);
    REQUIRE(ok(votes.cast("wlan", "v1", false)));
    REQUIRE(ok(votes.cast("wlan", "v2", true)));
    REQUIRE(ok(votes.cast("wlan", "v3", false)));
    REQUIRE(ok(votes.cast("wlan", "v3", true))); // takes it back
    REQUIRE(ok(searches.mark_not_helped("t4", "never shown")));
    CHECK(failure(searches.mark_not_helped("t9", "wlan")) == Code::not_found);
    const auto one = number();
    REQUIRE(ok(sent.record(agent, one, {"wlan", "rechnung"})));
    REQUIRE(ok(sent.record(agent, number(), {"wlan"})));

    const auto use = article_figures(*database, since).value();
    CHECK(use.at("wlan") == ArticleFigures{1, 2, 1, 2});
    CHECK(use.at("router") == ArticleFigures{1, 0, 0, 0});
    CHECK(use.at("rechnung") == ArticleFigures{0, 0, 0, 1});
    CHECK(use.size() == 3);
    CHECK(searches.trail("t4").value().at(0).outcome == Outcome::not_helped);
}

TEST_CASE_METHOD(DeskFixture, "an answer is held until it is due and then goes out once",
                 "[contract][desk]") {
    HeldReplies held(*database);
    const auto one = number();
    const auto messages = [&] { return details(one).messages.size(); };
    REQUIRE(ok(held.hold(agent, one, "Bitte neu starten.\n", {"wlan"}, std::chrono::seconds{10})));
    const auto waiting = held.of(one).value();
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].body == "Bitte neu starten.");
    CHECK(waiting[0].actor == "M. Weber");
    CHECK(waiting[0].articles == std::vector<std::string>{"wlan"});
    CHECK(waiting[0].due == clock.now() + std::chrono::seconds{10});
    CHECK(held.send_due().value() == 0);
    CHECK(messages() == 1);
    CHECK(failure(held.take_back(other, one)) == Code::not_found); // it is not theirs

    clock.advance(std::chrono::seconds{10});
    CHECK(held.send_due().value() == 1);
    CHECK(held.send_due().value() == 0);
    REQUIRE(messages() == 2);
    CHECK(details(one).messages[1].body == "Bitte neu starten.");
    CHECK(details(one).messages[1].author_id == weber.id);
    CHECK(details(one).messages[1].sender == Sender::agent);
    CHECK(sent.of(one).value().at(0).article == "wlan");
    CHECK(held.of(one).value().empty());
    CHECK(failure(held.take_back(agent, one)) == Code::not_found);
    check_chain();
}

TEST_CASE_METHOD(DeskFixture, "an answer that was taken back waits for its author",
                 "[contract][desk]") {
    HeldReplies held(*database);
    const auto one = number();
    const auto hold = [&](const Actor& who, const char* text) {
        REQUIRE(ok(held.hold(who, one, text, {}, std::chrono::seconds{10})));
    };
    hold(agent, "Falsch.");
    REQUIRE(ok(held.take_back(agent, one)));
    clock.advance(std::chrono::hours{1});
    CHECK(held.send_due().value() == 0);
    REQUIRE(held.of(one).value().size() == 1);
    CHECK(held.of(one).value()[0].state == HeldState::taken_back);
    hold(agent, "Richtig."); // in its place
    hold(other, "Auch ich.");
    CHECK(held.of(one).value().size() == 2);
    hold(agent, "Noch etwas."); // the one before goes out
    CHECK(details(one).messages.back().body == "Richtig.");
    REQUIRE(ok(held.send_now(agent, one)));
    CHECK(details(one).messages.back().body == "Noch etwas.");
    REQUIRE(ok(held.send_now(agent, one))); // nothing is held: nothing happens
    CHECK(details(one).messages.size() == 3);
    REQUIRE(ok(held.take_back(other, one)));
    REQUIRE(ok(held.discard(other, one)));
    CHECK(held.of(one).value().empty());
    CHECK(failure(held.hold(agent, one, "  ", {}, std::chrono::seconds{10})) ==
          Code::invalid_argument);
}

TEST_CASE_METHOD(DeskFixture, "an answer that is held goes out whatever becomes of the ticket",
                 "[contract][desk]") {
    HeldReplies held(*database);
    const auto one = number();
    const auto two = number();
    for (const auto ticket : {one, two})
        REQUIRE(ok(held.hold(agent, ticket, "Noch ein Wort.", {}, std::chrono::seconds{10})));
    REQUIRE(ok(tickets.close(other, one)));
    REQUIRE(ok(MergeStore(*database).merge(other, two, one)));
    clock.advance(std::chrono::seconds{10});
    CHECK(held.send_due().value() == 2);
    const auto messages = details(one).messages; // of both
    CHECK(std::ranges::count(messages, "Noch ein Wort.", &Message::body) == 2);
    CHECK(failure(held.hold(agent, {4711}, "x", {}, std::chrono::seconds{10})) == Code::not_found);
}

TEST_CASE_METHOD(DeskFixture, "a visitor has one vote on an article, may change it and say why",
                 "[contract][desk]") {
    ArticleVotes votes(*database);
    const TimePoint since = clock.now() - std::chrono::days{90};
    REQUIRE(ok(votes.cast("wlan", "visitor-a", true)));
    REQUIRE(ok(votes.cast("wlan", "visitor-b", true)));
    REQUIRE(ok(votes.cast("rechnung", "visitor-a", false)));
    CHECK(votes.of("wlan", since).value() == Votes{.helped = 2});
    REQUIRE(ok(votes.cast("wlan", "visitor-a", false)));
    REQUIRE(ok(votes.explain("wlan", "visitor-a", "outdated",
                             " Neu seit Mai, fragen Sie k.muster@kunde.example ")));
    const auto told = votes.of("wlan", since).value();
    CHECK(told.helped == 1);
    CHECK(told.not_helped == 1);
    CHECK(told.reasons == std::map<std::string, std::int64_t>{{"outdated", 1}});
    REQUIRE(told.remarks.size() == 1);
    CHECK_THAT(told.remarks[0].text, contains("Neu seit Mai"));
    CHECK(told.remarks[0].text.find("k.muster") == std::string::npos);
    REQUIRE(ok(votes.cast("wlan", "visitor-a", false))); // once more: what was said stays
    CHECK(votes.of("wlan", since).value() == told);
    REQUIRE(ok(votes.forget_remarks_before(clock.now()))); // not so old
    CHECK(votes.of("wlan", since).value() == told);
    REQUIRE(ok(votes.forget_remarks_before(clock.now() + Milliseconds{1})));
    CHECK(votes.of("wlan", since).value().remarks.empty());
    CHECK(votes.of("wlan", since).value().reasons == told.reasons);
    REQUIRE(ok(votes.cast("wlan", "visitor-a", true))); // and it did help after all
    CHECK(votes.of("wlan", since).value() == Votes{.helped = 2});
    CHECK(failure(votes.explain("wlan", "visitor-a", "boring", "")) == Code::invalid_argument);
    CHECK(votes.of("wlan", clock.now() + Milliseconds{1}).value() == Votes{});
}
