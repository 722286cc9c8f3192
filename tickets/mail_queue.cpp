#include "tickets/mail_queue.h"

#include <algorithm>

#include "indexer/base/random.h"
#include "indexer/base/text.h"
#include "tickets/mail_internal.h"
#include "tickets/passwords.h"
#include "tickets/rows_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(Mail& m) {
    return std::tie(m.id, m.kind, m.address, m.lang, m.ticket, m.created, m.due, m.tries, m.state,
                    m.problem);
}

namespace {

constexpr auto hour = std::chrono::hours{1};
constexpr auto day = std::chrono::days{1};
constexpr int most_in_an_hour = 1'000; // altogether, of the automatic kinds
constexpr int most_in_a_day = 5;       // to one address
constexpr int most_sign_ins_in_an_hour = 3;
constexpr auto first_pause = std::chrono::minutes{1};
constexpr auto longest_pause = std::chrono::hours{4};
constexpr auto patience = std::chrono::days{5};
constexpr std::size_t max_problem = 300;

constexpr const char* failed_de =
    "Die E-Mail an den Kunden kam nicht an. Bitte einen anderen Weg nehmen. Grund: ";
constexpr const char* failed_en =
    "The e-mail to the customer was not delivered. Please take another way. Reason: ";

bool mail_goes_out(soci::session& sql) {
    return one_value<bool>(sql, "SELECT goes_out FROM mail_state");
}

/// Letters of the automatic kinds since then, to one address or to all.
long long automatic_since(soci::session& sql, TimePoint since, const std::string& address) {
    if (address.empty())
        return one_value<long long>(
            sql, "SELECT COUNT(*) FROM mail WHERE created_at > :since AND kind <> :k", since,
            MailKind::answer_arrived);
    return one_value<long long>(
        sql, "SELECT COUNT(*) FROM mail WHERE address = :a AND created_at > :since AND kind <> :k",
        address, since, MailKind::answer_arrived);
}

bool within_limits(soci::session& sql, const Mail& mail) {
    if (mail.kind == MailKind::answer_arrived)
        return one_value<long long>(sql,
                                    "SELECT COUNT(*) FROM mail WHERE ticket_number = :n AND kind = "
                                    ":k AND state = 'waiting'",
                                    mail.ticket.value_or(TicketNumber{}), mail.kind) == 0;
    const int most = mail.kind == MailKind::sign_in ? most_sign_ins_in_an_hour : 1;
    const auto of_kind =
        one_value<long long>(sql,
                             "SELECT COUNT(*) FROM mail WHERE address = :a AND created_at > :since "
                             "AND kind = :k",
                             mail.address, mail.created - hour, mail.kind);
    return of_kind < most &&
           automatic_since(sql, mail.created - day, mail.address) < most_in_a_day &&
           automatic_since(sql, mail.created - hour, {}) < most_in_an_hour;
}

void queue(soci::session& sql, const Mail& mail) {
    if (mail.address.empty() || !mail_goes_out(sql) || !within_limits(sql, mail))
        return;
    execute(sql,
            "INSERT INTO mail (id, kind, address, lang, ticket_number, created_at, due_at, tries, "
            "state, problem) VALUES (:id, :k, :a, :l, :n, :c, :d, 0, 'waiting', '')",
            next_id(sql, "mail"), mail.kind, mail.address, mail.lang, mail.ticket, mail.created,
            mail.created);
}

/// Where whoever asked is written to; empty when nobody knows.
std::string address_for(soci::session& sql, const Ticket& ticket) {
    if (!ticket.contact.email.empty() || !ticket.requester)
        return ascii_lower(ticket.contact.email);
    return one_value<std::string>(sql, "SELECT email FROM people WHERE id = :id",
                                  *ticket.requester);
}

void end(soci::session& sql, const Mail& mail, MailState state, std::string_view why) {
    execute(sql,
            "UPDATE mail SET state = :s, tries = tries + 1, problem = :p WHERE id = :id AND state "
            "= 'waiting'",
            state, utf8_prefix(why, max_problem), mail.id);
}

Status note_failure(soci::session& sql, TimePoint now, const Mail& mail, const std::string& why) {
    static const Actor post = Actor::program("mail");
    if (!mail.ticket)
        return Done{};
    const auto ticket = load_ticket(sql, standing_ticket(sql, *mail.ticket));
    if (!ticket)
        return ticket.error();
    const MessageId note =
        insert_message(sql, ticket->number,
                       {.at = now,
                        .sender = Sender::system,
                        .visibility = Visibility::internal,
                        .author = post.name,
                        .body = (ticket->lang == "en" ? failed_en : failed_de) + why});
    append_history(sql, now,
                   {.ticket = ticket->number,
                    .actor = post,
                    .event = "mail_failed",
                    .facts = {{"message", note.value}, {"mail", mail.id.value}}});
    return Done{};
}

Milliseconds pause_before(int next_try) {
    const auto pause = first_pause * (1 << std::clamp(next_try - 1, 0, 10));
    return std::min<Milliseconds>(pause, longest_pause);
}

} // namespace

void tell_by_mail(soci::session& sql, TimePoint now, MailKind kind, const Ticket& ticket) {
    queue(sql, {.kind = kind,
                .address = address_for(sql, ticket),
                .lang = ticket.lang,
                .ticket = ticket.number,
                .created = now});
}

void queue_sign_in_mail(soci::session& sql, TimePoint now, const std::string& address,
                        const std::string& lang) {
    queue(sql, {.kind = MailKind::sign_in, .address = address, .lang = lang, .created = now});
}

Status MailQueue::goes_out(bool yes) {
    return database_.write([&](soci::session& sql) -> Status {
        execute(sql, "UPDATE mail_state SET goes_out = :yes", yes ? 1 : 0);
        if (!yes)
            execute(sql, "DELETE FROM mail WHERE state = 'waiting'");
        return Done{};
    });
}

Result<std::vector<Mail>> MailQueue::due(int limit) const {
    std::vector<Mail> letters;
    const TimePoint now = database_.clock().now();
    Status status = database_.read([&](soci::session& sql) -> Status {
        letters.clear();
        each_record<Mail>(
            sql,
            "SELECT id, kind, address, lang, ticket_number, created_at, due_at, tries, state, "
            "problem FROM mail WHERE state = 'waiting' AND due_at <= :now ORDER BY due_at, id "
            "LIMIT :limit",
            [&](const Mail& mail) { letters.push_back(mail); }, now, limit);
        return Done{};
    });
    if (!status)
        return status.error();
    return letters;
}

Result<std::string> MailQueue::make_secret(const Mail& mail) {
    std::string secret = random_token(database_.random());
    const TimePoint now = database_.clock().now();
    Status status = database_.write([&](soci::session& sql) -> Status {
        if (mail.ticket)
            execute(sql,
                    "INSERT INTO secret_links (hash, ticket_number, created_at) VALUES (:h, :n, "
                    ":at)",
                    sha256_hex(secret), *mail.ticket, now);
        else
            execute(sql,
                    "INSERT INTO mailbox_links (hash, address, expires_at) VALUES (:h, :a, :at)",
                    sha256_hex(secret), mail.address, now + sign_in_link_life);
        return Done{};
    });
    if (!status)
        return status.error();
    return secret;
}

Status MailQueue::sent(const Mail& mail) {
    return database_.write([&](soci::session& sql) -> Status {
        end(sql, mail, MailState::sent, "");
        return Done{};
    });
}

Status MailQueue::not_yet(const Mail& mail, std::string_view why) {
    const TimePoint next = database_.clock().now() + pause_before(mail.tries + 1);
    const Milliseconds most =
        mail.kind == MailKind::sign_in ? Milliseconds(sign_in_link_life) : Milliseconds(patience);
    if (next > mail.created + most)
        return failed(mail, why);
    return database_.write([&](soci::session& sql) -> Status {
        execute(sql,
                "UPDATE mail SET due_at = :due, tries = tries + 1, problem = :p WHERE id = :id",
                next, utf8_prefix(why, max_problem), mail.id);
        return Done{};
    });
}

Status MailQueue::failed(const Mail& mail, std::string_view why) {
    const auto text = checked_optional_text(utf8_prefix(why, max_problem), "reason", max_problem);
    if (!text)
        return text.error();
    return database_.write([&](soci::session& sql) -> Status {
        end(sql, mail, MailState::failed, *text);
        return note_failure(sql, database_.clock().now(), mail, *text);
    });
}

Result<std::size_t> MailQueue::clear(Milliseconds keep) {
    const TimePoint now = database_.clock().now();
    long long gone = 0;
    Status status = database_.write(
        [&](soci::session& sql) -> Status {
            gone = execute(sql, "DELETE FROM mail WHERE state <> 'waiting' AND created_at < :t",
                           now - keep);
            execute(sql, "DELETE FROM mailbox_links WHERE expires_at < :t", now);
            return Done{};
        },
        Durability::soon);
    if (!status)
        return status.error();
    return static_cast<std::size_t>(std::max(gone, 0LL));
}

} // namespace lotse::tickets
