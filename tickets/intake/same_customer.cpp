#include "tickets/intake/same_customer.h"

#include <algorithm>
#include <array>

#include "indexer/base/text.h"
#include "tickets/contact_keys.h"
#include "tickets/rows_internal.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

constexpr auto recent = std::chrono::days{14};

struct Way {
    SameBy why;
    const char* condition; // with one place, :key
    std::string key;
};

/// Empty for somebody without an account, or of whom it is not known.
std::string organisation_of(soci::session& sql, const CustomerKeys& keys,
                            const std::string& email) {
    const auto row =
        one_row<std::string>(sql,
                             "SELECT organisation_key FROM people WHERE organisation_key <> '' AND "
                             "(id = :id OR email = :email) ORDER BY id LIMIT 1",
                             keys.requester.value_or(PersonId{}), email);
    return row ? std::get<0>(*row) : std::string();
}

std::vector<Way> ways(soci::session& sql, const CustomerKeys& keys) {
    std::vector<Way> ways;
    if (keys.requester)
        ways.push_back({SameBy::requester, "requester_id = CAST(:key AS BIGINT)",
                        std::to_string(keys.requester->value)});
    const std::string email = ascii_lower(trimmed(keys.contact.email));
    if (!email.empty())
        ways.push_back({SameBy::email, "LOWER(contact_email) = :key", email});
    if (const std::string phone = phone_key(keys.contact.phone); !phone.empty())
        ways.push_back({SameBy::phone, "contact_phone_key = :key", phone});
    if (const std::string name = organisation_of(sql, keys, email); !name.empty())
        for (const char* condition :
             {"requester_id IN (SELECT id FROM people WHERE organisation_key = :key)",
              "LOWER(contact_email) IN (SELECT email FROM people WHERE organisation_key = :key)"})
            ways.push_back({SameBy::organisation, condition, name});
    const std::string domain = email_domain(keys.contact.email);
    if (!domain.empty() && !is_free_mail(domain))
        ways.push_back({SameBy::organisation, "contact_domain = :key", domain});
    return ways;
}

std::vector<TicketNumber> numbers(soci::session& sql, const Way& way, TimePoint since, int limit) {
    std::vector<TicketNumber> found;
    each_row<TicketNumber>(
        sql,
        std::string("SELECT number FROM tickets WHERE ") + way.condition +
            " AND kind = 'request' AND state <> 'merged' AND "
            "(state NOT IN ('solved', 'closed') OR updated_at >= :since) "
            "ORDER BY number DESC LIMIT :k",
        [&](TicketNumber number) { found.push_back(number); }, way.key, since, limit);
    return found;
}

std::string first_words(const std::vector<Message>& messages) {
    for (const Message& message : messages)
        if (message.sender == Sender::customer)
            return message.body;
    return {};
}

} // namespace

std::string_view name(SameBy why) {
    constexpr std::array<std::string_view, 4> names{"requester", "email", "phone", "organisation"};
    return names[static_cast<std::size_t>(why)];
}

Result<std::vector<Relative>> SameCustomer::tickets_of(const CustomerKeys& keys, int limit) const {
    std::vector<Relative> found;
    const TimePoint since = database_.clock().now() - recent;
    Status status = database_.read([&](soci::session& sql) -> Status {
        for (const Way& way : ways(sql, keys))
            for (const TicketNumber number : numbers(sql, way, since, limit)) {
                const bool had = std::ranges::any_of(
                    found, [&](const Relative& one) { return one.ticket.number == number; });
                if (had || keys.except == number || found.size() == static_cast<std::size_t>(limit))
                    continue;
                auto ticket = load_ticket(sql, number);
                if (!ticket)
                    return ticket.error();
                found.push_back({std::move(*ticket),
                                 first_words(load_messages(sql, number, Audience::customer)),
                                 way.why});
            }
        return Done{};
    });
    if (!status)
        return status.error();
    std::ranges::sort(found, std::ranges::greater{},
                      [](const Relative& one) { return one.ticket.number; });
    return found;
}

} // namespace lotse::tickets
