#pragma once
// What we know of one person, to hand out or to forget.
//
// A person is named by the number of an account or by an e-mail address; an address also means
// everybody who wrote to us with it, with or without an account. Tickets keep their numbers, times,
// levels and outcomes when their person goes: figures stay what they were.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tickets/actor.h"
#include "tickets/database.h"

namespace lotse::tickets {

/// Everything that belongs to one person.
struct DataSubject {
    PersonId account{}; // zero without
    std::vector<std::string> emails{};
    std::vector<std::string> names{};
    std::vector<std::string> phones{};
    std::vector<TicketNumber> tickets{}; // asked for by the account, or with one of the addresses
};

/// not_found when neither an account nor a ticket knows the person.
Result<DataSubject> find_data_subject(Database& database, std::string_view who);

/// All of it as a JSON document, machine-readable and complete: account, tokens (not their values),
/// tickets with every message, search and step, and what was written into other tickets. The export
/// itself is written into the history.
Result<std::string> export_person(Database& database, const Actor& actor, std::string_view who);

/// The same for the customer himself: without what the staff notes for itself (internal messages
/// and files, hand-overs, history) and without what stands in other people's tickets.
Result<std::string> export_own(Database& database, const Actor& customer);

struct ErasureReport {
    std::size_t tickets = 0;  // of the person
    std::size_t messages = 0; // emptied
    std::size_t searches = 0; // emptied
    std::size_t mentions = 0; // texts elsewhere that held the address, a number or the full name
    std::vector<std::string> attachments{}; // hashes of files whose rows are gone: remove them
    bool log_emptied = true; // false: somebody was reading; whoever forgets the index does it again

    bool operator==(const ErasureReport&) const = default;
};

/// Takes the person out of everything, in one transaction: account, contacts, messages, notes,
/// searches, questions that were remembered or verified; the index jobs that take them out of the
/// index, too, are written with it. Afterwards neither the database's file nor its log holds them.
/// The history keeps its rows and stays whole: it holds no text and names people by number only.
Result<ErasureReport> erase_person(Database& database, const Actor& actor, std::string_view who);

} // namespace lotse::tickets
