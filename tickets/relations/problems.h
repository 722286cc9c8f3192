#pragma once
// Problems: one cause behind many incidents. While a problem is open its public text tells visitors
// of the fault before they write; when it is solved its incidents can be solved with it.

#include <string>
#include <vector>

#include "tickets/ticket_store.h"

namespace lotse::tickets {

struct ProblemDraft {
    std::string title{};
    std::string article{};   // a workaround or the solution; may be empty
    std::string public_de{}; // what visitors are told; empty: nothing (in that language)
    std::string public_en{};

    bool operator==(const ProblemDraft&) const = default;
};

struct Problem : ProblemDraft {
    ProblemId id{};
    ProblemState state = ProblemState::open;
    TimePoint opened{};
    std::optional<TimePoint> solved{};
    std::vector<TicketNumber> incidents{};
    std::vector<TicketNumber> unsolved{}; // those of them that still wait for a solution

    bool operator==(const Problem&) const = default;
};

/// What a visitor is told.
struct KnownFault {
    ProblemId id{};
    std::string text{};
    std::string lang{}; // of the text: the other one where there is none in the asker's
    std::string article{};
    TimePoint since{};

    bool operator==(const KnownFault&) const = default;
};

/// How solving one incident went.
struct SolvedIncident {
    TicketNumber ticket{};
    std::optional<Error> why_not{};
};

class ProblemStore {
  public:
    explicit ProblemStore(Database& database) : database_(database) {}

    /// A public text that holds personal data is refused.
    Result<Problem> open(const Actor& actor, const ProblemDraft& draft);
    Result<Problem> change(const Actor& actor, ProblemId id, const ProblemDraft& draft);

    /// A ticket is an incident of one problem at most: conflict when it has another.
    Status add_incident(const Actor& actor, ProblemId id, TicketNumber ticket);
    Status remove_incident(const Actor& actor, ProblemId id, TicketNumber ticket);

    /// The problem is solved, and its public text gone; `unsolved` names the incidents to be solved
    /// next.
    Result<Problem> solve(const Actor& actor, ProblemId id);
    /// It was not solved after all.
    Result<Problem> reopen(const Actor& actor, ProblemId id);
    /// Solves all incidents that wait, each by itself: one that cannot be solved stops no other.
    Result<std::vector<SolvedIncident>> solve_incidents(const Actor& actor, ProblemId id,
                                                        const Resolution& resolution);

    Result<Problem> find(ProblemId id) const;
    /// Newest first; without a state, all.
    Result<std::vector<Problem>> list(std::optional<ProblemState> state) const;
    /// The problem that a ticket is an incident of.
    Result<std::optional<ProblemId>> problem_of(TicketNumber ticket) const;

    /// Of open problems with a public text, newest first.
    Result<std::vector<KnownFault>> known_faults(std::string_view lang) const;

  private:
    Result<Problem> turn(const Actor& actor, ProblemId id, ProblemState to);
    Database& database_;
};

} // namespace lotse::tickets
