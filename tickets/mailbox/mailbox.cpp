#include "tickets/mailbox/mailbox.h"

#include "indexer/base/text.h"
#include "tickets/history_internal.h"
#include "tickets/mail_internal.h"
#include "tickets/passwords.h"
#include "tickets/people_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

Error no_such_link() {
    return {Code::not_found, "this link is used up or too old", "ask for a new one"};
}

const Actor& post() {
    static const Actor program = Actor::program("mail");
    return program;
}

/// A customer and nothing else, who may still come in.
bool may_sign_in(const Person& person) {
    return person.active && person.roles.has(Role::customer) && !person.roles.staff();
}

long long unclaimed(soci::session& sql, const std::string& address) {
    return one_value<long long>(
        sql,
        "SELECT COUNT(*) FROM tickets WHERE LOWER(contact_email) = :e AND requester_id IS NULL",
        address);
}

bool asked_before(soci::session& sql, const std::string& address) {
    return one_value<long long>(sql,
                                "SELECT COUNT(*) FROM (SELECT number FROM tickets WHERE "
                                "LOWER(contact_email) = :e LIMIT 1) AS known",
                                address) > 0;
}

void claim(soci::session& sql, TimePoint now, const Person& person) {
    const auto claimed = execute(sql,
                                 "UPDATE tickets SET requester_id = :p WHERE LOWER(contact_email) "
                                 "= :e AND requester_id IS NULL",
                                 person.id, person.email);
    if (claimed > 0)
        append_history(sql, now,
                       {.actor = post(),
                        .event = "claim_requests",
                        .facts = {{"person", person.id.value}, {"tickets", claimed}}});
}

std::string address_behind(soci::session& sql, TimePoint now, std::string_view secret) {
    const auto row = one_row<std::string>(
        sql, "SELECT address FROM mailbox_links WHERE hash = :h AND expires_at > :now",
        sha256_hex(secret), now);
    return row ? std::get<0>(*row) : std::string();
}

/// What somebody called himself last; his address where he never said.
std::string name_of(soci::session& sql, const std::string& address) {
    const auto row = one_row<std::string>(
        sql,
        "SELECT contact_name FROM tickets WHERE LOWER(contact_email) = :e AND contact_name <> '' "
        "ORDER BY number DESC LIMIT 1",
        address);
    return row ? std::get<0>(*row) : address;
}

Result<Person> customer_at(soci::session& sql, TimePoint now, const std::string& address) {
    if (auto known = load_person(sql, address)) {
        if (may_sign_in(*known))
            return std::move(*known);
        return Error{Code::forbidden, "this address does not sign in by mail",
                     "staff sign in at the desk, with a password"};
    }
    return add_person(sql, now, post(),
                      {.name = name_of(sql, address), .email = address, .roles = {Role::customer}});
}

} // namespace

Status Mailbox::ask_for_link(std::string_view email, std::string_view lang) {
    const std::string address = ascii_lower(trimmed(email));
    if (Status known = check_lang(lang); !known)
        return known;
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        const auto person = load_person(sql, address);
        if (person ? may_sign_in(*person) : asked_before(sql, address))
            queue_sign_in_mail(sql, now, address, std::string(lang));
        return Done{};
    });
}

Result<std::string> Mailbox::address_of(std::string_view secret) const {
    std::string address;
    Status status = database_.read([&](soci::session& sql) -> Status {
        address = address_behind(sql, database_.clock().now(), secret);
        return address.empty() ? Status(no_such_link()) : Status(Done{});
    });
    if (!status)
        return status.error();
    return address;
}

Result<Person> Mailbox::redeem(std::string_view secret) {
    const TimePoint now = database_.clock().now();
    Person person;
    Status status = database_.write([&](soci::session& sql) -> Status {
        const std::string address = address_behind(sql, now, secret);
        if (address.empty())
            return no_such_link();
        auto found = customer_at(sql, now, address);
        if (!found)
            return found.error();
        person = std::move(*found);
        execute(sql, "DELETE FROM mailbox_links WHERE address = :a", address);
        claim(sql, now, person);
        return Done{};
    });
    if (!status)
        return status.error();
    return person;
}

Result<std::size_t> Mailbox::gather(const Person& customer) {
    long long found = 0;
    Status looked = database_.read([&](soci::session& sql) -> Status {
        found = unclaimed(sql, customer.email);
        return Done{};
    });
    if (!looked)
        return looked.error();
    if (found > 0)
        if (Status claimed = database_.write([&](soci::session& sql) -> Status {
                claim(sql, database_.clock().now(), customer);
                return Done{};
            });
            !claimed)
            return claimed.error();
    return static_cast<std::size_t>(found);
}

} // namespace lotse::tickets
