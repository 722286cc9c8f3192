#pragma once
// Queueing a letter inside the transaction of what it tells of.

#include <string>

#include "tickets/mail_queue.h"
#include "tickets/ticket.h"

namespace soci {
class session;
}

namespace lotse::tickets {

/// Nothing where no mail goes out, where nobody's address is known, or beyond the limits.
void tell_by_mail(soci::session& sql, TimePoint now, MailKind kind, const Ticket& ticket);
/// The same without a ticket. `address` in lower case.
void queue_sign_in_mail(soci::session& sql, TimePoint now, const std::string& address,
                        const std::string& lang);

} // namespace lotse::tickets
