#pragma once
// What a level was taught by those above it: a ticket that came back down with a training note and
// an article puts that article first, for that level, when a later ticket tells of the same matter.

#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "indexer/content/catalog.h"
#include "searchd/search/content_words.h"
#include "searchd/search/engine.h"
#include "tickets/levels/level_store.h"

namespace lotse::deflect {

/// A suggested solution; the note says why it comes first, where one does.
struct Solution {
    search::Hit hit;
    std::optional<tickets::TrainingNote> note{};
};

struct Solutions {
    std::vector<Solution> solutions;
    bool confident = false;
    Milliseconds took{0};
};

/// Any thread may call it.
class Training {
  public:
    /// All must outlive the object.
    Training(tickets::Database& database, const search::Engine& engine,
             const content::Catalog& catalog);

    /// What search finds for an agent's draft, after what training notes of his level say of it
    /// (the newest note of an article; the most alike first, at most three).
    Result<Solutions> solutions_for(int level, const search::Draft& draft);

  private:
    struct Match {
        tickets::TrainingNote note;
        double score = 0;
    };
    Result<std::vector<Match>> matches(int level, const search::Draft& draft);
    Result<search::ContentWords> words_of(const tickets::TrainingNote& note);
    std::optional<search::Hit> hit_of(const tickets::TrainingNote& note) const;

    tickets::Database& database_;
    const search::Engine& engine_;
    const content::Catalog& catalog_;
    std::mutex mutex_;
    std::map<std::int64_t, search::ContentWords> known_; // by note; guarded by mutex_
};

} // namespace lotse::deflect
