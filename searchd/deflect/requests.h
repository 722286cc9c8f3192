#pragma once
// A customer who found no answer asks a person: one call makes the first-level ticket with the
// searches that led there.

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "tickets/actor.h"
#include "tickets/ticket_store.h"

namespace lotse::deflect {

struct RequestForm {
    tickets::TicketDraft draft; // with its trail, if there is one
    /// Of the Idempotency-Key header or the form's hidden field; empty: none. The same key within
    /// a day is the same request, however often it is sent.
    std::string key;
};

struct FiledRequest {
    tickets::TicketNumber number{};
    std::string link_token; // for the secret link
    bool repeated = false;  // had been filed before under the same key
};

/// Any thread may call it.
class Requests {
  public:
    /// Must outlive the object.
    explicit Requests(tickets::Database& database);

    /// The ticket (level 1, state new, kind request) with its trail, whose last search now counts
    /// as left for the form unless it had failed already, in one transaction. A form without a
    /// subject takes its last search as the subject, else the beginning of the message.
    /// invalid_argument says which field is wrong; conflict: the key was used for another request.
    Result<FiledRequest> file(const tickets::Actor& actor, const RequestForm& form);

  private:
    struct Filed {
        tickets::TicketDraft draft;
        tickets::CreatedTicket created;
        TimePoint at{};
    };
    Result<tickets::CreatedTicket> create(const tickets::Actor& actor, tickets::TicketDraft draft);
    void forget_old(TimePoint now);

    tickets::Database& database_;
    std::mutex mutex_; // held while a request with a key is filed: its twin waits for the answer
    std::unordered_map<std::string, Filed> filed_; // by key; link tokens are kept nowhere else
    std::deque<std::string> keys_;                 // oldest first
};

} // namespace lotse::deflect
