// Who somebody is: the account, the contacts that share its address, and their other names.

#include <algorithm>
#include <charconv>

#include "indexer/base/text.h"
#include "tickets/privacy_internal.h"
#include "tickets/redact.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

constexpr std::size_t least_phone_digits = 7;

void add_once(std::vector<std::string>& list, std::string_view text) {
    const std::string one(trimmed(text));
    if (!one.empty() && std::find(list.begin(), list.end(), one) == list.end())
        list.push_back(one);
}

std::optional<PersonId> as_id(std::string_view who) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(who.data(), who.data() + who.size(), value);
    if (fault != std::errc{} || end != who.data() + who.size() || value <= 0)
        return std::nullopt;
    return PersonId{value};
}

void add_account(soci::session& sql, std::string_view who, DataSubject& subject) {
    const auto id = as_id(who);
    const auto row = one_row<PersonId, std::string, std::string>(
        sql, "SELECT id, name, email FROM people WHERE id = :id OR LOWER(email) = :email",
        id.value_or(PersonId{}), ascii_lower(who));
    if (!row)
        return;
    subject.account = std::get<0>(*row);
    add_once(subject.names, std::get<1>(*row));
    add_once(subject.emails, ascii_lower(std::get<2>(*row)));
}

void add_tickets(soci::session& sql, DataSubject& subject) {
    const std::string email = subject.emails.empty() ? "" : subject.emails.front();
    each_row<TicketNumber, std::string, std::string, std::string>(
        sql,
        "SELECT number, contact_name, contact_email, contact_phone FROM tickets WHERE "
        "(requester_id = :account AND requester_id > 0) OR "
        "(LOWER(contact_email) = :email AND contact_email <> '') ORDER BY number",
        [&](TicketNumber number, const std::string& name, const std::string& address,
            const std::string& phone) {
            subject.tickets.push_back(number);
            add_once(subject.names, name);
            add_once(subject.emails, ascii_lower(address));
            add_once(subject.phones, phone);
        },
        subject.account, email);
    for (const TicketNumber number : subject.tickets)
        each_row<std::string>(
            sql,
            "SELECT DISTINCT author FROM messages WHERE ticket_number = :n AND "
            "sender = 'customer'",
            [&](const std::string& author) { add_once(subject.names, author); }, number);
}

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9')
            digits.push_back(c);
    return digits;
}

/// The last digits: with or without a country code or a dialling prefix they are the same.
std::string comparable_phone(std::string_view text) {
    std::string digits = digits_of(text);
    if (digits.size() < least_phone_digits)
        return {};
    return digits.size() > least_phone_digits + 2
               ? digits.substr(digits.size() - least_phone_digits - 2)
               : digits;
}

/// All places of `part` in the text, without regard to ASCII case, become the mark.
void take_out(std::string& text, std::string_view part) {
    std::string lower = ascii_lower(text);
    for (auto at = lower.find(part); at != std::string::npos; at = lower.find(part, at)) {
        text.replace(at, part.size(), redacted_mark);
        lower.replace(at, part.size(), redacted_mark);
        at += redacted_mark.size();
    }
}

} // namespace

Result<DataSubject> load_data_subject(soci::session& sql, std::string_view who) {
    DataSubject subject;
    const std::string_view wanted = trimmed(who);
    add_account(sql, wanted, subject);
    if (wanted.find('@') != std::string_view::npos)
        add_once(subject.emails, ascii_lower(wanted));
    add_tickets(sql, subject);
    if (!subject.account && subject.tickets.empty())
        return Error{Code::not_found, "nobody is known by that number or address",
                     "give an account's number or an e-mail address"};
    return subject;
}

Result<DataSubject> find_data_subject(Database& database, std::string_view who) {
    Result<DataSubject> found = DataSubject{};
    Status status = database.read([&](soci::session& sql) -> Status {
        found = load_data_subject(sql, who);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

Mentions::Mentions(const DataSubject& subject) {
    for (const std::string& email : subject.emails)
        literal_.push_back(ascii_lower(email));
    for (const std::string& name : subject.names)
        if (name.find(' ') != std::string::npos)
            literal_.push_back(ascii_lower(name));
    for (const std::string& phone : subject.phones)
        if (const auto digits = comparable_phone(phone); !digits.empty())
            phones_.push_back(digits);
}

bool Mentions::holds_phone(std::string_view text) const {
    if (phones_.empty())
        return false;
    const std::string digits = digits_of(text);
    return std::any_of(phones_.begin(), phones_.end(), [&](const std::string& phone) {
        return digits.find(phone) != std::string::npos;
    });
}

bool Mentions::in(std::string_view text) const {
    const std::string lower = ascii_lower(text);
    return holds_phone(text) ||
           std::any_of(literal_.begin(), literal_.end(), [&](const std::string& part) {
               return lower.find(part) != std::string::npos;
           });
}

std::optional<std::string> Mentions::taken_out(std::string_view text) const {
    if (!in(text))
        return std::nullopt;
    std::string clean(text);
    for (const std::string& part : literal_)
        take_out(clean, part);
    if (holds_phone(clean)) {
        std::string kept;
        std::size_t at = 0;
        for (const Finding& finding : find_personal(clean)) {
            const auto found =
                std::string_view(clean).substr(finding.begin, finding.end - finding.begin);
            if (!holds_phone(found))
                continue;
            kept.append(clean, at, finding.begin - at).append(redacted_mark);
            at = finding.end;
        }
        clean = kept.append(clean, at);
    }
    return clean;
}

} // namespace lotse::tickets
