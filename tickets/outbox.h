#pragma once
// Jobs for the index, written in the same transaction as the change that made them. The reader
// keeps its position with what it has built (so that a crash repeats nothing and loses nothing) and
// acknowledges here for people to see how far it is. Doing a job twice must do no harm.

#include <vector>

#include "tickets/database.h"
#include "tickets/ids.h"

namespace lotse::tickets {

enum class JobKind : std::uint8_t {
    ticket_resolved,   // resolved_ticket(ticket) is to be indexed; failed questions are to be asked
    ticket_reopened,   // the ticket's documents are to be taken out
    questions_changed, // the remembered questions of `article` are others now
    person_erased, // nothing of the index as it was may stay: it is built anew, the old one goes
};

struct Job {
    JobId id{};
    JobKind kind = JobKind::ticket_resolved;
    TicketNumber ticket{};
    std::string article{}; // of questions_changed
    TimePoint at{};

    bool operator==(const Job&) const = default;
};

class Outbox {
  public:
    explicit Outbox(Database& database) : database_(database) {}

    /// The jobs after `position` in order, at most `limit`. JobId{} is the beginning. mismatch when
    /// jobs after `position` were cleared already: who stands there has to begin anew.
    Result<std::vector<Job>> since(JobId position, int limit = 100) const;
    /// The position of the latest job: where a full build stands that reads everything afterwards.
    Result<JobId> head() const;

    /// The index holds what the jobs up to `position` wanted: now, unless it did before.
    Status mark_findable(JobId position);

    Status acknowledge(JobId position);
    Result<JobId> acknowledged() const;

    /// Deletes jobs that are acknowledged and older than `keep`, at most `limit` of them; how many.
    /// What the reports say of solutions goes with them (solved_to_findable).
    Result<std::size_t> clear(Milliseconds keep, int limit = 1000);

  private:
    Database& database_;
};

} // namespace lotse::tickets
