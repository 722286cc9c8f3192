#pragma once
// The tickets that may be about the same matter as one that is just coming in: those of the same
// customer, and of the same organisation. Whether the words agree is for search to say.

#include <string>
#include <vector>

#include "tickets/database.h"
#include "tickets/ticket.h"

namespace lotse::tickets {

enum class SameBy : std::uint8_t { requester, email, phone, organisation };
std::string_view name(SameBy why);

struct Relative {
    Ticket ticket;
    std::string text{}; // the customer's first message
    SameBy why = SameBy::email;
};

struct CustomerKeys {
    Contact contact{};
    std::optional<PersonId> requester{};
    std::optional<TicketNumber> except{}; // the ticket itself, when it is there already
};

class SameCustomer {
  public:
    explicit SameCustomer(Database& database) : database_(database) {}

    /// Newest first, at most `limit`: unfinished ones, and those of the last two weeks. The
    /// organisation is what the customer's account says (Person::organisation), and the domain of
    /// the e-mail address, where that is not everybody's.
    Result<std::vector<Relative>> tickets_of(const CustomerKeys& keys, int limit = 30) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
