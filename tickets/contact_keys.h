#pragma once
// What makes two contacts the same: forms of an address and a number that do not depend on how they
// were written.

#include <string>
#include <string_view>

namespace lotse::tickets {

/// "Petra@Kunde.Example" → "kunde.example"; empty when it is no address.
std::string email_domain(std::string_view email);

/// Addresses of such a domain have nothing to do with each other: gmail.com, web.de, t-online.de.
/// The list is free_mail.txt, compiled in.
bool is_free_mail(std::string_view domain);

/// "+49 431 555-0142", "0431/5550142" → "4315550142"; empty for less than five digits.
std::string phone_key(std::string_view phone);

/// "  Müller  GMBH" → "müller gmbh"; empty for an empty name.
std::string organisation_key(std::string_view name);

} // namespace lotse::tickets
