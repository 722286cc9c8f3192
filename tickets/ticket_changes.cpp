#include "tickets/ticket_store.h"

#include "tickets/people.h"
#include "tickets/redactor_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

Status change(Database& database, const Change& what, const Step& step) {
    const TimePoint now = database.clock().now();
    return database.write([&](soci::session& sql) { return apply_event(sql, now, what, step); });
}

Status nothing_more(Work&) {
    return Done{};
}

Sender sender_of(Party party) {
    if (party == Party::customer)
        return Sender::customer;
    return party == Party::agent ? Sender::agent : Sender::system;
}

/// Adds a message and returns its id; the event says whose and for whom.
Result<MessageId> write_message(Database& database, const Change& what, std::string_view body) {
    auto text = checked_text(body, "message", max_body_bytes);
    if (!text)
        return text.error();
    MessageId id;
    Status status = change(database, what, [&](Work& work) -> Status {
        const bool customer = what.event == Event::customer_reply;
        const bool internal = what.event == Event::note;
        const Actor& actor = work.actor;
        id = insert_message(
            work.sql, what.ticket,
            {.at = work.now,
             .sender = sender_of(party_of(actor)),
             .visibility = internal ? Visibility::internal : Visibility::public_,
             .author_id = actor.person ? std::optional(actor.person) : std::nullopt,
             .author = customer && !actor.person ? work.ticket.contact.name : actor.name,
             .body = *text});
        work.facts.push_back({"message", id.value});
        return Done{};
    });
    if (!status)
        return status.error();
    return id;
}

Status check_assignee(soci::session& sql, PersonId person) {
    const auto agents = one_value<long long>(
        sql,
        "SELECT COUNT(*) FROM people p JOIN person_roles r ON r.person_id = p.id "
        "WHERE p.id = :id AND p.active = 1 AND r.role = :role",
        person, Role::agent);
    if (agents == 0)
        return Error{Code::invalid_argument, "there is no active agent with that id",
                     "tickets are assigned to agents"};
    return Done{};
}

Error missing(const char* what, const char* hint) {
    return {Code::invalid_argument, std::string("the ") + what + " is missing", hint};
}

std::string kinds_of(const std::vector<Finding>& findings) {
    std::string kinds;
    for (const Finding& finding : findings)
        kinds.append(kinds.empty() ? "" : ", ")
            .append(name(finding.kind))
            .append(" at byte ")
            .append(std::to_string(finding.begin));
    return kinds;
}

/// What is published for everybody must name nobody.
Status check_impersonal(const Resolution& resolution, const RedactionContext& context) {
    for (const auto& [field, text] :
         {std::pair<const char*, const std::string&>{"title", resolution.title},
          {"text", resolution.text}}) {
        const auto findings = find_personal(text, context);
        if (!findings.empty())
            return Error{Code::invalid_argument,
                         std::string("the solution's ") + field + " holds personal data (" +
                             kinds_of(findings) + ")",
                         "take it out: others will read this solution"};
    }
    return Done{};
}

Result<Resolution> checked_resolution(const Resolution& given, const RedactionContext& context) {
    Resolution resolution = given;
    for (auto [field, what] : {std::pair<std::string*, const char*>{&resolution.article, "article"},
                               {&resolution.title, "title"},
                               {&resolution.text, "solution"},
                               {&resolution.reason, "reason"}}) {
        auto text = checked_optional_text(*field, what, max_body_bytes);
        if (!text)
            return text.error();
        *field = std::move(*text);
    }
    switch (resolution.kind) {
    case ResolutionKind::linked_article:
    case ResolutionKind::written_article:
    case ResolutionKind::drafted_article:
        if (resolution.article.empty())
            return missing("article", "give the id of the article that helped");
        break;
    case ResolutionKind::shared_solution:
        if (resolution.title.empty() || resolution.text.empty())
            return missing("title or text", "write what other customers shall find");
        if (Status lang = check_lang(resolution.lang); !lang)
            return lang.error();
        if (Status clean = check_impersonal(resolution, context); !clean)
            return clean.error();
        break;
    case ResolutionKind::no_knowledge:
        resolution.cause = resolution.cause.value_or(NoKnowledge::other);
        if (resolution.cause == NoKnowledge::other && resolution.reason.empty())
            return missing("reason", "say why nobody else can use this solution");
        break;
    }
    return resolution;
}

} // namespace

Result<MessageId> TicketStore::reply(const Actor& actor, TicketNumber number,
                                     std::string_view body) {
    const Event event =
        party_of(actor) == Party::customer ? Event::customer_reply : Event::agent_reply;
    return write_message(database_, {actor, number, event}, body);
}

Result<MessageId> TicketStore::note(const Actor& actor, TicketNumber number,
                                    std::string_view body) {
    return write_message(database_, {actor, number, Event::note}, body);
}

Status TicketStore::assign(const Actor& actor, TicketNumber number, std::optional<PersonId> to) {
    return change(database_, {actor, number, Event::assign}, [&](Work& work) -> Status {
        if (to)
            if (Status known = check_assignee(work.sql, *to); !known)
                return known;
        work.ticket.assignee = to;
        work.facts.push_back({"assignee", to ? to->value : 0});
        return Done{};
    });
}

Status TicketStore::move(const Actor& actor, TicketNumber number, int level, std::string_view team,
                         std::string_view reason) {
    auto why = checked_text(reason, "reason for the hand-over", max_body_bytes);
    auto group = checked_optional_text(team, "team", max_subject_bytes);
    if (!why)
        return why.error();
    if (!group)
        return group.error();
    if (level < first_level || level > last_level)
        return Error{Code::invalid_argument, "there is no such level", "1, 2 or 3"};
    return change(database_, {actor, number, Event::move_level}, [&](Work& work) -> Status {
        Ticket& ticket = work.ticket;
        if (ticket.level == level && ticket.team == *group)
            return Error{Code::conflict, "the ticket is there already", ""};
        insert_move(work.sql, number,
                    {work.now, ticket.level, level, *group, *why, work.actor.name});
        work.facts = {{"from_level", std::int64_t{ticket.level}},
                      {"to_level", std::int64_t{level}},
                      {"team", *group}};
        ticket.level = level;
        ticket.team = *group;
        ticket.assignee.reset(); // whoever takes it there decides
        return Done{};
    });
}

Status TicketStore::prioritize(const Actor& actor, TicketNumber number, Priority priority) {
    return change(database_, {actor, number, Event::prioritize}, [&](Work& work) -> Status {
        work.ticket.priority = priority;
        work.facts.push_back({"priority", std::string(name(priority))});
        return Done{};
    });
}

Status TicketStore::change_state(const Actor& actor, TicketNumber number, Event event) {
    if (event != Event::await_reminder && event != Event::await_close && event != Event::close)
        return Error{Code::invalid_argument,
                     "'" + std::string(name(event)) + "' says more than a state", ""};
    return change(database_, {actor, number, event}, nothing_more);
}

Status TicketStore::resolve(const Actor& actor, TicketNumber number, const Resolution& resolution,
                            const std::function<Status()>& publish) {
    return change(database_, {actor, number, Event::resolve}, [&](Work& work) -> Status {
        const auto messages = load_messages(work.sql, number, Audience::staff);
        const Redactor known(work.ticket, messages, database_.options().own_contacts);
        auto checked = checked_resolution(resolution, known.context());
        if (!checked)
            return checked.error();
        checked->at = work.now;
        checked->actor = work.actor.name;
        if (publish)
            if (Status published = publish(); !published)
                return published;
        work.ticket.resolved = work.now;
        put_resolution_in_force(work.sql, work.ticket, *checked);
        work.facts.push_back({"kind", std::string(name(checked->kind))});
        if (!checked->article.empty())
            work.facts.push_back({"article", checked->article});
        return Done{};
    });
}

Status TicketStore::reopen(const Actor& actor, TicketNumber number, std::string_view reason) {
    auto why = checked_optional_text(reason, "reason", max_body_bytes);
    if (!why)
        return why.error();
    return change(database_, {actor, number, Event::reopen}, [&](Work& work) -> Status {
        const bool customer = party_of(work.actor) == Party::customer;
        if (!why->empty())
            insert_message(work.sql, number,
                           {.at = work.now,
                            .sender = sender_of(party_of(work.actor)),
                            .visibility = customer ? Visibility::public_ : Visibility::internal,
                            .author = customer ? work.ticket.contact.name : work.actor.name,
                            .body = *why});
        return Done{};
    });
}

} // namespace lotse::tickets
