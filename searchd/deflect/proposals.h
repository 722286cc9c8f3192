#pragma once
// What would make a solved ticket's questions find their answer: another name for the article, or a
// pair of words for the editors' synonyms. Made from how question and answer met; applied on
// demand, and asked again at once.

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/catalog.h"
#include "searchd/deflect/loop.h"
#include "searchd/deflect/replay.h"
#include "searchd/search/engine.h"
#include "tickets/database.h"

namespace lotse::deflect {

enum class ProposalKind : std::uint8_t { alias, synonym };
std::string_view name(ProposalKind kind);

struct Proposal {
    ProposalKind kind = ProposalKind::alias;
    tickets::TicketNumber ticket{};
    std::string question{};           // that does not find its answer
    std::string lang{};               // of the question, and of the list of synonyms
    std::string article{};            // that gets the alias, or that the pair of words is for
    std::vector<std::string> words{}; // the alias; or two names of one thing
    std::vector<std::string> missing{};
    MissCause cause = MissCause::none;

    bool operator==(const Proposal&) const = default;
};

/// Any thread may call it.
class Proposals {
  public:
    /// All must outlive the object.
    struct Parts {
        tickets::Database& database;
        search::Engine& engine;
        const content::Catalog& catalog;
        Loop& loop;
    };
    /// `synonyms` is the editors' folder; empty: none.
    Proposals(const Parts& parts, std::filesystem::path index, std::filesystem::path synonyms);

    /// For each question of the ticket that does not find its answer among the first three.
    Result<std::vector<Proposal>> of(tickets::TicketNumber ticket);

    /// Of all tickets with such questions, the newest first; at most `tickets_looked_at` of them.
    Result<std::vector<Proposal>> open(int tickets_looked_at);

    /// Writes the alias into the article's front matter, or the pair into the list of synonyms,
    /// atomically; brings it into service, and asks the ticket's questions again. What is there
    /// already is not written twice. not_found: no such article; conflict: it was changed
    /// meanwhile, or there is no folder of synonyms; invalid_argument: words that cannot stand
    /// there.
    Result<ReplayReport> apply(const Proposal& proposal);

    /// Brings the editors' lists into service as their files are now, after whoever has written
    /// them. On failure those from before stay.
    Status reload_words() { return parts_.engine.reload(); }

  private:
    Result<std::vector<Proposal>> of_question(const tickets::ResolvedTicket& ticket,
                                              const tickets::Replay& replay);
    Status add_alias(const Proposal& proposal);
    Status add_synonym(const Proposal& proposal);

    Parts parts_;
    std::filesystem::path index_;
    std::filesystem::path synonyms_;
    Replayer replayer_;
    std::mutex writing_;
};

} // namespace lotse::deflect
