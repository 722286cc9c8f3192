#pragma once
// The only door for the index: solved tickets as redacted values, the questions remembered for
// articles, and the record of replays. Nothing that leaves here holds a customer's personal data.

#include <functional>
#include <optional>
#include <string_view>

#include "tickets/database.h"
#include "tickets/ticket.h"

namespace lotse::tickets {

/// Written by an agent for other customers; belongs to everybody's index.
struct SharedSolution {
    std::string lang{};
    std::string title{};
    std::string text{};

    bool operator==(const SharedSolution&) const = default;
};

struct Question {
    std::string text{}; // scrubbed
    std::string lang{};

    bool operator==(const Question&) const = default;
};

/// A solved ticket, redacted: no names, addresses, numbers, signatures, quoted history.
struct ResolvedTicket {
    TicketNumber number{};
    std::string lang{};
    std::string category{};
    std::string title{};
    std::string problem{};
    std::string solution{};
    std::optional<SharedSolution> shared{};
    std::string linked_article{};      // empty without
    std::vector<Question> questions{}; // the searches that had failed
    TimePoint resolved{};

    bool operator==(const ResolvedTicket&) const = default;
};

struct RememberedQuestion {
    std::string article{};
    TicketNumber ticket{}; // none where visitors agreed
    Question question;

    bool operator==(const RememberedQuestion&) const = default;
};

/// The answer as it stood when a question found it.
struct VerifiedAnswer {
    std::string document{};      // "article:wlan-passwort-aendern", "solution:1042"
    std::string asker{};         // "public" or "customer": whose index was asked
    std::string content_hash{};  // of what the document says
    std::string synonyms_hash{}; // of the editors' lists

    bool operator==(const VerifiedAnswer&) const = default;
};

class SolutionStore {
  public:
    explicit SolutionStore(Database& database) : database_(database) {}

    /// not_found when there is no such ticket or it is not solved (any more).
    Result<ResolvedTicket> resolved_ticket(TicketNumber number) const;

    /// Every solved ticket in order of number, each read by itself so that a million fit. Stops at
    /// the first error that `visit` returns, and returns it.
    Status each_resolved(const std::function<Status(const ResolvedTicket&)>& visit) const;

    /// The failed searches of the ticket: of its trail, or of the gap it stands for.
    Result<std::vector<Question>> failed_questions(TicketNumber number) const;

    /// Failed questions that tickets have linked to the article, then questions of which two
    /// different visitors said that it answered them (equal topics count as one question); each the
    /// newest first. They help the next asker find it.
    Result<std::vector<Question>> remembered(std::string_view article) const;
    /// All of them, for a full build: the tickets' by article, then the visitors' by article.
    Result<std::vector<RememberedQuestion>> all_remembered() const;

    /// At which rank each failed question now finds its answer; what has not changed since the last
    /// time is not written again. Questions that find their answer among the first three are kept
    /// as verified pairs with the one of `answers` in the same place (none: not kept), and a gap
    /// all of whose questions do is closed.
    Status record_replays(TicketNumber number, const std::vector<Replay>& replays,
                          const std::vector<VerifiedAnswer>& answers = {});

    /// Solved tickets with a question that does not find its answer among the first three, newest
    /// first.
    Result<std::vector<TicketNumber>> unverified(int limit) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
