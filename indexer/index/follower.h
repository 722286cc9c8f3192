#pragma once
// Keeps an index up to date with a folder of articles and the tickets' outbox: what `lotse-indexer
// update` and `watch` and the daemon's worker all run. One thread.
//
//     Follower follower(index, catalog, &database);
//     while (running) { auto report = follower.step(); … wait a moment … }
//
// A step that fails has lost nothing: the next one does what is still missing. Jobs are not
// acknowledged here: that says also that the failed searches of a solved ticket were asked again.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/catalog.h"
#include "indexer/index/knowledge.h"
#include "indexer/index/updater.h"
#include "tickets/outbox.h"

namespace lotse::index {

struct StepReport {
    std::size_t put = 0;
    std::size_t removed = 0;
    std::vector<tickets::Job> jobs;         // of the outbox, now applied
    std::vector<content::Finding> left_out; // articles that cannot be indexed
    std::uint64_t generation = 0;

    bool changed() const { return put + removed > 0; }
};

class Follower {
  public:
    /// `database` may be null; `catalog` and `database` must outlive the Follower.
    Follower(std::filesystem::path index, content::Catalog& catalog, tickets::Database* database);

    /// Looks at both and applies what is new. Compares every article with the index the first time,
    /// after a failure and after a full build was switched to; else only files that changed.
    Result<StepReport> step();

  private:
    Status follow_articles(StepReport& report);
    Status follow_tickets(StepReport& report);
    Result<std::vector<Change>> all_article_changes(StepReport& report);
    Status add_article(const content::Article& article, std::vector<Change>& changes,
                       StepReport& report) const;
    static Change change_of(const content::Article& article,
                            const std::vector<tickets::Question>& questions, StepReport& report);
    Status add_job(const tickets::Job& job, std::vector<Change>& changes, StepReport& report) const;
    Status apply(const std::vector<Change>& changes, const std::optional<Position>& position,
                 StepReport& report);

    std::filesystem::path index_;
    content::Catalog& catalog_;
    tickets::Database* database_;
    Updater updater_;
    std::uint64_t compared_with_ = 0; // generation that all articles were compared with; 0: none
};

} // namespace lotse::index
