#include "tickets/relations/links.h"

#include <algorithm>
#include <array>

#include "indexer/base/text.h"
#include "tickets/history_internal.h"
#include "tickets/relations/links_internal.h"
#include "tickets/rows_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

// Found by the type of its argument, so it stands in its namespace.
static auto columns(TicketLink& l) {
    return std::tie(l.kind, l.outgoing, l.other, l.subject, l.state);
}

namespace {

constexpr std::size_t most_tags = 20;
constexpr std::size_t max_tag_characters = 40;

constexpr std::array<std::array<std::string_view, 2>, 3> readings{{
    {"duplicated_by", "duplicate_of"},
    {"followed_by", "follows"},
    {"causes", "caused_by"},
}};

Status both_there(soci::session& sql, TicketNumber from, TicketNumber to) {
    if (from == to)
        return Error{Code::invalid_argument, "a ticket is not linked to itself", ""};
    for (const TicketNumber number : {from, to})
        if (auto ticket = load_ticket(sql, number); !ticket)
            return ticket.error();
    return Done{};
}

long long count_links(soci::session& sql, TicketNumber from, LinkKind kind, TicketNumber to) {
    return one_value<long long>(sql,
                                "SELECT COUNT(*) FROM ticket_links WHERE kind = :k AND "
                                "((from_ticket = :a AND to_ticket = :b) OR "
                                "(from_ticket = :c AND to_ticket = :d))",
                                kind, from, to, to, from);
}

void log_on_both(soci::session& sql, TimePoint now, const Actor& actor, std::string_view event,
                 const std::array<TicketNumber, 2>& ends, LinkKind kind) {
    for (const bool outgoing : {true, false})
        append_history(sql, now,
                       {.ticket = outgoing ? ends[0] : ends[1],
                        .actor = actor,
                        .event = event,
                        .facts = {{"kind", std::string(reading(kind, outgoing))},
                                  {"ticket", (outgoing ? ends[1] : ends[0]).value}}});
}

Result<std::vector<std::string>> checked_tags(const std::vector<std::string>& given) {
    std::vector<std::string> tags;
    for (const std::string& one : given) {
        auto text = checked_text(one, "tag", max_subject_bytes);
        if (!text)
            return text.error();
        std::string tag = ascii_lower(*text);
        if (utf8_length(tag) > max_tag_characters || tag.find(',') != std::string::npos)
            return Error{Code::invalid_argument, "'" + tag + "' is no tag",
                         "at most 40 characters, no comma"};
        tags.push_back(std::move(tag));
    }
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    if (tags.size() > most_tags)
        return Error{Code::too_large, "a ticket has at most 20 tags", "leave some out"};
    return tags;
}

} // namespace

std::string_view reading(LinkKind kind, bool outgoing) {
    return readings[static_cast<std::size_t>(kind)][outgoing ? 1 : 0];
}

void insert_link(soci::session& sql, TimePoint now, const Actor& actor, TicketNumber from,
                 LinkKind kind, TicketNumber to) {
    execute(sql, "INSERT INTO ticket_links (from_ticket, kind, to_ticket) VALUES (:a, :k, :b)",
            from, kind, to);
    log_on_both(sql, now, actor, "link", {from, to}, kind);
}

Status LinkStore::link(const Actor& actor, TicketNumber from, LinkKind kind, TicketNumber to) {
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        if (Status there = both_there(sql, from, to); !there)
            return there;
        if (count_links(sql, from, kind, to) > 0)
            return Error{Code::conflict, "these tickets are linked so already", ""};
        insert_link(sql, now, actor, from, kind, to);
        return Done{};
    });
}

Status LinkStore::unlink(const Actor& actor, TicketNumber from, LinkKind kind, TicketNumber to) {
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        if (count_links(sql, from, kind, to) == 0)
            return Error{Code::not_found, "these tickets are not linked so", ""};
        execute(sql,
                "DELETE FROM ticket_links WHERE kind = :k AND ((from_ticket = :a AND "
                "to_ticket = :b) OR (from_ticket = :c AND to_ticket = :d))",
                kind, from, to, to, from);
        log_on_both(sql, now, actor, "unlink", {from, to}, kind);
        return Done{};
    });
}

Result<std::vector<TicketLink>> LinkStore::links(TicketNumber number) const {
    std::vector<TicketLink> links;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_record<TicketLink>(
            sql,
            "SELECT l.kind, 1, t.number, t.subject, t.state FROM ticket_links l "
            "JOIN tickets t ON t.number = l.to_ticket WHERE l.from_ticket = :a UNION ALL "
            "SELECT l.kind, 0, t.number, t.subject, t.state FROM ticket_links l "
            "JOIN tickets t ON t.number = l.from_ticket WHERE l.to_ticket = :b "
            "ORDER BY 3, 1, 2",
            [&](const TicketLink& link) { links.push_back(link); }, number, number);
        return Done{};
    });
    if (!status)
        return status.error();
    return links;
}

Status LinkStore::set_tags(const Actor& actor, TicketNumber number,
                           const std::vector<std::string>& given) {
    const auto tags = checked_tags(given);
    if (!tags)
        return tags.error();
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        if (auto ticket = load_ticket(sql, number); !ticket)
            return ticket.error();
        execute(sql, "DELETE FROM ticket_tags WHERE ticket_number = :n", number);
        std::string listed;
        for (const std::string& tag : *tags) {
            execute(sql, "INSERT INTO ticket_tags (tag, ticket_number) VALUES (:t, :n)", tag,
                    number);
            listed.append(listed.empty() ? "" : ",").append(tag);
        }
        append_history(
            sql, now,
            {.ticket = number, .actor = actor, .event = "tag", .facts = {{"tags", listed}}});
        return Done{};
    });
}

Result<std::vector<std::string>> LinkStore::tags(TicketNumber number) const {
    std::vector<std::string> tags;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_row<std::string>(
            sql, "SELECT tag FROM ticket_tags WHERE ticket_number = :n ORDER BY tag",
            [&](const std::string& tag) { tags.push_back(tag); }, number);
        return Done{};
    });
    if (!status)
        return status.error();
    return tags;
}

} // namespace lotse::tickets
