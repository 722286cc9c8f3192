#pragma once
// The route table of the daemon without the daemon.

#include <memory>

#include "searchd/http/app.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace lotse::testing {

struct AppParts {
    AppParts() {
        auto opened = tickets::Database::open({.path = dir / "tickets.db"}, clock, random);
        REQUIRE(opened);
        database = std::move(opened).value();
        auto made = search::Engine::create({.index = dir / "index", .synonyms = {}}, clock);
        REQUIRE(made);
        engine = std::move(made).value();
        catalog = std::make_unique<content::Catalog>(dir.path());
        trails = std::make_unique<deflect::Trails>(*database, *engine, log);
        holdout = std::make_unique<deflect::Holdout>(*database, 0, log);
        requests = std::make_unique<deflect::Requests>(*database);
        training = std::make_unique<deflect::Training>(*database, *engine, *catalog);
        loop = std::make_unique<deflect::Loop>(dir / "index", *catalog, *database, *engine, log);
        proposals = std::make_unique<deflect::Proposals>(
            deflect::Proposals::Parts{*database, *engine, *catalog, *loop}, dir / "index", "");
        rebuilder = std::make_unique<deflect::Rebuilder>(
            deflect::RebuildOptions{dir / "index", "", {}}, *catalog, *database, log);
        auto loaded = http::load_config(
            {}, [](const auto&) { return std::string(); }, http::Tongue::en);
        REQUIRE(loaded);
        config = std::move(loaded).value();
        site = std::make_unique<http::SiteKeeper>(config, *database);
        expected = std::make_unique<http::ExpectedAnswer>(*site, *database, clock);
        app.reset(new http::App{.config = config,
                                .clock = clock,
                                .random = random,
                                .log = log,
                                .metrics = metrics,
                                .engine = *engine,
                                .catalog = *catalog,
                                .database = *database,
                                .trails = *trails,
                                .holdout = *holdout,
                                .requests = *requests,
                                .training = *training,
                                .loop = *loop,
                                .proposals = *proposals,
                                .rebuilder = *rebuilder,
                                .presence = presence,
                                .site = *site,
                                .expected = *expected,
                                .wake_worker = [] {},
                                .wake_post = [] {},
                                .metrics_text = [] { return std::string(); },
                                .base_url = "http://localhost"});
        REQUIRE(http::add_all_routes(router, *app));
    }

    TempDir dir;
    SystemClock clock;
    SystemRandom random;
    NullLog log;
    http::Metrics metrics;
    http::Presence presence;
    http::Config config;
    std::unique_ptr<tickets::Database> database;
    std::unique_ptr<search::Engine> engine;
    std::unique_ptr<content::Catalog> catalog;
    std::unique_ptr<deflect::Trails> trails;
    std::unique_ptr<deflect::Holdout> holdout;
    std::unique_ptr<deflect::Requests> requests;
    std::unique_ptr<deflect::Training> training;
    std::unique_ptr<deflect::Loop> loop;
    std::unique_ptr<deflect::Proposals> proposals;
    std::unique_ptr<deflect::Rebuilder> rebuilder;
    std::unique_ptr<http::SiteKeeper> site;
    std::unique_ptr<http::ExpectedAnswer> expected;
    std::unique_ptr<http::App> app;
    http::Router router;
};

} // namespace lotse::testing
