#pragma once
// The sample knowledge base behind a running daemon without rate limits, for measuring. Tickets are
// written before it starts.

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "indexer/content/store.h"
#include "indexer/index/builder.h"
#include "indexer/index/knowledge.h"
#include "tests/support/catch.h"
#include "tests/support/daemon.h"
#include "tests/support/temp_dir.h"
#include "tickets/database.h"
#include "tickets/outbox.h"

namespace lotse::bench {

class SampleDesk {
  public:
    explicit SampleDesk(const std::function<void(tickets::Database&)>& fill = {}) {
        const std::filesystem::path corpus = std::filesystem::path(LOTSE_SOURCE_DIR) / "corpus";
        auto database = tickets::Database::open({.path = dir_ / "tickets.db"}, clock_, random_);
        REQUIRE(database);
        if (fill)
            fill(**database);
        build(corpus, **database);
        database->reset();
        daemon_ = std::make_unique<lotse::testing::Daemon>(
            std::vector<std::string>{"--content",
                                     (corpus / "articles").string(),
                                     "--synonyms",
                                     (corpus / "synonyms").string(),
                                     "--index",
                                     (dir_ / "index").string(),
                                     "--tickets",
                                     (dir_ / "tickets.db").string(),
                                     "--port-file",
                                     (dir_ / "port").string(),
                                     "--rate-search",
                                     "0",
                                     "--rate-suggest",
                                     "0",
                                     "--rate-sign-in",
                                     "0",
                                     "--log-level",
                                     "warning",
                                     "--max-connections-per-source",
                                     "0"});
    }

    const std::string& host() const { return daemon_->address(); } // "127.0.0.1:4711"
    std::string address(const std::string& path) const { return "http://" + host() + path; }

  private:
    void build(const std::filesystem::path& corpus, tickets::Database& database) const {
        auto base = content::read_folder(corpus / "articles");
        REQUIRE(base);
        auto source = index::KnowledgeSource::open(std::move(base->articles), &database);
        REQUIRE(source);
        index::BuildOptions options;
        options.index = dir_ / "index";
        const auto head = tickets::Outbox(database).head();
        REQUIRE(head);
        options.positions = {{index::ticket_stream, static_cast<std::uint64_t>(head->value)}};
        const auto start = std::chrono::steady_clock::now();
        REQUIRE(index::build(**source, options, clock_));
        const double took =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        std::printf("%zu documents indexed in %.0f s\n", (*source)->size(), took);
        std::fflush(stdout);
    }

    lotse::testing::TempDir dir_;
    SystemClock clock_;
    SystemRandom random_;
    std::unique_ptr<lotse::testing::Daemon> daemon_;
};

} // namespace lotse::bench
