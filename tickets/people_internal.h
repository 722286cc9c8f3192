#pragma once
// People inside a transaction that the caller holds.

#include <optional>
#include <string>

#include "tickets/people.h"

namespace soci {
class session;
}

namespace lotse::tickets {

/// `email` in lower case.
std::optional<Person> load_person(soci::session& sql, const std::string& email);

/// Without a password. conflict and invalid_argument as PeopleStore::add().
Result<Person> add_person(soci::session& sql, TimePoint now, const Actor& actor,
                          const PersonDraft& draft);

} // namespace lotse::tickets
