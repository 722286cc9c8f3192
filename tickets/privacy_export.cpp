// Everything about a person as one JSON document.

#include <nlohmann/json.hpp>

#include "tickets/history_internal.h"
#include "tickets/permissions.h"
#include "tickets/privacy_internal.h"
#include "tickets/rows_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/ticket_store.h"

namespace lotse::tickets {

namespace {

using Json = nlohmann::ordered_json;

Json account_of(soci::session& sql, PersonId id) {
    Json account;
    each_row<std::string, std::string, int, std::string, bool, TimePoint, std::string>(
        sql,
        "SELECT name, email, level, team, active, created_at, organisation FROM people "
        "WHERE id = :id",
        [&](const std::string& name, const std::string& email, int level, const std::string& team,
            bool active, TimePoint created, const std::string& organisation) {
            account = {{"id", id.value},   {"name", name},
                       {"email", email},   {"level", level},
                       {"team", team},     {"organisation", organisation},
                       {"active", active}, {"created", to_iso8601(created)}};
        },
        id);
    account["roles"] = Json::array();
    each_row<std::string>(
        sql, "SELECT role FROM person_roles WHERE person_id = :id ORDER BY role",
        [&](const std::string& role) { account["roles"].push_back(role); }, id);
    account["tokens"] = Json::array();
    each_row<std::string, std::string, TimePoint, TimePoint>(
        sql,
        "SELECT kind, label, created_at, expires_at FROM tokens WHERE person_id = :id "
        "ORDER BY created_at",
        [&](const std::string& kind, const std::string& label, TimePoint created,
            TimePoint expires) {
            account["tokens"].push_back({{"kind", kind},
                                         {"label", label},
                                         {"created", to_iso8601(created)},
                                         {"expires", to_iso8601(expires)}});
        },
        id);
    return account;
}

Json message_json(const Message& m) {
    return {{"id", m.id.value},         {"at", to_iso8601(m.at)},
            {"sender", name(m.sender)}, {"visibility", name(m.visibility)},
            {"author", m.author},       {"body", m.body}};
}

Json steps_of(soci::session& sql, TicketNumber number) {
    Json moves = Json::array();
    for (const LevelMove& m : load_moves(sql, number))
        moves.push_back({{"at", to_iso8601(m.at)},
                         {"from", m.from},
                         {"to", m.to},
                         {"team", m.team},
                         {"reason", m.reason},
                         {"actor", m.actor}});
    return moves;
}

Json resolutions_of(soci::session& sql, TicketNumber number) {
    Json list = Json::array();
    for (const Resolution& r : load_resolutions(sql, number))
        list.push_back({{"at", to_iso8601(r.at)},
                        {"kind", name(r.kind)},
                        {"article", r.article},
                        {"title", r.title},
                        {"text", r.text},
                        {"reason", r.reason},
                        {"actor", r.actor}});
    return list;
}

Json searches_of(soci::session& sql, TicketNumber number) {
    Json list = Json::array();
    std::vector<std::pair<SearchId, Json>> searches;
    each_row<SearchId, TimePoint, std::string, std::string, std::string>(
        sql,
        "SELECT id, at, body, lang, outcome FROM searches WHERE ticket_number = :n ORDER BY id",
        [&](SearchId id, TimePoint at, const std::string& text, const std::string& lang,
            const std::string& outcome) {
            searches.emplace_back(
                id,
                Json{{"at", to_iso8601(at)}, {"text", text}, {"lang", lang}, {"outcome", outcome}});
        },
        number);
    for (auto& [id, search] : searches) {
        Json& shown = search["shown"] = Json::array();
        each_row<std::string, int>(
            sql,
            "SELECT document, opened FROM search_documents WHERE search_id = :id ORDER BY position",
            [&](const std::string& document, int opened) {
                shown.push_back({{"document", document}, {"opened", opened != 0}});
            },
            id);
        list.push_back(std::move(search));
    }
    return list;
}

Json texts_of(soci::session& sql, const std::string& query, TicketNumber number) {
    Json list = Json::array();
    each_row<std::string>(
        sql, query, [&](const std::string& text) { list.push_back(text); }, number);
    return list;
}

/// The bytes are saved by these numbers: `save-attachment`, or the attachment's route.
Json attachments_of(soci::session& sql, TicketNumber number, Audience audience) {
    Json list = Json::array();
    each_row<long long, TimePoint, std::string, std::string, long long, std::string>(
        sql,
        std::string("SELECT id, at, name, type, size, author FROM attachments WHERE "
                    "ticket_number = :n ") +
            (audience == Audience::customer ? "AND visibility = 'public' " : "") + "ORDER BY id",
        [&](long long id, TimePoint at, const std::string& file, const std::string& type,
            long long size, const std::string& author) {
            list.push_back({{"id", id},
                            {"at", to_iso8601(at)},
                            {"name", file},
                            {"type", type},
                            {"size", size},
                            {"author", author}});
        },
        number);
    return list;
}

Json history_of(soci::session& sql, TicketNumber number) {
    Json list = Json::array();
    for (const HistoryRow& h : load_history(sql, number))
        list.push_back({{"at", to_iso8601(h.at)},
                        {"actor", h.actor},
                        {"event", h.event},
                        {"detail", Json::parse(h.detail, nullptr, false)}});
    return list;
}

/// What the staff keeps for itself.
void add_inner_life(soci::session& sql, TicketNumber number, Json& json) {
    json["moves"] = steps_of(sql, number);
    json["resolutions"] = resolutions_of(sql, number);
    json["slip_facts"] = texts_of(
        sql, "SELECT body FROM slip_facts WHERE ticket_number = :n ORDER BY move_id, position",
        number);
    json["training_notes"] = texts_of(
        sql, "SELECT body FROM training_notes WHERE ticket_number = :n ORDER BY id", number);
    json["tags"] =
        texts_of(sql, "SELECT tag FROM ticket_tags WHERE ticket_number = :n ORDER BY tag", number);
    json["history"] = history_of(sql, number);
}

Result<Json> ticket_json(soci::session& sql, TicketNumber number, Audience audience) {
    const auto ticket = load_ticket(sql, number);
    if (!ticket)
        return ticket.error();
    const Ticket& t = *ticket;
    Json json{{"number", t.number.value},
              {"kind", name(t.kind)},
              {"subject", t.subject},
              {"lang", t.lang},
              {"category", t.category},
              {"channel", name(t.channel)},
              {"contact",
               {{"name", t.contact.name}, {"email", t.contact.email}, {"phone", t.contact.phone}}},
              {"level", t.level},
              {"state", name(t.state)},
              {"priority", name(t.priority)},
              {"created", to_iso8601(t.created)},
              {"updated", to_iso8601(t.updated)},
              {"resolved", t.resolved ? Json(to_iso8601(*t.resolved)) : Json()}};
    json["messages"] = Json::array();
    for (const Message& message : load_messages(sql, number, audience))
        json["messages"].push_back(message_json(message));
    json["searches"] = searches_of(sql, number);
    json["attachments"] = attachments_of(sql, number, audience);
    if (audience == Audience::staff)
        add_inner_life(sql, number, json);
    return json;
}

/// What the person wrote or did in tickets of others, or what others wrote of the person.
Json elsewhere(soci::session& sql, const DataSubject& subject) {
    const Mentions mentions(subject);
    Json list = Json::array();
    each_row<TicketNumber, MessageId, std::optional<PersonId>, std::string>(
        sql, "SELECT ticket_number, id, author_id, body FROM messages ORDER BY id",
        [&](TicketNumber number, MessageId id, const std::optional<PersonId>& author,
            const std::string& body) {
            if (std::find(subject.tickets.begin(), subject.tickets.end(), number) !=
                subject.tickets.end())
                return;
            const bool wrote = subject.account && author == subject.account;
            if (wrote || mentions.in(body))
                list.push_back({{"ticket", number.value},
                                {"message", id.value},
                                {"written_by_the_person", wrote},
                                {"body", body}});
        });
    return list;
}

Json letters_to(soci::session& sql, const DataSubject& subject) {
    Json list = Json::array();
    for (const std::string& address : subject.emails)
        each_row<std::string, std::optional<TicketNumber>, TimePoint, std::string>(
            sql,
            "SELECT kind, ticket_number, created_at, state FROM mail WHERE address = :a ORDER BY "
            "id",
            [&](const std::string& kind, const std::optional<TicketNumber>& ticket,
                TimePoint created, const std::string& state) {
                list.push_back({{"at", to_iso8601(created)},
                                {"to", address},
                                {"kind", kind},
                                {"ticket", ticket ? Json(ticket->value) : Json()},
                                {"state", state}});
            },
            address);
    return list;
}

Result<Json> gathered(soci::session& sql, const DataSubject& person, Audience audience) {
    Json json{{"account", person.account ? account_of(sql, person.account) : Json()},
              {"names", person.names},
              {"emails", person.emails},
              {"phones", person.phones},
              {"tickets", Json::array()}};
    for (const TicketNumber number : person.tickets) {
        auto ticket = ticket_json(sql, number, audience);
        if (!ticket)
            return ticket;
        json["tickets"].push_back(std::move(*ticket));
    }
    json["letters"] = letters_to(sql, person);
    if (audience == Audience::staff)
        json["elsewhere"] = elsewhere(sql, person);
    return json;
}

/// `who` as in find_data_subject().
Result<std::string> exported(Database& database, const Actor& actor, std::string_view who,
                             Audience audience) {
    std::string text;
    const TimePoint now = database.clock().now();
    Status status = database.write([&](soci::session& sql) -> Status {
        const auto subject = load_data_subject(sql, who);
        if (!subject)
            return subject.error();
        const auto json = gathered(sql, *subject, audience);
        if (!json)
            return json.error();
        append_history(
            sql, now,
            {.actor = actor,
             .event = "export_person",
             .facts = {{"account", subject->account.value},
                       {"tickets", static_cast<std::int64_t>(subject->tickets.size())}}});
        text = json->dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
        return Done{};
    });
    if (!status)
        return status.error();
    return text;
}

} // namespace

Result<std::string> export_person(Database& database, const Actor& actor, std::string_view who) {
    return exported(database, actor, who, Audience::staff);
}

Result<std::string> export_own(Database& database, const Actor& customer) {
    if (Status may = authorize(customer, Action::read_own_data); !may)
        return may.error();
    return exported(database, customer, std::to_string(customer.person.value), Audience::customer);
}

} // namespace lotse::tickets
