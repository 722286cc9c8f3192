#pragma once
// A small help desk of real stores in a folder of its own: articles, tickets, an index, the loop.

#include <memory>
#include <string>
#include <vector>

#include "indexer/base/random.h"
#include "indexer/content/catalog.h"
#include "indexer/index/builder.h"
#include "indexer/index/knowledge.h"
#include "searchd/deflect/loop.h"
#include "searchd/deflect/requests.h"
#include "searchd/deflect/trails.h"
#include "searchd/search/engine.h"
#include "tests/support/catch.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_dir.h"
#include "tickets/outbox.h"
#include "tickets/search_log.h"
#include "tickets/ticket_store.h"

namespace lotse::deflect::testing {

/// What nothing in the small world answers until a ticket was solved.
inline const std::string question = "Glasfaser im Doppelhaus";

template <class T>
T ok(Result<T> result) {
    INFO((result ? "" : result.error().to_string()));
    REQUIRE(result);
    return std::move(*result);
}

class World {
  public:
    World() {
        write("wlan-passwort", "de", "WLAN-Passwort ändern", "Öffnen Sie die Seite des Routers.");
        write("rechnung", "de", "Rechnung als PDF herunterladen", "Im Kundenkonto unter Verträge.");
        write("mailbox", "en", "Set up your mailbox", "Enter the server name and your password.");
        database = ok(tickets::Database::open({.path = dir / "tickets.db"}, clock, random));
        catalog = std::make_unique<content::Catalog>(dir / "content");
        build();
        engine = ok(
            search::Engine::create({.index = dir / "index", .synonyms = dir / "synonyms"}, clock));
        loop = make_loop();
        trails = std::make_unique<Trails>(*database, *engine, log);
        requests = std::make_unique<Requests>(*database);
        ok(loop->step());
    }

    void write(const std::string& id, const std::string& lang, const std::string& title,
               const std::string& body, const std::string& audience = "public") const {
        dir.write("content/" + lang + "/" + id + ".md",
                  "---\nid: " + id + "\nlang: " + lang + "\ntitle: " + title +
                      "\naudience: " + audience + "\n---\n\n" + body + "\n");
    }

    /// A full build, as the command line does it.
    void build() {
        auto base = ok(content::read_folder(dir / "content"));
        const auto head = ok(tickets::Outbox(*database).head());
        const auto source =
            ok(index::KnowledgeSource::open(std::move(base.articles), database.get()));
        index::BuildOptions options;
        options.index = dir / "index";
        options.dictionary = dir / "no-dictionary"; // compiling the real one takes seconds
        options.positions = {{index::ticket_stream, static_cast<std::uint64_t>(head.value)}};
        ok(index::build(*source, options, clock));
    }

    std::unique_ptr<Loop> make_loop() {
        return std::make_unique<Loop>(dir / "index", *catalog, *database, *engine, log);
    }

    search::SearchAnswer search(const std::string& text,
                                search::Visibility caller = search::Visibility::everyone) const {
        search::SearchRequest request;
        request.query = text;
        request.caller = caller;
        return ok(engine->search(request));
    }

    /// The keys of what is found, best first.
    std::vector<std::string> found(const std::string& text,
                                   search::Visibility caller = search::Visibility::everyone) const {
        std::vector<std::string> keys;
        for (const auto& hit : search(text, caller).hits)
            keys.push_back(index::Key{hit.kind, hit.id}.to_string());
        return keys;
    }

    /// Searches as a visitor does, and returns the trail.
    std::string ask(const std::string& text, const std::string& trail = "",
                    const std::string& address = "192.0.2.1") {
        auto asked =
            trails->record({trail, {address, "Browser"}, text, search::Lang::de}, search(text));
        trails->settle();
        return asked;
    }

    tickets::TicketNumber file(const std::string& subject, const std::string& trail) {
        tickets::TicketDraft draft;
        draft.subject = subject;
        draft.body = "Bitte helfen Sie mir weiter.";
        draft.trail = trail;
        return ok(requests->file(tickets::Actor::stranger(), {draft, ""})).number;
    }

    void resolve(tickets::TicketNumber number, const tickets::Resolution& resolution) {
        ok(tickets::TicketStore(*database).resolve(agent, number, resolution));
    }

    std::vector<tickets::Replay> replays(tickets::TicketNumber number) {
        return ok(tickets::TicketStore(*database).details(number)).replays;
    }

    lotse::testing::TempDir dir;
    lotse::testing::ManualClock clock;
    SystemRandom random;
    NullLog log;
    tickets::Actor agent = tickets::Actor::program("test");
    std::unique_ptr<tickets::Database> database;
    std::unique_ptr<content::Catalog> catalog;
    std::unique_ptr<search::Engine> engine;
    std::unique_ptr<Loop> loop;
    std::unique_ptr<Trails> trails;
    std::unique_ptr<Requests> requests;
};

using Keys = std::vector<std::string>;

} // namespace lotse::deflect::testing
