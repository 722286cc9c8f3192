#pragma once
// "Level 1 could have solved it" is computed, not ticked: when level 1 hands a ticket over, what
// its search finds with the ticket's own words is written down, as the index stands then; when the
// ticket is solved, the article that solved it is looked for in there.

#include <optional>
#include <string>
#include <vector>

#include "tickets/lookups.h"
#include "tickets/ticket.h"

namespace lotse::tickets {

/// What counts as found: nobody reads further while a customer waits.
inline constexpr int findable_rank = 3;

/// One hit of one of the ticket's questions.
struct Find {
    std::string question{}; // "" for the ticket's subject and text, else a search of its trail
    int rank = 1;
    std::string kind{}; // "article", "solution", "ticket"
    std::string document{};
    std::string translations{}; // what translations of the document share; may be empty

    bool operator==(const Find&) const = default;
};

/// The judgement on one hand-over from level 1.
struct LevelOneVerdict {
    MoveId move{};
    TimePoint at{};                 // when level 1's search was asked
    std::uint64_t generation = 0;   // of the index that was asked
    std::optional<bool> solvable{}; // empty: not judged, as the ticket is not solved with knowledge
    std::string article{};          // that solved it
    std::optional<int> rank{};      // its best one in what level 1 found; empty: not found

    bool operator==(const LevelOneVerdict&) const = default;
};

/// What solved a ticket, as far as it can be looked for.
struct SolvedBy {
    std::string article{};      // empty: knowledge that was only written for it
    std::string translations{}; // of the article
};

/// By the best rank of the article, or of a translation, in any question.
LevelOneVerdict judged(LevelOneVerdict verdict, const std::vector<Find>& finds,
                       const SolvedBy& solved);

class FindingStore {
  public:
    explicit FindingStore(Database& database) : database_(database) {}

    /// Writes down what was found for a hand-over and ticks the lookup off. Once: a second time
    /// nothing happens.
    Status record(const Lookup& lookup, std::uint64_t generation, const std::vector<Find>& finds);

    /// Judges every hand-over of a ticket from level 1; nullopt takes the judgements back.
    Status judge(TicketNumber ticket, const std::optional<SolvedBy>& solved);

    Result<std::vector<LevelOneVerdict>> verdicts(TicketNumber ticket) const;
    Result<std::vector<Find>> finds(MoveId move) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
