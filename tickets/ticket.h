#pragma once
// A ticket and what hangs on it, as plain values. They say what is; what may happen next is said by
// transitions.h, who may do it by permissions.h.

#include <optional>
#include <string>
#include <vector>

#include "indexer/base/clock.h"
#include "tickets/ids.h"
#include "tickets/words.h"

namespace lotse::tickets {

constexpr int first_level = 1;
constexpr int last_level = 3;
constexpr std::size_t max_subject_bytes = 1'000; // of subjects, titles, names
constexpr std::size_t max_body_bytes = 200'000;  // of messages, solutions, reasons

/// Who wrote to us. A contact need not have an account.
struct Contact {
    std::string name{};
    std::string email{};
    std::string phone{};

    bool operator==(const Contact&) const = default;
};

struct Ticket {
    TicketNumber number{};
    Kind kind = Kind::request;
    std::string subject{};
    std::string lang{}; // "de" or "en": the language the customer writes in
    std::string category{};
    Channel channel = Channel::portal;
    Contact contact{};
    std::optional<PersonId> requester{}; // a customer with an account
    int level = first_level;
    std::string team{}; // the expert team at level 3; empty for everybody
    std::optional<PersonId> assignee{};
    std::string assignee_name{}; // as of reading; empty without assignee
    State state = State::new_;
    Priority priority = Priority::normal;
    TimePoint created{};
    TimePoint updated{};
    std::optional<TimePoint> resolved{};
    std::optional<TimePoint> due{};            // while it waits: when it comes back, or closes
    std::optional<TicketNumber> merged_into{}; // where a merged ticket points on to
    Milliseconds worked{0};                    // how long its clock ran until it last stopped
    std::optional<TimePoint> clock_since{};    // since when its clock runs; empty: it stands
    std::string import_ref{};                  // the foreign key of an imported ticket; empty else
    std::int64_t version = 0;                  // grows with each change
    bool operator==(const Ticket&) const = default;
};

struct Message {
    MessageId id{};
    TimePoint at{};
    Sender sender = Sender::customer;
    Visibility visibility = Visibility::public_;
    std::optional<PersonId> author_id{};
    std::string author{};
    std::string body{};

    bool operator==(const Message&) const = default;
};

/// A hand-over between levels; going up always carries a reason.
struct LevelMove {
    TimePoint at{};
    int from = first_level;
    int to = first_level;
    std::string team{};
    std::string reason{};
    std::string actor{};

    bool operator==(const LevelMove&) const = default;
};

/// How a ticket was solved. Which fields count depends on the kind:
///   linked_article   article; text (what was done) may be empty
///   written_article, drafted_article   the same; the article was made with the resolution
///   shared_solution  lang, title, text: written for other customers, without personal data
///   no_knowledge     cause, and reason in words where the cause is `other`; text may be empty
struct Resolution {
    ResolutionKind kind = ResolutionKind::no_knowledge;
    std::string article{};
    std::string lang{};
    std::string title{};
    std::string text{};
    std::string reason{};
    TimePoint at{};                     // set by the store
    std::string actor{};                // set by the store
    std::optional<NoKnowledge> cause{}; // of no_knowledge; empty: other

    bool operator==(const Resolution&) const = default;
};

/// Whether the resolution names an article as the answer.
constexpr bool has_article(ResolutionKind kind) {
    return kind == ResolutionKind::linked_article || kind == ResolutionKind::written_article ||
           kind == ResolutionKind::drafted_article;
}

/// One search of the trail that led to a ticket. The text was scrubbed before it was stored.
struct TrailSearch {
    SearchId id{};
    TimePoint at{};
    std::string text{};
    std::string lang{};
    Outcome outcome = Outcome::answered;
    std::vector<std::string> shown{};  // ids of the documents shown, best first
    std::vector<std::string> opened{}; // those that were opened

    bool operator==(const TrailSearch&) const = default;
};

/// An answer deeper than this has not been found: the loop's promise, and the regression guard's.
constexpr int verified_rank = 3;

/// A failed question, asked again after the ticket was solved.
struct Replay {
    std::string question{};
    std::string lang{};
    std::optional<int> found_rank{}; // from 1; empty: the answer is still not found
    std::string generation{};        // of the index that was asked
    TimePoint at{};                  // set by the store
    std::string cause{}; // why the answer is not among the first three; a word of deflect/miss.h
    std::vector<std::string> missing{}; // words of the question that the answer does not hold

    bool verified() const { return found_rank && *found_rank <= verified_rank; }
    bool operator==(const Replay&) const = default;
};

/// A row of the append-only history. `detail` is a JSON object without bodies and secrets.
struct HistoryRow {
    HistoryId id{};
    TimePoint at{};
    std::string actor{};
    std::string event{};
    std::string detail{};
    std::string hash{};

    bool operator==(const HistoryRow&) const = default;
};

} // namespace lotse::tickets
