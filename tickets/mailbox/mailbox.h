#pragma once
// Customers who sign in by showing that they read the mail of an address: no password, no account
// before the first time. Whoever works here signs in at the desk instead: no link is made for
// staff.

#include <string>
#include <string_view>

#include "tickets/people.h"

namespace lotse::tickets {

/// Any thread may call it.
class Mailbox {
  public:
    explicit Mailbox(Database& database) : database_(database) {}

    /// Queues a letter with a link (MailQueue), if a request or an active customer has the address.
    /// Done in any case: who asks learns nothing about whom we know.
    Status ask_for_link(std::string_view email, std::string_view lang);

    /// The address that the link was sent to. not_found when it is used up, too old or unknown.
    Result<std::string> address_of(std::string_view secret) const;

    /// Uses the link up, and with it all others of the address: the customer of the address, made
    /// if there is none yet, and with all requests of the address his. not_found as above,
    /// forbidden when somebody of the staff, or an account that is locked, has the address now.
    Result<Person> redeem(std::string_view secret);

    /// Requests that came from the customer's address since are his, too. How many there were.
    /// Only for who has shown that the address is his: redeem().
    Result<std::size_t> gather(const Person& customer);

  private:
    Database& database_;
};

} // namespace lotse::tickets
